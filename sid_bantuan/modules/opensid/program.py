"""Programs of aid and who is in them: kept whole, as OpenSID has them, until they are taken up as aid here."""

import json
from collections.abc import Mapping

from . import ingatan
from .laporan import BARU, DIBACA, HAPUS, TETAP, UBAH
from .orang import TABEL as PENDUDUK
from .peta import bersih
from .putaran import Putaran
from .tahap import KELOMPOK

PROGRAM, PESERTA = "program", "program_peserta"
KOLOM_PROGRAM = ("nama", "slug", "sasaran", "ndesc", "sdate", "edate", "userid", "status", "asaldana", "created_at")
KOLOM_PESERTA = (
    "program_id", "peserta", "no_id_kartu", "kartu_nik", "kartu_nama", "kartu_tempat_lahir", "kartu_tanggal_lahir",
    "kartu_alamat", "kartu_peserta", "kartu_id_pend", "created_at",
)  # fmt: skip
ORANG, KK, RUMAH_TANGGA, KELOMPOK_PENERIMA = 1, 2, 3, 4
SASARAN = {1: "Orang", 2: "Keluarga", 3: "Rumah tangga", 4: "Kelompok"}


def serasikan_program(putaran: Putaran) -> None:
    """Bring programs and participants over; whom a participant is, is found anew each round."""
    if not putaran.sumber.punya(PROGRAM):
        return
    sasaran: dict[int, int | None] = {}
    _serasikan(putaran, PROGRAM, "sb_opensid_program", KOLOM_PROGRAM, lambda baris: _program(baris, sasaran))
    if putaran.sumber.punya(PESERTA):
        cari = _Pencari(putaran)
        _serasikan(putaran, PESERTA, "sb_opensid_peserta", KOLOM_PESERTA, lambda baris: cari.peserta(baris, sasaran))


def _program(baris: Mapping, sasaran: dict) -> dict:
    sasaran[baris["id"]] = baris.get("sasaran")
    return {
        "nama": baris.get("nama"), "sasaran": baris.get("sasaran"), "keterangan": baris.get("ndesc"),
        "mulai": _hari(baris.get("sdate")), "selesai": _hari(baris.get("edate")), "status": baris.get("status"),
        "asal_dana": baris.get("asaldana"),
    }  # fmt: skip


def _serasikan(putaran: Putaran, tabel: str, simpan: str, minta, baca) -> None:
    node, kolom, ada = putaran.node, putaran.sumber.kolom(tabel, minta), set()
    for rows in putaran.sumber.alir(tabel, kolom):
        dulu = dict(
            node.engine.run(f"SELECT nomor, hash FROM {simpan} WHERE nomor BETWEEN ? AND ?", (rows[0][0], rows[-1][0]))
        )
        baru = []
        for row in rows:
            baris = {nama: bersih(nilai) for nama, nilai in zip(("id", *kolom), row, strict=True)}
            isi = baca(baris)
            sidik = ingatan.sidik(row, tuple(isi.values()))
            ada.add(row[0])
            if dulu.get(row[0]) != sidik:
                putaran.laporan.tambah(tabel, UBAH if row[0] in dulu else BARU)
                utuh = json.dumps(baris, ensure_ascii=False, separators=(",", ":"))
                baru.append({"nomor": row[0]} | isi | {"hash": sidik, "isi": utuh})
        putaran.laporan.tambah(tabel, DIBACA, len(rows))
        putaran.laporan.tambah(tabel, TETAP, len(rows) - len(baru))
        if baru:
            with node.engine.transaction():
                node.engine.upsert(simpan, tuple(baru[0]), "nomor", [tuple(satu.values()) for satu in baru])
    hilang = {nomor for (nomor,) in node.engine.run(f"SELECT nomor FROM {simpan}")} - ada
    node.engine.many(f"DELETE FROM {simpan} WHERE nomor = ?", [(nomor,) for nomor in sorted(hilang)])
    putaran.laporan.tambah(tabel, HAPUS, len(hilang))


class _Pencari:
    """Finds whom a participant means: by number there where there is one, else by NIK, No KK or number of household."""

    def __init__(self, putaran: Putaran):
        self.peta, node = putaran.peta, putaran.node
        self.nik = dict(
            node.engine.run("SELECT nik, id FROM sb_penduduk WHERE wilayah = ? AND nik IS NOT NULL", (node.code,))
        )
        self.no_kk = dict(
            node.engine.run("SELECT no_kk, id FROM sb_keluarga WHERE wilayah = ? AND no_kk IS NOT NULL", (node.code,))
        )

    def peserta(self, baris: Mapping, sasaran: Mapping) -> dict:
        peserta = str(baris.get("peserta") or "").strip()
        untuk = sasaran.get(baris.get("program_id"))
        orang = self.peta[PENDUDUK].get(baris.get("kartu_id_pend")) or self.nik.get(str(baris.get("kartu_nik") or ""))
        jenis, id = self._untuk(untuk, peserta, orang)
        return {
            "program": baris["program_id"], "sasaran": untuk, "peserta": peserta, "nomor_kartu": baris.get("no_id_kartu"),
            "penduduk_id": orang, "untuk_jenis": jenis, "untuk_id": id,
        }  # fmt: skip

    def _untuk(self, sasaran: int | None, peserta: str, orang: str | None) -> tuple[str | None, str | None]:
        if sasaran == KK:
            return "keluarga", self.no_kk.get(peserta)
        if sasaran == RUMAH_TANGGA:
            return "rumah_tangga", self.peta["nomor_rtm"].get(peserta)
        if sasaran == KELOMPOK_PENERIMA:
            return "kelompok", self._nomor(KELOMPOK, peserta)
        return ("penduduk", self.nik.get(peserta) or orang) if sasaran == ORANG else (None, None)

    def _nomor(self, tabel: str, peserta: str) -> str | None:
        return self.peta.get(tabel, {}).get(int(peserta)) if peserta.isdecimal() else None


def _hari(sel) -> str | None:
    return sel if sel and str(sel) > "1900" else None


def tanpa_penerima(node) -> list[tuple]:
    """(number, program, participant as written, name on the card) of those who could not be found here."""
    rows = node.engine.run(
        "SELECT s.nomor, p.nama, s.peserta, s.isi FROM sb_opensid_peserta s"
        " LEFT JOIN sb_opensid_program p ON p.nomor = s.program WHERE s.untuk_id IS NULL ORDER BY s.nomor"
    )
    return [(nomor, nama or "", peserta, json.loads(isi).get("kartu_nama") or "") for nomor, nama, peserta, isi in rows]
