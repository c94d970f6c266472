"""The form of a report being written: its columns row by row, with its first lines as they would come out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.angka import angka_kiriman
from ....domain.wilayah import level
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, sampaikan, segarkan
from ...lampid.buku.lembar import teks
from .. import format_laporan, laporan_lembar
from .. import program as katalog
from ..format_laporan import BAWAAN, KERTAS, TETAP, Bentuk, KolomLaporan
from ..laporan_isi import ISI, SUMBER, Minta
from .kantor import SeluruhKantor
from .laporan import sebut_milik

TEKS_TETAP = "tetap"
"""Chosen where a column is the same text in every row."""
_KOLOM = re.compile(r"k(\d{1,3})\.judul")
CONTOH = 8


class LayarFormat(SeluruhKantor, HalamanDesa):
    """Forms of reports, changed as this office's own."""

    sumber, ikon, di_menu = "format_laporan", "cetak", False
    aksi = {"simpan": "ubah", "buat": "tambah", "kembalikan": "ubah"}

    @expose("/")
    def index(self):
        """The list stands with the reports."""
        return redirect(url_for("sidb_laporan_bantuan.index"))

    @expose("/baru")
    def baru(self):
        """A new form, begun from another."""
        dari = _dasar(request.args.get("dari", ""))
        return self._gambar(replace(dari, kode="", nama=f"{dari.nama} (salinan)"), dari.kode)

    @expose("/baru", methods=["POST"])
    def buat(self):
        """Keep it under a kode of its own."""
        return self._terima(_dasar(request.form.get("dari", "")), baru=True)

    @expose("/<kode>")
    def ubah(self, kode):
        """One form."""
        bentuk = format_laporan.semua(host.node()).get(kode)
        return self._gambar(bentuk) if bentuk else self.tidak_ada("Laporan ini")

    @expose("/<kode>", methods=["POST"])
    def simpan(self, kode):
        """Keep what was changed, or draw the form with another row."""
        bentuk = format_laporan.semua(host.node()).get(kode)
        return self._terima(bentuk) if bentuk else self.tidak_ada("Laporan ini")

    @expose("/<kode>/kembalikan", methods=["POST"])
    def kembalikan(self, kode):
        """Take this office's own form off."""
        if format_laporan.kembalikan(host.node(), host.operator(), kode):
            flash("Bentuk milik kantor ini dilepas.", "success")
        ada = kode in format_laporan.semua(host.node())
        return redirect(url_for(".ubah", kode=kode) if ada else url_for("sidb_laporan_bantuan.index"))

    def _terima(self, dasar: Bentuk, baru: bool = False):
        node, bentuk, aksi = host.node(), baca(request.form, dasar), request.form.get("aksi", "simpan")
        if aksi != "simpan":
            return self._gambar(geser(replace(bentuk, kode="" if baru else bentuk.kode), aksi), dasar.kode)
        try:
            if baru:
                bentuk = replace(bentuk, kode=_kode_baru(node, bentuk.nama))
            format_laporan.simpan(node, host.operator(), bentuk)
        except DataDitolak as salah:
            sampaikan(salah)
            return self._gambar(replace(bentuk, kode="" if baru else bentuk.kode), dasar.kode), 422
        segarkan(node)
        flash("Bentuk laporan tersimpan sebagai milik kantor ini.", "success")
        return redirect(url_for("sidb_laporan_bantuan.buka", kode=bentuk.kode))

    def _gambar(self, bentuk: Bentuk, dari: str = ""):
        node, lembar = host.node(), None
        if not format_laporan.periksa(bentuk):
            minta = Minta(node.code, bentuk.program)
            lembar = laporan_lembar.lembar(node, bentuk, minta, date.today(), False, CONTOH)
        return self.render(
            "sid_bantuan/bantuan/laporan_ubah.html", bentuk=bentuk, dari=dari, lembar=lembar,
            ISI=ISI[bentuk.isi], SUMBER=SUMBER, KERTAS=KERTAS, TETAP=TEKS_TETAP, program=katalog.semua(node), teks=teks,
            milik_sini=bentuk.milik == node.code, milik=sebut_milik, BAWAAN=BAWAAN, boleh_ubah=self.boleh("ubah"),
            semua_bentuk={kode: satu.nama for kode, satu in format_laporan.semua(node).items()},
            penanda=[*bentuk.penanda, {}, {}][:2], di_desa=level(node.code) == "desa",
        )  # fmt: skip


