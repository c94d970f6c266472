"""Proposing compiled data to the villages: a sheet is matched, looked through, sent, followed and withdrawn."""

from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import PurePath

from flask import abort, flash, jsonify, redirect, request, send_file, url_for
from flask_admin import expose

from .. import host
from ..domain.pesan import nama_kolom
from ..domain.tanggal import baca_tanggal
from ..domain.wilayah import level, within
from ..domain.wilayah_nama import bawahan, nama_pendek, nama_wilayah
from ..modules.kependudukan import pekerjaan
from ..modules.lampid.tables import DICABUT, DITERIMA, DITOLAK, MENUNGGU
from ..modules.lampid.usulan_cocok import DIUSULKAN
from ..modules.lampid.usulan_kirim import Paket, cabut, paket_terkirim
from ..sync.files import MOST
from .monitoring import HalamanAtas
from .usulan_kerja import JENIS, NASIB, Kiriman, buka, kerja_kirim, kerja_periksa

SEHALAMAN = 100
TERPANJANG = 80
"""How long a source may be: the record keeps it beside the office and the day."""
BELUM_DIKIRIM = (pekerjaan.MENUNGGU, pekerjaan.BERJALAN, pekerjaan.SIAP, pekerjaan.GAGAL, pekerjaan.TERPUTUS)


