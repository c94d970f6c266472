"""Rounds of updating at the village: the list under review, what stands out in it, deciding singly and for many."""

from dataclasses import dataclass, replace
from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.bantuan import ALASAN_PENERIMA, ARAH
from ...kependudukan.cari import cari
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, sampaikan, segarkan, tautan
from .. import putaran, putaran_daftar, putaran_kerja, putaran_kirim
from ..putaran_daftar import KELUAR, MASUK, SARAN, TETAP, Daftar, Nama
from ..putaran_kerja import ALASAN_MASUK, sebut_alasan
from ..tables_usulan import Putaran

SEHALAMAN = 50
BELUM = "belum"
LIHAT = {"": "Semua", BELUM: "Belum ditinjau", **{arah: ARAH[arah] for arah in (TETAP, KELUAR, MASUK)}}
NADA = {MASUK: "info", KELUAR: "perlu_perbaikan", TETAP: "valid"}


@dataclass(frozen=True)
class Saringan:
    """Which names of a round are shown."""

    lihat: str = ""
    saran: str = ""
    cari: str = ""

    def cocok(self, satu: Nama) -> bool:
        """Whether a name is among them."""
        if self.lihat == BELUM and (satu.arah or not satu.sumber):
            return False
        if self.lihat in ARAH and satu.arah != self.lihat:
            return False
        if self.saran and satu.saran != self.saran:
            return False
        teks = f"{satu.nama} {satu.nik or ''} {satu.no_kk or ''} {satu.alamat or ''}".lower()
        return all(kata in teks for kata in self.cari.lower().split())

    def alamat(self, **lain) -> dict:
        """What stands in the address; ``lain`` replaces."""
        return {nama: nilai for nama, nilai in (vars(self) | lain).items() if nilai}

    def dengan(self, **lain) -> "Saringan":
        """The same with other words."""
        return replace(self, **lain)


def saringan() -> Saringan:
    """What this request asks for; rubbish is left out."""
    lihat, saran = request.args.get("lihat", ""), request.args.get("saran", "")
    return Saringan(
        lihat if lihat in LIHAT else "", saran if saran in SARAN else "", request.args.get("cari", "")[:100].strip()
    )


