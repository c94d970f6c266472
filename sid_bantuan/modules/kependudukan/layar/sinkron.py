"""The state of sync for people: what waits, what was refused and why, and which version is right."""

from pathlib import Path

from flask import flash, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host, jejak
from ....domain.pesan import nama_kolom
from ....domain.problems import KINDS
from ....domain.wilayah import level
from ....sync import rounds
from ....sync.conflict import conflicts, settle
from ....ui.tampil import jam
from .. import pekerjaan
from . import isian, tugas
from .dasar import HalamanDesa, segarkan, tautan

JENIS = "sinkron"
KITA, MEREKA = "kita", "mereka"


class Sinkronisasi(HalamanDesa):
    """One page: is everything where it belongs, and if not, why and what to do."""

    sumber, ikon = "sinkronisasi", "sinkron"
    aksi = {"sekarang": "sinkron", "pilih_versi": "ubah"}

    @expose("/")
    def index(self):
        """What waits, when it last worked, what is refused, what conflicts."""
        node = host.node()
        atas = node.engine.one(
            "SELECT peer, state, mode, success, equal_at, problem, problem_at, skew FROM sb_link WHERE role = 'up'"
        )
        nama = ("peer", "state", "mode", "success", "equal_at", "problem", "problem_at", "skew")
        atas = dict(zip(nama, atas, strict=True)) if atas else None
        terakhir = next(iter(pekerjaan.daftar(node, JENIS, 1)), None)
        return self.render(
            "sid_bantuan/desa/sinkron.html",
            atas=atas,
            tingkat_atas=level(atas["peer"]) if atas else "kecamatan",
            masalah=KINDS[atas["problem"]].hint if atas and atas["problem"] in KINDS else "",
            tertunda=tugas.tertunda_per_jenis(node, atas["peer"]) if atas else [],
            ditolak=tugas.ditolak(node),
            jumlah_ditolak=tugas.jumlah_ditolak(node),
            bentrok=[_bentrok(node, *satu) for satu in conflicts(node)],
            terakhir=terakhir,
            tautan=tautan,
            jam=jam,
            boleh_sinkron=self.boleh("sinkron"),
            boleh_ubah=self.boleh("ubah"),
        )

    @expose("/sekarang", methods=["POST"])
    def sekarang(self):
        """Sync now, in the background: a poor line may take minutes."""
        node = host.node()
        berjalan = next((satu for satu in pekerjaan.daftar(node, JENIS, 1) if satu.berjalan), None)
        if berjalan is None:
            id = pekerjaan.buat(node, host.operator(), JENIS, "Sinkronisasi")
            kerja = kerja_sinkron(host.host().folder, host.host().line)
            pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "kirim", kerja)
            jejak.catat(node.engine, host.operator(), "sinkron", "sinkronisasi", None, node.code)
        return redirect(url_for(".index"))

    @expose("/keadaan")
    def keadaan(self):
        """Whether a sync by hand is under way, for the page that waits."""
        satu = next(iter(pekerjaan.daftar(host.node(), JENIS, 1)), None)
        if satu is None:
            return jsonify(berjalan=False)
        return jsonify(satu.kemajuan)

    @expose("/bentrok/<id>", methods=["POST"])
    def pilih_versi(self, id):
        """Store what the operator chose between two versions, column by column or a whole side."""
        node = host.node()
        ada = next(iter(conflicts(node, id)), None)
        if ada is None:
            flash("Sudah diselesaikan sebelumnya.", "info")
            return redirect(url_for(".index"))
        kita, lawan = ada[0], ada[1][-1]
        settle(node, id, _terpilih(kita, lawan, request.form))
        catatan = "Memilih di antara dua versi"
        jejak.catat(node.engine, host.operator(), "ubah", lawan.type, id, node.code, catatan=catatan)
        segarkan(node)
        flash("Pilihan tersimpan dan akan terkirim.", "success")
        return redirect(url_for(".index"))


def kerja_sinkron(tempat: Path, jalur: tuple[float, str, int]) -> pekerjaan.Kerja:
    """The work of one round over this line, as the courier does it on its schedule."""

    def kerja(node, maju):
        maju("Mengirim dan menerima", 0, 0)
        tempat.mkdir(parents=True, exist_ok=True)
        try:
            hasil = rounds.run(node, tempat, *jalur)
        except rounds.Running:
            return pekerjaan.Hasil(pesan="Pengiriman terjadwal sedang berjalan; tidak perlu diulang.")
        keadaan = pekerjaan.SELESAI if hasil.ok else pekerjaan.GAGAL
        return pekerjaan.Hasil(keadaan, hasil.sentence)

    return kerja


def _bentrok(node, kita, lawan: list) -> dict:
    """One conflict as the page shows it: this village's version, the other one, and the columns that differ."""
    lain = lawan[-1]
    jenis = node.catalog[lain.type]
    ada, isi_lain = (kita.content if kita else {}), lain.content
    beda = [nama for nama in jenis.names if ada.get(nama) != isi_lain.get(nama)]
    return {
        "id": lain.id,
        "jenis": lain.type.replace("_", " ").capitalize(),
        "nama": ada.get("nama") or isi_lain.get("nama") or ada.get("no_kk") or isi_lain.get("no_kk") or "Data",
        "kita_hapus": kita is None or bool(kita.deleted),
        "mereka_hapus": bool(lain.deleted),
        "beda": [
            (nama, nama_kolom(nama), _kata(jenis, nama, ada.get(nama)), _kata(jenis, nama, isi_lain.get(nama)))
            for nama in beda
        ],
    }


def _kata(jenis, nama: str, nilai) -> str:
    return isian.tampil(jenis.model._meta.columns[nama], nilai) or "(kosong)"


def _terpilih(kita, lawan, pilihan) -> dict | None:
    """The content to store; None where the chosen side deleted the record."""
    hapus_kita, hapus_lawan = kita is None or kita.deleted, lawan.deleted
    sisi = pilihan.get("sisi")
    if hapus_kita or hapus_lawan or sisi in (KITA, MEREKA):
        dipilih = lawan if sisi == MEREKA else kita
        return None if dipilih is None or dipilih.deleted else dict(dipilih.content)
    isi = dict(kita.content)
    for nama in set(kita.content) | set(lawan.content):
        if pilihan.get(f"pilih.{nama}") == MEREKA:
            isi[nama] = lawan.content.get(nama)
    return {nama: nilai for nama, nilai in isi.items() if nilai is not None}