class LayarUsulanAtas(HalamanAtas):
    """The sheet from its upload to the villages' answers."""

    sumber, ikon = "usulan_data", "ekspor"
    aksi = dict.fromkeys(("unggah", "ulangi", "kirim", "batal", "unduh"), "tambah") | {"cabut": "ubah"}

    @expose("/")
    def index(self):
        """Where to begin, what is not sent yet, and what the villages made of the rest."""
        return self._awal({})

    def _awal(self, isi: dict, salah: dict[str, str] | None = None):
        node = host.node()
        kerja = [satu for satu in pekerjaan.daftar(node, JENIS) if satu.keadaan in BELUM_DIKIRIM and self._boleh(satu)]
        halaman = self.render(
            "sid_bantuan/kecamatan/usulan.html", isi=isi, salah=salah or {}, kerja=kerja, desa=_desa(self.area()),
            paket=paket_terkirim(node, self.area()), boleh_kirim=self.boleh("tambah"), terbesar=MOST,
            TERPANJANG=TERPANJANG, **_KEADAAN,
        )  # fmt: skip
        return (halaman, 422) if salah else halaman

    # ---- a sheet

    @expose("/unggah", methods=["POST"])
    def unggah(self):
        """Take the sheet in and start matching it."""
        berkas = request.files.get("berkas")
        isi = berkas.read(MOST + 1) if berkas and berkas.filename else b""
        kiriman, salah = self._kiriman(request.form)
        if not isi:
            salah["berkas"] = "Pilih berkas Excel (.xlsx) yang berisi."
        elif len(isi) > MOST:
            salah["berkas"] = f"Berkas lebih besar dari {MOST // 2**20} MB. Pecah lembarnya menjadi beberapa berkas."
        if salah:
            return self._awal(request.form, salah)
        nama, bungkusan = PurePath(berkas.filename.replace("\\", "/")).name, kiriman.bungkus(isi)
        id = pekerjaan.buat(host.node(), host.operator(), JENIS, nama, bungkusan)
        self._periksa(id, nama, bungkusan)
        return redirect(url_for(".buka", id=id))

    def _kiriman(self, form) -> tuple[Kiriman, dict[str, str]]:
        """What the form says of the sheet, and per field what is wrong with it."""
        area, salah = self.area(), {}
        sumber = " ".join(form.get("sumber", "").split())
        hari, keliru = baca_tanggal(form.get("tanggal_data", ""))
        desa = form.get("desa", "")
        if not 0 < len(sumber) <= TERPANJANG:
            salah["sumber"] = (
                f"Tulis asal datanya, paling panjang {TERPANJANG} huruf. Desa melihatnya, dan data warga menyimpannya."
            )
        if keliru or hari is None:
            salah["tanggal_data"] = "Tulis tanggal data ini, misalnya 30-09-2026."
        elif hari > date.today():
            salah["tanggal_data"] = "Tanggal data tidak boleh sesudah hari ini."
        if desa and desa not in dict(_desa(area)):
            salah["desa"] = "Pilih desa di wilayah Anda, atau semua desa."
        return Kiriman(sumber, hari.isoformat() if hari else "", area, desa), salah

    def _periksa(self, id: str, nama: str, bungkusan: bytes) -> None:
        dari = (pekerjaan.MENUNGGU, pekerjaan.TERPUTUS, pekerjaan.GAGAL)
        pekerjaan.mulai(host.node(), id, dari, "periksa", kerja_periksa(bungkusan, nama))

    @expose("/<id>")
    def buka(self, id):
        """One sheet: how far it is, or what it would propose to whom."""
        kerja = self._kerja(id)
        if kerja.keadaan == pekerjaan.SELESAI:
            return redirect(url_for(".paket", id=id)) if paket_terkirim(host.node(), id=id) else self._lihat(kerja)
        return self._lihat(kerja)

    @expose("/<id>/isi")
    def isi(self, id):
        """What a sheet that was sent had proposed, row by row."""
        return self._lihat(self._kerja(id))

    def _lihat(self, kerja: pekerjaan.Pekerjaan):
        desa = request.args.get("desa", "")
        baris = pekerjaan.rincian(host.node(), kerja.id) if not kerja.berjalan else []
        baris = [satu for satu in baris if not desa or satu["desa"] == desa]
        jumlah = Counter(satu["nasib"] for satu in baris)
        tab = (
            request.args.get("tab")
            if request.args.get("tab") in NASIB
            else next((n for n in NASIB if jumlah[n]), "ubah")
        )
        dipilih, halaman = [satu for satu in baris if satu["nasib"] == tab], self.halaman_ke()
        return self.render(
            "sid_bantuan/kecamatan/usulan_satu.html", kerja=kerja, isi=kerja.isi, desa=desa, tab=tab, NASIB=NASIB,
            jumlah=jumlah, baris=dipilih[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN], halaman=halaman,
            halaman_akhir=-(-len(dipilih) // SEHALAMAN) or 1, boleh_kirim=self.boleh("tambah"), nama_kolom=nama_kolom,
            desa_dikirim=[di for di, satu in kerja.isi.get("per_desa", {}).items() if satu["jumlah"].keys() & set(DIUSULKAN)],
        )  # fmt: skip

    @expose("/<id>/keadaan")
    def keadaan(self, id):
        """How far it is, for the page that waits."""
        kerja = self._kerja(id)
        return jsonify(kerja.kemajuan)

    @expose("/<id>/kirim", methods=["POST"])
    def kirim(self, id):
        """Send what was shown."""
        kerja, bungkusan = self._kerja(id), pekerjaan.berkas(host.node(), id)
        if bungkusan is not None:
            tugas = kerja_kirim(bungkusan, kerja.judul, host.operator(), id)
            pekerjaan.mulai(host.node(), id, (pekerjaan.SIAP,), "kirim", tugas)
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/ulangi", methods=["POST"])
    def ulangi(self, id):
        """Match the same sheet again, after an interruption."""
        kerja, bungkusan = self._kerja(id), pekerjaan.berkas(host.node(), id)
        if bungkusan is not None:
            self._periksa(id, kerja.judul, bungkusan)
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/batal", methods=["POST"])
    def batal(self, id):
        """Leave it: the uploaded sheet is forgotten."""
        if self._kerja(id).keadaan in BELUM_DIKIRIM:
            pekerjaan.hapus(host.node(), id)
            flash("Dibatalkan dan berkasnya dihapus. Tidak ada yang dikirim.", "success")
        return redirect(url_for(".index"))

    @expose("/<id>/hasil.xlsx")
    def unduh(self, id):
        """The result sheet: what is proposed to whom, and what was not sent and why."""
        kerja, isi = self._kerja(id), pekerjaan.berkas(host.node(), id, "hasil")
        if isi is None:
            abort(404)
        return send_file(BytesIO(isi), as_attachment=True, download_name=f"{PurePath(kerja.judul).stem}-usulan.xlsx")

    def _kerja(self, id: str) -> pekerjaan.Pekerjaan:
        """The work; 404 where there is none, 403 where its area is not this person's."""
        kerja = pekerjaan.baca(host.node(), id)
        if kerja is None or kerja.jenis != JENIS:
            abort(404)
        if not self._boleh(kerja):
            abort(403)
        return kerja

    def _boleh(self, kerja: pekerjaan.Pekerjaan) -> bool:
        wilayah = kerja.isi.get("wilayah")
        if wilayah is None and self.area() != host.node().code:
            bungkusan = pekerjaan.berkas(host.node(), kerja.id)
            wilayah = buka(bungkusan)[0].wilayah if bungkusan else host.node().code
        return wilayah is None or within(wilayah, self.area())

    # ---- what was sent

    @expose("/paket/<id>")
    def paket(self, id):
        """One parcel: per village how many were taken, declined, wait."""
        node, satu, desa = host.node(), self._paket(id), request.args.get("desa", "")
        kerja, alasan = pekerjaan.baca(node, id), satu.alasan
        if desa in satu.desa:
            alasan = paket_terkirim(node, desa, id)[0].alasan
        return self.render(
            "sid_bantuan/kecamatan/usulan_paket.html", satu=satu, sendiri=satu.node == node.code,
            alasan=alasan, desa=desa if desa in satu.desa else "",
            kerja=kerja if kerja and kerja.jenis == JENIS and self._boleh(kerja) else None,
            boleh_kirim=self.boleh("tambah"), boleh_cabut=self._boleh_cabut(id), **_KEADAAN,
        )  # fmt: skip

    @expose("/paket/<id>/cabut", methods=["POST"])
    def cabut(self, id):
        """Withdraw what nobody answered yet."""
        self._paket(id)
        if not self._boleh_cabut(id):
            abort(403)
        jumlah = cabut(host.node(), host.operator(), id)
        if jumlah:
            flash(f"{jumlah} usulan dicabut. Yang sudah dijawab desa tidak berubah.", "success")
        else:
            flash("Tidak ada lagi yang menunggu, jadi tidak ada yang dicabut.", "info")
        return redirect(url_for(".paket", id=id))

    def _paket(self, id: str) -> Paket:
        return next(iter(paket_terkirim(host.node(), self.area(), id)), None) or abort(404)

    def _boleh_cabut(self, id: str) -> bool:
        """A parcel is withdrawn whole, by whoever works for all of its villages, where it was sent."""
        semua = paket_terkirim(host.node(), id=id)
        return (
            bool(semua)
            and semua[0].node == host.node().code
            and all(self.boleh("ubah", desa) for desa in semua[0].desa)
        )


_KEADAAN = {"MENUNGGU": MENUNGGU, "DITERIMA": DITERIMA, "DITOLAK": DITOLAK, "DICABUT": DICABUT}


def _desa(area: str) -> list[tuple[str, str]]:
    """The villages of an area, (code, name); in a kabupaten each with its kecamatan."""
    if level(area) == "kecamatan":
        return sorted(((kode, nama_pendek(kode)) for kode, _ in bawahan(area)), key=lambda satu: satu[1])
    semua = [(kode, f"{nama_pendek(kode)}, Kec. {nama}") for atas, nama in bawahan(area) for kode, _ in bawahan(atas)]
    return sorted(semua, key=lambda satu: satu[1]) or [(area, nama_wilayah(area))]