class LayarPemutakhiran(HalamanDesa):
    """The village's part in a round: review, propose in and out."""

    sumber, ikon = "putaran_usulan", "ganti"
    aksi = {"putuskan": "tambah", "saran": "tambah", "masukkan": "tambah", "urungkan": "hapus"}

    @expose("/")
    def index(self):
        """The rounds: open ones with their deadline and where this village stands, then closed ones."""
        node = host.node()
        semua = [(satu, next(iter(putaran_kirim.versi(node, satu.id)), None)) for satu in putaran.semua(node)]
        return self.render(
            "sid_bantuan/bantuan/pemutakhiran.html", terbuka=[satu for satu in semua if satu[0].keadaan == putaran.BUKA],
            tutup=[satu for satu in semua if satu[0].keadaan != putaran.BUKA], sisa=sisa_hari,
            nama_daftar=lambda daftar: putaran.nama_daftar(node, daftar),
        )  # fmt: skip

    @expose("/<id>")
    def buka(self, id):
        """One round: what stands out, then the list."""
        return self._gambar(id)

    def _gambar(self, id: str, isi=None):
        """The page; with what was typed and ticked where that could not be stored."""
        node, minta = host.node(), saringan()
        if (satu := putaran.satu(node, id)) is None:
            return self.tidak_ada("Putaran")
        daftar = putaran_daftar.susun(node, satu, date.today())
        cocok, halaman = [nama for nama in daftar.semua if minta.cocok(nama)], self.halaman_ke()
        return self.render(
            "sid_bantuan/bantuan/pemutakhiran_satu.html", putaran=satu, daftar=daftar, minta=minta, cocok=len(cocok),
            rows=cocok[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN], halaman=halaman, lihat=LIHAT, nada=NADA,
            halaman_akhir=-(-len(cocok) // SEHALAMAN) or 1, versi=putaran_kirim.versi(node, id), saran=SARAN, arah=ARAH,
            berubah=berubah(node, satu, daftar), sebut_alasan=sebut_alasan, alasan_keluar=ALASAN_PENERIMA, tautan=tautan,
            nama_daftar=putaran.nama_daftar(node, satu.daftar), sisa=sisa_hari(satu),
            boleh_ubah=self.boleh("tambah") and satu.keadaan == putaran.BUKA, lengkap=boleh_di_sini("penetapan", "lihat_nik"),
            boleh_serah=boleh_di_sini("putaran_kiriman", "tambah") and satu.keadaan == putaran.BUKA, isi=isi or {},
            pilih=isi.getlist("rowid") if isi else (),
        ), 422 if isi else 200  # fmt: skip

    # ---- deciding

    @expose("/<id>/putuskan", methods=["POST"])
    def putuskan(self, id):
        """Keep or propose out the ticked names; or take back what was decided of them."""
        arah, pilih = request.form.get("arah", ""), request.form.getlist("rowid")
        if arah == "urungkan":
            return self._urungkan(id, pilih)
        sebab = request.form.get("alasan", "") if arah == KELUAR else ""
        catatan = request.form.get("catatan", "") if arah == KELUAR else ""
        kata = {KELUAR: "diusulkan keluar", TETAP: "tetap"}.get(arah, "")
        return self._kerjakan(
            id, lambda node, orang: putaran_kerja.putuskan(node, orang, id, pilih, arah, sebab, catatan), kata
        )

    @expose("/<id>/urungkan", methods=["POST"])
    def urungkan(self, id):
        """Take decisions back."""
        return self._urungkan(id, request.form.getlist("rowid"))

    def _urungkan(self, id: str, pilih: list[str]):
        if not self.boleh("hapus"):
            return self.tidak_berhak()
        return self._kerjakan(id, lambda node, orang: putaran_kerja.urungkan(node, orang, id, pilih), "diurungkan")

    @expose("/<id>/saran", methods=["POST"])
    def saran(self, id):
        """Propose out everybody of whom one thing stands out."""
        saran = request.form.get("saran", "")
        return self._kerjakan(
            id, lambda node, orang: putaran_kerja.saran_keluar(node, orang, id, saran), "diusulkan keluar"
        )

    def _kerjakan(self, id: str, lakukan, kata: str):
        node = host.node()
        try:
            banyak = lakukan(node, host.operator())
        except DataDitolak as salah:
            sampaikan(salah)
            return self._gambar(id, request.form)
        segarkan(node)
        flash(f"{banyak} nama {kata}." if banyak else "Tidak ada yang berubah.", "success" if banyak else "info")
        return redirect(url_for(".buka", id=id, **saringan().alamat()))

    # ---- families that are not in it

    @expose("/<id>/keluarga/<keluarga_id>")
    def keluarga(self, id, keluarga_id):
        """A family's place in a round: its line of the list, or where it can be proposed in."""
        node = host.node()
        if (satu := putaran.satu(node, id)) is None:
            return self.tidak_ada("Putaran")
        semua = putaran_daftar.susun(node, satu, date.today()).semua
        ada = next((nama for nama in semua if nama.keluarga_id == keluarga_id), None)
        if ada is None:
            return redirect(url_for(".masuk", id=id, keluarga=keluarga_id))
        return redirect(url_for(".buka", id=id, cari=ada.nik or ada.nama))

    @expose("/<id>/masuk")
    def masuk(self, id):
        """Families to propose in: suggested by their desil, or found by name, NIK or KK."""
        return self._masuk(id)

    def _masuk(self, id: str, salah=(), isi=None):
        node, teks = host.node(), request.args.get("cari", "")[:100].strip()
        if (satu := putaran.satu(node, id)) is None:
            return self.tidak_ada("Putaran")
        hari, desil = date.today(), min(max(request.args.get("desil", putaran_daftar.DESIL, type=int), 1), 10)
        dapat, dicari = putaran_daftar.layak_masuk(node, satu, hari, desil), request.args.get("keluarga", "")
        sebab: dict[str, str] = {}
        if teks or dicari:
            for one in [] if dicari else cari(node, teks, 20, node.code):
                sebab.setdefault(one.keluarga_id or one.id, one.nama)
            dapat = putaran_daftar.calon(node, satu, [dicari] if dicari else list(sebab), hari)
        return self.render(
            "sid_bantuan/bantuan/pemutakhiran_masuk.html", putaran=satu, rows=dapat[:200], jumlah=len(dapat), teks=teks,
            desil=desil, dicari=dicari, sebab=sebab, alasan=ALASAN_MASUK, isi=isi or {}, tautan=tautan,
            salah={satu.kolom: satu for satu in reversed(list(salah))}, lengkap=boleh_di_sini("keluarga", "lihat_nik"),
            boleh_ubah=self.boleh("tambah") and satu.keadaan == putaran.BUKA,
        ), 422 if salah else 200  # fmt: skip

    @expose("/<id>/masukkan", methods=["POST"])
    def masukkan(self, id):
        """Propose the ticked families in, each for the reason given."""
        node, isi = host.node(), request.form
        try:
            banyak = putaran_kerja.masukkan(
                node, host.operator(), id, isi.getlist("rowid"), isi.get("alasan", ""), isi.get("catatan", "")
            )
        except DataDitolak as salah:
            if all(satu.kolom not in ("alasan", "catatan") for satu in salah.kesalahan):
                sampaikan(salah)
            return self._masuk(id, salah.kesalahan, {"pilih": isi.getlist("rowid"), **isi})
        segarkan(node)
        flash(f"{banyak} keluarga diusulkan masuk.", "success")
        return redirect(url_for(".buka", id=id, lihat=MASUK))


def berubah(node, satu: Putaran, daftar: Daftar) -> bool:
    """Whether what would be handed in differs from the last version; so where there is none yet."""
    terakhir = putaran_kirim.terakhir(node, satu.id)
    return terakhir is None or terakhir.isi_sha256 != putaran_kirim.sidik_daftar(satu, daftar.semua)


def sisa_hari(satu: Putaran) -> str:
    """How far off the deadline is, in words."""
    hari = (satu.batas - date.today()).days
    if hari < 0:
        return f"lewat {-hari} hari"
    return f"{hari} hari lagi" if hari else "hari ini"
