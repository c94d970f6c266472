"""The names behind each kind of warning: what looks wrong, record by record, heaviest first."""

from flask import request
from flask_admin import expose

from .... import host
from ....domain.pesan import dikenal, kalimat_tersimpan
from .dasar import HalamanDesa, tautan
from .sambungan import nama_rekam
from .tugas import judul_jenis

SEHALAMAN = 50


class DaftarPeringatan(HalamanDesa):
    """Warnings of this village's register. They never block; this list is for an afternoon of mending."""

    sumber, ikon = "penduduk", "awas"

    @expose("/")
    def index(self):
        """The kinds with their counts, and the records of the chosen one."""
        node = host.node()
        jenis = _jenis(node)
        kode = request.args.get("kode", "")
        if kode and not dikenal(kode):
            return self.ditolak(404, "Jenis peringatan ini tidak dikenal", "Pilih jenisnya dari daftar Peringatan.")
        halaman = self.halaman_ke()
        jumlah = next((banyak for satu, _, banyak in jenis if satu == kode), 0)
        return self.render(
            "sid_bantuan/desa/peringatan.html",
            jenis=jenis,
            kode=kode,
            judul=judul_jenis(kode) if kode else "",
            jumlah=jumlah,
            baris=_baris(node, kode, (halaman - 1) * SEHALAMAN) if kode else [],
            halaman=halaman,
            halaman_akhir=-(-jumlah // SEHALAMAN) or 1,
            tautan=tautan,
        )


def _jenis(node) -> list[tuple[str, str, int]]:
    """Every kind of warning there is: (code, words, how many), the weightiest kind first."""
    baris = node.engine.run(
        "SELECT kode, count(*) FROM sb_peringatan WHERE wilayah = ? GROUP BY kode ORDER BY max(bobot) DESC, count(*) DESC",
        (node.code,),
    )
    return [(satu, judul_jenis(satu), banyak) for satu, banyak in baris]


def _baris(node, kode: str, lewati: int) -> list[dict]:
    rows = node.engine.run(
        "SELECT w.id, w.jenis, w.isi, p.nama, k.no_kk, kp.nama FROM sb_peringatan w"
        " LEFT JOIN sb_penduduk p ON p.id = w.id"
        " LEFT JOIN sb_keluarga k ON k.id = COALESCE(p.keluarga_id, w.id)"
        " LEFT JOIN sb_penduduk kp ON kp.keluarga_id = k.id AND kp.hubungan_keluarga = 1 AND p.id IS NULL"
        " WHERE w.wilayah = ? AND w.kode = ? ORDER BY COALESCE(p.nama, kp.nama, k.no_kk), w.id LIMIT ? OFFSET ?",
        (node.code, kode, SEHALAMAN, lewati),
    )
    lain = nama_rekam(node, [(jenis, id) for id, jenis, *_ in rows if jenis not in ("penduduk", "keluarga")])
    hasil = []
    for id, jenis, isi, nama, no_kk, kepala in rows:
        judul, saran = kalimat_tersimpan(kode, isi)
        sebutan = nama or lain.get(id) or (f"Keluarga {kepala}" if kepala else f"KK {no_kk or 'tanpa nomor'}")
        hasil.append({"id": id, "jenis": jenis, "nama": sebutan, "no_kk": no_kk, "judul": judul, "saran": saran})
    return hasil
