"""Aid on the demo's road: programs and lists flow down, families are enrolled and refused, flags and a death flow back."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from ..domain import bantuan as kata
from ..domain import kode, masa
from ..domain.ids import derived_id
from ..modules.bantuan import bawaan, penyaluran, usulan, usulan_langkah
from ..modules.bantuan.pendaftaran import Pendaftaran, daftarkan
from ..modules.bantuan.salur_baris import Tanda, tandai
from ..modules.bantuan.tables_salur import PenyaluranBaris
from ..modules.kependudukan.tables import Penduduk
from ..modules.lampid import catat
from ..sync.local import drain_all
from ..sync.node import Node
from ..sync.schema import now
from .proses import Gagal
from .tempat import DESA, KABUPATEN, KECAMATAN, SEMUA, Tempat, petugas, sebagai

Kata = Callable[[str], None]
CALON, SUDAH_PKH, PKH, BLT, BPNTD = 9, 2, "PKH", "BLT-DD", "BPNTD"
"""Of nine families (or as many as there are) each village would enrol, two receive PKH; there is one place too few."""
TAK_DIKENAL = "3522019999990001"
"""A NIK of an agency's list that nobody here has."""


def jalankan(tempat: dict[str, Tempat], putaran: Callable, kata_layar: Kata) -> dict:
    """Set programs, quotas and lists above, enrol below, grant PKH later, let a recipient die; the figures.

    ``proven`` is true only if every answer, place, flag and count was as it must be, at every level.
    """
    siapa = {satu: keluarga(tempat[satu]) for satu in DESA}
    with sebagai(tempat[KABUPATEN]) as node:
        program = tetapkan(node, siapa)
    putaran(tempat, kata_layar)
    hasil = {satu: daftarkan_keluarga(tempat[satu], siapa[satu]) for satu in DESA}
    usulan_desa = {satu: _usulkan(tempat[satu], siapa[satu][-1]) for satu in DESA}
    dibayar = {satu: salurkan(tempat[satu]) for satu in DESA}
    kata_layar(
        f"{program} program bantuan turun ke desa; {sum(satu['terdaftar'] for satu in hasil.values())} keluarga didaftar."
    )
    putaran(tempat, kata_layar)
    with sebagai(tempat[KABUPATEN]) as node:
        _daftar_pkh(node, {satu: semua[2:3] for satu, semua in siapa.items()}, "susulan")
        for id in usulan_desa.values():
            usulan_langkah.ambil(node, petugas(node, "pengelola_program"), id, "tetapkan")
        drain_all(node)
    _meninggal(tempat[DESA[0]], siapa[DESA[0]][3])
    putaran(tempat, kata_layar)
    ditandai = {satu: _ditandai(tempat[satu]) for satu in DESA}
    putaran(tempat, kata_layar, pulang=False)  # whom the kabupaten determined was enrolled when that came down
    kata_layar(f"{sum(ditandai.values())} penerima ditandai kabupaten karena PKH yang datang kemudian.")
    return _bukti(tempat, siapa, program, hasil, ditandai) | _bukti_jalan(tempat, hasil, usulan_desa, dibayar)


def keluarga(tempat: Tempat) -> list[tuple[str, str]]:
    """(resident, NIK) of the heads of enough families with others in them, whose number nobody else has."""
    with sebagai(tempat) as node:
        baris = node.engine.run(
            "SELECT p.id, p.nik FROM sb_penduduk p WHERE p.hubungan_keluarga = 1 AND p.status_dasar = ? AND p.nik IS NOT NULL"
            " AND p.nik NOT LIKE '0%' AND p.keluarga_id IS NOT NULL"
            " AND (SELECT COUNT(*) FROM sb_penduduk a WHERE a.nik = p.nik) = 1"
            " AND (SELECT COUNT(*) FROM sb_penduduk a WHERE a.keluarga_id = p.keluarga_id AND a.status_dasar = ?) > 1"
            " AND (SELECT COUNT(*) FROM sb_penduduk a WHERE a.keluarga_id = p.keluarga_id AND a.hubungan_keluarga = 1) = 1"
            " ORDER BY p.id LIMIT ?",
            (kode.HIDUP, kode.HIDUP, CALON),
        )
    if len(baris) < SUDAH_PKH + 3:
        raise Gagal(f"Keluarga di {tempat.nama} terlalu sedikit untuk contoh bantuan; pakai --jumlah yang lebih besar.")
    return [tuple(satu) for satu in baris]


