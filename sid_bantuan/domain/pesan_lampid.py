"""The words for what keeps an event from being recorded, changed or cancelled; part of the catalogue in ``domain.pesan``."""

KOLOM = {
    "jenis": "Jenis", "tgl_peristiwa": "Tanggal peristiwa", "tgl_lapor": "Tanggal lapor", "bulan": "Bulan dalam buku",
    "pelapor": "Nama pelapor", "nik_pelapor": "NIK pelapor", "hubungan_pelapor": "Hubungan pelapor",
    "nomor_surat": "Nomor surat", "keterangan": "Keterangan", "tempat": "Tempat", "jam": "Jam", "sebab": "Sebab",
    "penentu": "Yang menentukan", "akta": "Nomor akta", "tempat_dilahirkan": "Tempat dilahirkan",
    "jenis_kelahiran": "Jenis kelahiran", "penolong": "Penolong kelahiran", "anak_ke": "Anak ke",
    "berat_gram": "Berat bayi (gram)", "panjang_cm": "Panjang bayi (cm)", "yang_pindah": "Yang pindah",
    "cakupan": "Pindah ke", "alasan_pindah": "Alasan pindah", "lawan_wilayah": "Desa/kelurahan di sana",
    "lawan_alamat": "Alamat di sana", "keadaan": "Keadaan", "alasan_batal": "Alasan pembatalan",
    "kepala_baru": "Kepala keluarga baru", "nomor_identitas": "Nomor identitas", "keturunan": "Keturunan",
    "datang_dari": "Datang dari", "maksud": "Maksud dan tujuan", "nama_didatangi": "Nama yang didatangi",
    "alamat_didatangi": "Alamat yang didatangi", "tgl_datang": "Tanggal datang", "tgl_pergi": "Tanggal pergi",
    "hubungan": "Hubungan dalam keluarga", "penduduk_id": "Penduduk", "penduduk_ids": "Yang dipilih",
    "anggota": "Anggota",
}  # fmt: skip
"""Column of an event, or of somebody who stays a while -> what the office calls it."""

