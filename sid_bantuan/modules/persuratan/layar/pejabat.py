"""Who signs letters: as what, from when, and who stands in while he is away."""

from datetime import date

from flask import current_app, flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.peran import sebutan
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import HalamanDesa, segarkan
from .. import pejabat
from .dasar import per_bidang

MEDAN = ("jabatan", "nama", "nip", "sebutan", "atas_nama", "mulai", "sampai")
JABATAN = ("kepala_desa", "sekretaris")


class LayarPejabat(HalamanDesa):
    """The signatories of the village, and the form for one of them."""

    sumber, ikon = "pejabat_surat", "pengguna"
    aksi = {"simpan": "ubah"}

    @expose("/")
    def index(self):
        """The list; with ``ubah=<id>`` the form of one who is there."""
        lama = self._ambil(request.args.get("ubah", ""))
        teks = {nama: _tulis(getattr(lama, nama)) for nama in MEDAN} if lama else {}
        return self._gambar(teks, lama)

    @expose("/", methods=["POST"])
    def simpan(self):
        """Store one, new or changed."""
        node, teks = host.node(), {nama: request.form.get(nama, "").strip() for nama in MEDAN}
        lama = self._ambil(request.form.get("id", ""))
        isi, salah = _baca(teks)
        try:
            if salah:
                raise DataDitolak(salah)
            baru = pejabat.simpan(node, host.operator(), isi, lama.id if lama else None)
        except DataDitolak as ditolak:
            return self._gambar(teks, lama, per_bidang(ditolak.kesalahan)), 422
        segarkan(node)
        flash(f"{baru.nama} tersimpan sebagai penanda tangan.", "success")
        return redirect(url_for(".index"))

    def _ambil(self, id: str):
        node = host.node()
        return rekam.ambil(node.catalog["pejabat_surat"], id, node.code) if id else None

    def _gambar(self, teks: dict, lama, salah: dict | None = None):
        node, hari = host.node(), date.today()
        aktif = {satu.id for jabatan in JABATAN if (satu := pejabat.aktif(node, jabatan, hari))}
        return self.render(
            "sid_bantuan/surat/pejabat.html", semua=pejabat.semua(node), aktif=aktif, teks=teks, lama=lama,
            salah=salah or {}, jabatan={satu: sebutan(satu, node.code) for satu in JABATAN},
            boleh_ubah=self.boleh("ubah"), ada_tte="sidb_tte.index" in current_app.view_functions,
        )  # fmt: skip


def _tulis(nilai) -> str:
    if hasattr(nilai, "isoformat"):
        return teks_tanggal(nilai)
    return "" if nilai in (None, 0) else str(nilai)


def _baca(teks: dict[str, str]) -> tuple[dict, list[Kesalahan]]:
    """The columns of what was typed; days that cannot be read are faults."""
    isi, salah = {nama: teks[nama] or None for nama in ("jabatan", "nama", "nip", "sebutan")}, []
    isi["atas_nama"] = int(teks["atas_nama"] == "1")
    salah += [Kesalahan("wajib_diisi", nama) for nama in ("jabatan", "nama", "sebutan", "mulai") if not teks[nama]]
    for nama in ("mulai", "sampai"):
        isi[nama], temuan = baca_tanggal(teks[nama]) if teks[nama] else (None, None)
        if temuan:
            salah.append(Kesalahan(temuan, nama, isi={"isian": teks[nama]}))
    return isi, salah
