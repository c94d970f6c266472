"""The steward's queue: the list with its filters, and one record at a time with everything known beside it."""

import re

from flask import abort, flash, jsonify, redirect, request, session
from flask_admin import expose

from .. import host, jejak
from ..domain.alasan import untuk, usulan
from ..domain.peran import boleh
from ..domain.wilayah import is_code, within
from ..domain.wilayah_nama import nama_pendek, nama_wilayah
from ..modules.verval import putusan as verval
from ..modules.verval.alasan import lupakan, milik_kantor
from ..modules.verval.antrean import MENUNGGU
from ..modules.verval.daftar import (
    DENGAN,
    RISIKO,
    TANPA,
    TERLAMA,
    TERSENDIRI,
    Baris,
    Saringan,
    cacah,
    halaman,
    kode_peringatan,
    letak,
    satu,
)
from ..modules.verval.tables import PERLU_PERBAIKAN, VALID
from . import konteks
from .lembar import lembar, pesan_singkat
from .monitoring import HalamanAtas
from .ringkasan import tempat

BANYAK = 50
POTONGAN = "X-Sid-Potongan"
"""A request with this header wants the sheet alone, to put it into the page that is open."""
_ID = re.compile(r"[0-9a-f]{32}")
_PILIHAN = re.compile(r"([0-9a-f]{32}):([a-z_]{1,20}):([0-9a-f]{32})")


def saringan_dari(args, area: str, node) -> Saringan:
    """The filter an address asks for; what it may not ask for falls back to what is usual."""
    wilayah = args.get("wilayah", area)
    jenis = args.get("jenis", "")
    record_type = node.catalog.get(jenis)
    return Saringan(
        wilayah if is_code(wilayah) and within(wilayah, area) else area,
        args.get("keadaan") if args.get("keadaan") in (VALID, PERLU_PERBAIKAN) else MENUNGGU,
        jenis if record_type is not None and record_type.verified else "",
        args.get("tanda") if args.get("tanda") in (TANPA, DENGAN) else "",
        args.get("kode", "")[:40],
        args.get("ulang") == "1",
        TERLAMA if args.get("urut") == TERLAMA else RISIKO,
        args.get("ragam", "")[:16] if jenis in TERSENDIRI else "",
    )


MEJA = {"": ("sidb_antrean", "Antrean"), "mutasi": ("sidb_antrean_lampid", "Antrean LAMPID")}
"""The desk of each queue, by the type it is for: its endpoint and its name. Types without one share the first."""


def meja(jenis: str) -> str:
    """The endpoint of the desk a record of this type is judged on."""
    return MEJA.get(jenis, MEJA[""])[0]


class HalamanAntrean(HalamanAtas):
    """What the pages of the queue share."""

    sumber = "antrean"
    ikon = "antrean"
    jenis_meja = ""
    """The type this desk is for; empty for all that have no desk of their own."""

    def saringan(self) -> Saringan:
        return saringan_dari(request.args, self.area(), host.node())

    def render(self, template, **isi):
        person, area = host.operator(), self.area()
        row = isi.get("row")
        alamat_meja, nama_meja = MEJA.get(row.jenis if row else self.jenis_meja, MEJA[""])
        return super().render(
            template, meja=alamat_meja, nama_meja=nama_meja, boleh_nilai=boleh(person, "antrean", "verval", area),
            nama_wilayah=nama_wilayah, konteks=konteks, TANPA=TANPA, MENUNGGU=MENUNGGU,
            urungkan=session.pop("urungkan", None), **isi,
        )  # fmt: skip

    def baris_boleh(self, row_id: str, aksi: str = "lihat") -> Baris:
        """The queue's row of a record this person may see; 404 where there is none, 403 where it is not his."""
        row = satu(host.node(), row_id) if _ID.fullmatch(row_id) else None
        if row is None:
            abort(404)
        if not self.boleh(aksi, row.wilayah):
            abort(403)
        return row

    @staticmethod
    def lengkap(row: Baris) -> bool:
        """Whether numbers stand there in full without asking."""
        return boleh(host.operator(), "penduduk", "lihat_nik", row.wilayah)


