"""Disbursements on screen: which there are, a new one, and one with its lines from preparing to the report."""

from collections import Counter
from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose
from werkzeug.datastructures import MultiDict

from .... import host
from ....domain import bantuan, masa
from ....domain.tanggal import baca_tanggal
from ....domain.wilayah import level
from ...kependudukan.isian_angka import angka_isian
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.berkas import kartu_berkas
from ...kependudukan.layar.dasar import HalamanDesa, sampaikan, segarkan
from ...persuratan.layar.dasar import per_bidang
from .. import penyaluran, salur_baris, salur_calon
from .. import program as katalog
from ..penyaluran import CARA, Siapkan
from ..salur_baris import Tanda
from ..salur_dasar import DARI, DIRILIS, DISIAPKAN, ambil, cari, jumlah
from ..tables_salur import Penyaluran
from .kantor import SeluruhKantor
from .penyaluran_bank import BerkasPenyaluran
from .penyaluran_betul import BetulPenyaluran, dengan_isian, saringan
from .rekening import kata, lengkap

NADA = {"disiapkan": "menunggu", "dirilis": "info", "dilaporkan": "valid", "dibatalkan": "netral"}
NADA_BARIS = {"menunggu": "menunggu", "dibayar": "valid", "gagal": "ditolak", "dikembalikan": "peringatan"}
SEHALAMAN = 200


