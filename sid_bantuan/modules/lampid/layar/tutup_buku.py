"""Closing the months of the books: which are open, what closing means, and who closed what."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.lampid import bulan_sesudah, is_bulan, sebut_bulan
from ....domain.wilayah import level, parent
from ....domain.wilayah_nama import bawahan, nama_wilayah
from ....ui.dasar import HalamanDasar
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import boleh_di_sini, sampaikan
from ...kependudukan.layar.sambungan import Sisipan, sisipkan
from ...verval.berlaku import hex_sql, winner_sql
from ...verval.tables import VALID
from .. import tutup
from ..buku.jumlah import Neraca, bulan_pertama, jumlahkan, neraca
from ..bulan import bulan_ini
from ..tables import BERLAKU
from .tempat import Bertempat

SEKALI_LIHAT = 24
"""Open months whose balance is shown at once; a village that brings ten years has more."""
PERISTIWA = ("lahir", "mati", "datang", "pindah", "hilang", "kembali")


@dataclass(frozen=True)
class Bulan:
    """One open month: its balance, and the events that no valid verdict seals yet."""

    bulan: str
    neraca: Neraca
    belum_valid: int
    berakhir: bool


class LayarTutupBuku(Bertempat, HalamanDasar):
    """Closing in a village; above the villages who closed how far."""

    sumber, ikon = "tutup_buku", "kunci"
    aksi = {"tutup": "tambah"}

    @expose("/")
    def index(self):
        """The months, or the places and how far each has closed."""
        node = host.node()
        if level(node.code) != "desa":
            return self.render(
                "sid_bantuan/buku/tutup_atas.html", baris=per_desa(node.engine, self.area()), wilayah=self.area(),
                sebut_bulan=sebut_bulan, bulan_lalu=bulan_sesudah(bulan_ini(), -1),
            )  # fmt: skip
        belum = _belum_valid(node.engine, node.code, tutup.ditutup_sampai(node, node.code))
        terbuka, semua = _terbuka(node, belum), _berakhir(node)
        return self.render(
            "sid_bantuan/buku/tutup.html", terbuka=terbuka, ditutup=_ditutup(node.engine, node.code),
            boleh_tutup=self.boleh("tambah"), sebut_bulan=sebut_bulan, jenis=PERISTIWA,
            dapat=semua, kosong=bulan_pertama(node.engine, node.code) is None, lagi=len(semua) - SEKALI_LIHAT,
            belum=sum(banyak for bulan, banyak in belum.items() if bulan < bulan_ini()),
        )  # fmt: skip

    @expose("/tutup", methods=["POST"])
    def tutup(self):
        """Close the months up to the one named, each in its turn."""
        node, sampai = host.node(), request.form.get("bulan", "")
        ditutup = []
        try:
            while (
                is_bulan(sampai)
                and sampai < bulan_ini()
                and (berikut := tutup.bulan_berikut(node))
                and berikut <= sampai
            ):
                ditutup.append(tutup.tutup(node, host.operator(), berikut).bulan)
            if not ditutup and tutup.ditutup_sampai(node, node.code) != sampai:
                tutup.tutup(node, host.operator(), sampai)
        except DataDitolak as salah:
            sampaikan(salah)
        if ditutup:
            kata = sebut_bulan(ditutup[0]) + (f" sampai {sebut_bulan(ditutup[-1])}" if len(ditutup) > 1 else "")
            flash(
                f"Buku {kata} ditutup. Peristiwa yang dilaporkan sesudah ini dihitung pada bulan berikutnya.", "success"
            )
        return redirect(url_for(".index"))


def _berakhir(node) -> list[str]:
    """Every month that has ended and is still open, in the order in which they close."""
    hasil, satu = [], tutup.bulan_berikut(node)
    while satu and satu < bulan_ini():
        hasil.append(satu)
        satu = bulan_sesudah(satu)
    return hasil


def _terbuka(node, belum: Mapping[str, int]) -> list[Bulan]:
    """The open months that close first, the latest of them on top, at most two years of them."""
    ditutup = tutup.ditutup_sampai(node, node.code)
    pertama = bulan_sesudah(ditutup) if ditutup else bulan_pertama(node.engine, node.code)
    kini, hasil = bulan_ini(), []
    if pertama is None:
        return []
    satu = pertama
    while satu <= kini and len(hasil) < SEKALI_LIHAT:
        isi = jumlahkan(neraca(node.engine, node.code, satu).values())
        hasil.insert(0, Bulan(satu, isi, belum.get(satu, 0), satu < kini))
        satu = bulan_sesudah(satu)
    return hasil


def _belum_valid(engine, wilayah: str, sesudah: str | None) -> dict[str, int]:
    """Month -> how many of its events the steward has not found valid (yet)."""
    menang = winner_sql(hex_sql(engine, "r.h"), "m.id")
    return dict(
        engine.run(
            "SELECT m.bulan, COUNT(*) FROM sb_mutasi m JOIN sb_row r ON r.id = m.id"
            f" LEFT JOIN sb_verval v ON v.id = {menang} WHERE m.wilayah = ? AND m.keadaan = ? AND m.bulan > ?"
            " AND (v.putusan IS NULL OR v.putusan <> ? OR r.stale <> 0) GROUP BY m.bulan",
            (wilayah, BERLAKU, sesudah or "", VALID),
        )
    )


def _ditutup(engine, wilayah: str, banyak: int = 36) -> list[tuple[str, str, str]]:
    """The closed months, the latest first: (month, by whom, when)."""
    return engine.run(
        "SELECT bulan, oleh, pada FROM sb_tutup_buku WHERE wilayah = ? ORDER BY bulan DESC LIMIT ?", (wilayah, banyak)
    )


def per_desa(engine, wilayah: str) -> list[tuple[str, str, str, str | None, str | None]]:
    """(code, name, kecamatan, last closed month, when) of each village of an area, who lags most first."""
    sampai = {
        kode: (bulan, pada)
        for kode, bulan, pada in engine.run("SELECT wilayah, MAX(bulan), MAX(pada) FROM sb_tutup_buku GROUP BY wilayah")
    }
    kecamatan = [wilayah] if level(wilayah) == "kecamatan" else [kode for kode, _ in bawahan(wilayah)]
    semua = {desa for satu in kecamatan for desa, _ in bawahan(satu)}
    hasil = [(kode, nama_wilayah(kode), nama_wilayah(parent(kode)), *sampai.get(kode, (None, None))) for kode in semua]
    return sorted(hasil, key=lambda satu: (satu[3] or "", satu[2], satu[1]))


def ingatkan(node) -> Sisipan | None:
    """On the first page: that a month has ended and waits to be closed, for those who close it."""
    if not boleh_di_sini("tutup_buku", "tambah") or (berikut := tutup.bulan_berikut(node)) is None:
        return None
    banyak, satu = 0, berikut
    while satu < bulan_ini():
        banyak, satu = banyak + 1, bulan_sesudah(satu)
    isi = {"alamat": url_for("sidb_tutup_buku.index"), "bulan": sebut_bulan(berikut), "banyak": banyak}
    return Sisipan("sid_bantuan/buku/tunggu.html", isi)


sisipkan("beranda.tunggu", ingatkan)
