"""The aid of a person or a family at a glance: what they get, got, are proposed for, were refused; when, and why."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan
from ...domain.tanggal import teks_tanggal
from . import program as katalog
from .periksa_ulang import PERINGATAN

MENERIMA, DITANGGUHKAN, DIUSULKAN, PERNAH, DITOLAK = "menerima", "ditangguhkan", "diusulkan", "pernah", "ditolak"
URUT = (MENERIMA, DITANGGUHKAN, DIUSULKAN, PERNAH, DITOLAK)
SEBUT = {
    MENERIMA: "Menerima",
    DITANGGUHKAN: "Ditangguhkan",
    DIUSULKAN: "Diusulkan",
    PERNAH: "Pernah menerima",
    DITOLAK: "Ditolak",
}
_USULAN = {bantuan.DITOLAK: DITOLAK, bantuan.DITETAPKAN: None, bantuan.DICABUT: None, bantuan.DRAF: None}


@dataclass(frozen=True)
class Atribut:
    """One aid of somebody. ``golongan``: one of ``URUT``; ``jenis``, ``id``: the record behind it.

    ``orang``: whose it is; None where it is the family's. ``teguran``: what a rule says against it.
    """

    golongan: str
    program: str
    nama: str
    singkatan: str
    jenis: str
    id: str
    keadaan: str
    mulai: date | None
    sampai: date | None
    sebab: str | None
    alasan: str | None
    catatan: str | None
    sumber: str
    per_tanggal: date | None
    wilayah: str
    orang: str | None = None
    atas_nama: str = ""
    komponen: tuple[str, ...] = ()
    teguran: tuple[str, ...] = ()

    @property
    def masa(self) -> str:
        """The span in words."""
        mulai = f"sejak {teks_tanggal(self.mulai)}" if self.mulai else ""
        return f"{mulai} sampai {teks_tanggal(self.sampai)}".strip() if self.sampai else mulai

    @property
    def mengapa(self) -> str:
        """Why it stands as it does, in words."""
        if self.sebab:
            return bantuan.SEBAB.get(self.sebab, self.sebab)
        kata = bantuan.ALASAN_PENERIMA.get(self.alasan or "", "")
        if self.alasan == "lainnya" or not kata:
            return self.catatan or kata
        return f"{kata}: {self.catatan}" if self.catatan else kata

    @property
    def dari(self) -> str:
        """From where it is known, and of which day."""
        per = f"per {teks_tanggal(self.per_tanggal)}" if self.per_tanggal else ""
        return " ".join(satu for satu in (self.sumber or "catatan desa", per) if satu)


def orang(node, orang_id: str, keluarga_id: str | None, hari: date | None = None) -> list[Atribut]:
    """All aid of a person and what his family receives as a whole."""
    return _semua(node, [orang_id], [keluarga_id] if keluarga_id else [], True, hari)


def keluarga(node, keluarga_id: str, hari: date | None = None) -> list[Atribut]:
    """All aid of a family and of each of its people."""
    anggota = node.engine.run("SELECT orang_id FROM sb_penduduk WHERE keluarga_id = ?", (keluarga_id,))
    return _semua(node, [satu[0] for satu in anggota], [keluarga_id], False, hari)


_BACA = """SELECT i.sumber, i.ke, i.asal, i.program, i.komponen, i.orang, i.keluarga, i.keadaan, i.mulai, i.sampai, i.sebab,
 t.alasan, t.catatan, COALESCE(t.sumber, l.sumber, ''), l.per_tanggal, COALESCE(t.nama, l.nama, ''), i.wilayah, w.nama
 FROM sb_ikut i LEFT JOIN sb_penerima t ON t.id = i.sumber LEFT JOIN sb_penetapan l ON l.id = i.sumber
 LEFT JOIN sb_penduduk w ON w.id = i.penduduk WHERE i.program <> ? AND """


def _semua(node, orang: Sequence[str], keluarga: Sequence[str], bersama: bool, hari: date | None) -> list[Atribut]:
    hari = hari or date.today()
    program = katalog.semua(node)
    rows = _ikut(node, orang, keluarga, bersama)
    teguran = tegur(node, [satu[0] for satu in rows])
    hasil = list(_dari_ikut(rows, program, teguran, hari))
    hasil += _dari_usulan(node, orang, keluarga, program, {satu[3] for satu in rows})
    return sorted(hasil, key=lambda satu: (URUT.index(satu.golongan), _balik(satu.mulai), satu.singkatan, satu.id))


def _balik(mulai: date | None) -> int:
    """The latest first."""
    return -mulai.toordinal() if mulai else 0


def _ikut(node, orang: Sequence[str], keluarga: Sequence[str], bersama: bool) -> list[tuple]:
    (satu, isi_satu), (dua, isi_dua) = node.engine.ids(orang), node.engine.ids(keluarga)
    hanya = " AND i.orang IS NULL" if bersama else ""
    return node.engine.run(
        f"{_BACA} i.orang IN ({satu}) UNION {_BACA} i.keluarga IN ({dua}){hanya} ORDER BY 1, 2",
        (bantuan.DTSEN, *isi_satu, bantuan.DTSEN, *isi_dua),
    )


def _dari_ikut(rows: Iterable[tuple], program, teguran, hari: date):
    """One for each record and person: a record's components are named at the line of whose they are."""
    per: dict[tuple, list[tuple]] = {}
    for satu in rows:
        per.setdefault((satu[0], satu[5]), []).append(satu)
    for bagian in per.values():
        utama = bagian[0]
        punya = katalog.di(program, utama[3], utama[16])
        komponen = [_komponen(punya, satu[4]) for satu in bagian if satu[4]]
        mulai, sampai, per_tanggal = (katalog.hari(utama[ke]) for ke in (8, 9, 14))
        yield Atribut(
            _golongan(utama[7], sampai, hari), utama[3], punya.nama if punya else utama[3],
            punya.singkatan if punya else utama[3], utama[2], utama[0], utama[7], mulai, sampai, utama[10], utama[11],
            utama[12], utama[13], per_tanggal, utama[16], utama[5], utama[17] if utama[5] else utama[15] or "",
            tuple(komponen), tuple(teguran.get(utama[0], ())),
        )  # fmt: skip


