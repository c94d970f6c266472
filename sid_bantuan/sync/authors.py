"""Who may author what: the one table that says it, per record type, by level.

Every node reads this table for its own writes (in the triggers) and for every row it
receives (from the key that signed, never from what the body claims).
"""

from ..domain.wilayah import level, within

DESA = frozenset({"desa"})
ABOVE = frozenset({"kecamatan", "kabupaten"})
ANY = DESA | ABOVE

AUTHORS: dict[str, frozenset[str]] = {
    # kependudukan
    "lingkungan": DESA,
    "keluarga": DESA,
    "rumah_tangga": DESA,
    "penduduk": DESA,
    "kelompok": DESA,
    "kelompok_anggota": DESA,
    "penggabungan": DESA,
    # lampid
    "mutasi": DESA,
    "mutasi_orang": DESA,
    "penyesuaian": DESA,
    "tutup_buku": DESA,
    "penduduk_sementara": DESA,
    "tanggapan": DESA,
    "mutasi_masuk": ABOVE,
    "usulan_data": ABOVE,
    # persuratan
    "jenis_surat": ANY,
    "templat_surat": ANY,
    "pejabat_surat": ANY,
    "surat_langkah": ANY,
    "permohonan_surat": DESA,
    "surat": DESA,
    "surat_masuk": DESA,
    # bantuan
    "program": ANY,
    "aturan": ANY,
    "kuota": ANY,
    "hari_libur": ABOVE,
    "daftar_luar": ANY,
    "ukuran": ANY,
    "putaran": ABOVE,
    "musdes": DESA,
    "usulan_bantuan": ANY,
    "usulan_langkah": ANY,
    "pernyataan": DESA,
    "putaran_usulan": DESA,
    "putaran_kiriman": DESA,
    "putaran_baris": DESA,
    "tanda_terima": ABOVE,
    "penetapan": ANY,
    "penerima": DESA,
    "penerima_langkah": DESA,
    "putusan": ABOVE,
    "format_laporan": ANY,
    "rekening": ANY,
    "penyaluran": ANY,
    "penyaluran_baris": ANY,
    "pembetulan_salur": ANY,
    # verval
    "verval": ABOVE,
    "perbaikan": DESA,
    # mechanism
    "penolakan": ABOVE,
    "berkas": ANY,
}


def may_author(record_type: str, node: str, wilayah: str) -> bool:
    """Whether a node of this code may write a row of this type about this area."""
    return level(node) in AUTHORS.get(record_type, ()) and within(wilayah, node)
