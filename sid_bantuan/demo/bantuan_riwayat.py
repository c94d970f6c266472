"""Aid as it stands when the live demo opens: programs, lists and quotas, recipients, proposals on their way, a disbursement."""

from collections.abc import Callable
from datetime import date, timedelta

from ..domain import bantuan as kata
from ..domain import masa
from ..domain.ids import derived_id
from ..modules.bantuan import penyaluran, putaran, usulan, usulan_langkah
from ..modules.bantuan.penyaluran import Siapkan
from ..modules.bantuan.salur_baris import Tanda, tandai
from ..modules.bantuan.tables_salur import PenyaluranBaris
from ..modules.kependudukan.tables import Penduduk
from ..sync.local import drain_all
from ..sync.node import Node
from ..sync.schema import now
from .bantuan import BLT, daftarkan_keluarga, keluarga, tetapkan, tulis
from .tempat import DESA, KABUPATEN, Tempat, petugas, sebagai

Kata = Callable[[str], None]
USULAN = "BPNTD"
"""A program whose proposals go from the village by the kecamatan to the kabupaten."""
DIDATA = 60
"""How many families of each village DTSEN names."""
DESIL = (1, 2, 3, 4, 5, 1, 2, 3, 6, 4)
NAIK, TURUN = 4, 9
"""Every so manieth family of the newer list stands a desil higher, or lower, than in the older."""


def riwayat(tempat: dict[str, Tempat], jalankan_putaran: Callable, kata_layar: Kata) -> None:
    """Fill every level; the servers are running and everybody is enrolled."""
    siapa = {satu: keluarga(tempat[satu]) for satu in DESA}
    didata = {satu: _terdata(tempat[satu]) for satu in DESA}
    hari = date.today()
    with sebagai(tempat[KABUPATEN]) as node:
        tetapkan(node, siapa)
        _dtsen(node, didata, hari - timedelta(400), False)
    jalankan_putaran(tempat, kata_layar)  # a village keeps what a list said before the next one comes
    with sebagai(tempat[KABUPATEN]) as node:
        _dtsen(node, didata, hari - timedelta(40), True)
        putaran.buka(
            node, petugas(node, "wali_data"), f"Pemutakhiran {hari.year}", kata.DTSEN, hari, hari + timedelta(45)
        )
    jalankan_putaran(tempat, kata_layar)
    for satu in DESA:
        daftarkan_keluarga(tempat[satu], siapa[satu])
        with sebagai(tempat[satu]) as node:
            _usulan(node, siapa[satu])
            _salurkan(node)
            drain_all(node)
    kata_layar("Bantuan: program, kuota, daftar instansi, penerima, usulan, dan satu penyaluran disiapkan.")


def _terdata(tempat: Tempat) -> list[tuple[str, str]]:
    """(NIK, name) of the heads of families DTSEN names."""
    with sebagai(tempat) as node:
        return [
            tuple(satu)
            for satu in node.engine.run(
                "SELECT nik, nama FROM sb_penduduk WHERE hubungan_keluarga = 1 AND status_dasar = 1 AND nik NOT LIKE '0%'"
                " AND keluarga_id IS NOT NULL ORDER BY id LIMIT ?",
                (DIDATA,),
            )
        ]


def _dtsen(node: Node, didata: dict[str, list], per: date, lagi: bool) -> None:
    """Take the list in as of this day; the second time some families stand higher or lower."""
    operator, sumber = petugas(node, "pengelola_program"), f"DTSEN {per.year} (contoh)"
    id = derived_id("daftar_luar", kata.DTSEN, per.isoformat())
    asal = {"program": kata.DTSEN, "per_tanggal": per.isoformat(), "sumber": sumber}
    jumlah = sum(map(len, didata.values()))
    tulis(node, "daftar_luar", id, node.code,
          asal | {"jumlah": jumlah, "keadaan": "berlaku", "oleh": operator.nama, "pada": now()})  # fmt: skip
    for desa, semua in didata.items():
        for ke, (nik, nama) in enumerate(semua):
            isi = {"nik": nik, "nama": nama, "daftar_id": id, "keadaan": kata.AKTIF, "mulai": per.isoformat(),
                   "desil": _desil(ke, lagi)}  # fmt: skip
            tulis(node, "penetapan", derived_id("penetapan", kata.DTSEN, nik), desa, asal | isi)
    drain_all(node)


def _desil(ke: int, lagi: bool) -> int:
    awal = DESIL[ke % len(DESIL)]
    if not lagi:
        return awal
    return awal + 1 if ke % NAIK == 0 else max(1, awal - 1) if ke % TURUN == 0 else awal


def _usulan(node: Node, siapa: list) -> None:
    """One proposal of each kind of progress: a draft, one handed in, one the village has passed on."""
    operator = petugas(node, "operator")
    keluarga_id = [Penduduk.get_by_id(id).keluarga_id for id, _ in siapa]
    lain = (
        Penduduk.select()
        .where(Penduduk.wilayah == node.code, Penduduk.status_dasar == 1, Penduduk.hubungan_keluarga == 1)
        .where(Penduduk.keluarga.not_in(keluarga_id))
        .order_by(Penduduk.id)
        .limit(3)
    )
    for sampai, orang in enumerate(lain):
        isi = {"program": USULAN, "penduduk_id": orang.id, "alasan": "Penghasilan tidak tetap, rumah menumpang."}
        baru = usulan.simpan(node, operator, isi)
        if sampai:
            tahap = usulan_langkah.usulan_kini.posisi(node, baru.id)[1]
            dokumen = {nama for satu in tahap for nama in satu.dokumen}
            usulan_langkah.ambil(node, operator, baru.id, "ajukan", dokumen=dokumen)


def _salurkan(node: Node) -> None:
    """Last month's list, paid and reported; this month's, waiting to be released."""
    operator, ini = petugas(node, "operator"), date.today()
    lalu = ini.replace(day=1) - timedelta(1)
    for hari in (lalu, ini) if lalu.year == ini.year else (ini,):
        satu = penyaluran.siapkan(node, operator, Siapkan(BLT, masa.pada(12, hari), hari, "tunai"))
        if hari is ini:
            return
        penyaluran.rilis(node, operator, satu.id, hari)
        ids = [baris.id for baris in PenyaluranBaris.select().where(PenyaluranBaris.penyaluran_id == satu.id)]
        tandai(node, operator, satu.id, ids, Tanda("dibayar"), hari)
        penyaluran.laporkan(node, operator, satu.id, hari)