class LayarPenyaluran(SeluruhKantor, BerkasPenyaluran, BetulPenyaluran, HalamanDesa):
    """The disbursements written here, and those of other levels that concern this area."""

    sumber, ikon = "penyaluran", "bantuan"
    aksi = BerkasPenyaluran.aksi | BetulPenyaluran.aksi | {"siapkan": "tambah", "buat": "tambah"} | dict.fromkeys(
        ("perbarui", "cara", "rilis", "laporkan", "buka_kembali", "batalkan", "tandai"), "ubah"
    )  # fmt: skip

    @expose("/")
    def index(self):
        """The disbursements, the latest period first."""
        node, program = host.node(), katalog.semua(host.node())
        kode, tahun = request.args.get("program", ""), request.args.get("tahun", "")
        semua = [satu for satu in _semua(kode, tahun) if self.menyangkut(satu.wilayah)]
        semua = [satu for satu in semua if satu.keadaan != "dibatalkan" or request.args.get("batal")]
        halaman = self.halaman_ke()
        tampak = semua[(halaman - 1) * 50 : halaman * 50]
        return self.render(
            "sid_bantuan/bantuan/penyaluran_daftar.html", rows=tampak,
            jumlah=_jumlah(node, [satu.id for satu in tampak], self.area()),
            program=program, program_di=katalog.di, kode=kode, tahun=tahun, semua_tahun=_tahun(), halaman=halaman,
            semua=len(semua),
            halaman_akhir=max(1, -(-len(semua) // 50)), NADA=NADA, sebut_masa=masa.sebut, kode_ini=node.code,
            boleh_siapkan=self.boleh("tambah"), ada_program=bool(salur_calon.dapat_disalurkan(node)), **kata(),
        )  # fmt: skip

    # ---- a new one

    @expose("/siapkan")
    def siapkan(self):
        """The form, with what is usual for the program and who would be in the list."""
        return self._formulir(request.args)

    @expose("/siapkan", methods=["POST"])
    def buat(self):
        """Make the list, or show the form again with everything that was typed."""
        form, salah = request.form, []
        hari, keliru = baca_tanggal(form.get("tgl", ""))
        nilai = angka_isian(form.get("nilai"), "nilai", salah)
        if hari is None or keliru:
            salah.append(Kesalahan("salur_tanggal_wajib", "tgl"))
        try:
            if salah:
                raise DataDitolak(salah)
            satu = penyaluran.siapkan(host.node(), host.operator(), Siapkan(
                form.get("program", ""), form.get("masa", ""), hari,
                form.get("cara") if form.get("cara") in CARA else "rekening", nilai,
                form.get("nomor_sk", "").strip()[:100] or None, form.get("keterangan", "").strip()[:250] or None,
            ))  # fmt: skip
        except DataDitolak as ditolak:
            return self._formulir(form, ditolak), 422
        segarkan(host.node())
        flash("Daftar penyaluran disiapkan. Periksa, lalu rilis.", "success")
        return redirect(url_for(".buka", id=satu.id))

    def _formulir(self, isi, ditolak: DataDitolak | None = None):
        node, hari = host.node(), date.today()
        program = salur_calon.dapat_disalurkan(node)
        satu = program.get(isi.get("program", "")) or next(iter(program.values()), None)
        pilihan = masa.pilihan(satu.kali_setahun, hari) if satu else []
        ada = (
            {ini.masa for ini in _semua(satu.kode, "") if ini.keadaan != "dibatalkan" and ini.node == node.code}
            if satu and satu.kali_setahun
            else ()
        )
        biasa = masa.pada(satu.kali_setahun, hari) if satu else ""
        waktu = isi.get("masa", "") if isi.get("masa", "") in pilihan else _berikut(ada, biasa)
        # A list made ahead is handed out in its own period, not today.
        tgl = max(hari, masa.rentang(waktu)[0]) if waktu else hari
        siapa = salur_calon.calon(node, satu, waktu) if satu and waktu else []
        berhak = [ini for ini in siapa if ini.berhak]
        return self.render(
            "sid_bantuan/bantuan/penyaluran_siapkan.html", program=program, satu=satu, isi=isi, pilihan=pilihan, ada=ada,
            waktu=waktu, berhak=berhak, tertahan=[ini for ini in siapa if not ini.berhak],
            kosong=penyaluran.tanpa_penerima(siapa, waktu) if satu and not berhak and ditolak is None else None,
            CARA=CARA, cara=penyaluran.cara_biasa(node, satu) if satu else "", hari=tgl, sebut_masa=masa.sebut,
            salah=per_bidang(ditolak.kesalahan) if ditolak else {}, **kata(),
        )  # fmt: skip

    # ---- one

    @expose("/<id>")
    def buka(self, id):
        """One disbursement: how far it is, what is next, and its lines."""
        return self._tampil(id, request.args)

    def _tampil(self, id: str, saring: MultiDict, ketik: MultiDict | None = None):
        """Its page; ``ketik``: what was ticked and typed for lines that were refused, to be kept."""
        node, satu = host.node(), ambil(host.node(), id)
        if satu is None or not self.menyangkut(satu.wilayah):
            return self.tidak_ada("Penyaluran ini")
        program, milik = katalog.satu(node, satu.program, satu.wilayah), satu.node == node.code
        pilih, teks = saring.get("keadaan", ""), " ".join(saring.get("cari", "").split())[:100]
        pilih, halaman = pilih if pilih in bantuan.KEADAAN_BARIS else "", self.halaman_ke(saring)
        area = self.area() if self.area() != node.code else ""
        rows, banyak = cari(id, pilih, teks, (halaman - 1) * SEHALAMAN, SEHALAMAN, area, lengkap())
        disiapkan, angka = milik and satu.keadaan == DISIAPKAN and program is not None, jumlah(node, id, area)
        beda = penyaluran.selisih(node, satu) if disiapkan and not area else None
        return self.render(
            "sid_bantuan/bantuan/penyaluran.html", satu=satu, program=program, milik=milik, jumlah=angka, rows=rows,
            kini=_kini(node, rows), banyak=banyak, semua=sum(n for n, _ in angka.values()), pilih=pilih, cari=teks,
            halaman=halaman, halaman_akhir=max(1, -(-banyak // SEHALAMAN)), NADA=NADA, NADA_BARIS=NADA_BARIS, beda=beda,
            CARA=CARA, halangan=penyaluran.halangan_rilis(node, satu, beda) if beda else [], sebut_masa=masa.sebut,
            bisa_ditandai=milik and satu.keadaan == DIRILIS and self.boleh("ubah"), hari=date.today(),
            boleh_ubah=milik and self.boleh("ubah"), boleh_impor=milik and self.boleh("impor"),
            boleh_unduh=self.boleh("ekspor") and lengkap(),
            berkas=kartu_berkas(node, "penyaluran", id) if milik and level(node.code) == "desa" else None,
            ketik=ketik or MultiDict(), **self.kata_bank(), **self.kata_betul(node, satu, area or node.code), **kata(),
        )  # fmt: skip

    @expose("/<id>/perbarui", methods=["POST"])
    def perbarui(self, id):
        """Make the list agree with the recipients of today."""

        def lakukan(node, orang):
            beda = penyaluran.perbarui(node, orang, id)
            return (
                f"Daftar diperbarui: {len(beda.masuk)} masuk, {len(beda.keluar)} keluar, {len(beda.berubah)} berubah."
            )

        return self._lakukan(id, lakukan)  # fmt: skip

    @expose("/<id>/cara", methods=["POST"])
    def cara(self, id):
        """Another way of handing it out."""

        def lakukan(node, orang):
            satu = penyaluran.ubah_cara(node, orang, id, request.form.get("cara", ""))
            return f"Cara penyaluran: {CARA[satu.cara].lower()}."

        return self._lakukan(id, lakukan)  # fmt: skip

    @expose("/<id>/rilis", methods=["POST"])
    def rilis(self, id):
        """Release it."""
        return self._lakukan(id, lambda node, orang: penyaluran.rilis(node, orang, id, date.today()) and (
            "Penyaluran dirilis. Tandai tiap penerima setelah dibayar, atau cocokkan dengan berkas bank."))  # fmt: skip

    @expose("/<id>/laporkan", methods=["POST"])
    def laporkan(self, id):
        """Report it."""
        return self._lakukan(id, lambda node, orang: penyaluran.laporkan(node, orang, id, date.today()) and (
            "Penyaluran dilaporkan. Masa berikutnya sekarang dapat dirilis."))  # fmt: skip

    @expose("/<id>/buka-kembali", methods=["POST"])
    def buka_kembali(self, id):
        """Open a report again."""
        alasan = request.form.get("alasan", "")
        return self._lakukan(id, lambda node, orang: penyaluran.buka_kembali(node, orang, id, alasan) and (
            "Laporan dibuka kembali. Betulkan, lalu laporkan lagi."))  # fmt: skip

    @expose("/<id>/batalkan", methods=["POST"])
    def batalkan(self, id):
        """Call it off."""
        alasan = request.form.get("alasan", "")
        return self._lakukan(
            id, lambda node, orang: penyaluran.batalkan(node, orang, id, alasan) and "Penyaluran dibatalkan."
        )

    @expose("/<id>/tandai", methods=["POST"])
    def tandai(self, id):
        """Say what became of the lines that are ticked."""
        form = request.form
        hari, keliru = baca_tanggal(form.get("tgl", ""))

        def lakukan(node, orang):
            if keliru:
                raise DataDitolak([Kesalahan("salur_tanggal_wajib", "tgl")])
            keadaan = form.get("keadaan") if form.get("keadaan") in bantuan.KEADAAN_BARIS else "menunggu"
            tanda = Tanda(keadaan, hari, form.get("alasan", ""), form.get("bukti", ""))
            berubah = salur_baris.tandai(node, orang, id, form.getlist("rowid"), tanda, date.today())
            return f"{berubah} penerima ditandai: {bantuan.KEADAAN_BARIS[keadaan].lower()}."

        return self._lakukan_terpilih(id, lakukan)

    def _lakukan(self, id: str, lakukan):
        self._berhasil(lakukan)
        return redirect(url_for(".buka", id=id))

    def _lakukan_terpilih(self, id: str, lakukan):
        """The same for lines that were ticked: where it is refused, ticks and words are still there."""
        saring = saringan(request.form)
        if not self._berhasil(lakukan):
            return dengan_isian(self._tampil(id, saring, request.form))
        return redirect(url_for(".buka", id=id, **saring.to_dict()))

    @staticmethod
    def _berhasil(lakukan) -> bool:
        node = host.node()
        try:
            flash(lakukan(node, host.operator()), "success")
        except DataDitolak as salah:
            sampaikan(salah)
            return False
        segarkan(node)
        return True


def _semua(program: str, tahun: str) -> list[Penyaluran]:
    pilih = Penyaluran.select()
    if program:
        pilih = pilih.where(Penyaluran.program == program)
    if tahun.isdecimal() and len(tahun) == 4:
        pilih = pilih.where(Penyaluran.masa.startswith(tahun))
    return sorted(pilih, key=lambda satu: (*masa.rentang(satu.masa), satu.program, satu.id), reverse=True)


def _berikut(ada, biasa: str) -> str:
    """The period usually prepared next: this one, or the one after the last there is."""
    return masa.sesudah(max(ada, key=masa.rentang)) if biasa in ada else biasa


def _tahun() -> list[str]:
    return sorted({satu.masa[:4] for satu in Penyaluran.select(Penyaluran.masa).distinct()}, reverse=True)


def _kini(node, rows: list) -> dict[str, str]:
    """Recipient -> what is to be seen to today: he died or left, somebody else must look after it for the family."""
    pilih, params = node.engine.ids([satu.untuk_id for satu in rows])
    return {
        id: bantuan.SEBAB[sebab]
        for id, sebab in node.engine.run(
            f"SELECT sumber, sebab FROM sb_ikut WHERE ke = 0 AND sumber IN ({pilih})", params
        )
        if sebab in bantuan.SEBAB
    }


def _jumlah(node, ids: list[str], wilayah: str) -> dict[str, dict[str, int]]:
    """Disbursement -> state -> lines in this area, with ``semua`` of them and their ``nilai``."""
    (pilih, params), (di, isi) = node.engine.ids(ids), salur_calon.dalam_wilayah("b.wilayah", wilayah)
    hasil: dict[str, dict] = {}
    for id, keadaan, banyak, nilai in node.engine.run(
        f"SELECT s.id, b.keadaan, COUNT(*), SUM(b.nilai) FROM {DARI} WHERE s.id IN ({pilih}) AND {di}"
        " GROUP BY s.id, b.keadaan",
        (*params, *isi),
    ):
        hasil.setdefault(id, Counter())[keadaan] = int(banyak)
        hasil[id]["semua"] += int(banyak)
        hasil[id]["nilai"] += int(nilai)
    return hasil
