"""The words for what keeps somebody from being enrolled in aid; part of the catalogue in ``domain.pesan``."""

KOLOM = {
    "program": "Program", "penduduk": "Penduduk", "komponen": "Komponen", "keadaan": "Keadaan", "alasan": "Alasan",
    "catatan": "Catatan", "jumlah": "Jumlah", "tahun": "Tahun", "nilai": "Nilai", "nama": "Nama",
}  # fmt: skip
"""Column of a record of aid -> what the office calls it."""

PESAN = {
    "bantuan_melanggar_aturan": (
        "Bertentangan dengan aturan: {alasan}",
        "Periksa bantuan lain yang diterima orang atau keluarga ini, lalu nonaktifkan salah satunya bila memang tidak boleh.",
    ),
    "bantuan_program_tidak_ada": (
        "Program ini tidak ada atau sudah tidak berlaku",
        "Pilih program dari daftar program yang berlaku.",
    ),
    "bantuan_bukan_perorangan": (
        "{nama} tidak diberikan kepada orang atau keluarga",
        "Program ini hanya tampil sebagai keterangan; pilih program lain.",
    ),
    "bantuan_daftar_luar": (
        "Penerima {nama} ditetapkan instansi lain",
        "Masukkan daftar dari instansinya lewat menu Daftar instansi, atau usulkan lewat pemutakhiran data.",
    ),
    "bantuan_warga_tidak_ada": ("Penduduk ini tidak ada di desa ini", "Cari lagi dengan nama atau NIK."),
    "bantuan_warga_tidak_di_sini": (
        "{nama} sudah meninggal, pindah, atau tidak tercatat lagi",
        "Periksa catatan kependudukannya. Bantuan hanya dapat diberikan kepada penduduk yang masih ada di desa.",
    ),
    "bantuan_di_luar_masa": (
        "{nama} hanya berlaku dari {dari} sampai {sampai}",
        "Pilih tanggal mulai di dalam masa itu, atau minta kantor pemiliknya memperpanjang programnya.",
    ),
    "bantuan_masa_terbalik": ("Tanggal akhir mendahului tanggal mulai", "Perbaiki salah satunya."),
    "bantuan_komponen_tak_dikenal": ("Komponen ini tidak ada pada programnya", "Pilih komponen dari daftar."),
}
"""Code -> (what is wrong, what to do)."""
