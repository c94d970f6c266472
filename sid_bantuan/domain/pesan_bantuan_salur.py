"""The words of accounts, disbursements, files of the bank and forms of reports; part of ``domain.pesan``."""

KOLOM = {
    "masa": "Masa penyaluran", "bank": "Bank", "nomor": "Nomor rekening", "nomor_dasar": "Dasar permintaan",
    "bukti": "Bukti", "tgl": "Tanggal", "satuan": "Satuan", "cara": "Cara penyaluran", "nomor_sk": "Nomor keputusan",
    "berkas": "Berkas", "judul": "Judul", "isi": "Isi", "kertas": "Kertas", "sumber_laporan": "Isi laporan",
}  # fmt: skip

PESAN = {
    "salur_bukan_wewenang": (
        "Penyaluran {nama} bukan dibuat di kantor ini",
        "Program yang ditetapkan desa disalurkan desa; program lain disalurkan kantor yang memilikinya.",
    ),
    "salur_masa_salah": ("Masa ini bukan masa penyaluran programnya", "Pilih masanya dari daftar."),
    "salur_sudah_ada": (
        "{nama} untuk {masa} sudah disiapkan",
        "Buka daftar yang sudah ada, atau batalkan dulu bila memang keliru.",
    ),
    "salur_nilai_kosong": (
        "Besaran bantuan belum diisi",
        "Isi nilai untuk setiap penerima, atau lengkapi nilainya pada programnya.",
    ),
    "salur_tanpa_penerima": (
        "Belum ada penerima aktif untuk {masa}",
        "Tetapkan penerimanya dulu, atau periksa penerima yang ditangguhkan dan alasannya.",
    ),
    "salur_tak_tersisa": (
        "Tidak ada yang tersisa untuk dibayar pada {masa}",
        "Dari penerimanya, {rincian}; nama dan sebabnya tercantum di bawah. Buka daftar penyaluran yang sudah ada.",
    ),
    "salur_di_daftar_lain": (
        "{nama} sudah ada di daftar {masa}",
        "Bantuan yang sama tidak dibayar dua kali. Selesaikan lewat daftar itu, atau tandai gagal di sana dulu.",
    ),
    "salur_tidak_ada": ("Penyaluran ini tidak ditemukan", "Mungkin sudah dibatalkan. Buka daftar penyaluran."),
    "salur_sebelumnya_belum_lapor": (
        "{masa} belum dilaporkan, jadi masa ini belum dapat dirilis",
        "Selesaikan dan laporkan {masa} dulu, atau batalkan bila memang tidak jadi disalurkan.",
    ),
    "salur_daftar_berubah": (
        "Daftar tidak cocok lagi dengan keadaan penerima: {jumlah} orang berubah",
        "Tekan Perbarui daftar, periksa siapa yang berubah dan sebabnya, lalu rilis lagi.",
    ),
    "salur_rekening_kurang": (
        "{jumlah} penerima belum punya nomor rekening",
        "Mintakan rekeningnya ke bank, atau ubah cara penyalurannya menjadi tunai.",
    ),
    "salur_keadaan": (
        "Penyaluran ini {keadaan}, jadi tindakan itu tidak dapat dilakukan",
        "Muat ulang halaman untuk melihat keadaannya yang terbaru.",
    ),
    "salur_masih_menunggu": (
        "{jumlah} penerima masih menunggu",
        "Tandai dulu semuanya: sudah diterima, gagal dengan alasannya, atau dikembalikan ke kas.",
    ),
    "salur_sudah_dilaporkan": (
        "{masa} sudah dilaporkan, jadi isinya tidak dapat diubah",
        "Bila memang keliru, buka kembali laporannya dengan alasan, betulkan, lalu laporkan lagi.",
    ),
    "salur_berikut_dirilis": (
        "Laporan {masa} menjadi dasar {berikutnya} yang sudah dirilis",
        "Centang penerimanya, lalu catat pembetulannya; tercantum pada laporan masa berikutnya.",
    ),
    "salur_masih_dapat_dibuka": (
        "Laporan {masa} masih dapat dibuka kembali",
        "Buka kembali laporannya dengan alasan, betulkan, lalu laporkan lagi.",
    ),
    "salur_tanpa_laporan_terbuka": (
        "Belum ada masa sesudah {masa} yang belum dilaporkan",
        "Siapkan masa berikutnya dulu; pembetulan ini tercantum pada laporannya.",
    ),
    "salur_betul_sama": ("{nama} memang tercatat: {dari}", "Pilih keadaan atau jumlah yang lain."),
    "salur_pembetulan_tetap": (
        "Pembetulan ini tidak dapat diurungkan",
        "Laporannya sudah dibuat, atau sudah ada pembetulan sesudahnya. Catat pembetulan baru.",
    ),
    "salur_memuat_pembetulan": (
        "{jumlah} pembetulan masa sebelumnya tercantum pada laporan masa ini",
        "Urungkan pembetulannya dulu, lalu batalkan.",
    ),
    "salur_sudah_dibetulkan": (
        "Isi laporan {masa} sudah dibetulkan pada {berikutnya}",
        "Urungkan pembetulannya di sana dulu, lalu buka kembali laporan ini.",
    ),
    "salur_baris_dipilih_dua_kali": (
        "{nama} dipilih dari dua baris berkas bank",
        "Pilih satu baris saja, yang benar-benar terjadi.",
    ),
    "salur_baris_sudah_selesai": (
        "{nama} tidak perlu diputuskan lagi",
        "Muat ulang halaman untuk melihat keadaannya yang terbaru.",
    ),
    "salur_bank_tanpa_jumlah": (
        "Berkas bank tidak menyebut jumlah yang dibayar kepada {nama}",
        "Tandai gagal atau dikembalikan, atau minta bank melengkapi berkasnya.",
    ),
    "salur_alasan_wajib": ("Alasannya belum diisi", "Tulis alasannya dengan singkat; ikut tercantum pada laporan."),
    "salur_tanggal_wajib": ("Tanggalnya belum diisi atau tidak terbaca", "Isi seperti 21-11-2026."),
    "salur_tanggal_depan": ("Tanggal ini belum tiba", "Isi tanggal hari ini atau sebelumnya."),
    "salur_pilih_baris": ("Belum ada penerima yang dipilih", "Centang penerimanya dulu."),
    "salur_baris_tetap": (
        "{nama} tidak dapat diubah dari {dari} menjadi {ke}",
        "Yang sudah diterima hanya dapat dikembalikan; yang menunggu tidak dapat dikembalikan.",
    ),
    "rekening_bukan_wewenang": (
        "Rekening {nama} tidak diminta dari kantor ini",
        "Program yang ditetapkan desa rekeningnya diminta desa; program lain diminta kantor yang memilikinya.",
    ),
    "rekening_pilih": ("Belum ada penerima yang dipilih", "Centang penerima yang rekeningnya akan diminta."),
    "rekening_tanpa_bank": ("Nama bank belum diisi", "Tulis bank tempat rekening diminta, misalnya Bank Jatim."),
    "rekening_tidak_ada": ("Rekening ini tidak ditemukan", "Muat ulang halaman."),
    "berkas_tabel_tak_terbaca": (
        "Berkas ini tidak dapat dibaca sebagai tabel",
        "Buka dengan Excel, simpan lagi sebagai Excel (.xlsx) atau CSV, lalu unggah.",
    ),
    "berkas_tabel_xls_lama": (
        "Berkas ini Excel lama (.xls)",
        "Buka dengan Excel, pilih Simpan Sebagai Excel (.xlsx), lalu unggah.",
    ),
    "berkas_tabel_tanpa_baris": (
        "Tidak ada baris di berkas ini",
        "Periksa lembar pertamanya: judul kolom, lalu isinya.",
    ),
    "format_tanpa_kolom": ("Laporan ini belum punya kolom", "Tambahkan paling sedikit satu kolom."),
    "format_isi_tak_dikenal": ("Isi kolom ini tidak dikenal", "Pilih isinya dari daftar, atau tulis teks tetap."),
    "format_nama_kosong": ("Nama laporan belum diisi", "Beri nama seperti disebut instansinya."),
    "peserta_tanpa_lembar": (
        "Lembar Peserta tidak ditemukan di berkas ini",
        "Pakai lembar peserta bantuan OpenSID: lembar Program dan lembar Peserta.",
    ),
}
"""Code -> (what is wrong, what to do)."""
