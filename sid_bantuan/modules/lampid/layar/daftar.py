"""The list of events: by month, kind and verdict, with the names of those they are about."""

from datetime import date

from markupsafe import Markup

from .... import host
from ....domain import lampid
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ....ui.saring import Saring
from ....ui.tampil import ikon, lencana
from ...kependudukan.admin_cari import cari_penduduk
from ...kependudukan.admin_dasar import TampilanDesa
from ...kependudukan.admin_kolom import VERVAL, baca_verval, kolom_verval, saring_verval
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.tables import Penduduk
from .. import siapa
from ..tables import BATAL, BERLAKU, RECORDS, Mutasi, MutasiOrang

_JENIS = next(satu for satu in RECORDS if satu.name == "mutasi")
_VERVAL = saring_verval(Mutasi, "mutasi")
_LAMA = 60
IKON = dict(zip(lampid.ARAH, lampid.ARAH, strict=True)) | {
    lampid.PECAH_KK: "pecah", lampid.GANTI_KEPALA: "ganti", lampid.NUMPANG_KK: "numpang",
}  # fmt: skip
"""Kind of event -> its icon."""


class SaringKeadaan(Saring):
    """By verdict. A cancelled event waits for none, whatever was said of it before."""

    def apply(self, query, value):
        if value == BATAL:
            return query.where(Mutasi.keadaan == BATAL)
        return _VERVAL.apply(query.where(Mutasi.keadaan == BERLAKU), value)


class TampilanPeristiwa(TampilanDesa):
    """Births, deaths, moves and what changes a family card."""

    jenis, ikon, sebutan_satu, halaman = _JENIS, "peristiwa", "Peristiwa", "sidb_mutasi.buka"
    terima = frozenset({"ekspor"})
    dari = {"jenis": "sebutan", "nama": "nama_orang"}
    kolom_utama = "nama"
    teks_cari = "Nama, NIK, atau nomor surat"
    kosong = ("Belum ada peristiwa", "Catat kelahiran, kematian, dan kepindahan di sini pada hari dilaporkan.")
    column_list = ("nama", "jenis", "tgl_peristiwa", "tgl_lapor", "bulan", "verval")
    column_searchable_list = (Mutasi.nomor_surat,)
    column_sortable_list = ("tgl_peristiwa", "tgl_lapor", "bulan")
    column_default_sort = ("tgl_lapor", True)
    column_labels = {"nama": "Nama", "jumlah": "Jumlah orang"}
    label_daftar = {
        "jenis": "Peristiwa",
        "tgl_peristiwa": "Terjadi",
        "tgl_lapor": "Dilaporkan",
        "bulan": "Dihitung pada",
    }
    kelas_kolom = {"tgl_peristiwa": "nomor", "tgl_lapor": "nomor"}
    column_export_list = (
        "jenis", "nama", "jumlah", "tgl_peristiwa", "tgl_lapor", "bulan", "verval", "pelapor", "nomor_surat", "tempat",
        "sebab", "akta", "cakupan", "lawan_alamat", "keterangan", "alasan_batal", "oleh", "wilayah",
    )  # fmt: skip
    column_details_list = column_export_list
    list_template = "sid_bantuan/lampid/peristiwa.html"

    def __init__(self, code: str, **kwargs):
        self.column_filters = (
            Saring("bulan", "Bulan dalam buku", Mutasi.bulan, pilihan=_bulan),
            Saring("jenis", "Peristiwa", Mutasi.jenis, pilihan=lampid.PERISTIWA),
            SaringKeadaan("keadaan", "Verval", pilihan=VERVAL | {BATAL: "Dibatalkan"}),
        )
        self.column_formatters = {"nama": _nama, "jenis": _jenis, "bulan": _sebut_bulan, "verval": _verval}
        self.column_formatters_export = self.column_formatters_detail = {
            "nama": lambda _v, _c, row, _n: ", ".join(row.orang), "bulan": _sebut_bulan, "verval": _verval,
            "jumlah": lambda _v, _c, row, _n: len(row.orang),
        }  # fmt: skip
        super().__init__(code, **kwargs)

    def nama_baris(self, row):
        return f"{row.sebutan} {row.nama_orang}"

    def cari(self, query, teks):
        """By the people an event is about, as they are written now or were then; or by its letter."""
        orang = cari_penduduk(Penduduk.select(Penduduk.id), teks, boleh_di_sini("penduduk", "lihat_nik"))
        baris = MutasiOrang.select(MutasiOrang.mutasi_id)
        tercatat = baris.where(MutasiOrang.nama.contains(teks.strip()))
        return query.where(
            Mutasi.id.in_(baris.where(MutasiOrang.penduduk_id.in_(orang)))
            | Mutasi.id.in_(tercatat)
            | Mutasi.nomor_surat.contains(teks.strip())
        )

    def lengkapi(self, rows):
        baca_verval(rows)
        nama = siapa.nama(host.node(), rows)
        for row in rows:
            row.sebutan, row.orang = lampid.PERISTIWA.get(row.jenis, row.jenis), nama[row.id]
            row.nama_orang = siapa.ringkas(row.orang)

    def lembar_bulan(self, pakai: dict[str, str]) -> dict | None:
        """The month that is looked at, else this one: how many people of each kind, and the months beside it.

        None above the villages: there moves inside the area have to be netted out, which the books do.
        """
        if not self.di_desa:
            return None
        bulan = pakai.get("bulan") or lampid.bulan_dari(date.today())
        hitung = siapa.jumlah(host.node(), host.host().code, bulan)
        angka = [(jenis, lampid.PERISTIWA[jenis], banyak) for jenis, banyak in hitung.items()
                 if banyak or jenis in siapa.POKOK]  # fmt: skip
        sebelum, sesudah = lampid.bulan_sesudah(bulan, -1), lampid.bulan_sesudah(bulan)
        return {"bulan": bulan, "angka": angka, "sebelum": sebelum, "sesudah": sesudah, "sebut": lampid.sebut_bulan}