def _komponen(punya, kode: str) -> str:
    satu = punya.satu_komponen(kode) if punya else None
    return satu.nama if satu else kode


def _golongan(keadaan: str, sampai: date | None, hari: date) -> str:
    if keadaan in (bantuan.NONAKTIF, bantuan.TIDAK_LAYAK) or (sampai is not None and sampai < hari):
        return PERNAH
    return DITANGGUHKAN if keadaan == bantuan.DITANGGUHKAN else MENERIMA


def _dari_usulan(node, orang: Sequence[str], keluarga: Sequence[str], program, menerima: set[str]) -> list[Atribut]:
    """Proposals that are under way, and those refused.

    One that was granted is under way until somebody receives by it: where an agency's list is final, until that list comes.
    """
    (satu, isi_satu), (dua, isi_dua) = node.engine.ids(orang), node.engine.ids(keluarga)
    rows = node.engine.run(
        "SELECT u.id, u.program, u.nama, u.tgl_usul, u.orang_id, u.wilayah, k.keadaan, k.alasan, l.catatan, l.oleh"
        " FROM sb_usulan_bantuan u JOIN sb_usulan_kini k ON k.usulan_id = u.id"
        " LEFT JOIN sb_usulan_langkah l ON l.id = k.langkah_id"
        f" WHERE u.orang_id IN ({satu}) OR u.keluarga_id IN ({dua})",
        (*isi_satu, *isi_dua),
    )
    hasil = []
    for id, kode, nama, tgl, siapa, wilayah, keadaan, alasan, catatan, oleh in rows:
        golongan = (
            DIUSULKAN if keadaan == bantuan.DITETAPKAN and kode not in menerima else _USULAN.get(keadaan, DIUSULKAN)
        )
        punya = katalog.di(program, kode, wilayah)
        if golongan is None or (punya and punya.keluarga is False and orang and siapa not in orang):
            continue
        hasil.append(
            Atribut(
                golongan,
                kode,
                punya.nama if punya else kode,
                punya.singkatan if punya else kode,
                "usulan_bantuan",
                id,
                keadaan,
                katalog.hari(tgl),
                None,
                None,
                alasan,
                catatan,
                oleh or "",
                None,
                wilayah,
                None if punya and punya.keluarga else siapa,
                nama,
            )
        )
    return hasil


def tegur(node, ids: Sequence[str]) -> dict[str, list[str]]:
    """Enrolment -> what rules say against it: found here, or by a level above that wrote it down."""
    chosen, params = node.engine.ids(sorted(set(ids)))
    # A flag is about aid of its own village: an office of another place has nothing to say of it.
    rows = node.engine.run(
        "SELECT u.untuk_id, u.alasan FROM sb_putusan u JOIN sb_ikut i ON i.sumber = u.untuk_id AND i.ke = 0"
        f" AND i.wilayah = u.wilayah WHERE u.untuk_id IN ({chosen})",
        params,
    )
    hasil: dict[str, list[str]] = {}
    for id, alasan in [*rows, *_peringatan(node, chosen, params)]:
        semua = hasil.setdefault(id, [])
        if alasan not in semua:
            semua.append(alasan)
    return hasil


def _peringatan(node, chosen: str, params) -> Iterable[tuple[str, str]]:
    for id, isi in node.engine.run(
        f"SELECT id, isi FROM sb_peringatan WHERE kode = ? AND id IN ({chosen}) ORDER BY isi", (PERINGATAN, *params)
    ):
        yield id, json.loads(isi or "{}").get("alasan", "")


def label(node, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """id -> (name and program, number)."""
    chosen, params = node.engine.ids(list(ids))
    rows = node.engine.run(f"SELECT id, nama, program, nik FROM sb_penerima WHERE id IN ({chosen})", params)
    program = katalog.semua(node) if rows else {}
    return {
        id: (f"{nama}, {program[kode].singkatan if kode in program else kode}", nik or "")
        for id, nama, kode, nik in rows
    }
