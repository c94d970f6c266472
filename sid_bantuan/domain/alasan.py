"""Why a record goes back to its village: the fixed reasons, each with what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alasan:
    """One fixed reason: its code, its words, what the village does next, the record types it is offered for."""

    kode: str
    judul: str
    saran: str
    jenis: frozenset[str]


_ORANG, _KK, _SEMUA = frozenset({"penduduk"}), frozenset({"keluarga"}), frozenset({"penduduk", "keluarga"})
_PERISTIWA = frozenset({"mutasi"})
_SURAT = frozenset({"surat"})
_PENERIMA = frozenset({"penerima"})

ALASAN: dict[str, Alasan] = {
    satu.kode: satu
    for satu in (
        Alasan("nik_tidak_sesuai", "NIK tidak sesuai KTP-el atau KK",
               "Cocokkan NIK dengan KTP-el atau KK asli, lalu betulkan.", _ORANG),
        Alasan("nama_tidak_sesuai", "Nama tidak sama dengan KTP-el atau KK",
               "Tulis nama persis seperti pada KTP-el atau KK, tanpa gelar.", _ORANG),
        Alasan("lahir_tidak_sesuai", "Tempat atau tanggal lahir tidak sesuai",
               "Cocokkan dengan akta lahir atau KK, lalu betulkan.", _ORANG),
        Alasan("hubungan_tidak_tepat", "Hubungan dalam keluarga tidak tepat",
               "Periksa kolom hubungan keluarga pada KK, lalu betulkan.", _ORANG),
        Alasan("sudah_pindah", "Orang ini sudah pindah",
               "Pastikan kepada RT atau keluarganya. Bila benar, catat kepindahannya.", _ORANG),
        Alasan("sudah_meninggal", "Orang ini sudah meninggal",
               "Pastikan kepada RT atau keluarganya. Bila benar, catat kematiannya.", _ORANG),
        Alasan("tercatat_ganda", "Tercatat lebih dari satu kali",
               "Periksa kedua catatan. Bila orang atau keluarganya sama, gabungkan.", _SEMUA),
        Alasan("no_kk_tidak_sesuai", "No KK tidak sesuai kartu",
               "Cocokkan No KK dengan kartu keluarga asli, lalu betulkan.", _SEMUA),
        Alasan("alamat_tidak_tepat", "Alamat, RT, atau RW tidak tepat",
               "Betulkan alamat, RT, dan RW sesuai tempat tinggalnya.", _SEMUA),
        Alasan("kepala_keluarga_tidak_ada", "Keluarga belum punya kepala keluarga",
               "Tetapkan satu anggota sebagai kepala keluarga.", _KK),
        Alasan("anggota_tidak_lengkap", "Anggota keluarga tidak lengkap",
               "Cocokkan daftar anggota dengan KK asli, lalu lengkapi.", _KK),
        Alasan("isian_belum_lengkap", "Isian belum lengkap",
               "Lengkapi kolom yang masih kosong.", _SEMUA),
        Alasan("perlu_bukti", "Perlu bukti",
               "Lampirkan foto KTP-el, KK, atau akta yang jelas terbaca.", _SEMUA),
        Alasan("bukti_peristiwa", "Perlu bukti peristiwanya",
               "Lampirkan foto surat keterangan atau akta peristiwa ini yang jelas terbaca.", _PERISTIWA),
        Alasan("tanggal_peristiwa_salah", "Tanggal peristiwa tidak sesuai bukti",
               "Cocokkan tanggalnya dengan surat keterangan atau akta, lalu betulkan.", _PERISTIWA),
        Alasan("orang_peristiwa_salah", "Orang yang dicatat keliru",
               "Batalkan peristiwa ini, lalu catat pada orang yang benar.", _PERISTIWA),
        Alasan("anggota_peristiwa_kurang", "Anggota yang ikut tidak sesuai surat",
               "Cocokkan nama yang ikut dengan surat pindah. Batalkan, lalu catat lagi dengan anggota yang benar.",
               _PERISTIWA),
        Alasan("tempat_peristiwa_salah", "Tempat asal atau tujuan tidak tepat",
               "Pilih desa atau wilayah yang benar menurut surat pindah.", _PERISTIWA),
        Alasan("jenis_peristiwa_salah", "Jenis peristiwanya keliru",
               "Batalkan, lalu catat sebagai peristiwa yang benar.", _PERISTIWA),
        Alasan("peristiwa_dua_kali", "Peristiwa ini tercatat dua kali",
               "Periksa daftar peristiwa. Bila sama, batalkan salah satunya.", _PERISTIWA),
        Alasan("masih_di_desa_lain", "Orangnya masih tercatat di desa lain",
               "Pastikan NIK-nya, dan minta desa asal mencatat kepindahannya.", _PERISTIWA),
        Alasan("orang_tua_tidak_sesuai", "Data orang tua tidak sesuai",
               "Cocokkan nama dan NIK ayah dan ibu dengan KK, lalu betulkan.", _PERISTIWA),
        Alasan("isian_peristiwa_kurang", "Isian peristiwa belum lengkap",
               "Lengkapi pelapor, tempat, sebab, atau nomor surat yang masih kosong.", _PERISTIWA),
        Alasan("surat_syarat_kurang", "Syaratnya belum lengkap",
               "Lengkapi dokumen yang disebut, lalu ajukan lagi.", _SURAT),
        Alasan("surat_isi_tidak_sesuai", "Isi surat tidak sesuai berkas pendukungnya",
               "Cocokkan isi surat dengan berkasnya, lalu betulkan.", _SURAT),
        Alasan("surat_nama_tidak_sesuai", "Nama atau NIK tidak sesuai KTP-el atau KK",
               "Betulkan pada data penduduk, lalu ajukan lagi suratnya.", _SURAT),
        Alasan("surat_belum_musyawarah", "Belum disepakati semua pihak",
               "Pastikan semua yang berkepentingan sudah setuju dan bertanda tangan.", _SURAT),
        Alasan("surat_salah_jenis", "Jenis suratnya keliru",
               "Batalkan surat ini di desa, lalu buat surat yang benar.", _SURAT),
        Alasan("penerima_bantuan_lain", "Sudah menerima bantuan lain yang tidak boleh digabung",
               "Periksa bantuan keluarganya, lalu nonaktifkan salah satunya.", _PENERIMA),
        Alasan("penerima_tidak_layak", "Tidak memenuhi syarat program",
               "Periksa syarat programnya. Bila memang tidak, nyatakan tidak layak dan pilih penggantinya.", _PENERIMA),
        Alasan("penerima_meninggal_pindah", "Penerimanya sudah meninggal atau pindah",
               "Catat peristiwanya, lalu nyatakan nonaktif atau ganti pengurusnya.", _PENERIMA),
        Alasan("penerima_ganda", "Orang atau keluarga ini sudah terdaftar",
               "Bandingkan kedua catatannya, lalu nonaktifkan salah satunya dengan alasan tercatat ganda.", _PENERIMA),
        Alasan("penerima_identitas", "NIK, No KK, atau nama penerima tidak sesuai",
               "Betulkan data penduduknya, lalu samakan identitas penerima.", _PENERIMA),
        Alasan("penerima_pengurus", "Pengurusnya perlu diganti",
               "Pilih anggota keluarga lain sebagai pengurus.", _PENERIMA),
        Alasan("penerima_dasar_kurang", "Dasar penetapannya belum jelas",
               "Isi nomor SK atau sumbernya, dan lampirkan berita acara musyawarah desa.", _PENERIMA),
    )
}  # fmt: skip


def untuk(jenis: str) -> list[Alasan]:
    """The fixed reasons offered for one record type."""
    return [alasan for alasan in ALASAN.values() if jenis in alasan.jenis]


def judul_alasan(kode: str | None, pesan: str | None = None) -> str:
    """The reason in one line: its words, else the steward's own."""
    if kode in ALASAN:
        return ALASAN[kode].judul
    return pesan or "Perlu diperbaiki"


