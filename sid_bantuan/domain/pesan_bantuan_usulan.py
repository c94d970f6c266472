"""The words for what keeps a proposal, its steps, statements and village meetings from going on; part of ``domain.pesan``."""

KOLOM = {
    "program": "Program", "penduduk_id": "Penduduk", "tgl_usul": "Tanggal usul", "tahun": "Tahun", "dokumen": "Dokumen",
    "nomor_keputusan": "Nomor keputusan", "tgl_keputusan": "Tanggal keputusan", "diberitahukan_pada": "Diberi tahu pada",
    "pemberitahu": "Yang memberi tahu", "untuk_penduduk_id": "Yang meninggal", "komponen": "Komponen",
    "tgl_pernyataan": "Tanggal pernyataan", "nomor_sk": "Nomor SK", "tgl": "Tanggal", "jam": "Jam", "tempat": "Tempat",
    "pimpinan": "Pimpinan musyawarah", "notulis": "Notulis", "undangan": "Jumlah undangan", "hadir": "Daftar hadir",
    "keputusan": "Keputusan", "nama_lampiran": "Nama yang dilampirkan", "penandatangan": "Penanda tangan",
    "nomor": "Nomor", "catatan": "Catatan",
}  # fmt: skip
"""Column of a proposal, a statement or a meeting -> what the office calls it."""

