"""The words for recipients and lists of agencies: what cannot be done with them; part of the catalogue in ``domain.pesan``."""

KOLOM = {
    "tgl_pengajuan": "Tanggal pengajuan", "posisi_berkas": "Berkas sekarang di", "nomor_sk": "Nomor SK",
    "mulai": "Mulai", "sampai": "Sampai", "menggantikan_id": "Menggantikan", "orang_id": "Penerima atau pengurus",
    "per_tanggal": "Keadaan per tanggal", "masa": "Masa", "berkas": "Berkas", "desil": "Desil", "keadaan": "Keadaan",
    "usulan_id": "Dari usulan", "oleh": "Dicatat oleh", "pada": "Dicatat pada",
}  # fmt: skip
"""Column of a recipient or of a list -> what the office calls it."""

PESAN = {
    "penerima_tidak_ada": (
        "Penerima ini tidak ada di desa ini",
        "Mungkin sudah dihapus. Cari lagi pada daftar penerima.",
    ),
    "penerima_perlu_alasan": ("Alasannya belum dipilih", "Pilih satu alasan; ia ikut dicatat dan dikirim ke atas."),
    "penerima_perlu_catatan": ("Alasan lainnya belum ditulis", "Tulis alasannya dengan satu kalimat."),
    "penerima_catatan_panjang": ("Catatan terlalu panjang", "Ringkas menjadi 250 huruf."),
    "penerima_keadaan_salah": ("Keadaan itu tidak dikenal", "Pilih keadaan dari daftarnya."),
    "penerima_penuh": (
        "Kuota {program} sudah penuh",
        "Tempatnya sudah dipakai penerima lain. Nonaktifkan dulu yang tidak lagi berhak, atau minta tambahan kuota.",
    ),
    "penerima_ditolak_aturan": (
        "Tidak dapat diaktifkan lagi: {alasan}",
        "Periksa bantuan lain yang diterima orang atau keluarga ini, lalu coba lagi.",
    ),
    "penerima_komponen_ditolak": (
        "Ditolak dengan komponen ini: {alasan}",
        "Kurangi komponennya, atau periksa bantuan lain yang diterima keluarga ini.",
    ),
    "penerima_sudah_ada_lain": (
        "{nama} sudah menerima {program} dari catatan lain",
        "Buka catatan itu; satu orang atau keluarga tidak menerima program yang sama dua kali.",
    ),
    "penerima_masih_menempati": (
        "{nama} masih menempati kuotanya",
        "Nyatakan dulu nonaktif atau tidak layak dengan alasannya, baru pilih penggantinya.",
    ),
    "penerima_sudah_diganti": (
        "{nama} sudah digantikan {pengganti}",
        "Satu tempat hanya digantikan satu kali. Bila penggantinya juga gugur, gantikan dari halaman penggantinya.",
    ),
    "penerima_tanpa_perubahan": ("Belum ada perubahan yang dapat diurungkan", ""),
    "penerima_bukan_keluarga": (
        "{program} diberikan kepada orangnya sendiri",
        "Pengurus hanya ada pada bantuan keluarga. Untuk mengganti orangnya, nonaktifkan lalu pilih penggantinya.",
    ),
    "penerima_bukan_anggota": (
        "Orang ini bukan anggota keluarga penerima",
        "Pilih anggota keluarga yang masih tinggal di desa.",
    ),
    "penerima_tanpa_penduduk": (
        "Penerima ini tidak tercatat sebagai penduduk",
        "Identitasnya tetap seperti saat ditetapkan; tidak ada data kependudukan untuk disamakan.",
    ),
    "penerima_ganti_program_lain": (
        "Tempat {nama} adalah tempat {program}",
        "Penggantinya hanya dapat didaftarkan untuk {program}. Kembali, lalu pilih program itu.",
    ),
    "bantuan_mulai_mustahil": (
        "Tahun mulai harus 2000 atau sesudahnya",
        "Periksa tahunnya. Tulis hari bantuan ini mulai diterima, seperti 01-01-2026.",
    ),
    "penerima_pengurus_pindah": (
        "{nama} sekarang di keluarga lain",
        "Bantuan ini milik keluarga yang ditinggalkannya. Pilih pengurus baru dari keluarga itu.",
    ),
    "penerima_komponen_kosong": (
        "Komponennya belum dipilih",
        "Pilih komponennya, atau hapus baris ini.",
    ),
    "penerima_komponen_tanpa_orang": ("Belum dipilih milik siapa", "Pilih orangnya, atau hapus baris ini."),
    "penerima_komponen_bukan_anggota": (
        "Orang ini bukan anggota keluarga {nama}",
        "Pilih penerimanya sendiri atau anggota keluarganya yang masih tinggal di desa.",
    ),
    "penerima_komponen_ganda": (
        "Komponen dan orang yang sama tertulis dua kali",
        "Tulis satu kali saja; hapus baris yang lain.",
    ),
    # Daftar instansi
    "daftar_tanpa_nama": ("Kolom nama belum dipilih", "Tunjuk kolom yang berisi nama penerima."),
    "daftar_kolom_dua_kali": ("Kolom «{kolom}» dipilih dua kali", "Satu kolom hanya untuk satu isian."),
    "daftar_program_tidak_ada": ("Programnya belum dipilih", "Pilih program yang daftarnya ditetapkan instansi lain."),
    "daftar_bukan_luar": (
        "Penerima {nama} ditetapkan sendiri, bukan oleh daftar instansi",
        "Pakai menu Unggah penerima. Bila memang daftar instansi yang menentukan, ubah dulu programnya.",
    ),
    "daftar_tanpa_sumber": (
        "Sumber daftar belum ditulis",
        "Tulis dari mana daftar ini, misalnya SIKS-NG Dinas Sosial.",
    ),
    "daftar_tanggal_mendatang": ("Tanggal daftar belum terjadi", "Tulis tanggal keadaan yang diceritakan daftar ini."),
    "daftar_lebih_lama": (
        "Daftar ini lebih lama daripada yang sudah ada (per {ada})",
        "Daftar {program} yang tersimpan lebih baru. Centang persetujuan bila memang daftar lama ini yang berlaku.",
    ),
    "daftar_milik_atas": (
        "Daftar {program} wilayah ini sudah dimasukkan {kantor}",
        "Sampaikan daftar yang baru ke sana; dua daftar untuk satu desa akan terhitung dua kali.",
    ),
    "daftar_masa_salah": ("Masa tidak dikenal", "Tulis seperti 2026, 2026-S1, 2026-T3, atau 2026-11."),
    "daftar_tidak_ada": ("Daftar ini tidak ada", "Mungkin sudah dicabut atau milik kantor lain."),
    "daftar_sudah_dicabut": ("Daftar ini sudah dicabut", ""),
    "daftar_sudah_diganti": (
        "Sudah ada daftar yang lebih baru",
        "Yang dapat dicabut hanya daftar yang terakhir. Cabut dulu yang lebih baru.",
    ),
    "daftar_bukan_milik": (
        "Daftar ini dimasukkan kantor lain",
        "Hanya kantor yang memasukkannya yang dapat mencabutnya.",
    ),
    "daftar_tanpa_desa": (
        "Tidak ada baris yang desanya dikenal",
        "Periksa kolom desa dan kecamatan, atau unggah lewat kantor desanya sendiri.",
    ),
}
"""Code -> (what is wrong, what to do)."""
