"""The list of proposals: by program, state, year and whose turn it is; above it what waits for the person at the screen."""

from datetime import date
from functools import reduce
from operator import or_

from flask import current_app, url_for
from markupsafe import Markup
from peewee import SQL, Table

from .... import host
from ....domain import bantuan as kata
from ....domain.peran import boleh
from ....domain.wilayah import level
from ....ui.saring import Saring
from ....ui.tampil import lencana
from ...kependudukan.admin_dasar import TampilanDesa
from .. import usulan_kini, usulan_langkah, usulan_tanda
from ..program import pilih as pilih_program
from ..tables_usulan import RECORDS, UsulanBantuan
from .usulan_dasar import NADA, pilihan_program, sebut_batas, singkatan, terlambat, tulis_nik

_JENIS = next(satu for satu in RECORDS if satu.name == "usulan_bantuan")
_kini = Table("sb_usulan_kini", ("usulan_id", "keadaan", "giliran", "tahun", "program", "tahap"))
GILIRAN = {"desa": "Desa", "kecamatan": "Kecamatan", "kabupaten": "Kabupaten"}
SAYA = "saya"


class TampilanUsulan(TampilanDesa):
    """The proposals of the village, or of all villages of the area."""

    jenis, ikon, sebutan_satu = _JENIS, "antrean", "Usulan"
    halaman = "sidb_usulan_bantuan.buka"
    halaman_atas = "sidb_antrean_usulan.buka"
    terima = frozenset({"ekspor"})
    kolom_utama = "nama"
    teks_cari = "Nama atau NIK"
    kosong = ("Belum ada usulan", "Tekan Usulan baru, cari orangnya, pilih programnya, lalu ajukan.")
    column_list = ("nama", "program", "keadaan", "giliran", "tgl_usul")
    column_searchable_list = (UsulanBantuan.nama, UsulanBantuan.nik)
    column_sortable_list = ("nama", "tgl_usul")
    column_default_sort = ("tgl_usul", True)
    label_kolom = {"nama": "Nama", "program": "Program", "keadaan": "Keadaan", "giliran": "Menunggu",
                   "tgl_usul": "Diusulkan", "keadaan_nik": "Keadaan NIK", "oleh": "Dicatat oleh", "alasan": "Alasan",
                   "tahun": "Tahun"}  # fmt: skip
    kelas_kolom = {"tgl_usul": "nomor"}
    column_export_list = ("nama", "nik_tampil", "keadaan_nik", "alamat", "program", "tahun", "keadaan", "giliran",
                          "tgl_usul", "alasan", "oleh")  # fmt: skip
    column_details_list = column_export_list
    list_template = "sid_bantuan/bantuan/usulan_daftar.html"

    def __init__(self, code: str, **kwargs):
        self.column_labels = self.label_kolom | {"nik_tampil": "NIK"}
        self.column_filters = (
            Saring("program", "Program", pilihan=pilihan_program, syarat=_program),
            Saring(
                "keadaan", "Keadaan", pilihan=kata.KEADAAN_USULAN, syarat=lambda pilih: _punya(_kini.keadaan == pilih)
            ),
            Saring("tahun", "Tahun", pilihan=_tahun, syarat=lambda tahun: UsulanBantuan.tahun == int(tahun)),
            Saring("giliran", "Menunggu", pilihan={SAYA: "Saya"} | GILIRAN, syarat=giliran_milik),
        )
        self.column_formatters = {
            "program": lambda _v, _c, row, _n: f"{row.nama_program} {row.tahun}",
            "keadaan": _keadaan,
            "giliran": _giliran,
            "nama": _nama,
        }
        self.column_formatters_export = {
            "program": lambda _v, _c, row, _n: row.nama_program,
            "keadaan": lambda _v, _c, row, _n: kata.KEADAAN_USULAN[row.keadaan],
            "giliran": lambda _v, _c, row, _n: GILIRAN.get(row.kini.giliran, "") if row.kini else "",
            "keadaan_nik": lambda _v, _c, row, _n: usulan_tanda.SEBUT_NIK[row.keadaan_nik],
        }
        super().__init__(code, **kwargs)

    def cari(self, query, teks):
        """Every word in the name; a NIK in part only for whose task it is, or it could be read off digit by digit."""
        angka = "".join(teks.split())
        if angka.isdecimal():
            lengkap = boleh(host.operator(), "usulan_bantuan", "lihat_nik", host.operator().wilayah)
            return query.where(UsulanBantuan.nik.startswith(angka) if lengkap else UsulanBantuan.nik == angka)
        for kata_cari in teks[:100].split()[:8]:
            query = query.where(UsulanBantuan.nama.contains(kata_cari))
        return query

    def tautan(self, row):
        halaman = self.halaman if self.di_desa else self.halaman_atas
        return url_for(halaman, id=row.id) if halaman in current_app.view_functions else super().tautan(row)

    def nama_baris(self, row):
        return f"{row.nama}, {row.program} {row.tahun}"

    def lengkapi(self, rows):
        kini = usulan_kini.baca(host.node(), [row.id for row in rows])
        nik, nama = usulan_tanda.keadaan_nik(rows), singkatan(rows)
        for row in rows:
            row.kini, row.keadaan_nik, row.nama_program = kini.get(row.id), nik[row.id], nama[row.id]
            row.keadaan, row.giliran = row.kini.keadaan if row.kini else kata.DRAF, None
            row.nik_tampil = tulis_nik(row.nik, row.wilayah)

    def menunggu(self) -> tuple[int, str] | None:
        """How many wait for the person at the screen, and the address of that list."""
        banyak = self.pilih().where(giliran_milik(SAYA)).count()
        return (banyak, self.get_url(".index_view", flt_giliran=SAYA)) if banyak else None


