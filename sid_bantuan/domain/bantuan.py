"""The words of aid: natures, targets, states, reasons, as offices say them. Pure."""

REGULER, TEMPORER = "reguler", "temporer"
SIFAT = {REGULER: "Reguler", TEMPORER: "Temporer (sementara)"}

ORANG, KELUARGA, RUMAH_TANGGA, KELOMPOK, BUKAN_ORANG = "orang", "keluarga", "rumah_tangga", "kelompok", "bukan_orang"
SASARAN = {
    ORANG: "Orang",
    KELUARGA: "Keluarga",
    RUMAH_TANGGA: "Rumah tangga",
    KELOMPOK: "Kelompok",
    BUKAN_ORANG: "Bukan untuk perorangan",
}
BENTUK = {"tunai": "Tunai", "non_tunai": "Barang atau jasa"}
PENDANAAN = {
    "apbn": "APBN",
    "provinsi": "APBD Provinsi",
    "apbd": "APBD Kabupaten",
    "dana_desa": "Dana Desa",
    "non_anggaran": "Bukan anggaran (gotong royong)",
}
KALI = {0: "Setiap peristiwa", 1: "Sekali setahun", 2: "Setiap 6 bulan", 4: "Setiap 3 bulan", 12: "Setiap bulan"}
"""How many times a year it is given."""
PENETAP = {"desa": "Ditetapkan desa", "kabupaten": "Ditetapkan kabupaten", "luar": "Daftar instansi lain"}
"""Who says finally who receives: the village, the kabupaten, or an agency whose list comes in."""

# ---- a proposal

DRAF, DIAJUKAN, DIVERIFIKASI, DITETAPKAN, DITOLAK, DAFTAR_TUNGGU, DIKEMBALIKAN, DICABUT = (
    "draf", "diajukan", "diverifikasi", "ditetapkan", "ditolak", "daftar_tunggu", "dikembalikan", "dicabut",
)  # fmt: skip
KEADAAN_USULAN = {
    DRAF: "Draf",
    DIAJUKAN: "Diajukan",
    DIVERIFIKASI: "Diverifikasi",
    DIKEMBALIKAN: "Dikembalikan",
    DITETAPKAN: "Ditetapkan",
    DITOLAK: "Ditolak",
    DAFTAR_TUNGGU: "Daftar tunggu",
    DICABUT: "Dicabut",
}
LANGKAH_USULAN = {
    "ajukan": "Diajukan",
    "setujui": "Disetujui",
    "kembalikan": "Dikembalikan",
    "tolak": "Ditolak",
    "tetapkan": "Ditetapkan",
    "tunggu": "Masuk daftar tunggu",
    "cabut": "Dicabut",
    "beritahukan": "Pemohon diberi tahu",
}

# ---- a recipient

AKTIF, DITANGGUHKAN, NONAKTIF, TIDAK_LAYAK = "aktif", "ditangguhkan", "nonaktif", "tidak_layak"
KEADAAN_PENERIMA = {
    AKTIF: "Aktif",
    DITANGGUHKAN: "Ditangguhkan",
    NONAKTIF: "Nonaktif",
    TIDAK_LAYAK: "Tidak layak",
}
MEMAKAI_KUOTA = (AKTIF, DITANGGUHKAN)
"""The states that hold a place of the quota; the others have given it back."""
ALASAN_PENERIMA = {
    "mampu": "Sudah mampu",
    "pindah": "Pindah",
    "meninggal": "Meninggal",
    "ganda": "Tercatat ganda",
    "tidak_ditemukan": "Tidak ditemukan",
    "mengundurkan_diri": "Mengundurkan diri",
    "asn_tni_polri": "ASN, TNI, atau Polri",
    "nik_tidak_padan": "NIK tidak padan",
    "bantuan_lain": "Sudah menerima bantuan lain",
    "lainnya": "Lainnya",
}
GANTI_PENGURUS = "ganti_pengurus"
SEBAB = {
    "meninggal": "Meninggal menurut catatan kependudukan",
    "pindah": "Pindah menurut catatan kependudukan",
    "hilang": "Hilang menurut catatan kependudukan",
    "tidak_tercatat": "Tidak lagi tercatat sebagai penduduk",
    "keluarga_habis": "Tidak ada lagi anggota keluarga",
    GANTI_PENGURUS: "Pengurusnya perlu diganti",
}
"""Why the effective state differs from the written one; derived at every level, never written by anybody."""

ASAL = {"penerima": "Dicatat desa", "penetapan": "Daftar instansi"}

# ---- money on its way

KEADAAN_PENYALURAN = {
    "disiapkan": "Disiapkan",
    "dirilis": "Dirilis",
    "dilaporkan": "Dilaporkan",
    "dibatalkan": "Dibatalkan",
}
KEADAAN_BARIS = {
    "menunggu": "Menunggu",
    "dibayar": "Sudah diterima",
    "gagal": "Gagal",
    "dikembalikan": "Dikembalikan ke kas",
}
KEADAAN_REKENING = {"diminta": "Diminta ke bank", "terbit": "Terbit", "ditolak": "Ditolak bank", "ditutup": "Ditutup"}
DASAR_REKENING = {"nik": "NIK", "surat": "Nomor surat keterangan"}

# ---- statements

PERNYATAAN = {
    "rt": "Pernyataan Ketua RT",
    "rw": "Pernyataan Ketua RW",
    "relawan": "Hasil pendataan relawan",
    "sptjm": "Surat pernyataan tanggung jawab mutlak",
    "warga": "Pernyataan warga",
}

# ---- a round of updating

ARAH = {"masuk": "Usulan masuk", "keluar": "Usulan keluar", "tetap": "Tetap"}

DTSEN = "DTSEN"
"""The name of the national list among the lists that come in; it is no program of aid."""