_DARI_PERINGATAN = {
    "nik_tidak_sesuai": ("nik_tak_selaras", "nik_tidak_ditemukan", "nik_provinsi", "nik_wilayah"),
    "tercatat_ganda": ("nik_ganda", "orang_kembar", "no_kk_ganda"),
    "lahir_tidak_sesuai": ("tanggal_lahir", "usia_"),
    "nama_tidak_sesuai": ("nama_ganjil",),
    "hubungan_tidak_tepat": ("hubungan_", "kepala_", "kk_kepala_ganda", "status_kawin", "belum_masuk_kk"),
    "kepala_keluarga_tidak_ada": ("kk_tanpa_kepala",),
    "anggota_tidak_lengkap": ("kk_kosong",),
    "no_kk_tidak_sesuai": ("no_kk_belum_ada",),
    "alamat_tidak_tepat": ("lingkungan_kosong",),
    "isian_belum_lengkap": ("isian_belum_lengkap", "nik_belum_ada"),
    "peristiwa_dua_kali": ("mutasi_sudah_mati",),
    "masih_di_desa_lain": ("mutasi_hidup_di_dua_desa",),
    "tempat_peristiwa_salah": ("mutasi_tempat", "mutasi_cakupan"),
    "orang_tua_tidak_sesuai": ("mutasi_ibu",),
    "penerima_bantuan_lain": ("bantuan_melanggar_aturan",),
}


def usulan(peringatan: list[str], jenis: str) -> str | None:
    """The reason the first of these warnings suggests, if it is offered for the type."""
    for kode in peringatan:
        for alasan, awal in _DARI_PERINGATAN.items():
            if kode.startswith(awal) and jenis in ALASAN[alasan].jenis:
                return alasan
    return None
