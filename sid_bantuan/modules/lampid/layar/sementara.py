"""The register of those who stay for a while (B.4): who came, from where, and when he left again."""

from datetime import date

from flask import flash, redirect, request
from flask_admin import expose

from .... import host
from ....domain.pesan import kalimat
from ....domain.tanggal import teks_tanggal
from ....ui.galat import Ditolak
from ....ui.saring import Saring, SaringKode
from ....ui.tampil import nomor, nomor_tersamar
from ...kependudukan import rekam
from ...kependudukan.admin_dasar import TampilanDesa
from ...kependudukan.admin_kolom import kolom_kelamin
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.isian import baca_hari
from ..tables import RECORDS, PendudukSementara

TINGGAL, PERGI = "tinggal", "pergi"
_JENIS = next(satu for satu in RECORDS if satu.name == "penduduk_sementara")


class TampilanSementara(TampilanDesa):
    """Those who stay for a while and are not counted."""

    jenis, ikon, sebutan_satu = _JENIS, "tamu", "Penduduk sementara"
    aksi = TampilanDesa.aksi | {"pergi": "ubah"}
    kolom_utama = "nama"
    teks_cari = "Nama atau nomor identitas"
    kosong = (
        "Belum ada penduduk sementara",
        "Catat di sini orang yang tinggal untuk sementara dan tidak dihitung sebagai penduduk, misalnya pekerja proyek.",
    )
    column_list = ("nama", "jenis_kelamin", "nomor_identitas", "datang_dari", "maksud", "tgl_datang", "tgl_pergi")
    column_searchable_list = (PendudukSementara.nama, PendudukSementara.nomor_identitas)
    column_sortable_list = ("nama", "tgl_datang", "tgl_pergi")
    column_default_sort = ("tgl_datang", True)
    saring_awal = {"keadaan": TINGGAL}
    label_daftar = {"jenis_kelamin": "L/P", "nomor_identitas": "No identitas", "maksud": "Maksud", "tgl_datang": "Datang",
                    "tgl_pergi": "Pergi"}  # fmt: skip
    kelas_kolom = {"nomor_identitas": "nomor", "tgl_datang": "nomor", "tgl_pergi": "nomor"}
    form_kelompok = (
        ("Identitas", ("nama", "jenis_kelamin", "nomor_identitas", "tempat_lahir", "tanggal_lahir", "pekerjaan",
                       "kewarganegaraan", "keturunan")),
        ("Kedatangan", ("tgl_datang", "datang_dari", "maksud", "nama_didatangi", "alamat_didatangi", "tgl_pergi",
                        "keterangan")),
    )  # fmt: skip
    form_columns = tuple(nama for _judul, semua in form_kelompok for nama in semua)
    column_details_list = column_export_list = form_columns
    list_template = "sid_bantuan/lampid/sementara.html"

    def __init__(self, code: str, **kwargs):
        milik = PendudukSementara
        self.column_filters = (
            Saring("keadaan", "Keadaan", pilihan={TINGGAL: "Masih tinggal", PERGI: "Sudah pergi"},
                   syarat=lambda pilih: milik.tgl_pergi.is_null(pilih == TINGGAL)),
            SaringKode("jenis_kelamin", "Jenis kelamin", milik.jenis_kelamin, kosong=False),
        )  # fmt: skip
        self.column_formatters = {"jenis_kelamin": kolom_kelamin, "nomor_identitas": _nomor, "tgl_pergi": _pergi}
        self.column_formatters_export = self.column_formatters_detail = {"nomor_identitas": _nomor}
        super().__init__(code, **kwargs)

    def simpan(self, values, row_id, versi):
        """Nobody leaves before he came, and neither lies ahead of us."""
        salah = [("tgl_datang", _kata("tanggal_belum_terjadi"))] if _mendatang(values["tgl_datang"]) else []
        if kode := _salah_pergi(values["tgl_pergi"], values["tgl_datang"]):
            salah.append(("tgl_pergi", _kata(kode)))
        if salah:
            raise Ditolak(*salah)
        return super().simpan(values, row_id, versi)

    @expose("/pergi/<id>", methods=("GET", "POST"))
    def pergi(self, id):
        """He has left: since when."""
        node = host.node()
        orang = rekam.ambil(self.jenis, id, node.code)
        if orang is None:
            return self._tidak_ada(self._kembali())
        if not self.boleh_baris("ubah", orang):
            return self.inaccessible_callback("pergi")
        teks, salah = request.form.get("tgl_pergi", teks_tanggal(date.today())), ""
        if request.method == "POST":
            hari, kode = baca_hari(teks)
            kode = kode or ("wajib_diisi" if hari is None else _salah_pergi(hari, orang.tgl_datang))
            if kode is None:
                super().simpan({"tgl_pergi": hari}, id, rekam.versi(node, id))
                flash(f"{orang.nama} tercatat sudah pergi sejak {teks_tanggal(hari)}.", "success")
                return redirect(self._kembali())
            salah = _kata(kode)
        isi = self.render(
            "sid_bantuan/lampid/sementara_pergi.html", orang=orang, teks=teks, salah=salah, kembali=self._kembali()
        )
        return isi, 422 if salah else 200


def _mendatang(hari) -> bool:
    return hari is not None and hari > date.today()


def _salah_pergi(pergi: date | None, datang: date | None) -> str | None:
    if pergi is None:
        return None
    if _mendatang(pergi):
        return "tanggal_belum_terjadi"
    return "pergi_sebelum_datang" if datang is not None and pergi < datang else None


def _kata(kode: str) -> str:
    return ". ".join(bagian.rstrip(".") for bagian in kalimat(kode) if bagian) + "."


def _nomor(_view, context, row, _name):
    """The number of an identity card: whole where it is this person's task."""
    teks = row.nomor_identitas or ""
    if not boleh_di_sini("penduduk", "lihat_nik"):
        return nomor_tersamar(teks)
    return nomor(teks) if context is not None else teks


def _pergi(_view, _context, row, _name):
    return teks_tanggal(row.tgl_pergi)
