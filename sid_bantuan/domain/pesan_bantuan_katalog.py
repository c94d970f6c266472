"""The words for what keeps a program, a rule or a quota from being stored; part of the catalogue in ``domain.pesan``."""

KOLOM = {
    "singkatan": "Singkatan", "prioritas_ke": "Program prioritas ke", "sifat": "Sifat", "sasaran": "Sasaran",
    "bentuk": "Bentuk", "nilai": "Besaran", "satuan": "Satuan", "kali_setahun": "Berapa kali setahun",
    "pendanaan": "Sumber dana", "instansi": "Instansi pengelola", "penetap": "Penetapan penerima",
    "basi_hari": "Masa pakai daftar (hari)", "karena_kematian": "Diberikan karena kematian", "berkuota": "Berkuota",
    "empat_mata": "Pemeriksa orang lain", "komponen": "Komponen", "tahap": "Tahap", "peringkat": "Urutan daftar tunggu",
    "dasar_hukum": "Dasar hukum", "keterangan": "Keterangan", "aktif": "Dipakai", "efek": "Akibat", "syarat": "Syarat",
    "berlaku_dari": "Berlaku dari", "berlaku_sampai": "Berlaku sampai", "tahun": "Tahun", "jumlah": "Jumlah",
    "nomor_sk": "Nomor keputusan", "ditetapkan_pada": "Ditetapkan tanggal", "program": "Program",
}  # fmt: skip
"""Column of a program, a rule or a quota -> what the office calls it."""

PESAN = {
    "program_tidak_ada": ("Program {kode} tidak ada", "Pilih program dari daftar."),
    "program_bukan_milik": (
        "Program ini milik tingkat lain",
        "Hanya kantor yang membuatnya dapat mengubahnya. Sampaikan usulan perubahannya ke kantor itu.",
    ),
    "program_sudah_berubah": (
        "Baru saja diubah orang lain",
        "Isian Anda masih ada di bawah, dan yang tersimpan sekarang di atasnya. Simpan sekali lagi bila isian Anda yang benar.",
    ),
    "program_singkatan_dipakai": (
        "Sudah ada program dengan kode {kode}",
        "Pakai program itu, atau tulis singkatan lain yang membedakannya.",
    ),
    "program_sampai_sebelum_mulai": ("Tanggal sampai lebih dulu daripada tanggal mulai", "Periksa kedua tanggalnya."),
    "komponen_tanpa_nama": ("Komponen ini belum bernama", "Tulis namanya, atau hapus barisnya."),
    "komponen_ganda": ("Komponen {kode} tertulis dua kali", "Tulis setiap komponen satu kali."),
    "tahap_tanpa_nama": ("Tahap ini belum bernama", "Tulis namanya, atau hapus barisnya."),
    "tahap_tanpa_peran": ("Belum ada yang menjalankan tahap ini", "Pilih sedikitnya satu peran."),
    "tahap_salah_peran": ("Peran itu tidak ada pada tingkat ini", "Pilih tingkat, lalu peran yang ada padanya."),
    "tahap_terlalu_lama": ("Tenggat tahap ini terlalu lama", "Tulis paling banyak 366 hari kerja."),
    "peringkat_salah": ("Urutan daftar tunggu tidak dapat dibaca", "Pilih ukurannya, dengan bobot 1 sampai 100."),
    # Aturan
    "aturan_tidak_ada": ("Aturan ini tidak ada", "Mungkin sudah dihapus. Kembali ke halaman programnya."),
    "aturan_baru_dihapus": (
        "Aturan ini baru saja dihapus orang lain",
        "Isian Anda masih ada di bawah. Simpan untuk membuatnya kembali, atau batalkan.",
    ),
    "aturan_syarat_salah": ("{pesan}", "Betulkan bagian itu, lalu simpan lagi."),
    "aturan_json_salah": ("Syarat tidak dapat dibaca, baris {baris}", "Periksa tanda kurung, koma, dan tanda kutipnya."),
    "aturan_tak_tersusun": (
        "Syarat ini terlalu bertingkat untuk disusun baris demi baris",
        "Tetap tulis sebagai naskah, atau sederhanakan dulu.",
    ),
    "aturan_tanpa_syarat": ("Aturan belum punya syarat", "Tambahkan sedikitnya satu syarat."),
    # Kuota
    "kuota_baris_salah": ("Baris {baris} tidak dapat dibaca", "Tulis kode atau nama desa, lalu jumlahnya, satu tiap baris."),
    "kuota_desa_asing": ("«{desa}» bukan desa di wilayah ini", "Pakai kode desa dari lembar yang diunduh di sini."),
    "kuota_desa_ganda": ("{desa} tertulis dua kali", "Tulis setiap desa satu kali."),
    "kuota_bukan_angka": ("Jumlah untuk {desa} bukan angka bulat", "Tulis angka 0 atau lebih, seperti 75 atau 1.200."),
    "kuota_di_bawah_terpakai": (
        "{banyak} desa sudah memakai lebih dari jumlah yang baru",
        "Penerimanya tetap tercatat sebagai kelebihan. Centang persetujuan di bawah, lalu simpan lagi.",
    ),
    "kuota_salah_lain": ("Masih ada {banyak} baris lain yang salah", "Betulkan yang di atas dulu, lalu isikan lagi."),
    "kuota_sudah_berubah": (
        "Jumlah untuk {desa} baru saja diubah orang lain menjadi {jumlah}",
        "Angka yang Anda ketik masih ada di bawah. Periksa, lalu simpan lagi bila memang itu yang benar.",
    ),
    "kuota_pilihan_salah": (
        "Program atau tahun ini tidak dapat diberi kuota",
        "Mungkin baru saja diubah orang lain. Pilih lagi program dan tahunnya di atas, lalu isi jumlahnya.",
    ),
    "kuota_kosong": ("Belum ada jumlah yang diisi", "Isi sedikitnya satu desa."),
    "kuota_berkas_salah": ("Berkas ini tidak dapat dibaca", "Unduh lembarnya di sini, isi kolom Jumlah, lalu unggah lagi."),
}  # fmt: skip
"""Code -> (what it is, what to do next)."""
