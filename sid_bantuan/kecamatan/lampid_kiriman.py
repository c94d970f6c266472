"""What this office sends to its villages: deaths, births and arrivals registered here, and moves they have to record."""

import re
from dataclasses import dataclass

from flask import abort, flash, redirect, request
from flask_admin import expose

from .. import host
from ..domain import kode, lampid
from ..domain.peran import boleh
from ..domain.wilayah import is_code, level, within
from ..domain.wilayah_nama import bawahan, nama_pendek
from ..modules.kependudukan import cari
from ..modules.kependudukan.kesalahan import DataDitolak
from ..modules.kependudukan.layar.dasar import sampaikan
from ..modules.kependudukan.tables import Keluarga, Penduduk
from ..modules.lampid import masuk_baca, masuk_daftar
from ..modules.lampid.layar.daftar import IKON
from ..modules.lampid.tables import DICABUT, DITERIMA, DITOLAK, MENUNGGU
from .lampid_formulir import FORMULIR, ORANG, keluarga_dari
from .monitoring import HalamanAtas
from .ringkasan import hari_sejak, tempat

BANYAK, SEHALAMAN = 24, 50
TAB = {MENUNGGU: "Menunggu desa", DITOLAK: "Ditolak desa", DITERIMA: "Sudah dicatat", DICABUT: "Dicabut"}
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Tentang:
    """The resident or family an event is registered for, as this level knows him."""

    id: str
    wilayah: str
    nama: str
    nik: str | None
    lahir: str | None
    keluarga_id: str | None
    no_kk: str | None
    alamat: str | None


def tentang(node, apa: str, id: str) -> Tentang | None:
    """One resident (``orang``) or family (``kk``) of this node's area; None where there is none."""
    orang = Penduduk.get_or_none(Penduduk.id == id) if apa == "orang" else None
    kartu = orang.keluarga if orang else Keluarga.get_or_none(Keluarga.id == id)
    ada = orang if apa == "orang" else kartu
    if ada is None or not within(ada.wilayah, node.code):
        return None
    kepala = next((satu.nama for satu in keluarga_dari(node, kartu and kartu.id)), "tanpa kepala")
    nama = orang.nama if orang else f"Keluarga {kepala}"
    lahir = orang.tanggal_lahir.isoformat() if orang and orang.tanggal_lahir else None
    return Tentang(ada.id, ada.wilayah, nama, orang and orang.nik, lahir, kartu and kartu.id, kartu and kartu.no_kk,
                   kartu and kartu.alamat)  # fmt: skip


