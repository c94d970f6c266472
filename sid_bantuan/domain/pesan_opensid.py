"""The words of the catalogue about an OpenSID database: why it cannot be read, and what of it people must look at."""

_VARIABEL = "SID_BANTUAN_OPENSID_SANDI"

PESAN = {
    # Sumbernya
    "opensid_alamat_salah": (
        "Alamat basis data OpenSID tidak benar",
        "Tulis seperti mysql://pengguna@192.168.1.10:3306/opensid. Tanda @ : / di dalam kata sandi ditulis %40 %3A %2F,"
        f" atau taruh kata sandinya di variabel {_VARIABEL}.",
    ),
    "opensid_tak_terjangkau": (
        "Basis data OpenSID di {alamat} tidak dapat dihubungi",
        "Periksa apakah komputernya menyala, MariaDB-nya berjalan, alamat dan port-nya benar, dan sambungan dari luar"
        " diizinkan (bind-address, firewall).",
    ),
    "opensid_sandi_salah": (
        "Pengguna {pengguna} ditolak: nama atau kata sandinya salah, atau tidak boleh masuk dari komputer ini",
        "Buat pengguna yang hanya boleh membaca, seperti pada panduan OpenSID, lalu coba lagi.",
    ),
    "opensid_basis_tidak_ada": ("Basis data {basis} tidak ada di server itu", "Periksa nama basis datanya."),
    "opensid_tanpa_hak": (
        "Pengguna itu tidak boleh membaca basis data OpenSID",
        "Beri hak SELECT pada seluruh tabelnya, seperti pada panduan OpenSID.",
    ),
    "opensid_bukan_opensid": (
        "Basis data {basis} bukan milik OpenSID, atau tabelnya tidak boleh dibaca",
        "Yang tidak ditemukan: {tabel}. Periksa nama basis data dan hak penggunanya.",
    ),
    "opensid_desa_lain": (
        "Basis data OpenSID ini milik {nama} ({desa}), sedangkan pemasangan ini {sini}",
        "Pakai basis data desa ini, atau jalankan pada pemasangan desa itu.",
    ),
    "opensid_kode_kosong": (
        "Kode desa belum diisi di OpenSID {nama}",
        "Isi kode desa pada Identitas Desa di OpenSID, lalu coba lagi.",
    ),
    "opensid_pilih_config": (
        "Basis data ini dipakai beberapa desa: {daftar}",
        "Sebutkan desanya, misalnya --config-id {contoh}.",
    ),
    "opensid_config_tidak_ada": ("Tidak ada desa bernomor {nomor} di basis data ini", "Yang ada: {daftar}."),
    "opensid_sumber_lain": (
        "Ini pemasangan OpenSID yang lain daripada yang dulu dibaca",
        "Nomor penduduknya bisa berarti orang lain. Bila OpenSID memang dipasang ulang, tambahkan --sumber-baru:"
        " penduduk dicocokkan kembali menurut NIK atau No KK, nama, dan tanggal lahir.",
    ),
    "opensid_penyusutan": (
        "{hilang} dari {semua} penduduk tidak ada lagi di OpenSID; tidak ada yang diambil",
        "Mungkin basis datanya kosong, dipulihkan dari cadangan lama, atau bukan yang biasanya. Bila memang dihapus,"
        " jalankan sekali dengan --setuju-hapus.",
    ),
    "opensid_putus": ("Sambungan ke OpenSID terputus", "Yang sudah diambil tersimpan; sisanya diambil berikutnya."),
    "opensid_gagal_dibaca": (
        "OpenSID tidak dapat dibaca (galat {nomor})",
        "Periksa apakah OpenSID sedang diperbarui atau tabelnya rusak, lalu coba lagi.",
    ),
    "opensid_bukan_desa": (
        "Impor OpenSID hanya di desa/kelurahan",
        "Jalankan pada pemasangan desa yang memiliki datanya.",
    ),
    # Isinya
    "opensid_kelamin_dari_nik": (
        "Jenis kelamin kosong di OpenSID, diambil dari NIK",
        "Cocokkan dengan KTP-el atau KK, lalu betulkan bila keliru.",
    ),
    "opensid_tanpa_keluarga": (
        "Belum masuk KK di OpenSID, sehingga dusunnya tidak terbawa",
        "Tinggal di {nilai}. Masukkan ke keluarganya.",
    ),
    "opensid_rujukan_hilang": (
        "Menunjuk data yang tidak ada di OpenSID",
        "Periksa data ini di OpenSID; yang ditunjuk mungkin sudah dihapus.",
    ),
    "opensid_cocok_ganda": (
        "Tidak pasti siapa orang ini di sini, sehingga tidak diambil",
        "Cocok dengan lebih dari satu penduduk, atau NIK-nya milik orang yang lain sama sekali. Betulkan NIK salah satunya.",
    ),
    "opensid_dibuang_di_sini": (
        "Sudah dihapus di sini, tetapi masih ada di OpenSID",
        "Hapus juga di OpenSID, atau pulihkan dari tempat sampah.",
    ),
    "opensid_berbeda": (
        "Berubah di OpenSID, padahal di sini juga sudah disunting",
        "Isian di sini dipertahankan. Samakan pada salah satunya.",
    ),
    "opensid_hapus_ditolak": (
        "Dihapus di OpenSID, tetapi di sini masih dipakai",
        "Selesaikan dulu sebab di kolom kanan.",
    ),
    # Peristiwanya
    "opensid_peristiwa_asing": ("Jenis peristiwa tidak dikenal", "Kode {nilai} tidak dicatat. Periksa di OpenSID."),
    "opensid_peristiwa_tanpa_tanggal": (
        "Peristiwa tanpa tanggal lapor dan tanggal peristiwa",
        "Isi tanggalnya di OpenSID; peristiwa ini belum dicatat.",
    ),
    "opensid_tanggal_mendatang": (
        "Tanggal peristiwa belum terjadi",
        "Tertulis {nilai}; dicatat sebagai hari ini. Betulkan di OpenSID.",
    ),
    "opensid_lapor_terlalu_lama": (
        "Tanggal lapor jauh sebelum ada OpenSID",
        "Tertulis {nilai}; dicatat pada hari data itu dibuat. Betulkan di OpenSID.",
    ),
    "opensid_lapor_mendahului": (
        "Dilaporkan sebelum terjadi",
        "Tanggal lapor {nilai} lebih dulu; dicatat sebagai tanggal peristiwanya.",
    ),
    "opensid_masuk_lagi": (
        "Masuk, padahal sudah ada di desa",
        "Peristiwa ini disisihkan: tidak dicatat dan tidak dihitung. Hapus di OpenSID bila memang keliru.",
    ),
    "opensid_sudah_pergi": (
        "Keluar, padahal sudah tidak ada di desa",
        "Peristiwa ini disisihkan: tidak dicatat dan tidak dihitung. Hapus di OpenSID bila memang keliru.",
    ),
    "opensid_sesudah_mati": (
        "Terjadi sesudah kematiannya",
        "Peristiwa ini disisihkan: tidak dicatat dan tidak dihitung. Periksa tanggal kematiannya.",
    ),
    "opensid_masih_ada": (
        "Tercatat mati, pindah, atau hilang, padahal status dasarnya hidup",
        "Status dasar yang dipakai, peristiwa ini disisihkan. Betulkan status atau peristiwanya di OpenSID.",
    ),
    "opensid_bulan_ditutup": (
        "Dilaporkan pada bulan yang bukunya sudah ditutup",
        "Tidak dicatat sebagai peristiwa; keadaannya sekarang masuk sebagai penyesuaian bulan pertama yang terbuka.",
    ),
    "opensid_status_tanpa_peristiwa": (
        "Status dasar bukan hidup, tetapi tidak ada peristiwanya",
        "Statusnya diambil apa adanya. Lengkapi peristiwanya di OpenSID.",
    ),
    "opensid_batal_ditolak": (
        "Dibatalkan di OpenSID, tetapi di sini tidak dapat dibatalkan",
        "Dicoba lagi pada pembacaan berikutnya. Sebabnya ada di kolom kanan.",
    ),
    "opensid_peristiwa_tetap": (
        "Diubah di OpenSID, tetapi di sini tidak dapat diubah",
        "Yang tercatat di sini tetap, sebab: {nilai}.",
    ),
}
