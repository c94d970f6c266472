"""The first page and the pages of the villages: what waits, where, since when, and whom to call."""

import re
from dataclasses import replace

from flask import abort, flash, redirect, request, session
from flask_admin import expose

from .. import host, jejak
from ..domain.alasan import judul_alasan
from ..domain.peran import boleh
from ..domain.wilayah import is_code, level, parent, within
from ..domain.wilayah_nama import nama_pendek
from ..modules.kependudukan.layar.sambungan import sisipan
from ..modules.persuratan import camat
from ..modules.verval import massal
from ..modules.verval.daftar import DENGAN, TERLAMA, TERSENDIRI, Saringan, halaman
from ..modules.verval.kabar import PALING_BANYAK, Dikembalikan, untuk_desa
from ..modules.verval.putusan import keadaan
from ..modules.verval.tables import PERLU_PERBAIKAN, VALID
from ..sync import enrol
from ..ui.dasar import HalamanDasar
from . import konteks, ringkasan

HARI_KODE = 7
"""How long an enrolment code may wait for its village."""


def alamat_wa(telepon: str) -> str:
    """The address that opens a WhatsApp chat with an Indonesian number."""
    angka = re.sub(r"\D", "", telepon)
    return "https://wa.me/" + (f"62{angka[1:]}" if angka.startswith("0") else angka)


class HalamanAtas(HalamanDasar):
    """A page above the villages: it knows the area its operator works for, and the address of the queue."""

    def area(self) -> str:
        """The operator's own area within this node."""
        orang, code = host.operator(), host.node().code
        return orang.wilayah if orang and within(orang.wilayah, code) else code

    def antrean(self, **saring) -> str | None:
        """The address of the queue filtered so, for those who may open it."""
        saringan = Saringan(**({"wilayah": self.area()} | saring))
        if not boleh(host.operator(), "antrean", "lihat", saringan.wilayah):
            return None
        meja = "sidb_antrean_lampid" if saringan.jenis in TERSENDIRI else "sidb_antrean"
        return self.get_url(f"{meja}.index", **saringan.alamat())

    def antrean_lampid(self, **saring) -> str | None:
        """The same for the queue of events."""
        return self.antrean(jenis="mutasi", **saring)

    def render(self, template, **isi):
        return super().render(
            template, antrean=self.antrean, antrean_lampid=self.antrean_lampid, area=self.area(),
            tempat_pendek=nama_pendek, DENGAN=DENGAN, TERLAMA=TERLAMA, PERLU_PERBAIKAN=PERLU_PERBAIKAN, VALID=VALID, **isi,
        )  # fmt: skip


class Beranda(HalamanAtas):
    """The places as rows, whoever waits longest first; every number leads to the records behind it."""

    sumber = "beranda"
    ikon = "beranda"

    @expose("/")
    def index(self):
        node, area, urut = host.node(), self.area(), request.args.get("urut", "perlu")
        baris = ringkasan.tempat(node, area, urut)
        return self.render(
            "sid_bantuan/kecamatan/beranda.html", baris=baris, urut=urut, setingkat=ringkasan.setingkat(area),
            diam=[satu for satu in baris if satu.diam], belum=massal.belum_selesai(node, host.operator()),
            batas_diam=ringkasan.DIAM_LAMA, surat_camat=self._surat_camat(),
            menilai=self.antrean() is not None, lain=sisipan("beranda.atas", node, area),
        )  # fmt: skip

    @staticmethod
    def _surat_camat() -> int | None:
        """How many letters wait for the camat; None where that is not this office's or this person's work."""
        node = host.node()
        if level(node.code) != "kecamatan" or not boleh(host.operator(), "surat_mengetahui", "lihat", node.code):
            return None
        return len(camat.menunggu(node))