class LayarKiriman(HalamanAtas):
    """Registering an event for a village, and what became of those registered."""

    sumber, ikon = "mutasi_masuk", "datang"
    aksi = {"daftar": "tambah", "simpan": "tambah", "cabut": "ubah"}

    @expose("/")
    def index(self):
        """What was sent and not taken yet comes first."""
        node, area = host.node(), self.area()
        semua = [
            satu for satu in masuk_baca.baca_banyak(node, "s.node = ? AND s.jenis IN (?, ?, ?, ?)",
                                                    (node.code, *FORMULIR, lampid.PINDAH), "s.pada DESC, s.id DESC")
            if within(satu.wilayah, area) and (not satu.mutasi_id or satu.jenis == lampid.PINDAH)
        ]  # fmt: skip
        tab = request.args.get("tab") if request.args.get("tab") in TAB else MENUNGGU
        halaman = max(1, request.args.get("halaman", 1, type=int))
        rows = [satu for satu in semua if satu.letak == tab]
        return self.render(
            "sid_bantuan/kecamatan/kiriman.html", rows=rows[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN],
            tab=tab, semua_tab=TAB, jumlah={nama: sum(satu.letak == nama for satu in semua) for nama in TAB}, ikon=IKON,
            nama=lampid.PERISTIWA, formulir=FORMULIR, boleh_daftar=self.boleh("tambah", area), hari_sejak=hari_sejak,
            boleh_cabut=self.boleh("ubah", area), halaman=halaman, halaman_akhir=-(-len(rows) // SEHALAMAN) or 1,
            MENUNGGU=MENUNGGU, DITOLAK=DITOLAK, PINDAH=lampid.PINDAH,
        )  # fmt: skip

    @expose("/daftar/<jenis>")
    def daftar(self, jenis: str):
        """The form; or, as long as it is not said about whom, the search for him."""
        kelas = FORMULIR.get(jenis) or abort(404)
        tentang = self._tentang(kelas)
        if kelas.tanya and tentang is None:
            return self._cari(kelas)
        return self._gambar(kelas(host.node(), self._desa(tentang), tentang))

    @expose("/daftar/<jenis>", methods=["POST"])
    def simpan(self, jenis: str):
        """Send it to its village, or show the form again with what is wrong."""
        kelas = FORMULIR.get(jenis) or abort(404)
        tentang = self._tentang(kelas)
        if kelas.tanya and tentang is None:
            abort(404)
        formulir = kelas(host.node(), self._desa(tentang, request.form.get("desa", "")), tentang, request.form)
        if request.form.get("tambah_baris"):
            formulir.baris.append(dict.fromkeys(ORANG, ""))
            return self._gambar(formulir)
        try:
            satu = formulir.daftarkan(host.operator())
        except DataDitolak as salah:
            formulir.tunjukkan(salah.kesalahan)
            return self._gambar(formulir), 422
        flash(
            f"{formulir.judul} {satu.nama} dikirim ke {nama_pendek(satu.wilayah)} dan menunggu dicatat di sana.",
            "success",
        )
        return redirect(self.get_url(".index"))

    @expose("/<id>/cabut", methods=["POST"])
    def cabut(self, id: str):
        """Withdraw what its village has not taken yet."""
        satu = masuk_baca.baca(host.node(), id) if _ID.fullmatch(id) else None
        if satu is None:
            abort(404)
        if not self.boleh("ubah", satu.wilayah):
            abort(403)
        try:
            masuk_daftar.cabut(host.node(), host.operator(), id)
            flash(f"Kiriman {satu.nama} ke {nama_pendek(satu.wilayah)} dicabut.", "success")
        except DataDitolak as salah:
            sampaikan(salah)
        return redirect(self.get_url(".index"))

    # ---- whom it is about

    def _tentang(self, kelas):
        """The resident or family the address names, where this person may see him."""
        if not kelas.tanya:
            return None
        id = request.args.get(kelas.tanya, "")
        hasil = tentang(host.node(), kelas.tanya, id) if _ID.fullmatch(id) else None
        if hasil is not None and not self.boleh("tambah", hasil.wilayah):
            abort(403)
        return hasil

    def _desa(self, tentang, dipilih: str = "") -> str:
        if tentang is not None:
            return tentang.wilayah
        sah = is_code(dipilih) and level(dipilih) == "desa" and within(dipilih, self.area())
        return dipilih if sah else ""

    def _cari(self, kelas):
        teks = " ".join(request.args.get("cari", "").split())[:100]
        hasil = cari.cari(host.node(), teks, BANYAK * 2, self.area()) if teks else []
        if kelas.tanya == "orang":
            hasil = [
                satu for satu in hasil if satu.jenis == "penduduk" and satu.status_dasar in (kode.HIDUP, kode.HILANG)
            ]
        else:
            hasil = [satu for satu in hasil if satu.keluarga_id]
        return self.render(
            "sid_bantuan/kecamatan/daftarkan_cari.html", kelas=kelas, teks=teks, hasil=hasil[:BANYAK],
            judul=lampid.PERISTIWA[kelas.jenis], lengkap=self.boleh_nomor(),
        )  # fmt: skip

    def boleh_nomor(self) -> bool:
        return boleh(host.operator(), "penduduk", "lihat_nik", self.area())

    def _gambar(self, formulir):
        node, area = host.node(), self.area()
        desa = [(one.kode, one.nama) for one in tempat(node, area, "nama") if level(one.kode) == "desa"]
        if not desa and not formulir.tanya:
            desa = [(d, f"{n} ({nama})") for k, nama in bawahan(area) for d, n in bawahan(k)]
        keluarga_id = getattr(formulir.tentang, "keluarga_id", None)
        return self.render(
            "sid_bantuan/kecamatan/daftarkan.html", f=formulir, desa=desa, keluarga=keluarga_dari(node, keluarga_id),
            tautan=lambda _jenis, _id: None, lengkap=self.boleh_nomor(), dipilih=request.form.get("desa", ""),
        )  # fmt: skip