class LayarAntrean(HalamanAntrean):
    """The list, the sheet of one record, and what is decided there."""

    aksi = {"nomor": "lihat", "putuskan": "verval", "urungkan": "verval", "pilihan": "verval", "lupakan": "verval"}
    templat_daftar = "sid_bantuan/kecamatan/antrean.html"

    @expose("/")
    def index(self):
        node, saringan = host.node(), self.saringan()
        if meja(saringan.jenis) != self.endpoint:
            return redirect(self.get_url(f"{meja(saringan.jenis)}.index", **saringan.alamat()))
        sesudah = request.args.get("sesudah", "")
        rows = halaman(node, saringan, sesudah, BANYAK + 1)
        shown = rows[:BANYAK]
        return self.render(
            self.templat_daftar, saringan=saringan, rows=shown, cacah=cacah(node, saringan),
            bersih=cacah(node, saringan.dengan(keadaan=MENUNGGU, tanda=TANPA)), nama=self._nama(node, shown),
            peringatan=konteks.peringatan(node, [row.id for row in shown]), sesudah=sesudah,
            lanjut=shown[-1].letak if len(rows) > BANYAK else None, pilihan=self._pilihan(node),
            alasan=untuk(saringan.jenis or "penduduk"), milik_kantor=milik_kantor(node.engine),
        )  # fmt: skip

    @staticmethod
    def _nama(node, rows: list[Baris]) -> dict:
        found = {}
        for jenis in {row.jenis for row in rows}:
            found |= konteks.label_banyak(node, jenis, [row.id for row in rows if row.jenis == jenis])
        return found

    def _pilihan(self, node) -> dict:
        """The choices of the filters: places with something in the queue, types, the kinds of warning there are."""
        return {
            "tempat": [(one.kode, one.nama) for one in tempat(node, self.area(), "nama") if one.jumlah],
            "jenis": [
                (one.name, konteks.SEBUTAN.get(one.name, one.name))
                for one in node.catalog
                if one.verified and one.name not in TERSENDIRI
            ],
            "kode": sorted(
                ((kode, konteks.judul_umum(kode)) for kode in kode_peringatan(node.engine) if self.milik_meja(kode)),
                key=lambda pair: pair[1],
            ),
        }

    @staticmethod
    def milik_meja(kode: str) -> bool:
        """Whether a kind of warning is one of records on this desk."""
        return not kode.startswith("mutasi_")

    @expose("/nilai/<id>")
    def nilai(self, id: str):
        row, saringan = self.baris_boleh(id), self.saringan()
        if meja(row.jenis) != self.endpoint:
            return redirect(self.get_url(f"{meja(row.jenis)}.nilai", id=id, wilayah=saringan.wilayah))
        isi = self._lembar(row, saringan, self.lengkap(row))
        if request.headers.get(POTONGAN):
            return self.render(isi["templat_lembar"], **isi)
        return self.render("sid_bantuan/kecamatan/nilai.html", **isi)

    @expose("/nilai/<id>/nomor", methods=["POST"])
    def nomor(self, id: str):
        """The same sheet with numbers in full, for one whose task does not need them: this is written down."""
        row, saringan = self.baris_boleh(id), self.saringan()
        if not self.lengkap(row):
            node = host.node()
            nama = konteks.label_banyak(node, row.jenis, [id]).get(id, ("", ""))[0]
            jejak.catat(node.engine, host.operator(), jejak.LIHAT_NIK, row.jenis, id, row.wilayah, label=nama)
        return self.render("sid_bantuan/kecamatan/nilai.html", **self._lembar(row, saringan, True))

    def _lembar(self, row: Baris, saringan: Saringan, lengkap: bool) -> dict:
        node = host.node()
        here = letak(saringan, row.risiko, row.masuk, row.id)
        following = halaman(node, saringan, here, 1)
        isi = lembar(node, row, lengkap)
        return isi | {
            "saringan": saringan, "berikut": following[0] if following else None, "sisa": cacah(node, saringan),
            "alasan": untuk(row.jenis), "milik_kantor": milik_kantor(node.engine),
            "usulan": usulan([one.kode for one in isi["peringatan"]], row.jenis),
        }  # fmt: skip

    @expose("/nilai/<id>", methods=["POST"])
    def putuskan(self, id: str):
        row, saringan, form = self.baris_boleh(id, "verval"), self.saringan(), request.form
        here = letak(saringan, row.risiko, row.masuk, row.id)
        try:
            with host.node().engine.transaction():
                verval.kunci(host.node(), [id])
                if didahului := self._didahului(id, form.get("dilihat")):
                    return self._jawab(False, didahului, self._alamat(id, saringan))
                hasil = verval.nilai(
                    host.node(), host.operator(), row.jenis, {id: form.get("hash", "")},
                    form.get("putusan", ""), form.get("alasan"), form.get("pesan"),
                )  # fmt: skip
        except verval.PutusanSalah as error:
            return self._jawab(False, str(error), self._alamat(id, saringan))
        if hasil.berubah:
            return self._jawab(
                False, "Data ini baru saja berubah. Periksa lagi isinya sebelum menilai.", self._alamat(id, saringan)
            )
        following = halaman(host.node(), saringan, here, 1)
        after = self._alamat(following[0].id, saringan) if following else self.get_url(".index", **saringan.alamat())
        return self._jawab(
            True,
            self._kata(form.get("putusan"), row),
            after,
            list(hasil.dinilai.values()),
            pesan_singkat(host.node(), row),
        )

    @staticmethod
    def _didahului(id: str, dilihat: str | None) -> str:
        """Words for a verdict that came, or was taken back, since the sheet was drawn; ``dilihat``: the one it showed."""
        kini = verval.keadaan(host.node(), [id])[id].putusan
        if dilihat is None or dilihat == (kini.id if kini else ""):
            return ""
        if kini is None:
            return "Putusan data ini baru saja dibatalkan. Periksa lagi sebelum menilai."
        kata = "valid" if kini.putusan == VALID else "perlu perbaikan"
        return f"Data ini baru saja dinilai {kata} oleh {kini.oleh}. Periksa lagi sebelum menilai."

    @staticmethod
    def _kata(putusan: str, row: Baris) -> str:
        nama = konteks.label_banyak(host.node(), row.jenis, [row.id]).get(row.id, ("Data", ""))[0]
        return (
            f"{nama} dinyatakan valid." if putusan == VALID else f"{nama} dikembalikan ke {nama_pendek(row.wilayah)}."
        )

    def _alamat(self, id: str, saringan: Saringan) -> str:
        return self.get_url(".nilai", id=id, **saringan.alamat())

    def _jawab(self, baik: bool, kata: str, tujuan: str, verval_ids=(), pesan: str = ""):
        """The same answer for a page that asks by script and for one that posts a form."""
        if request.headers.get(POTONGAN):
            return jsonify(baik=baik, kata=kata, verval=list(verval_ids), pesan=pesan), 200 if baik else 409
        if verval_ids:
            session["urungkan"] = {"kata": kata, "verval": list(verval_ids)}
        else:
            flash(kata, "success" if baik else "error")
        return redirect(tujuan)

    @expose("/urungkan", methods=["POST"])
    def urungkan(self):
        ids = [one for one in request.form.getlist("verval") if _ID.fullmatch(one)]
        session.pop("urungkan", None)
        taken = verval.batalkan(host.node(), host.operator(), ids)
        if len(taken) == len(ids) and ids:
            kata = (
                "Putusan dibatalkan. Datanya kembali menunggu." if len(ids) == 1 else f"{len(ids)} putusan dibatalkan."
            )
            return self._jawab(True, kata, self._kembali())
        return self._jawab(
            False, "Putusan ini sudah lewat 24 jam atau sudah dibatalkan. Nilai ulang saja datanya.", self._kembali()
        )

    def _kembali(self) -> str:
        return self.get_url(".index", **self.saringan().alamat())

    @expose("/pilihan", methods=["POST"])
    def pilihan(self):
        """Judge the rows ticked in the list; each ticked value carries the content it showed."""
        form = request.form
        chosen: dict[str, dict[str, str]] = {}
        for value in form.getlist("rowid")[:BANYAK]:
            if found := _PILIHAN.fullmatch(value):
                chosen.setdefault(found[2], {})[found[1]] = found[3]
        didahului = self._sisihkan_dinilai(chosen)
        try:
            hasil = [
                verval.nilai(
                    host.node(),
                    host.operator(),
                    jenis,
                    ids,
                    form.get("putusan", ""),
                    form.get("alasan"),
                    form.get("pesan"),
                )
                for jenis, ids in sorted(chosen.items())
            ]
        except verval.PutusanSalah as error:
            return self._jawab(False, str(error), self._kembali())
        except verval.TidakBerhak as error:
            return self._jawab(False, str(error), self._kembali())
        dinilai = [verval_id for one in hasil for verval_id in one.dinilai.values()]
        berubah = sum(len(one.berubah) for one in hasil)
        kata = f"{len(dinilai)} data {'dinyatakan valid' if form.get('putusan') == VALID else 'dikembalikan'}."
        if berubah:
            kata += f" {berubah} data baru saja berubah dan belum dinilai; periksa lagi."
        if didahului:
            kata += f" {didahului} data baru saja dinilai orang lain dan tidak ditimpa."
        return self._jawab(bool(dinilai), kata, self._kembali(), dinilai)

    @staticmethod
    def _sisihkan_dinilai(chosen: dict[str, dict[str, str]]) -> int:
        """Leave out what was judged since the list of those that wait was drawn; how many."""
        semua = [row_id for ids in chosen.values() for row_id in ids]
        dinilai = {row_id for row_id, satu in verval.keadaan(host.node(), semua).items() if satu.putusan}
        for jenis, ids in chosen.items():
            chosen[jenis] = {row_id: held for row_id, held in ids.items() if row_id not in dinilai}
        return len(dinilai)

    @expose("/alasan/lupakan", methods=["POST"])
    def lupakan(self):
        lupakan(host.node().engine, request.form.get("teks", ""))
        return self._jawab(True, "Alasan itu tidak ditawarkan lagi.", self._kembali())
