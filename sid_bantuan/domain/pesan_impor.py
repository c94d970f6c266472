"""The words for what an import of a sheet meets, in its file and in its rows; part of the catalogue in ``domain.pesan``."""

PESAN = {
    # Impor: berkasnya
    "berkas_kosong": ("Berkas kosong", "Pilih berkas Excel yang berisi data penduduk."),
    "berkas_bukan_excel": (
        "Bukan berkas Excel (.xlsx atau .xlsm)",
        "Buka datanya di Excel, lalu simpan sebagai .xlsx.",
    ),
    "berkas_xls_lama": ("Berkas Excel lama (.xls)", "Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx."),
    "berkas_bersandi": ("Berkas dilindungi kata sandi", "Buka di Excel, hapus kata sandinya, simpan, lalu coba lagi."),
    "berkas_rusak": (
        "Berkas rusak atau tidak utuh",
        "Salin ulang dari asalnya, atau buka di Excel lalu simpan kembali.",
    ),
    "berkas_terlalu_besar": ("Berkas terlalu besar", "Pecah menjadi beberapa berkas yang lebih kecil."),
    "berkas_terlalu_lebar": (
        "Lembar ini memanjang sampai sel {sel}",
        "Hapus baris dan kolom di luar tabelnya, simpan, lalu unggah lagi.",
    ),
    "berkas_terlalu_panjang": (
        "Terlalu banyak baris ({jumlah})",
        "Paling banyak {batas} baris dalam satu berkas. Pecah berkasnya.",
    ),
    "berkas_tanpa_kolom": (
        "Kolom wajib tidak ada: {daftar}",
        "Baris judul harus berisi nama kolom seperti pada lembar Excel 43 kolom. Tambahkan yang belum ada, lalu impor lagi.",
    ),
    "berkas_tanpa_data": (
        "Tidak ada baris data",
        "Lembar «{lembar}» hanya berisi judul, atau ### ada di baris pertama.",
    ),
    "berkas_kolom_ganda": ("Kolom «{nama}» ada dua kali", "Hapus salah satunya."),
    "impor_bukan_desa": (
        "Impor penduduk hanya di desa/kelurahan",
        "Jalankan pada pemasangan desa yang memiliki datanya.",
    ),
    # Impor: barisnya
    "nama_kosong": ("Nama kosong", "Isi nama sesuai KTP-el atau KK."),
    "jenis_kelamin_kosong": ("Jenis kelamin kosong", "Isi 1 untuk laki-laki, 2 untuk perempuan."),
    "sel_rumus": ("Sel berisi rumus", "Salin selnya, lalu tempel sebagai nilai (Tempel Khusus, Nilai)."),
    "nik_kembar_di_berkas": ("NIK sama dengan baris {baris}", "Satu NIK hanya untuk satu orang. Periksa kedua baris."),
    "orang_kembar_di_berkas": (
        "Orang yang sama dengan baris {baris}",
        "No KK, nama, dan tanggal lahirnya sama. Hapus salah satu baris.",
    ),
    "sudah_digabung": (
        "Sudah digabung dengan {nama}",
        "Keduanya pernah diputuskan sebagai satu orang. Bila keliru, batalkan penggabungannya dulu.",
    ),
    "cocok_lebih_dari_satu": (
        "Cocok dengan lebih dari satu penduduk yang sudah tercatat",
        "Lengkapi NIK pada baris ini, atau ubah langsung pada data penduduk.",
    ),
    "status_dasar_tetap": (
        "Status dasar tidak diubah oleh impor",
        "Berkas berisi {berkas}, tercatat {tercatat}. Catat perubahannya sebagai peristiwa.",
    ),
    "nik_dipertahankan": ("NIK di berkas kosong", "NIK yang sudah tercatat tetap dipakai."),
    "nilai_tidak_dipakai": (
        "Isian tidak dapat dibaca dan dilewati",
        "Isian «{nilai}» tidak dipakai. Perbaiki pada berkas atau pada data.",
    ),
    "alamat_kk_berbeda": ("Alamat berbeda dengan kepala keluarganya", "Yang dipakai alamat pada baris {baris}."),
}
"""Code -> (what it is, what to do next), as in ``domain.pesan``."""
