"""The words for what keeps a round of updating or a measure from going on; part of ``domain.pesan``."""

KOLOM = {
    "daftar": "Daftar", "mulai": "Mulai", "batas": "Batas penyerahan", "musdes": "Dasar", "sptjm_nama": "Nama",
    "sptjm_jabatan": "Jabatan", "sptjm_nomor": "Nomor surat", "sptjm_tgl": "Tanggal", "per_tanggal": "Per tanggal",
    "nilai": "Nilai", "ukuran": "Ukuran",
}  # fmt: skip
"""Column of a round or a measure -> what the office calls it."""

PESAN = {
    "putaran_bukan_wewenang": (
        "Anda tidak berwenang untuk ini",
        "Putaran dibuka wali data atau pengelola program; di desa daftarnya disusun operator dan diserahkan sekretaris,"
        " pengelola data, atau kepala desa.",
    ),
    "putaran_daftar_tidak_ada": ("Daftar itu tidak ada", "Pilih DTSEN atau salah satu program."),
    "putaran_batas_terbalik": (
        "Batas penyerahan mendahului mulainya putaran",
        "Pilih batas pada atau sesudah tanggal mulai.",
    ),
    "putaran_masih_terbuka": (
        "Putaran {daftar} sebelumnya masih terbuka",
        "Tutup dulu putaran itu, supaya desa tidak menyerahkan ke dua tempat.",
    ),
    "putaran_sudah_ditutup": (
        "Putaran {nama} sudah ditutup",
        "Yang sudah diserahkan tetap tersimpan. Bila masih ada yang harus diperbaiki, minta kantor yang membukanya"
        " membuka lagi.",
    ),
    "putaran_nama_tidak_ada": (
        "Tidak ada nama yang dapat diputuskan",
        "Centang dulu namanya. Bila daftarnya baru saja berubah, muat ulang halaman ini.",
    ),
    "putaran_sudah_di_daftar": (
        "Keluarga itu sudah ada di daftar",
        "Yang sudah terdaftar atau sudah diusulkan masuk tidak perlu diusulkan lagi. Keluarga tanpa anggota yang hidup"
        " tidak dapat diusulkan.",
    ),
    "putaran_alasan_wajib": ("Pilih alasannya", "Setiap usulan masuk dan keluar disertai alasan."),
    "putaran_catatan_wajib": ("Tulis alasannya", "Alasan lainnya perlu dijelaskan dengan kata-kata."),
    "putaran_kosong": (
        "Belum ada yang dapat diserahkan",
        "Daftar desa ini masih kosong dan belum ada usulan masuk.",
    ),
    "putaran_daftar_berubah": (
        "Daftarnya berubah sejak halaman ini dibuka",
        "Jumlahnya sekarang tampak di bawah. Bila sudah benar, serahkan sekali lagi.",
    ),
    "putaran_dasar_wajib": (
        "Pilih dasarnya",
        "Daftar diserahkan berdasarkan musyawarah desa. Bila musyawarah tidak diadakan, isi surat pernyataan tanggung"
        " jawab mutlak (SPTJM).",
    ),
    "putaran_musdes_tidak_ada": (
        "Musyawarah desa itu tidak ditemukan",
        "Pilih musyawarah yang berita acaranya sudah selesai.",
    ),
    "ukuran_tidak_dikenal": ("Ukuran itu tidak dikenal", "Pilih dari daftarnya."),
    "ukuran_desil": ("Desil adalah angka 1 sampai 10", "Desil 1 yang paling tidak mampu, desil 10 yang paling mampu."),
    "ukuran_angka": ("{judul} harus angka bulat, paling kecil 0", "Tulis angkanya saja, tanpa satuan."),
    "ukuran_tanggal": (
        "Tanggalnya belum tiba",
        "Isi tanggal keadaan itu diketahui, paling lambat hari ini.",
    ),
    "ukuran_bukan_di_sini": (
        "Keluarga atau warga itu tidak ada di wilayah ini",
        "Cari lagi, mungkin sudah digabung atau dihapus.",
    ),
}
"""Code -> (what it is, what to do next)."""