def giliran_milik(pilih: str):
    """Whose turn it is: a level's, or of its stages those of the person at the screen; what came back waits for who proposes."""
    if pilih != SAYA:
        return _punya(_kini.giliran == pilih)
    node, orang = host.node(), host.operator()
    tingkat = level(node.code)
    menilai = boleh(orang, "usulan_langkah", "tambah", orang.wilayah)
    milik = usulan_langkah.tahap_milik(node, orang) if menilai else ()
    syarat = [_tahap(tingkat, satu) for satu in sorted(milik)]
    if tingkat == "desa" and boleh(orang, "usulan_bantuan", "ubah", orang.wilayah):
        syarat.append(_punya(_kini.keadaan.in_((kata.DRAF, kata.DIKEMBALIKAN))))
    return reduce(or_, syarat) if syarat else SQL("1 = 0")


def _tahap(tingkat: str, milik: usulan_langkah.Milik):
    """That a proposal is at this stage, and of the days whose proposals have it there."""
    jalan = (_kini.giliran == tingkat) & _kini.keadaan.in_((kata.DIAJUKAN, kata.DIVERIFIKASI))
    di = _punya(jalan & (_kini.program == milik.program) & (_kini.tahap == milik.tahap))
    if milik.area:
        di &= (UsulanBantuan.wilayah == milik.area) | UsulanBantuan.wilayah.startswith(f"{milik.area}.")
    if (milik.dari, milik.sampai) == (date.min, date.max):
        return di
    return di & UsulanBantuan.tgl_usul.between(milik.dari, milik.sampai)


def _punya(syarat):
    return UsulanBantuan.id.in_(_kini.select(_kini.usulan_id).where(syarat))


def _program(kode: str):
    return pilih_program(host.node(), UsulanBantuan, kode)


def _tahun() -> dict[str, str]:
    rows = host.node().engine.run("SELECT DISTINCT tahun FROM sb_usulan_kini ORDER BY tahun DESC")
    return {str(tahun): str(tahun) for (tahun,) in rows}


def _nama(_view, _context, row, _name):
    """The name; and where there is no NIK, or one that nobody has, which of the two."""
    if row.keadaan_nik == usulan_tanda.NIK_ADA:
        return row.nama
    tanda = lencana("peringatan", usulan_tanda.SEBUT_NIK[row.keadaan_nik])
    return Markup('{} <span class="baris-dua">{}</span>').format(row.nama, tanda)


def _keadaan(_view, _context, row, _name):
    return lencana(NADA[row.keadaan], kata.KEADAAN_USULAN[row.keadaan])


def _giliran(_view, _context, row, _name):
    """Whose turn it is and by when; of what ended whether the applicant knows."""
    kini = row.kini
    if kini is None:
        return ""
    batas = sebut_batas(kini)
    baris_dua = Markup('<span class="baris-dua{}">{}</span>').format(" gawat" if terlambat(kini) else "", batas)
    if kini.giliran:
        return Markup("{}{}").format(GILIRAN[kini.giliran], baris_dua if batas else "")
    if kini.keadaan == kata.DITOLAK and not kini.diberi_tahu:
        return Markup("Pemohon belum diberi tahu{}").format(baris_dua if batas else "")
    return ""
