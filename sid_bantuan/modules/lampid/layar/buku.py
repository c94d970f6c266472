"""The books on screen: choose one, its place and month; every number leads to the people behind it."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from flask import current_app, flash, g, redirect, request, url_for
from flask_admin import expose
from markupsafe import Markup

from .... import host
from ....domain.lampid import NAMA_BULAN, bulan_sesudah, is_bulan, sebut_bulan
from ....domain.peran import boleh
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ....jejak import catat
from ....ui.dasar import HalamanDasar
from ...kependudukan.layar.sambungan import alamat_rekam
from ..buku import daftar, pdf
from ..buku import penanda as tanda
from ..buku.induk import HALAMAN
from ..buku.jumlah import bulan_pertama
from ..buku.lembar import Lembar, Penanda
from ..buku.pilihan import Pilihan, Rekam, Turun
from ..bulan import bulan_ini
from . import unduhan
from .buku_baris import Gambar
from .buku_kerja import BANYAK, HalamanKerja
from .buku_nama import HalamanNama
from .tempat import Bertempat, di_bawah, jejak_tempat

PDF = "application/pdf"


@dataclass(frozen=True)
class Permintaan:
    """What of the books is asked for."""

    buku: daftar.Buku
    wilayah: str
    bulan: str
    halaman: int = 1
    kertas: str = "f4"

    def alamat(self, **lain) -> dict:
        """What stands in the address; ``lain`` replaces."""
        isi = {"buku": self.buku.kode, "wilayah": self.wilayah, "bulan": self.bulan} | lain
        return {nama: nilai for nama, nilai in isi.items() if nilai is not None}


class LayarBuku(Bertempat, HalamanNama, HalamanKerja, HalamanDasar):
    """The population books of a village, and summed for a kecamatan and the kabupaten."""

    sumber, ikon = "buku", "buku"
    aksi = {
        "unduh_xlsx": "ekspor", "unduh_pdf": "ekspor", "nama_xlsx": "ekspor", "kerja": "ekspor", "keadaan": "ekspor",
        "berkas": "ekspor", "penanda": "ubah", "simpan_penanda": "ubah",
    }  # fmt: skip

    # ---- what is asked for, and whether it may be had

    def minta(self, aksi: str = "lihat") -> Permintaan:
        """The book, place, month and page of this request; what is not there or not possible becomes what is usual."""
        wilayah = self.tempat(request.values.get("wilayah"), aksi)
        pilihan = daftar.untuk(wilayah)
        buku = daftar.BUKU.get(request.values.get("buku", ""))
        kertas = request.values.get("kertas", "f4")
        return Permintaan(
            buku if buku in pilihan else pilihan[0], wilayah, bulan_diminta(request.values.get("bulan"), wilayah),
            max(1, request.values.get("halaman", 1, type=int)), kertas if kertas in pdf.KERTAS else "f4",
        )  # fmt: skip

    def lengkap(self, wilayah: str) -> bool:
        """Whether a whole NIK is part of this person's task there."""
        return boleh(host.operator(), "penduduk", "lihat_nik", wilayah)

    # ---- pages

    @expose("/")
    def index(self):
        """One book."""
        minta, node = self.minta(), host.node()
        halaman = {"mulai": (minta.halaman - 1) * HALAMAN, "banyak": HALAMAN} if minta.buku.berhalaman else {}
        lembar = daftar.susun(
            node.engine, minta.buku, minta.wilayah, minta.bulan, lengkap=self.lengkap(minta.wilayah), **halaman
        )
        tautan = self.penaut(minta)
        if minta.halaman > 1 and not lembar.tabel.baris:
            return redirect(url_for(".index", **minta.alamat()))
        return self.render(
            "sid_bantuan/buku/buku.html", minta=minta, lembar=lembar, semua=daftar.untuk(minta.wilayah),
            bulan=pilihan_bulan(minta.wilayah, minta.bulan), gambar=Gambar(tautan),
            tempat=jejak_tempat(minta.wilayah, self.area()),
            sebelum=geser(minta, -1), sesudah=geser(minta, 1), sebut_bulan=sebut_bulan, halaman_akhir=_halaman_akhir(lembar),
            ditutup=level(minta.wilayah) == "desa" and daftar.ditutup(node.engine, minta.wilayah, minta.bulan),
            boleh_unduh=self.boleh("ekspor", minta.wilayah), boleh_ubah=self.boleh("ubah", minta.wilayah),
            alamat_tutup=self._alamat_tutup(minta), bawahan=di_bawah(minta.wilayah),
        )  # fmt: skip

    def penaut(self, minta: Permintaan):
        """Cell -> address of the people behind it, for those who may read names."""
        if not boleh(host.operator(), "penduduk", "lihat", minta.wilayah):
            return lambda sel: None
        di_desa = level(host.node().code) == "desa"
        # Hundreds of addresses a page: composed here, as asking the router for each would cost more than the sums.
        awal = url_for(".nama", bulan=minta.bulan, buku=minta.buku.kode)

        def tautan(sel) -> str | None:
            if isinstance(sel.pilihan, Turun):
                return url_for(".index", **minta.alamat(wilayah=sel.pilihan.wilayah))
            if isinstance(sel.pilihan, Rekam):
                return alamat_rekam("penduduk", sel.pilihan.id) if di_desa else _lembar_rekam(sel.pilihan.id)
            return f"{awal}&{_parameter(sel.pilihan)}" if sel.pilihan else None

        return tautan

    def _alamat_tutup(self, minta: Permintaan) -> str | None:
        """Where this month can be closed, if it is this village's to close."""
        di_sini = minta.wilayah == host.node().code and "sidb_tutup_buku.index" in current_app.view_functions
        return url_for("sidb_tutup_buku.index") if di_sini and boleh(
            host.operator(), "tutup_buku", "lihat", minta.wilayah
        ) else None  # fmt: skip

    # ---- to take along

    @expose("/unduh.xlsx")
    def unduh_xlsx(self):
        """The whole book as an Excel sheet."""
        return self._unduh(self.minta("ekspor"), unduhan.EXCEL)

    @expose("/unduh.pdf", methods=["POST"])
    def unduh_pdf(self):
        """The whole book as a PDF; a long one is made in the background, with its progress shown."""
        minta = self.minta("ekspor")
        if minta.buku.berhalaman and self._panjang(minta) > BANYAK:
            unduhan.ingat(unduhan.PDF, "buku", minta.wilayah, _label(minta))
            return redirect(url_for(".kerja", id=self.mulai_pdf(host.node(), minta)))
        return self._unduh(minta, unduhan.PDF)

    def _unduh(self, minta: Permintaan, bentuk: str):
        return unduhan.unduh(self._seluruhnya(minta), bentuk, "buku", minta.wilayah, _label(minta), minta.kertas)

    def _seluruhnya(self, minta: Permintaan) -> Lembar:
        lengkap = self.lengkap(minta.wilayah)
        return daftar.susun(host.node().engine, minta.buku, minta.wilayah, minta.bulan, lengkap=lengkap)

    def _panjang(self, minta: Permintaan) -> int:
        satu = daftar.susun(host.node().engine, minta.buku, minta.wilayah, minta.bulan, mulai=0, banyak=1)
        return satu.tabel.semua

    # ---- who signs

    @expose("/penanda")
    def penanda(self):
        """Who signs the books of this place."""
        minta = self.minta("ubah")
        tercetak = tanda.tanda_tangan(host.node().engine, minta.wilayah, minta.bulan)
        kiri, kanan = tercetak.kiri, tercetak.kanan
        return self._gambar_penanda(minta, kiri, kanan)

    @expose("/penanda", methods=["POST"])
    def simpan_penanda(self):
        minta = self.minta("ubah")
        kiri, kanan = (
            Penanda(
                *(" ".join(request.form.get(f"{kolom}_{sisi}", "").split()) for kolom in ("jabatan", "nama", "nip"))
            )
            for sisi in ("kiri", "kanan")
        )
        if salah := _salah_penanda(kiri, kanan):
            return self._gambar_penanda(minta, kiri, kanan, salah), 422
        node = host.node()
        with node.engine.transaction():
            tanda.simpan(node.engine, minta.wilayah, kiri, kanan)
            catat(node.engine, host.operator(), "ubah", "buku", None, minta.wilayah, label="Penanda tangan buku")
        flash("Penanda tangan disimpan dan dipakai pada semua buku.", "success")
        return redirect(url_for(".index", **minta.alamat()))

    def _gambar_penanda(self, minta: Permintaan, kiri: Penanda, kanan: Penanda, salah: str = ""):
        return self.render(
            "sid_bantuan/buku/penanda.html", minta=minta, kiri=kiri, kanan=kanan, salah=salah,
            biasa=tanda.biasa(minta.wilayah), tempat_pendek=nama_pendek,
        )  # fmt: skip


