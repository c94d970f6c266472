"""The merge pages: choose the other record, see both side by side, choose column by column."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.nama import kunci_nama
from ....domain.pesan import kalimat, nama_kolom
from .. import gabung, rekam
from ..kesalahan import DataDitolak, SudahBerubah
from ..tables import Keluarga, Penduduk
from . import isian
from .dasar import HalamanRekam, sampaikan, segarkan

CALON = 12
ALASAN = (
    "Satu orang tercatat dua kali saat impor",
    "Satu orang dicatat di dua KK",
    "NIK lama dan NIK baru orang yang sama",
)


class Penggabungan(HalamanRekam):
    """Two records of one person become one."""

    sumber, ikon = "penggabungan", "gabung"
    aksi = {"pilih": "tambah", "bandingkan": "tambah", "gabungkan": "tambah"}

    @expose("/<id>")
    def pilih(self, id):
        """Who may be the same person: found by birth date and name, or searched for."""
        node = host.node()
        orang = rekam.ambil(node.catalog["penduduk"], id, node.code)
        if orang is None:
            return self.tidak_ada("Penduduk")
        cari = " ".join(request.args.get("cari", "").split())
        calon = _cari(node, orang, cari) if cari else _mirip(node, orang)
        return self.render("sid_bantuan/desa/gabung_pilih.html", orang=orang, calon=calon, cari=cari)

    @expose("/<tetap>/<lama>")
    def bandingkan(self, tetap, lama):
        """Both records beside each other."""
        return self._gambar(tetap, lama, {}, "")

    @expose("/<tetap>/<lama>", methods=["POST"])
    def gabungkan(self, tetap, lama):
        """Merge as chosen."""
        node = host.node()
        kiriman = request.form
        pilihan = {nama.removeprefix("pilih."): satu for nama, satu in kiriman.items() if nama.startswith("pilih.")}
        alasan = kiriman.get("alasan", "")
        versi = (kiriman.get("versi_tetap", type=int), kiriman.get("versi_lama", type=int))
        try:
            gabung.gabungkan(node, host.operator(), tetap, lama, pilihan, alasan, versi)
        except DataDitolak as salah:
            if rekam.ambil(node.catalog["penduduk"], lama, node.code) is None:
                return redirect(url_for("sidb_orang.buka", id=tetap))  # sent twice: it is done already
            sampaikan(salah)
            return self._gambar(tetap, lama, pilihan, alasan)
        except SudahBerubah:
            flash("Salah satu data baru saja diubah orang lain. Periksa lagi di bawah ini, lalu gabungkan.", "error")
            return self._gambar(tetap, lama, pilihan, alasan)
        segarkan(node)
        flash("Kedua data sudah digabung. Bila keliru, batalkan dari Tempat sampah.", "success")
        return redirect(url_for("sidb_orang.buka", id=tetap))

    def _gambar(self, tetap, lama, pilihan: dict, alasan: str):
        try:
            lihat = gabung.pratinjau(host.node(), tetap, lama)
        except DataDitolak as salah:
            return self.ditolak(404, salah.kesalahan[0].judul, salah.kesalahan[0].saran)
        return self.render(
            "sid_bantuan/desa/gabung.html",
            lihat=lihat,
            baris=[_baris(satu, pilihan) for satu in lihat.pilihan],
            sama=[nama_kolom(nama) for nama in lihat.sama],
            catatan=[kalimat(satu) for satu in lihat.catatan],
            alasan=alasan,
            contoh_alasan=ALASAN,
        )


def _baris(satu: gabung.Pilihan, pilihan: dict) -> dict:
    return {
        "kolom": satu.kolom,
        "judul": nama_kolom(satu.kolom),
        "tetap": _kata(satu.kolom, satu.tetap),
        "lama": _kata(satu.kolom, satu.lama),
        "pilih": pilihan.get(satu.kolom, satu.usul),
    }


def _kata(nama: str, nilai) -> str:
    if nama == "keluarga_id":
        keluarga = Keluarga.get_or_none(Keluarga.id == nilai) if nilai else None
        return f"KK {keluarga}" if keluarga else ""
    return isian.tampil(Penduduk._meta.columns[nama], nilai)


def _mirip(node, orang: Penduduk) -> list[Penduduk]:
    """Others of this village with the same NIK, or of like name and the same birth date."""
    lain = Penduduk.select().where(Penduduk.wilayah == node.code, Penduduk.id != orang.id)
    sama_nik = list(lain.where(Penduduk.nik == orang.nik)) if orang.nik else []
    sama_lahir = list(lain.where(Penduduk.tanggal_lahir == orang.tanggal_lahir)) if orang.tanggal_lahir else []
    kunci = set(kunci_nama(orang.nama).split())
    mirip = [satu for satu in sama_lahir if kunci & set(kunci_nama(satu.nama).split())]
    return list({satu.id: satu for satu in (*sama_nik, *mirip)}.values())[:CALON]


def _cari(node, orang: Penduduk, teks: str) -> list[Penduduk]:
    from ..cari import cari

    ids = [satu.id for satu in cari(node, teks, banyak=CALON * 2) if satu.jenis == "penduduk" and satu.id != orang.id]
    semua = {
        satu.id: satu for satu in Penduduk.select().where(Penduduk.id.in_(ids or [""]), Penduduk.wilayah == node.code)
    }
    return [semua[id] for id in ids if id in semua][:CALON]