PESAN = {
    # Tanggal dan isian peristiwa
    "tgl_lapor_mendatang": ("Tanggal lapor belum tiba", "Tertulis {tanggal}. Isi tanggal hari ini atau sebelumnya."),
    "tgl_peristiwa_sesudah_lapor": (
        "Tanggal peristiwa sesudah tanggal lapor",
        "Tertulis {tanggal}. Peristiwa tidak mungkin dilaporkan sebelum terjadi; periksa kedua tanggal.",
    ),
    "peristiwa_sebelum_lahir": (
        "Tanggal peristiwa sebelum {nama} lahir",
        "Tercatat lahir {tanggal}. Periksa tanggal peristiwa, atau betulkan dulu tanggal lahirnya.",
    ),
    "tgl_lahir_bukan_peristiwa": (
        "Tanggal lahir bayi berbeda dengan tanggal peristiwa",
        "Samakan keduanya: tanggal peristiwa kelahiran adalah tanggal lahir bayi.",
    ),
    "kode_wilayah_salah": ("Kode wilayah tidak dikenal bentuknya", "Pilih desa dari daftar, atau kosongkan."),
    # Orangnya
    "bukan_penduduk_desa": (
        "Bukan penduduk desa ini",
        "Datanya tidak ada di desa ini atau sudah dihapus. Cari lagi namanya.",
    ),
    "belum_ada_orang": ("Belum ada orang yang dipilih", "Pilih sedikitnya satu orang."),
    "terlalu_banyak_orang": (
        "Terlalu banyak orang dalam satu peristiwa",
        "Paling banyak {batas} orang. Catat sebagai beberapa peristiwa.",
    ),
    "bukan_sekeluarga": (
        "Mereka tidak tercatat dalam satu KK",
        "Catat satu peristiwa untuk setiap keluarga.",
    ),
    "status_tak_sesuai": (
        "{nama} tercatat {status}",
        "Peristiwa ini tidak dapat dicatat untuknya. Bila catatan itu keliru, batalkan dulu peristiwanya.",
    ),
    "sudah_tercatat_pergi": (
        "{nama}{lagi} sudah tercatat {status}",
        "Peristiwanya dicatat sesudah formulir ini dibuka. Periksa siapa yang masih tinggal, lalu simpan lagi.",
    ),
    "kembali_sebelum_hilang": (
        "Tanggal kembali sebelum {nama} hilang",
        "Tercatat hilang sejak {tanggal}. Periksa tanggal kembali, atau betulkan dulu peristiwa hilangnya.",
    ),
    # Kepala keluarga
    "kepala_baru_belum_dipilih": (
        "Kepala keluarga baru belum dipilih",
        "{nama} adalah kepala keluarga, sedangkan {jumlah} anggota tetap tinggal."
        " Pilih penggantinya, atau pilih Belum ditentukan.",
    ),
    "kepala_baru_bukan_anggota": (
        "Kepala keluarga baru bukan anggota yang tetap tinggal",
        "Pilih salah satu anggota yang masih ada di KK itu.",
    ),
    "hubungan_bukan_anggota": ("Bukan anggota KK ini", "Muat ulang halaman: susunan keluarganya sudah berubah."),
    "kepala_lama_belum_diatur": (
        "Hubungan kepala keluarga yang lama belum diisi",
        "Tentukan hubungan {nama} dengan kepala keluarga yang baru.",
    ),
    "kepala_ikut_pergi": (
        "{nama} adalah kepala keluarga di KK asalnya",
        "Catat dulu Ganti kepala keluarga untuk anggota yang tetap tinggal.",
    ),
    "sudah_kepala": ("{nama} sudah menjadi kepala keluarga ini", "Pilih anggota yang lain."),
    # Keluarga
    "pecah_semua_anggota": (
        "Semua anggota dipilih, sehingga KK asalnya kosong",
        "Pecah KK menyisakan sedikitnya satu anggota. Untuk mengganti nomor KK, pakai Ganti kepala keluarga.",
    ),
    "tanpa_keluarga": ("{nama} belum masuk KK mana pun", "Masukkan dulu ke KK-nya, atau pakai Numpang KK."),
    "sudah_di_kk_itu": ("{nama} sudah tercatat di KK itu", "Pilih KK yang lain."),
    "keluarga_tujuan_belum_dipilih": (
        "Keluarga yang ditumpangi belum dipilih",
        "Ketik nama atau No KK-nya, lalu pilih dari daftar yang terbuka.",
    ),
    "kartu_belum_diisi": ("KK tujuan belum diisi", "Isi KK baru, atau pilih KK yang sudah ada."),
    "lingkungan_tetap": (
        "Dusun/RW/RT tujuannya sama dengan yang sekarang",
        "Pilih dusun/RW/RT yang baru. Untuk memisahkan KK di tempat yang sama, pakai Pecah KK.",
    ),
    # Mengubah dan membatalkan
    "mutasi_sudah_batal": ("Peristiwa ini sudah dibatalkan", "Catat lagi sebagai peristiwa baru bila diperlukan."),
    "mutasi_tersegel": (
        "Peristiwa ini sudah dinyatakan valid",
        "Minta wali data membukanya kembali; sesudah itu peristiwa dapat diubah atau dibatalkan.",
    ),
    "mutasi_bulan_ditutup": (
        "Buku {bulan} sudah ditutup",
        "Isinya tidak dapat diubah lagi. Bila keliru, batalkan peristiwanya dengan alasan, lalu catat yang benar.",
    ),
    "cakupan_lewat_pembatalan": (
        "Pindah di dalam desa dan pindah ke luar desa adalah dua peristiwa yang berbeda",
        "Batalkan peristiwa ini, lalu catat yang benar.",
    ),
    "mutasi_sudah_diterima": (
        "Kepindahan ini sudah diterima di {wilayah}",
        "Tidak dapat dibatalkan dari sini. Bila keliru, beri tahu wali data kecamatan.",
    ),
    "ada_peristiwa_sesudahnya": (
        "Ada peristiwa sesudahnya: {peristiwa} {nama} tanggal {tanggal}",
        "Batalkan dulu peristiwa itu.",
    ),
    "sudah_diubah_lagi": (
        "{kolom} {nama} sudah diubah lagi sejak peristiwa ini",
        "Kembalikan dulu isinya seperti sesudah peristiwa, atau betulkan langsung pada datanya.",
    ),
    "rekam_peristiwa_hilang": (
        "Data {nama} sudah tidak ada",
        "Pulihkan dulu dari tempat sampah, lalu batalkan peristiwanya.",
    ),
    "kartu_masih_dihuni": (
        "KK yang dibuat peristiwa ini sudah dihuni orang lain",
        "Pindahkan dulu {nama} dari KK itu.",
    ),
    # Tutup buku
    "bulan_belum_berakhir": ("Bulan {bulan} belum berakhir", "Buku ditutup sesudah bulannya lewat."),
    "jam_mendahului_server": (
        "Jam komputer ini mendahului server",
        "Menurut server, {bulan} belum berakhir. Betulkan tanggal komputer, jalankan sinkronisasi, lalu tutup bukunya.",
    ),
    "bulan_tidak_berurutan": ("Yang dapat ditutup berikutnya {berikut}", "Buku ditutup berurutan, bulan demi bulan."),
    "buku_masih_kosong": ("Belum ada isi buku", "Catat atau impor penduduk dulu."),
    "buku_sedang_disamakan": (
        "Data desa sedang dikembalikan dari kecamatan",
        "Tunggu sampai sinkronisasi selesai, lalu tutup buku.",
    ),
}
"""Code -> (what it is, what to do next), as in ``domain.pesan``."""