def _dasar(kode: str) -> Bentuk:
    """The form a new one begins from: the one asked for, else the first that is not a bank's bare file."""
    semua = format_laporan.semua(host.node())
    return semua.get(kode) or next((satu for satu in semua.values() if not satu.bank), next(iter(semua.values())))


def baca(form: Mapping, dasar: Bentuk) -> Bentuk:
    """The form as it was typed. What it is about stays, for its columns belong to that."""
    ke = sorted(int(cocok[1]) for nama in form if (cocok := _KOLOM.fullmatch(nama)))
    kolom = tuple(satu for satu in (_kolom(form, nomor) for nomor in ke) if satu)
    saring = {nama: nilai for nama, nilai in dasar.saring.items() if nama in ("per", "berjudul")}
    saring |= {
        nama: form.get(nama, "").strip()[:60] for nama in ("keadaan", "bank", "pemisah") if form.get(nama, "").strip()
    }
    if "bank" in dasar.saring:
        saring["berjudul"] = int(bool(form.get("berjudul")))
    penanda = tuple(
        {nama: form.get(f"{nama}_{sisi}", "").strip()[:100] for nama in ("sebutan", "nama", "nip")} for sisi in (1, 2)
    )
    return replace(
        dasar, nama=" ".join(form.get("nama", "").split())[:120], kolom=kolom, program=form.get("program", "")[:40],
        saring=saring, urut=form.get("urut", "")[:100], penanda=penanda if any(map(any, map(dict.values, penanda))) else (),
        kepala=tuple(satu.strip() for satu in form.get("kepala", "").splitlines() if satu.strip())[:6],
        kertas=form.get("kertas") if form.get("kertas") in KERTAS else "F4",
    )  # fmt: skip


def _kolom(form: Mapping, ke: int) -> KolomLaporan | None:
    judul, isi = form.get(f"k{ke}.judul", "").strip()[:80], form.get(f"k{ke}.isi", "")
    if not judul and not isi:
        return None
    lebar = angka_kiriman(form.get(f"k{ke}.lebar", "").strip())
    isi = TETAP + form.get(f"k{ke}.tetap", "").strip()[:80] if isi == TEKS_TETAP else isi
    return KolomLaporan(judul, isi, 16 if lebar is None else max(3, min(lebar, 80)))


def geser(bentuk: Bentuk, aksi: str) -> Bentuk:
    """The form with a column added, moved or taken out: ``tambah``, ``naik:2``, ``turun:2``, ``hapus:2``."""
    kolom, (apa, _, nomor) = list(bentuk.kolom), aksi.partition(":")
    ke = -1 if (dipilih := angka_kiriman(nomor)) is None else dipilih
    if apa == "tambah":
        dipakai = {satu.isi for satu in kolom}
        isi = next((nama for nama in ISI[bentuk.isi] if nama not in dipakai), "nama")
        kolom.append(KolomLaporan(ISI[bentuk.isi][isi].judul, isi, ISI[bentuk.isi][isi].lebar))
    elif 0 <= ke < len(kolom):
        satu = kolom.pop(ke)
        if apa in ("naik", "turun"):
            kolom.insert(max(0, ke + (-1 if apa == "naik" else 1)), satu)
    return replace(bentuk, kolom=tuple(kolom))


def _kode_baru(node, nama: str) -> str:
    """A kode no form has, which tells whose it is."""
    dasar = re.sub(r"[^a-z0-9]+", "-", nama.lower()).strip("-")[:22] or "laporan"
    ada, ke, kode = format_laporan.semua(node), 2, f"{dasar}@{node.code}"
    while kode in ada:
        kode, ke = f"{dasar}-{ke}@{node.code}", ke + 1
    return kode
