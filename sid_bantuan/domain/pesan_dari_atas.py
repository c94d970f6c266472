"""The words between a village and the levels above: events seen from there, what was sent here, data proposed.

Part of the catalogue in ``domain.pesan``.
"""

PESAN = {
    # Peringatan pada peristiwa, dilihat dari atas desa
    "mutasi_terlambat": (
        "Dilaporkan {hari} hari sesudah terjadi",
        "Lewat 60 hari. Pastikan tanggalnya, lalu catat apa adanya.",
    ),
    "mutasi_tempat_tak_dikenal": (
        "Tempat asal atau tujuan tidak dikenal",
        "Kode {kode} tidak ada dalam daftar wilayah.",
    ),
    "mutasi_tempat_kosong": (
        "Desa asal atau tujuan belum dipilih",
        "Tanpa kode desa, kepindahannya tidak dapat diteruskan ke desa itu.",
    ),
    "mutasi_cakupan_keliru": ("Cakupan pindah tidak sesuai tempatnya", "Menurut kodenya, tempat itu {tempat}."),
    "mutasi_sudah_mati": (
        "Kematiannya sudah tercatat",
        "{nama} sudah tercatat meninggal di {wilayah}. Pastikan orangnya bukan dicatat dua kali.",
    ),
    "mutasi_hidup_di_dua_desa": (
        "Masih tercatat di desa lain",
        "{nama} masih tercatat sebagai warga {wilayah}. Kepindahannya harus dicatat di sana.",
    ),
    "mutasi_ibu_bukan_warga": (
        "Ibunya tidak tercatat sebagai warga desa ini",
        "Nama ibu: {nama}. Periksa ejaan dan NIK ibu, atau apakah ibunya tercatat di desa lain.",
    ),
    # Yang datang dari kecamatan atau kabupaten
    "masuk_tidak_menunggu": (
        "Kiriman ini tidak menunggu lagi",
        "Mungkin sudah diterima, atau dicabut oleh pengirimnya. Muat ulang halaman.",
    ),
    "masuk_sudah_tercatat": (
        "Sudah tercatat di desa ini",
        "{nama} sudah menjadi penduduk di sini. Tandai sudah tercatat, supaya tidak dicatat dua kali.",
    ),
    "alasan_tolak_kosong": ("Alasan belum dipilih", "Pilih atau tulis alasannya; pengirim perlu tahu sebabnya."),
    "masuk_belum_tercatat": ("Belum tercatat di desa ini", "Catat peristiwanya lebih dulu, atau terima kiriman ini."),
    "masuk_tanpa_orang": (
        "Kiriman ini tidak menyebut seorang pun",
        "Tolak kiriman ini dengan alasannya; pengirim dapat mengirim lagi dengan lengkap.",
    ),
    "masuk_orang_tidak_ada": (
        "Orangnya tidak ditemukan di desa ini",
        "Cari {nama} dengan ejaan lain lalu pilih, atau tolak kiriman ini dengan alasannya.",
    ),
    "masuk_keluarga_tidak_ada": (
        "Keluarganya tidak ditemukan di desa ini",
        "Pilih keluarga bayi ini, atau tolak kiriman ini dengan alasannya.",
    ),
    # Usulan data dari kecamatan atau kabupaten
    "usulan_di_desa_lain": ("Tercatat di {desa}", "Baris ini tidak dikirim. Periksa NIK dan No KK-nya."),
    "usulan_tanpa_desa": (
        "Tidak cocok dengan siapa pun",
        "NIK, No KK, serta nama dan tanggal lahirnya tidak tercatat di desa mana pun. Unggah untuk satu desa bila ia warga baru.",
    ),
    "usulan_bukan_warga": (
        "Bukan penduduk hidup menurut berkas",
        "Orang yang sudah pergi atau meninggal tidak diusulkan.",
    ),
    "usulan_sudah_pergi": (
        "Di desa tercatat {status}",
        "Status dasar hanya berubah lewat peristiwa, jadi tidak diusulkan.",
    ),
    "usulan_tidak_menunggu": (
        "Usulan ini tidak menunggu lagi",
        "Mungkin sudah dijawab, atau dicabut oleh pengirimnya. Muat ulang halaman.",
    ),
    "usulan_kepala_berhenti": (
        "{nama} kepala keluarga",
        "Kepala keluarga berganti lewat peristiwa Ganti kepala keluarga. Terima isian yang lain tanpa hubungan keluarganya.",
    ),
    "usulan_tak_dapat_diurungkan": (
        "Penerimaan ini tidak dapat diurungkan",
        "Betulkan langsung pada data penduduknya. Warga baru dapat dibuang ke Tempat sampah dari halamannya.",
    ),
    "usulan_sudah_diubah_lagi": (
        "{kolom} {nama} sudah diubah lagi sejak usulan diterima",
        "Betulkan langsung pada datanya; mengurungkan akan menghapus perubahan yang lebih baru.",
    ),
    "usulan_orang_hilang": (
        "Penduduk yang diusulkan sudah tidak ada di sini",
        "Tolak usulan ini dengan alasannya.",
    ),
}
"""Code -> (what it is, what to do next), as in ``domain.pesan``."""