# ---- kabupaten


def tetapkan(node: Node, siapa: dict[str, list]) -> int:
    """Take over the shipped programs, set the quotas, take in the PKH list; how many programs."""
    operator = petugas(node, "pengelola_program")
    dasar = {"oleh": operator.nama, "pada": now()}
    program = len(bawaan.pasang(node, operator, bawaan.semua()))
    tahun = date.today().year
    for desa in DESA:
        isi = {
            "program": BLT,
            "tahun": tahun,
            "jumlah": _kuota(siapa[desa]),
            "ditetapkan_pada": date(tahun - 1, 12, 1).isoformat(),
        }
        tulis(node, "kuota", derived_id("kuota", desa, BLT), desa, isi | dasar)
    _daftar_pkh(node, {desa: semua[:SUDAH_PKH] for desa, semua in siapa.items()}, "awal")
    for daftar in ("BPNT", "BST", "PRAKERJA", "PBI-JK", "PIP"):
        _daftar(node, daftar, "awal", 0)
    drain_all(node)
    return program


def _kuota(siapa: list) -> int:
    """One place less than there are families that no rule forbids."""
    return len(siapa) - SUDAH_PKH - 1


def _daftar_pkh(node: Node, siapa: dict[str, list], mana: str) -> None:
    daftar = _daftar(node, PKH, mana, sum(map(len, siapa.values())) + 1)
    baris = [(desa, nik, nama) for desa, semua in siapa.items() for nama, (_, nik) in enumerate(semua)]
    for desa, nik, urut in [*baris, (DESA[0], TAK_DIKENAL, 0)]:
        isi = {
            "program": PKH, "nik": nik, "nama": f"PENERIMA PKH {urut + 1}", "daftar_id": daftar, "keadaan": kata.AKTIF,
            "mulai": date.today().replace(month=1, day=1).isoformat(), "per_tanggal": date.today().isoformat(),
            "sumber": "Daftar PKH Kementerian Sosial (contoh)",
        }  # fmt: skip
        tulis(node, "penetapan", derived_id("penetapan", PKH, nik), desa, isi)


def _daftar(node: Node, program: str, mana: str, jumlah: int) -> str:
    id = derived_id("daftar_luar", program, mana)
    isi = {"program": program, "per_tanggal": date.today().isoformat(), "sumber": f"Daftar {program} (contoh)", "jumlah": jumlah,
           "keadaan": "berlaku", "oleh": petugas(node, "pengelola_program").nama, "pada": now()}  # fmt: skip
    tulis(node, "daftar_luar", id, node.code, isi)
    return id


def tulis(node: Node, jenis: str, id: str, wilayah: str, isi: dict) -> None:
    """Write a record of the kabupaten as its own screens would."""
    nama = ("id", "node", "wilayah", *isi)
    node.engine.upsert(node.catalog[jenis].table, nama, "id", [(id, node.code, wilayah, *isi.values())])


# ---- desa


def daftarkan_keluarga(tempat: Tempat, siapa: list[tuple[str, str]]) -> Counter:
    """Enrol every family; how each of them came out."""
    with sebagai(tempat) as node:
        operator = petugas(node, "operator")
        awal = date.today().replace(month=1, day=1)
        hasil = Counter(daftarkan(node, operator, Pendaftaran(BLT, id, awal)).hasil for id, _ in siapa)
        drain_all(node)
    return hasil


def _meninggal(tempat: Tempat, siapa: tuple[str, str]) -> None:
    """One recipient dies and leaves a family."""
    with sebagai(tempat) as node:
        operator, satu = petugas(node, "operator"), Penduduk.get_by_id(siapa[0])
        serumah = (Penduduk.keluarga == satu.keluarga_id) & (Penduduk.status_dasar == kode.HIDUP)
        lain = Penduduk.select().where(serumah, Penduduk.id != satu.id).order_by(Penduduk.tanggal_lahir).first()
        isi = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today(), "pelapor": lain.nama, "sebab": "Sakit"}
        catat.catat_kematian(node, operator, isi, satu.id, kepala_baru=lain.id)
        drain_all(node)