@lru_cache(2_000)
def _parameter(pilihan: Pilihan) -> str:
    """The description as address parameters. Nearly all of it is codes; quoting each anew would cost more than the sums."""
    return "&".join(f"{nama}={_kutip(nilai)}" for nama, nilai in pilihan.alamat().items())


_kutip = lru_cache(1_000)(quote_plus)


def bulan_diminta(teks: str | None, wilayah: str) -> str:
    """The month asked for, kept between the first line and this month; without one the latest."""
    return max(awal_buku(wilayah), min(teks, bulan_ini())) if teks and is_bulan(teks) else bulan_ini()


def awal_buku(wilayah: str) -> str:
    """The first month an area has a book of; this one where nothing is counted yet. Asked once a request."""
    ingatan = g.setdefault("sid_bantuan_awal_buku", {})
    if wilayah not in ingatan:
        kini = bulan_ini()
        ingatan[wilayah] = min(bulan_pertama(host.node().engine, wilayah) or kini, kini)
    return ingatan[wilayah]


def pilihan_bulan(wilayah: str, terpilih: str) -> Markup:
    """The months that have a book as options by year, the latest first."""
    return _pilihan_bulan(awal_buku(wilayah), bulan_ini(), terpilih)


@lru_cache(256)
def _pilihan_bulan(awal: str, satu: str, terpilih: str) -> Markup:
    hasil, tahun = [], ""
    while satu >= awal:
        if satu[:4] != tahun:
            hasil.append(f'{"</optgroup>" if tahun else ""}<optgroup label="{satu[:4]}">')
            tahun = satu[:4]
        tanda = " selected" if satu == terpilih else ""
        hasil.append(f'<option value="{satu}"{tanda}>{NAMA_BULAN[int(satu[5:]) - 1]} {tahun}</option>')
        satu = bulan_sesudah(satu, -1)
    return Markup("".join(hasil) + ("</optgroup>" if hasil else ""))


def geser(minta: Permintaan, banyak: int) -> dict | None:
    """The address of the month before or after, where it has a book."""
    bulan = bulan_sesudah(minta.bulan, banyak)
    return minta.alamat(bulan=bulan) if bulan_diminta(bulan, minta.wilayah) == bulan else None


def _halaman_akhir(lembar: Lembar) -> int:
    return max(1, -(-lembar.tabel.semua // HALAMAN))


def _lembar_rekam(id: str) -> str | None:
    """Above the villages a record is read on the steward's sheet."""
    if "sidb_antrean.nilai" not in current_app.view_functions:
        return None
    return url_for("sidb_antrean.nilai", id=id)


def _label(minta: Permintaan) -> str:
    return f"{minta.buku.sebutan} {nama_pendek(minta.wilayah)}, {sebut_bulan(minta.bulan)}"


def _salah_penanda(*semua: Penanda) -> str:
    if any(len(satu.jabatan) > 100 or len(satu.nama) > 100 for satu in semua):
        return "Jabatan dan nama paling panjang 100 huruf."
    if any(satu.nip and not satu.nip.replace(" ", "").isdecimal() for satu in semua):
        return "NIP hanya berisi angka. Kosongkan bila tidak ada."
    return ""