class LayarDesa(HalamanAtas):
    """One place: its numbers, its quality, what was returned, whom to call."""

    sumber = "desa"
    ikon = "desa"
    aksi = {"catatan": "ubah", "daftarkan": "lihat"}

    @expose("/")
    def index(self):
        baris = ringkasan.tempat(host.node(), self.area(), request.args.get("urut", "nama"))
        return self.render(
            "sid_bantuan/kecamatan/daftar_desa.html", baris=baris, setingkat=ringkasan.setingkat(self.area()),
            urut=request.args.get("urut", "nama"), wilayah=self.area(),
        )  # fmt: skip

    @expose("/<wilayah>")
    def satu(self, wilayah: str):
        self._periksa(wilayah, "lihat")
        node = host.node()
        if level(wilayah) != "desa":
            urut = request.args.get("urut", "perlu")
            return self.render(
                "sid_bantuan/kecamatan/daftar_desa.html", baris=ringkasan.tempat(node, wilayah, urut), urut=urut,
                setingkat=ringkasan.setingkat(wilayah), wilayah=wilayah, kode_baru=self._kode(wilayah),
                tersambung=node.link(wilayah) is not None,
                hari_kode=HARI_KODE, boleh_daftar=self._boleh_daftar(wilayah),
            )  # fmt: skip
        return self._gambar(wilayah, ringkasan.desa(node, wilayah))

    def _gambar(self, wilayah: str, catatan: ringkasan.Desa, salah: str = ""):
        """A village's page, with its notes as stored or as typed."""
        node, tempat, kembali = host.node(), self._tempat(wilayah), self._dikembalikan(wilayah)
        return self.render(
            "sid_bantuan/kecamatan/desa.html", satu=tempat, catatan=catatan, salah_catatan=salah, kembali=kembali,
            mutu=self._mutu(wilayah), ditolak=ringkasan.ditolak(node, wilayah), pesan=self._pesan(wilayah, tempat, kembali),
            batas_diam=ringkasan.DIAM_LAMA, alamat_wa=alamat_wa(catatan.telepon),
            kode_baru=self._kode(wilayah), hari_kode=HARI_KODE, boleh_daftar=self._boleh_daftar(wilayah),
        )  # fmt: skip

    @expose("/<wilayah>/catatan", methods=["POST"])
    def catatan(self, wilayah: str):
        self._periksa(wilayah, "ubah")
        tertulis = request.form.get("sasaran", "").strip()
        sasaran = re.sub(r"[.\s]", "", tertulis)
        isi = ringkasan.Desa(
            wilayah, request.form.get("operator", "").strip()[:100], request.form.get("telepon", "").strip()[:20],
            None, request.form.get("sumber", "").strip()[:120],
        )  # fmt: skip
        if sasaran and not (sasaran.isdecimal() and len(sasaran) < 8):
            salah = "Jumlah penduduk ditulis dengan angka, misalnya 3.177."
            return self._gambar(wilayah, replace(isi, sasaran=tertulis), salah), 422
        isi.sasaran = int(sasaran) if sasaran else None
        ringkasan.simpan_desa(host.node(), host.operator().nama, isi)
        flash("Catatan desa disimpan.", "success")
        return redirect(self.get_url(".satu", wilayah=wilayah))

    @expose("/<wilayah>/daftarkan", methods=["POST"])
    def daftarkan(self, wilayah: str):
        """A one-time code for a place directly below; it is shown once."""
        self._periksa(wilayah, "lihat")
        node = host.node()
        if not self._boleh_daftar(wilayah):
            abort(403)
        code = enrol.issue_code(node, wilayah, HARI_KODE)
        catatan = f"Kode pendaftaran untuk {wilayah}"
        jejak.catat(node.engine, host.operator(), "kelola", "sinkronisasi", None, wilayah, catatan=catatan)
        session["kode_baru"] = {"wilayah": wilayah, "kode": code}
        return redirect(self.get_url(".satu", wilayah=wilayah))

    @staticmethod
    def _boleh_daftar(wilayah: str) -> bool:
        return parent(wilayah) == host.node().code and boleh(host.operator(), "sinkronisasi", "kelola", wilayah)

    def _kode(self, wilayah: str) -> str | None:
        """The code that was just issued for this place: shown once, kept only as a secret to compare with."""
        baru = session.get("kode_baru")
        return session.pop("kode_baru")["kode"] if baru and baru["wilayah"] == wilayah else None

    def _periksa(self, wilayah: str, aksi: str) -> None:
        if not is_code(wilayah) or not within(wilayah, host.node().code):
            abort(404)
        if not self.boleh(aksi, wilayah):
            abort(403)

    @staticmethod
    def _tempat(wilayah: str) -> ringkasan.Tempat:
        atas = wilayah.rpartition(".")[0]
        found = {satu.kode: satu for satu in ringkasan.tempat(host.node(), atas)}
        return found.get(wilayah) or abort(404)

    def _mutu(self, wilayah: str) -> list[tuple[str, str, int]]:
        """(code, words, rows) of the most frequent warnings; the words without any one record's particulars."""
        return [
            (kode, konteks.judul_umum(kode), jumlah) for kode, jumlah in ringkasan.mutu(host.node(), wilayah).peringatan
        ]

    def _dikembalikan(self, wilayah: str) -> list[dict]:
        """The records that wait for this village's mending, the oldest first; names only for those who may read them."""
        if not boleh(host.operator(), "penduduk", "lihat", wilayah):
            return []
        node = host.node()
        saringan = Saringan(wilayah, keadaan=PERLU_PERBAIKAN, urut=TERLAMA)
        rows = [*halaman(node, saringan.dengan(jenis="mutasi"), banyak=PALING_BANYAK // 2),
                *halaman(node, saringan, banyak=PALING_BANYAK)][:PALING_BANYAK]  # fmt: skip
        ids = [row.id for row in rows]
        verdicts = keadaan(node, ids)
        names = {}
        for jenis in {row.jenis for row in rows}:
            names |= konteks.label_banyak(node, jenis, [row.id for row in rows if row.jenis == jenis])
        found = []
        for row in rows:
            verdict = verdicts[row.id].putusan
            nama, nomor = names.get(row.id, ("", ""))
            found.append({
                "id": row.id, "nama": nama, "nomor": nomor, "masuk": row.masuk, "verval": verdict,
                "alasan": judul_alasan(verdict.alasan, verdict.pesan) if verdict else "",
            })  # fmt: skip
        return found

    def _pesan(self, wilayah: str, tempat: ringkasan.Tempat, kembali: list[dict]) -> str:
        """The message to copy; empty where nothing waits for the village."""
        if not kembali:
            return ""
        data = [
            Dikembalikan(one["nama"], one["nomor"], one["verval"].alasan, one["verval"].pesan)
            for one in kembali
            if one["verval"]
        ]
        kantor = nama_pendek(host.node().code)
        return untuk_desa(
            nama_pendek(wilayah), data, tempat.dikembalikan + tempat.lampid_dikembalikan, host.operator().nama, kantor
        )
