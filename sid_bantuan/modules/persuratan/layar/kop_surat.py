"""The letterhead of the village: its lines, address, paper and logo; every change is a new version."""

from dataclasses import dataclass
from hashlib import sha256

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.surat import KERTAS
from ....sync.files import Store
from ....ui.sajikan import sajikan
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, segarkan
from .. import jenis, kop
from .dasar import gudang, isi_pdf, kalimat, per_bidang
from .jenis_ubah import contoh_halaman, contoh_orang

BIASA = "keterangan_domisili"
"""The kind a letterhead is shown with, where this office has it."""


class LayarKop(HalamanDesa):
    """The letterhead new letters take."""

    sumber, ikon = "templat_surat", "gambar"
    aksi = {"simpan": "tambah", "pratinjau": "tambah"}

    @expose("/")
    def index(self):
        """The letterhead as it stands."""
        ini = kop.berlaku(host.node())
        teks = {nama: str(getattr(ini, nama)) for nama in ("alamat", "kontak", "kertas", *kop.SISI)}
        return self._gambar(teks | {"baris": "\n".join(ini.baris)}, ini)

    @expose("/", methods=["POST"])
    def simpan(self):
        """Keep a new version; letters that were issued keep theirs."""
        node = host.node()
        try:
            kop.simpan(node, host.operator(), _isi(), _logo(), gudang())
        except DataDitolak as salah:
            return self._salah(salah)
        segarkan(node)
        flash("Kop surat tersimpan; surat yang sudah terbit tetap memakai kop pada harinya.", "success")
        return redirect(url_for(".index"))

    @expose("/pratinjau", methods=["POST"])
    def pratinjau(self):
        """A letter under the letterhead that is being written; nothing is stored."""
        node, logo = host.node(), _logo()
        try:
            baru = kop.susun(node, _isi(), logo)
        except DataDitolak as salah:
            return self._salah(salah)
        try:
            isi = contoh_halaman(node, _contoh_jenis(node), kop=baru, store=_Sementara(gudang(), logo))
        except DataDitolak as salah:
            return self.ditolak(422, *kalimat(salah))
        return isi_pdf(isi, "pratinjau kop surat")

    def _salah(self, salah: DataDitolak):
        teks = {nama: request.form.get(nama, "") for nama in ("baris", "alamat", "kontak", "kertas", *kop.SISI)}
        return self._gambar(teks, kop.berlaku(host.node()), per_bidang(salah.kesalahan)), 422

    @expose("/logo")
    def logo(self):
        """The picture of the letterhead."""
        sidik, simpanan = kop.berlaku(host.node()).logo, gudang()
        jawab = sajikan(simpanan.read(sidik), "logo") if sidik and simpanan.whole(sidik) else None
        return jawab or self.tidak_ada("Logo")

    def _gambar(self, teks: dict, ini, salah: dict | None = None):
        return self.render(
            "sid_bantuan/surat/kop.html", teks=teks, kop=ini, salah=salah or {}, kertas=KERTAS,
            boleh_ubah=self.boleh("tambah"),
        )  # fmt: skip


@dataclass(frozen=True)
class _Sementara:
    """Where the picture of a preview is read from: what was just chosen, else what is kept."""

    store: Store
    logo: bytes | None

    def read(self, sidik: str) -> bytes | None:
        return self.logo if self.logo is not None and sha256(self.logo).hexdigest() == sidik else self.store.read(sidik)


def _isi() -> dict:
    """The fields of the letterhead as they were sent; a margin that is no number is refused by its own rule."""
    kiriman = request.form
    tepi = {nama: kiriman.get(nama, "").strip() for nama in kop.SISI if nama in kiriman}
    isi = {"baris": tuple(kiriman.get("baris", "").splitlines()), "kertas": kiriman.get("kertas", "")}
    isi |= {nama: " ".join(kiriman.get(nama, "").split()) for nama in ("alamat", "kontak")}
    isi |= {nama: int(satu) if satu.isdecimal() and len(satu) < 4 else 0 for nama, satu in tepi.items()}
    return isi | ({"logo": None} if kiriman.get("tanpa_logo") else {})


def _logo() -> bytes | None:
    """The picture that was chosen, one byte more of it than is allowed at most."""
    berkas = request.files.get("logo")
    return berkas.read(kop.LOGO_PALING_BESAR + 1) if berkas and berkas.filename else None


def _contoh_jenis(node) -> str:
    """A kind to show the letterhead with: the first that somebody here fits, or that is about nobody."""
    semua = jenis.semua(node, aktif=False)
    cocok = [satu.kode for satu in semua if satu.subjek == "umum" or contoh_orang(satu) is not None]
    return next((kode for kode in cocok if kode == BIASA), cocok[0] if cocok else semua[0].kode)