def _usulkan(tempat: Tempat, siapa: tuple[str, str]) -> str:
    """Propose one family, and let the village pass it on to the kabupaten; the proposal's id."""
    with sebagai(tempat) as node:
        operator = petugas(node, "operator")
        id = usulan.simpan(
            node, operator, {"program": BPNTD, "penduduk_id": siapa[0], "alasan": "Tidak terjangkau BPNT"}
        ).id
        dokumen = usulan_langkah.dokumen_tahap(*usulan_langkah.usulan_kini.posisi(node, id))
        usulan_langkah.ambil(node, operator, id, "ajukan", dokumen=dokumen)
        dokumen = usulan_langkah.dokumen_tahap(*usulan_langkah.usulan_kini.posisi(node, id))
        usulan_langkah.ambil(node, petugas(node, "kepala_desa"), id, "setujui", dokumen=dokumen)
        drain_all(node)
    return id


def salurkan(tempat: Tempat) -> int:
    """Prepare this month's list, release it, mark everybody paid, report it; how many were paid."""
    with sebagai(tempat) as node:
        operator, hari = petugas(node, "operator"), date.today()
        satu = penyaluran.siapkan(node, operator, penyaluran.Siapkan(BLT, masa.pada(12, hari), hari, "tunai"))
        penyaluran.rilis(node, operator, satu.id, hari)
        semua = PenyaluranBaris.select().where(PenyaluranBaris.penyaluran_id == satu.id)
        dibayar = tandai(node, operator, satu.id, [baris.id for baris in semua], Tanda("dibayar"), hari)
        penyaluran.laporkan(node, operator, satu.id, hari)
        drain_all(node)
    return dibayar


def _ditandai(tempat: Tempat) -> int:
    with sebagai(tempat) as node:
        drain_all(node)
        return node.engine.value("SELECT COUNT(DISTINCT untuk_id) FROM sb_putusan WHERE program = ?", (BLT,))


# ---- what proves it


def _bukti(tempat: dict[str, Tempat], siapa: dict, program: int, hasil: dict, ditandai: dict) -> dict:
    ikut = {satu: _ikut(tempat[satu]) for satu in SEMUA}
    kuota = {satu: _tempat(tempat[satu]) for satu in DESA}
    benar = [
        all(hasil[satu] == {"terdaftar": _kuota(siapa[satu]), "ditolak": SUDAH_PKH, "penuh": 1} for satu in DESA),
        all(satu == 1 for satu in ditandai.values()),
        all(kuota[satu] == [_kuota(siapa[satu]), _kuota(siapa[satu]), 0] for satu in DESA),
        ikut[KABUPATEN] == ikut[KECAMATAN] == sum((ikut[satu] for satu in DESA), Counter()),
        sum(
            n for (punya, keadaan, sebab), n in ikut[KABUPATEN].items() if punya == BLT and sebab == kata.GANTI_PENGURUS
        )
        == 1,
    ]
    return {
        "programs": program, "enrolled": {satu: dict(isi) for satu, isi in hasil.items()}, "quota": kuota, "flagged": ditandai,
        "running": {satu: sum(n for (_, keadaan, _), n in isi.items() if keadaan == kata.AKTIF) for satu, isi in ikut.items()},
        "proven": all(benar),
    }  # fmt: skip


def _ikut(tempat: Tempat) -> Counter:
    """(program, effective state, reason) -> how many."""
    with sebagai(tempat) as node:
        rows = node.engine.run("SELECT program, keadaan, sebab, COUNT(*) FROM sb_ikut WHERE ke = 0 GROUP BY 1, 2, 3")
    return Counter({tuple(satu[:3]): satu[3] for satu in rows})


def _tempat(tempat: Tempat) -> list[int]:
    with sebagai(tempat) as node:
        return list(node.engine.one("SELECT jumlah, terpakai, lebih FROM sb_kuota_pakai WHERE program = ?", (BLT,)))


def _bukti_jalan(tempat: dict[str, Tempat], hasil: dict, usulan_desa: dict, dibayar: dict) -> dict:
    """Whom the kabupaten determined has his place in the village, and every level has the payments."""
    with sebagai(tempat[KABUPATEN]) as node:
        lunas = node.engine.value("SELECT COUNT(*) FROM sb_penyaluran_baris WHERE keadaan = 'dibayar'")
    penerima = 0
    for satu, id in usulan_desa.items():
        with sebagai(tempat[satu]) as node:
            penerima += node.engine.value("SELECT COUNT(*) FROM sb_penerima WHERE usulan_id = ?", (id,))
    return {
        "determined": penerima, "paid": lunas,
        "carried": penerima == len(usulan_desa) and lunas == sum(dibayar.values()) == sum(n["terdaftar"] for n in hasil.values()),
    }  # fmt: skip