def _bulan() -> dict[str, str]:
    """The months that have events, the latest first: one index seek each. Above the villages the last five years."""
    here = host.host().code
    if level(here) != "desa":
        kini = lampid.bulan_dari(date.today())
        return {bulan: lampid.sebut_bulan(bulan) for bulan in (lampid.bulan_sesudah(kini, -n) for n in range(_LAMA))}
    rows = host.node().engine.run(
        "WITH RECURSIVE t (b) AS (SELECT MAX(bulan) FROM sb_mutasi WHERE wilayah = ? UNION ALL"
        " SELECT (SELECT MAX(bulan) FROM sb_mutasi WHERE wilayah = ? AND bulan < t.b) FROM t WHERE t.b IS NOT NULL)"
        " SELECT b FROM t WHERE b IS NOT NULL",
        (here, here),
    )
    return {bulan: lampid.sebut_bulan(bulan) for (bulan,) in rows}


def _nama(_view, _context, row, _name):
    return row.nama_orang or "(tanpa nama)"


def _jenis(_view, _context, row, _name):
    """The kind; of a move also where to or from."""
    kata = Markup("{} {}").format(ikon(IKON[row.jenis]), row.sebutan)
    if row.jenis not in (lampid.PINDAH, lampid.DATANG):
        return kata
    arah = "ke" if row.jenis == lampid.PINDAH else "dari"
    tempat = nama_pendek(row.lawan_wilayah) if row.lawan_wilayah else row.lawan_alamat
    tempat = "dusun lain" if row.cakupan == lampid.DALAM_DESA else tempat
    return kata + Markup('<span class="baris-dua">{} {}</span>').format(arah, tempat) if tempat else kata


def _sebut_bulan(_view, _context, row, _name):
    return lampid.sebut_bulan(row.bulan)


def _verval(view, context, row, name):
    if row.keadaan == BATAL:
        return "Dibatalkan" if context is None else lencana("netral", "Dibatalkan")
    return kolom_verval(view, context, row, name)
