"""Pages of the admin: who may sign in, with which role, and what was done."""

from flask import abort, current_app, flash, redirect, request, session
from flask_admin import expose

from .. import host
from ..domain.peran import peran_di, sebutan
from ..ui.dasar import HalamanDasar
from ..ui.layar_jejak import LayarJejak
from .pengguna import IsianSalah, Pengguna, sandi_baru, tambah_pengguna, ubah_pengguna

PENGELOLAAN = "Pengelolaan"


def views() -> list:
    """The admin's pages."""
    return [LayarPengguna("Pengguna", category=PENGELOLAAN), LayarJejak("Jejak", category=PENGELOLAAN)]


class LayarPengguna(HalamanDasar):
    """People with a login: add, change, switch off, give a temporary password."""

    sumber = "pengguna"
    ikon = "pengguna"
    aksi = {
        "tambah": "tambah",
        "ubah": "ubah",
        "sandi": "kelola",
    }

    @expose("/")
    def index(self):
        orang = list(Pengguna.select().order_by(Pengguna.active.desc(), Pengguna.nama))
        return self.render(
            "sid_bantuan/akun/pengguna.html", orang=orang, sebutan=self._sebutan, baru=session.pop("sandi_baru", None)
        )

    @expose("/tambah", methods=["GET", "POST"])
    def tambah(self):
        salah, isi = {}, request.form
        if request.method == "POST":
            here = host.host()
            try:
                siapa, sandi = tambah_pengguna(
                    here.engine, here.code, isi.get("nama_pengguna", ""), isi.get("nama", ""), isi.getlist("peran"),
                    oleh=host.operator(), telepon=isi.get("telepon", "").strip(),
                )  # fmt: skip
                return self._tunjukkan(siapa, sandi)
            except IsianSalah as error:
                salah = {error.kolom: str(error)}
        return self._formulir(None, isi, salah)

    @expose("/<id>", methods=["GET", "POST"])
    def ubah(self, id: str):
        siapa = self._siapa(id)
        salah, isi = {}, request.form
        if request.method == "POST":
            try:
                ubah_pengguna(host.host().engine, host.operator(), siapa, **self._isi(isi))
                flash(f"Perubahan pada {siapa.nama} disimpan.", "success")
                return redirect(self.get_url(".index"))
            except IsianSalah as error:
                salah = {error.kolom: str(error)}
        return self._formulir(siapa, isi, salah)

    @expose("/<id>/sandi", methods=["POST"])
    def sandi(self, id: str):
        siapa = self._siapa(id)
        return self._tunjukkan(siapa, sandi_baru(host.host().engine, host.operator(), siapa))

    def _tunjukkan(self, siapa: Pengguna, sandi: str):
        """The password is shown once, on the next page, and kept nowhere but as a hash."""
        session["sandi_baru"] = {"nama": siapa.nama, "nama_pengguna": siapa.nama_pengguna, "sandi": sandi}
        return redirect(self.get_url(".index"))

    def _formulir(self, siapa: Pengguna | None, isi, salah: dict):
        pilihan = [(peran, self._sebutan(peran)) for peran in peran_di(host.host().code)]
        return self.render(
            "sid_bantuan/akun/pengguna_ubah.html", siapa=siapa, isi=isi, salah=salah, pilihan=pilihan,
            terpilih=isi.getlist("peran") if isi else (siapa.peran.split() if siapa else []),
        )  # fmt: skip

    @staticmethod
    def _isi(form) -> dict:
        nama = " ".join(form.get("nama", "").split())
        if not 0 < len(nama) <= 100:
            raise IsianSalah("nama", "Isi nama lengkap, paling banyak 100 huruf.")
        return {
            "nama": nama,
            "telepon": form.get("telepon", "").strip()[:20] or None,
            "peran": form.getlist("peran"),
            "aktif": int(bool(form.get("aktif"))),
            "wajib_kode": int(bool(form.get("wajib_kode"))),
        }

    @staticmethod
    def _siapa(id: str) -> Pengguna:
        return Pengguna.get_or_none(Pengguna.id == id) or abort(404)

    @staticmethod
    def _sebutan(peran: str) -> str:
        return sebutan(peran, current_app.extensions[host.KEY].code)