PESAN = {
    "usulan_program_tidak_ada": ("Program {program} tidak ada", "Pilih program dari daftar."),
    "usulan_program_berhenti": (
        "Program {nama} sedang tidak dibuka",
        "Pilih program lain, atau tanyakan kepada pengelola programnya.",
    ),
    "usulan_bukan_perorangan": (
        "{nama} bukan bantuan untuk perorangan",
        "Program ini tidak punya penerima, jadi tidak ada yang dapat diusulkan.",
    ),
    "usulan_orang_tidak_hidup": (
        "{nama} tidak lagi tercatat sebagai penduduk desa ini",
        "Bila ia masih tinggal di sini, betulkan dulu data penduduknya. Untuk bantuan karena kematian, usulkan ahli warisnya.",
    ),
    "usulan_komponen_tak_dikenal": ("Komponen itu bukan bagian program ini", "Pilih dari daftar komponennya."),
    "usulan_tanpa_keluarga": (
        "{nama} belum masuk dalam keluarga (KK)",
        "Bantuan ini untuk keluarga. Masukkan dulu ke keluarganya, lalu usulkan lagi.",
    ),
    "usulan_bukan_pengganti": (
        "Yang digantikan bukan penerima program ini yang tempatnya sudah kosong",
        "Pilih dari daftarnya, atau kosongkan.",
    ),
    "usulan_tahun_salah": ("Tahun usulan tidak masuk akal", "Pilih tahun lalu, tahun ini, atau tahun depan."),
    "usulan_selesai": (
        "Usulan ini sudah {keadaan}, jadi tidak dapat diubah",
        "Bila keadaannya berubah, catat pada penerimanya, atau buat usulan baru.",
    ),
    "usulan_milik_atas": (
        "Usulan ini dicatat kantor di atas desa",
        "Isinya hanya dapat diubah di sana. Desa menjawabnya lewat tombol di halamannya.",
    ),
    "usulan_berubah": (
        "Usulan {nama} baru saja berubah",
        "Isinya atau keadaannya tidak sama lagi dengan yang Anda baca. Baca sekali lagi sebelum memutuskan.",
    ),
    "usulan_bukan_giliran": (
        "Usulan {nama} {keadaan}, jadi langkah ini tidak dapat diambil sekarang",
        "Muat ulang halaman untuk melihat giliran siapa.",
    ),
    "usulan_bukan_wewenang": (
        "Anda tidak berwenang untuk langkah ini",
        "Tahap {tahap} dikerjakan {peran}. Minta yang berwenang membukanya di sini.",
    ),
    "usulan_empat_mata": (
        "Yang mencatat usulan tidak boleh menilainya",
        "Program ini meminta dua orang yang berbeda. Minta rekan Anda menilai usulan ini.",
    ),
    "usulan_dokumen_kurang": (
        "Dokumen belum lengkap",
        "Belum ada: {kurang}. Centang bila sudah ada, atau kembalikan untuk dilengkapi.",
    ),
    "usulan_alasan_lainnya": ("Tulis alasannya", "Alasan “Lainnya” perlu dijelaskan, agar pemohon dapat diberi tahu."),
    "usulan_ditolak_aturan": (
        "{nama} tidak boleh menerima program ini",
        "{alasan} Usulan ini dapat ditolak dengan alasan itu.",
    ),
    "usulan_masih_penuh": (
        "Belum ada tempat untuk {nama}",
        "Kuotanya masih penuh. Tempat kembali ada bila seorang penerima dihentikan atau kuotanya ditambah.",
    ),
    "usulan_program_ditutup": (
        "Program {nama} sedang ditutup, jadi belum ada yang dapat ditetapkan",
        "Usulan ini tetap tersimpan. Tunggu sampai programnya dibuka lagi, atau tolak usulan ini dengan alasannya.",
    ),
    "usulan_tanpa_orang": (
        "{nama} belum terhubung dengan data penduduk",
        "Catat dulu orangnya sebagai penduduk, lalu hubungkan usulan ini dengannya.",
    ),
    "pernyataan_tanpa_sk": (
        "Hasil pendataan relawan perlu nomor SK",
        "Tulis nomor surat keputusan kepala desa yang mengangkat relawannya.",
    ),
    "tanggal_sebelum_usulan": ("Tanggal ini sebelum usulannya", "Periksa tanggalnya."),
    "usulan_orang_tiada": (
        "{nama} {sebab} menurut catatan kependudukan",
        "Tolak usulan ini. Bila bantuannya untuk keluarga, anggota lain dapat diusulkan sebagai penggantinya.",
    ),
    # Musyawarah
    "musdes_selesai": ("Musyawarah ini sudah ditutup", "Berita acaranya tidak dapat diubah lagi."),
    "musdes_belum_selesai": ("Musyawarah ini belum ditutup", "Tutup dulu berita acaranya."),
    "musdes_tanpa_hadir": ("Belum ada yang tercatat hadir", "Isi daftar hadir menurut unsurnya."),
    "musdes_tidak_kuorum": (
        "Yang hadir {hadir} dari {undangan} undangan, belum mencapai setengah",
        "Periksa daftar hadirnya. Bila memang tidak kuorum, adakan musyawarah lagi.",
    ),
    "musdes_tanpa_keputusan": ("Belum ada keputusan", "Tulis sedikitnya satu keputusan."),
    "musdes_tanpa_nomor": ("Nomor keputusan belum diisi", "Isi nomor dan tanggal keputusannya lebih dulu."),
    "keputusan_sebelum_musdes": ("Tanggal keputusan mendahului musyawarahnya", "Periksa tanggalnya."),
    "musdes_nama_ganda": ("{nama} dilampirkan lebih dari sekali", "Sisakan satu baris."),
    "musdes_nama_lain": (
        "{nama} sudah dibahas dalam musyawarah lain yang belum ditutup",
        "Tutup dulu musyawarah “{perihal}” tanggal {tgl}, atau hapus namanya dari sana.",
    ),
    "musdes_hadir_ganda": (
        "{nama} tertulis dua kali di daftar hadir",
        "Sisakan satu, karena setiap orang dihitung sekali. Bila memang dua orang, bedakan dengan jabatannya.",
    ),
    "musdes_berubah": (
        "Musyawarah ini baru saja diubah orang lain",
        "Periksa isinya sekali lagi, lalu ulangi.",
    ),
    "musdes_arah_kosong": ("Arah {nama} belum dipilih", "Pilih masuk, keluar, atau tetap."),
}  # fmt: skip
"""Code -> (what it is, what to do next), as in ``domain.pesan``."""
