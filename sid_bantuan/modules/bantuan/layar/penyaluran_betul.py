"""Corrections on screen: of lines that are reported, and of what the bank's file leaves a doubt on."""

from datetime import date

from flask import redirect, request, url_for
from flask_admin import expose
from werkzeug.datastructures import MultiDict

from ....domain import bantuan, masa
from ....domain.tanggal import baca_tanggal
from ....domain.wilayah import within
from ...kependudukan.isian_angka import angka_isian
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from .. import pembetulan, salur_betul
from ..penyaluran import sesudahnya
from ..salur_betul import Betul, Putusan
from ..salur_dasar import DILAPORKAN
from ..tables_salur import Penyaluran

MENJADI = {kode: kata for kode, kata in bantuan.KEADAAN_BARIS.items() if kode != "menunggu"}


class BetulPenyaluran:
    """Mixed into the page of disbursements, with what it does with refusals."""

    aksi = {"betulkan": "ubah", "urungkan_betul": "ubah", "putuskan": "ubah"}

    def kata_betul(self, node, satu: Penyaluran, area: str) -> dict:
        """What the page of one disbursement says of corrections, and where a new one would stand."""
        semua = [ini for ini in pembetulan.di_laporan(node, satu.id) if within(ini.wilayah, area)]
        tetap = satu.node == node.code and satu.keadaan == DILAPORKAN and self.boleh("ubah")
        lanjut = sesudahnya(node, satu) if tetap else None
        laporan = salur_betul.laporan_pembetulan(node, satu) if lanjut else None
        return {
            "betul": semua, "betul_nanti": pembetulan.terakhir(pembetulan.tentang(node, satu.id)), "lanjut": lanjut,
            "masa_betul": masa.sebut(laporan.masa) if laporan else "", "MENJADI": MENJADI,
        }  # fmt: skip

    @expose("/<id>/betulkan", methods=["POST"])
    def betulkan(self, id):
        """Put the lines that are ticked right, in the report of a later period."""
        form = request.form

        def lakukan(node, orang):
            salah: list[Kesalahan] = []
            nilai, tgl = angka_isian(form.get("nilai"), "nilai", salah), _hari(form, salah)
            if salah:
                raise DataDitolak(salah)
            betul = Betul(form.get("keadaan", ""), form.get("alasan", ""), nilai or None, tgl, form.get("bukti", ""))
            banyak = salur_betul.betulkan(node, orang, id, form.getlist("rowid"), betul, date.today())
            return f"{banyak} pembetulan dicatat dan tercantum pada laporan masa berikutnya."

        return self._lakukan_terpilih(id, lakukan)

    @expose("/<id>/pembetulan/<pembetulan_id>/urungkan", methods=["POST"])
    def urungkan_betul(self, id, pembetulan_id):
        """Take a correction back while the report it stands in is open."""
        return self._lakukan(
            id, lambda node, orang: f"Pembetulan {salur_betul.urungkan(node, orang, id, pembetulan_id)} diurungkan."
        )

    @expose("/<id>/berkas-bank/<kerja>/putuskan", methods=["POST"])
    def putuskan(self, id, kerja):
        """Settle the rows of the bank's file that are ticked; what the bank paid is read from its file, never from the form."""
        form, dibuka = request.form, self.buka_berkas(id, kerja)
        if dibuka is None:
            return self.tidak_ada("Berkas ini")

        def lakukan(node, orang):
            salah: list[Kesalahan] = []
            putusan = Putusan(form.get("putusan", ""), form.get("alasan", ""), _hari(form, salah))
            dipilih = set(form.getlist("rowid"))
            if salah:
                raise DataDitolak(salah)
            pilih = [ini for ini in self.cocokkan(id, dibuka) if kunci(ini) in dipilih]
            banyak = salur_betul.putuskan(node, orang, id, pilih, putusan, date.today())
            return f"{banyak} baris diputuskan: {salur_betul.PUTUSAN[putusan.apa].lower()}."

        if not self._berhasil(lakukan):
            return dengan_isian(self.tampil_cocok(id, kerja, form, form))
        return redirect(url_for(".cocok", id=id, kerja=kerja, hasil=form.get("hasil") or None))


def kunci(cocok) -> str:
    """What names a row of the comparison: its place in the file, or the line where only the list has it."""
    return str(cocok.nomor_baris) if cocok.nomor_baris else cocok.baris.id


def dengan_isian(halaman):
    """The answer to a form that was refused: the page with what was typed, or that there is no such page."""
    return halaman if isinstance(halaman, tuple) else (halaman, 422)


def saringan(form: MultiDict) -> MultiDict:
    """The filter of the page a form was sent from."""
    ada = ((nama, form.get(f"saring_{nama}")) for nama in ("keadaan", "cari", "halaman"))
    return MultiDict([(nama, nilai) for nama, nilai in ada if nilai])


def _hari(form, salah: list[Kesalahan]) -> date | None:
    hari, keliru = baca_tanggal(form.get("tgl", ""))
    salah += [Kesalahan("salur_tanggal_wajib", "tgl")] if keliru else []
    return hari
