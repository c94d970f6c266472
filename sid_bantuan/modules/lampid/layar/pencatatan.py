"""Recording an event: which kind, about whom, the form, what it will change, and done."""

from flask import flash, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode, lampid
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, SudahBerubah
from ...kependudukan.layar.dasar import HalamanDesa, segarkan, tautan
from ..tables import Mutasi
from . import akibat, ulang
from .daftar import IKON
from .formulir_datang import Datang
from .formulir_hidup import Hilang, Kelahiran, Kematian, Kembali
from .formulir_keluarga import HUBUNGAN
from .formulir_pindah import GantiKepala, NumpangKK, PecahKK, Pindah
from .sasaran import KEDUANYA, KELUARGA, ORANG, Calon, Sasaran, baca_sasaran, cari_sasaran, keterangan
from .tujuan import desa_sekabupaten

FORMULIR = {
    satu.jenis: satu for satu in (Kelahiran, Kematian, Pindah, Datang, Hilang, Kembali, PecahKK, GantiKepala, NumpangKK)
}


class Pencatatan(HalamanDesa):
    """The way from "somebody died" to a recorded event."""

    sumber, ikon, di_menu = "mutasi", "tambah", False
    aksi = dict.fromkeys(("index", "cari", "isi", "simpan", "akibat"), "tambah")

    @expose("/")
    def index(self):
        """The nine kinds; for a resident or a family those that can happen to them."""
        sasaran = baca_sasaran(host.node(), request.args)
        return self.render(
            "sid_bantuan/lampid/pilih_jenis.html",
            sasaran=sasaran,
            pilihan=[(satu, satu.tak_mungkin(sasaran) if sasaran else "") for satu in FORMULIR.values()],
            nama=lampid.PERISTIWA,
            ikon=IKON,
        )

    @expose("/cari")
    def cari(self):
        """Who fits the words typed so far, as ``[[value, words], …]``."""
        untuk = request.args.get("untuk")
        untuk = untuk if untuk in (ORANG, KELUARGA, KEDUANYA) else KEDUANYA
        teks = request.args.get("query", "")[:100]
        ada = cari_sasaran(host.node(), teks, untuk, hidup=request.args.get("hidup") != "0") if teks.strip() else []
        return jsonify([[satu.nilai, f"{satu.nama} · {satu.keterangan}"] for satu in ada])

    @expose("/<jenis>")
    def isi(self, jenis):
        """The form; or, as long as it is not said about whom, the search for him."""
        kelas, node = FORMULIR.get(jenis), host.node()
        if kelas is None:
            return self.tidak_ada("Jenis peristiwa")
        pilih = request.args.get("pilih", "")
        if pilih.startswith((f"{ORANG}:", f"{KELUARGA}:")):
            return redirect(url_for(".isi", jenis=jenis, **Calon(pilih, "", "").alamat, **_ulang()))
        sasaran = baca_sasaran(node, request.args)
        if sasaran is None and (request.args.get(ORANG) or request.args.get(KELUARGA)):
            return self.tidak_ada("Penduduk atau keluarga")
        if sasaran is None and (kelas.wajib_sasaran or "cari" in request.args or pilih):
            return self._cari(kelas)
        if sasaran is not None and kelas.untuk == ORANG and sasaran.orang is None:
            return self._pilih_anggota(kelas, sasaran)
        if sebab := kelas.tak_mungkin(sasaran or Sasaran()):
            return self.ditolak(409, f"{lampid.PERISTIWA[jenis]} tidak dapat dicatat untuk {sasaran.nama}", sebab)
        formulir = kelas(node, sasaran or Sasaran())
        if kakak := rekam.ambil(node.catalog["mutasi"], request.args.get("kembar", ""), node.code):
            formulir.lanjutkan(kakak)
        if dulu := ulang.yang_dibatalkan(node, request.args.get("ulang", "")):
            ulang.isikan(formulir, dulu)
        return self._gambar(formulir)

    @expose("/<jenis>", methods=["POST"])
    def simpan(self, jenis):
        """Record it, or show the form again with everything that was typed and what is wrong with it."""
        formulir = self._dari_kiriman(jenis)
        if formulir is None:
            return self.tidak_ada("Peristiwa ini")
        if formulir.ubah_bentuk(request.form):
            return self._gambar(formulir)
        dulu = rekam.ambil(host.node().catalog["mutasi"], formulir.id, host.node().code)
        try:
            mutasi = formulir.catat(host.operator())
        except DataDitolak as salah:
            formulir.tunjukkan(salah.kesalahan)
            return self._gambar(formulir), 422
        except SudahBerubah:
            flash("Data keluarga ini baru saja diubah orang lain. Periksa lagi, lalu simpan.", "error")
            return self._gambar(formulir), 409
        if dulu is not None and formulir.berbeda(dulu):
            flash(
                "Peristiwa ini sudah tercatat; isian yang baru belum dipakai. Tekan Ubah untuk membetulkannya.",
                "warning",
            )
            return redirect(url_for("sidb_mutasi.buka", id=dulu.id))
        segarkan(host.node())
        flash(akibat.tersimpan(host.node(), mutasi), "success")
        return redirect(self._sesudah(formulir, mutasi))

    @expose("/<jenis>/akibat", methods=["POST"])
    def akibat(self, jenis):
        """What storing would change, as a part of the page: found by doing it and taking it back."""
        formulir = self._dari_kiriman(jenis)
        if formulir is None:
            return self.tidak_ada("Peristiwa ini")
        hasil = akibat.coba(formulir, host.operator())
        status = kode.daftar("status_dasar")
        return self.render("sid_bantuan/lampid/akibat.html", akibat=hasil, f=formulir, status_dasar=status)

    def _dari_kiriman(self, jenis):
        kelas, node = FORMULIR.get(jenis), host.node()
        sasaran = baca_sasaran(node, request.args)
        if kelas is None or (kelas.wajib_sasaran and (sasaran is None or not kelas.terjangkau(sasaran))):
            return None
        return kelas(node, sasaran or Sasaran(), request.form)

    def _sesudah(self, formulir, mutasi: Mutasi) -> str:
        if request.form.get("kembar"):
            return url_for(".isi", jenis=formulir.jenis, kembar=mutasi.id, **formulir.sasaran.alamat)
        return url_for("sidb_mutasi.buka", id=mutasi.id)

    def _cari(self, kelas):
        """The search for whom it is about; one fit only leads straight on."""
        teks = " ".join(request.args.get("cari", "").split())[:100]
        calon = cari_sasaran(host.node(), teks, kelas.untuk, kelas.hidup) if teks else []
        if len(calon) == 1:
            return redirect(url_for(".isi", jenis=kelas.jenis, **calon[0].alamat, **_ulang()))
        return self._daftar_calon(kelas, teks, calon)

    def _pilih_anggota(self, kelas, sasaran: Sasaran):
        """Which of a family's members it is about."""
        semua = sasaran.anggota if kelas.hidup else sasaran.lain
        calon = [Calon(f"{ORANG}:{satu.id}", satu.nama, keterangan(satu)) for satu in semua]
        return self._daftar_calon(kelas, "", calon, anggota=bool(calon) and not _ulang())

    def _daftar_calon(self, kelas, teks: str, calon, anggota: bool = False):
        return self.render(
            "sid_bantuan/lampid/cari_sasaran.html",
            kelas=kelas, nama=lampid.PERISTIWA[kelas.jenis], teks=teks, calon=calon, anggota=anggota, ulang=_ulang(),
        )  # fmt: skip

    def _gambar(self, formulir):
        return self.render(
            formulir.templat,
            f=formulir,
            hubungan=HUBUNGAN,
            keterangan=keterangan,
            status_dasar=kode.daftar("status_dasar"),
            desa_sekabupaten=desa_sekabupaten(host.node().code),
            tautan=tautan,
            kembali=_kembali(formulir.sasaran),
            **formulir.lain(),
            akibat=akibat.coba(formulir, host.operator()) if request.form.get("periksa") else None,
            ulang=_ulang(),
            alamat=url_for(".simpan", jenis=formulir.jenis, **formulir.sasaran.alamat, **_ulang()),
            alamat_akibat=url_for(".akibat", jenis=formulir.jenis, **formulir.sasaran.alamat),
        )


def _ulang() -> dict[str, str]:
    """The cancelled event this form repeats, as it stands in the address."""
    id = request.args.get("ulang", "")
    return {"ulang": id} if id else {}


def _kembali(sasaran: Sasaran) -> str:
    """Where whoever thinks better of it goes back to."""
    if sasaran.orang is not None:
        return tautan("penduduk", sasaran.orang.id)
    return (
        tautan("keluarga", sasaran.keluarga.id)
        if sasaran.keluarga is not None
        else url_for("sidb_peristiwa.index_view")
    )
