"""The one catalogue of words for faults, warnings and refusals: what it is, and what to do next.

Codes are stable: they travel between nodes and stand in stored warnings. Words may change.
"""

import json
from collections.abc import Callable

from . import (
    kode,
    pesan_bantuan,
    pesan_bantuan_katalog,
    pesan_bantuan_penerima,
    pesan_bantuan_putaran,
    pesan_bantuan_salur,
    pesan_bantuan_usulan,
    pesan_dari_atas,
    pesan_impor,
    pesan_lampid,
    pesan_opensid,
    pesan_surat,
)
from .lampid import sebut_bulan
from .tanggal import teks_tanggal
from .wilayah_nama import nama_pendek

KOLOM = {
    "nik": "NIK", "no_kk": "No KK", "nama": "Nama", "jenis_kelamin": "Jenis kelamin", "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir", "keluarga_id": "Keluarga", "hubungan_keluarga": "Hubungan dalam keluarga",
    "agama": "Agama", "pendidikan_kk": "Pendidikan dalam KK", "pendidikan_sedang": "Pendidikan sedang ditempuh",
    "pekerjaan": "Pekerjaan", "status_kawin": "Status perkawinan", "kewarganegaraan": "Kewarganegaraan",
    "nik_ayah": "NIK ayah", "nama_ayah": "Nama ayah", "nik_ibu": "NIK ibu", "nama_ibu": "Nama ibu",
    "golongan_darah": "Golongan darah", "akta_lahir": "Nomor akta lahir", "paspor": "Nomor paspor",
    "paspor_berlaku_sampai": "Paspor berlaku sampai", "kitas": "Nomor KITAS", "akta_kawin": "Nomor akta perkawinan",
    "tanggal_kawin": "Tanggal perkawinan", "akta_cerai": "Nomor akta perceraian", "tanggal_cerai": "Tanggal perceraian",
    "cacat": "Cacat", "sakit_menahun": "Sakit menahun", "cara_kb": "Cara KB", "hamil": "Kehamilan", "ktp_el": "KTP-el",
    "status_rekam": "Status rekam KTP-el", "alamat": "Alamat", "alamat_sekarang": "Alamat sekarang",
    "status_penduduk": "Status penduduk", "status_dasar": "Status dasar", "suku": "Suku", "tag_ktp": "Tag KTP-el",
    "asuransi": "Asuransi", "no_asuransi": "Nomor asuransi", "lintang": "Lintang", "bujur": "Bujur",
    "telepon": "Telepon", "lingkungan_id": "Dusun/RW/RT", "dusun": "Dusun", "rw": "RW", "rt": "RT",
    "keadaan_nik": "Keadaan NIK",
    "orang_id": "Orang", "rumah_tangga_id": "Rumah tangga", "hubungan_rumah_tangga": "Hubungan dalam rumah tangga",
    "tanggal_cetak_kk": "Tanggal cetak KK", "sumber": "Sumber", "foto": "Foto", "alasan": "Alasan",
    "wilayah": "Wilayah",
    **pesan_lampid.KOLOM,
}  # fmt: skip
"""Column -> what the office calls it."""

_EXCEL = "Di Excel ubah format kolom menjadi Teks, lalu ketik ulang nomornya dari kartu."

_PESAN = {
    # Nomor
    "nik_bukan_16_angka": (
        "NIK harus 16 angka",
        "Cocokkan dengan KTP-el atau KK. Bila memang belum ada, kosongkan atau isi 0.",
    ),
    "nik_sementara": ("NIK ini nomor sementara, bukan NIK", "Kosongkan NIK; penduduk dicatat sebagai belum ada NIK."),
    "nik_angka_sama": ("NIK berisi angka yang sama semua", "Salin NIK dari KTP-el atau KK."),
    "nik_tanggal_mustahil": (
        "Tanggal lahir di dalam NIK tidak mungkin ada",
        "Angka ke-7 sampai ke-12 adalah hari, bulan, dan tahun lahir (perempuan: hari ditambah 40). Periksa kartunya.",
    ),
    "nik_urut_0000": (
        "Empat angka terakhir NIK tidak mungkin 0000",
        "Sering terjadi karena Excel membulatkan angka. " + _EXCEL,
    ),
    "nik_notasi_excel": ("NIK rusak oleh Excel (tertulis seperti 3,52E+15)", "Angka aslinya sudah hilang. " + _EXCEL),
    "nik_angka_hilang": ("Angka terakhir NIK hilang karena disimpan Excel sebagai angka", _EXCEL),
    "no_kk_bukan_16_angka": (
        "No KK harus 16 angka",
        "Cocokkan dengan kartu keluarga. Bila belum ada, kosongkan atau isi 0.",
    ),
    "no_kk_notasi_excel": (
        "No KK rusak oleh Excel (tertulis seperti 3,52E+15)",
        "Angka aslinya sudah hilang. " + _EXCEL,
    ),
    "no_kk_angka_hilang": ("Angka terakhir No KK hilang karena disimpan Excel sebagai angka", _EXCEL),
    # Isian
    "wajib_diisi": ("Wajib diisi", "Isi kolom ini lebih dulu."),
    "bentuk_salah": ("Bentuk isian tidak sesuai", "Periksa isian pada kolom ini."),
    "terlalu_panjang": ("Isian terlalu panjang", "Singkat isian pada kolom ini."),
    "di_luar_batas": ("Angka di luar batas yang masuk akal", "Periksa kembali angkanya."),
    "kode_tak_dikenal": ("Kode tidak ada dalam daftar resmi", "Pilih salah satu kode pada daftar kode."),
    "tanggal_mustahil": ("Tanggal tidak mungkin ada", "Tulis tanggal seperti 21-11-2026."),
    "tanggal_tidak_terbaca": ("Tanggal tidak dapat dibaca", "Tulis hari, bulan, lalu tahun, seperti 21-11-2026."),
    "tanggal_tahun_dua_angka": ("Tahun hanya dua angka", "Tulis tahun lengkap, seperti 21-11-1985."),
    "tanggal_belum_terjadi": ("Tanggal ini belum terjadi", "Periksa hari, bulan, dan tahunnya."),
    "pergi_sebelum_datang": ("Tanggal pergi sebelum tanggal datang", "Periksa kedua tanggalnya."),
    "jam_tidak_terbaca": ("Jam tidak dapat dibaca", "Tulis jam dan menit, seperti 14.30."),
    "bukan_angka": ("Bukan angka", "Isi dengan angka bulat saja, seperti 12 atau 300.000."),
    "angka_terlalu_besar": ("Angka ini terlalu besar", "Paling besar {paling}. Periksa jumlah nolnya."),
    "desa_tidak_dikenal": ("Desa/kelurahan tidak ada dalam daftar", "Pilih kecamatannya, lalu desa/kelurahannya."),
    "desa_bukan_cakupannya": (
        "Desa/kelurahan tidak sesuai dengan jauhnya pindah",
        "Pilih lagi desanya, atau betulkan pilihan di atasnya.",
    ),
    # Peringatan pada penduduk
    "nik_belum_ada": ("Belum ada NIK", "Minta NIK dari Dukcapil, lalu lengkapi."),
    "nik_tidak_ditemukan": ("NIK tidak ditemukan di Dukcapil", "Cocokkan NIK dengan KTP-el, atau urus ke Dukcapil."),
    "nik_tak_selaras_tanggal": (
        "NIK tidak selaras dengan tanggal lahir",
        "NIK memuat {nik}, tanggal lahir tercatat {lahir}. Periksa keduanya pada kartu.",
    ),
    "nik_tak_selaras_kelamin": (
        "NIK tidak selaras dengan jenis kelamin",
        "Menurut NIK: {nik}. Periksa NIK dan jenis kelamin pada kartu.",
    ),
    "nik_provinsi_tak_dikenal": (
        "Kode provinsi pada NIK tidak dikenal",
        "NIK diawali {provinsi}. Periksa dua angka pertama.",
    ),
    "nik_wilayah_lain": (
        "NIK diterbitkan di kabupaten/kota lain",
        "Terbit di {wilayah}. Wajar bagi pendatang; selain itu periksa.",
    ),
    "nik_ganda": ("NIK sama dengan penduduk lain", "Dipakai juga oleh {nama} ({wilayah}). Periksa kartu keduanya."),
    "orang_kembar": (
        "Nama dan tanggal lahir sama dengan penduduk lain",
        "Sama dengan {nama} ({wilayah}). Bila orangnya satu, gabungkan; bila bukan, biarkan.",
    ),
    "nama_ganjil": ("Nama tampak ganjil", "Periksa angka, tanda, atau nama yang terpotong."),
    "tanggal_lahir_kosong": ("Tanggal lahir belum diisi", "Lengkapi dari KTP-el atau KK."),
    "tanggal_lahir_mendatang": ("Tanggal lahir belum terjadi", "Tercatat {lahir}. Periksa tahun lahirnya."),
    "usia_tak_wajar": ("Usia {usia} tahun", "Periksa tanggal lahir, atau laporkan kematiannya bila sudah meninggal."),
    "nik_orang_tua_keliru": ("NIK orang tua tidak benar bentuknya", "Salin dari KK, atau kosongkan."),
    "nik_orang_tua_sama": ("NIK orang tua sama dengan NIK sendiri", "Perbaiki NIK orang tua."),
    "hubungan_tak_selaras_kelamin": (
        "Hubungan keluarga tidak selaras dengan jenis kelamin",
        "Tercatat sebagai {hubungan}.",
    ),
    "status_kawin_tak_selaras": ("Status perkawinan tidak selaras", "Tercatat sebagai {hubungan}, tetapi bukan kawin."),
    "hamil_laki_laki": ("Laki-laki tercatat hamil", "Perbaiki jenis kelamin atau kehamilan."),
    "hamil_tak_wajar": ("Hamil pada usia {usia} tahun", "Periksa tanggal lahir dan kehamilan."),
    "kb_tak_selaras_kelamin": ("Cara KB tidak selaras dengan jenis kelamin", "Perbaiki cara KB atau jenis kelamin."),
    "isian_belum_lengkap": ("Isian belum lengkap", "Belum diisi: {kolom}."),
    "belum_masuk_kk": ("Belum masuk dalam keluarga (KK)", "Masukkan ke keluarganya, atau buat keluarga baru."),
    "wna_tanpa_dokumen": ("Warga negara asing tanpa paspor dan KITAS", "Lengkapi nomor paspor atau KITAS."),
    "kawin_di_bawah_umur": ("Status kawin pada usia {usia} tahun", "Periksa tanggal lahir dan status perkawinan."),
    "kepala_di_bawah_umur": ("Kepala keluarga berusia {usia} tahun", "Periksa tanggal lahir dan hubungan keluarga."),
    "pendidikan_tak_wajar": ("Pendidikan tidak wajar untuk usia {usia} tahun", "Periksa pendidikan dan tanggal lahir."),
    "pekerjaan_tak_wajar": ("Bekerja pada usia {usia} tahun", "Periksa pekerjaan dan tanggal lahir."),
    # Peringatan pada keluarga
    "no_kk_belum_ada": ("Belum ada No KK", "Minta No KK dari Dukcapil, lalu lengkapi."),
    "no_kk_ganda": ("No KK sama dengan keluarga lain", "Dipakai juga oleh keluarga {nama} ({wilayah})."),
    "kk_kosong": ("Keluarga tanpa anggota", "Tambahkan anggotanya, atau hapus keluarga ini."),
    "kk_tanpa_kepala": ("Keluarga tanpa kepala keluarga", "Tentukan salah satu anggota sebagai kepala keluarga."),
    "kk_kepala_ganda": ("Kepala keluarga lebih dari satu", "Tercatat {jumlah} kepala keluarga. Sisakan satu."),
    "lingkungan_kosong": ("Dusun/RW/RT belum diisi", "Lengkapi dusun, RW, dan RT keluarga ini."),
    # Penolakan saat menyimpan
    "nik_dipakai": ("NIK sudah dipakai penduduk lain", "NIK ini milik {nama}. Buka datanya, atau periksa kembali NIK."),
    "nik_kembar_di_kk": ("NIK sama dengan anggota lain di KK ini", "Sama dengan {nama}. Periksa kembali NIK."),
    "no_kk_dipakai": (
        "No KK sudah dipakai keluarga lain",
        "Buka keluarga dengan No KK itu, atau periksa kembali nomornya.",
    ),
    "kepala_sudah_ada": (
        "Keluarga ini sudah punya kepala keluarga",
        "Kepala keluarganya {nama}. Pilih hubungan yang lain.",
    ),
    "kepala_ganda": ("Kepala keluarga lebih dari satu", "Sudah ada {nama} sebagai kepala keluarga. Sisakan satu."),
    "kepala_belum_ada": ("Belum ada kepala keluarga", "Pilih satu anggota sebagai kepala keluarga."),
    "rujukan_tidak_ada": ("Yang dirujuk tidak ditemukan", "Data {jenis} itu sudah tidak ada. Pilih yang lain."),
    "rekam_tidak_ada": ("Data tidak ditemukan", "Data {jenis} ini mungkin sudah dihapus. Muat ulang halaman."),
    "masih_dipakai": (
        "Tidak dihapus karena masih dipakai",
        "Data {jenis} ini masih dipakai {rincian}. Pindahkan dulu, atau tentukan apa yang terjadi dengannya.",
    ),
    "kode_belum_jelas": ("Cocok dengan lebih dari satu pilihan", "Ketik lagi beberapa huruf, atau nomor kodenya."),
    "tempat_tidak_dikenal": (
        "Dusun/RW/RT tidak ada dalam daftar",
        "Pilih dari daftar. Bila baru, tambahkan dulu pada menu Dusun/RW/RT.",
    ),
    "status_dasar_lewat_peristiwa": (
        "Status dasar hanya berubah lewat peristiwa",
        "Catat kematian, kepindahan, atau peristiwa lain melalui LAMPID.",
    ),
    "orang_id_tetap": (
        "Identitas tetap orang tidak dapat diubah",
        "Pakai penggabungan bila dua data adalah satu orang.",
    ),
    "gabung_diri_sendiri": ("Data tidak dapat digabung dengan dirinya sendiri", "Pilih dua data yang berbeda."),
    "gabung_tidak_ada": ("Penggabungan tidak ditemukan", "Muat ulang halaman."),
    "gabung_tetap_hilang": ("Data yang dipertahankan sudah tidak ada", "Pulihkan dulu data {nama} dari tempat sampah."),
    "gabung_nik_berbeda": (
        "NIK keduanya berbeda",
        "Pastikan orangnya memang satu. NIK yang tidak dipakai tetap dicatat pada keputusan penggabungan.",
    ),
    "gabung_jenis_kelamin_berbeda": ("Jenis kelamin keduanya berbeda", "Pastikan orangnya memang satu."),
    "gabung_tanggal_lahir_berbeda": ("Tanggal lahir keduanya berbeda", "Pastikan orangnya memang satu."),
    "gabung_status_dasar_berbeda": (
        "Status dasar keduanya berbeda",
        "Status dasar mengikuti data yang dipertahankan. Bila salah, tukar data yang dipertahankan.",
    ),
    "gabung_kk_berbeda": ("Keduanya tercatat di KK yang berbeda", "Pilih KK yang benar pada baris Keluarga."),
    "pulihkan_lewat_batal_gabung": (
        "Data ini digabung dengan data lain",
        "Pulihkan dengan Batalkan penggabungan, supaya isian yang dipilih ikut kembali.",
    ),
    "sampah_tidak_ada": ("Tidak ada di tempat sampah", "Mungkin sudah dipulihkan atau dihapus. Muat ulang halaman."),
    # Berkas yang dilampirkan
    "lampiran_kosong": ("Berkas kosong", "Pilih foto atau PDF yang berisi."),
    "lampiran_terlalu_besar": (
        "Berkas lebih besar dari {batas} MB",
        "Foto ulang dengan resolusi lebih rendah, atau pindai dengan 200 dpi.",
    ),
    "lampiran_bukan_gambar": (
        "Bukan foto atau PDF",
        "Yang diterima: JPEG, PNG, WebP, dan PDF. Dokumen Word disimpan dulu sebagai PDF.",
    ),
    "foto_bukan_gambar": ("Berkas ini bukan gambar", "Pilih foto berupa JPEG, PNG, atau WebP."),
    # Penolakan saat pengiriman
    "bukan_wilayahnya": (
        "Bukan wilayah pengirim",
        "Data ini bukan milik wilayah yang mengirim, sehingga tidak disimpan.",
    ),
    "bukan_penulisnya": ("Pengirim tidak berhak menulis data ini", "Jenis data ini ditulis oleh tingkat lain."),
    "jenis_tak_dikenal": (
        "Jenis data belum dikenal",
        "Penerima memakai versi lama. Data menunggu sampai penerima diperbarui.",
    ),
    **pesan_bantuan.PESAN,
    **pesan_dari_atas.PESAN,
    **pesan_impor.PESAN,
    **pesan_lampid.PESAN,
    **pesan_opensid.PESAN,
    **pesan_surat.PESAN,
    **pesan_bantuan_katalog.PESAN,
    **pesan_bantuan_putaran.PESAN,
    **pesan_bantuan_salur.PESAN,
    **pesan_bantuan_penerima.PESAN,
    **pesan_bantuan_usulan.PESAN,
}
"""Code -> (what it is, what to do next). ``{words}`` are filled from the case at hand."""

_TAMPIL: dict[str, Callable] = {
    "lahir": teks_tanggal,
    "wilayah": lambda kode_wilayah: nama_pendek(kode_wilayah) if kode_wilayah[:2].isdigit() else kode_wilayah,
    "tanggal": teks_tanggal,
    "bulan": sebut_bulan,
    "berikut": sebut_bulan,
    "hubungan": lambda nomor: kode.daftar("hubungan_keluarga").get(nomor, str(nomor)).lower(),
    "kolom": lambda nama: ", ".join(nama_kolom(satu) for satu in ([nama] if isinstance(nama, str) else nama)),
}


class _Isi(dict):
    """A word that the case does not bring is left out, so that one old warning never breaks a page."""

    def __missing__(self, nama: str) -> str:
        return "…"


def kalimat(kode_pesan: str, **isi) -> tuple[str, str]:
    """What a code means and what to do: ``(judul, saran)``. An unknown code speaks for itself."""
    judul, saran = _PESAN.get(kode_pesan, (kode_pesan.replace("_", " ").capitalize(), ""))
    if "{" not in judul + saran:
        return judul, saran
    kata = _Isi({nama: _kata(kode_pesan, nama, nilai) for nama, nilai in isi.items()})
    return judul.format_map(kata), saran.format_map(kata)


def _kata(kode_pesan: str, nama: str, nilai) -> str:
    if kode_pesan == "nik_tak_selaras_kelamin" and nama == "nik":
        return kode.daftar("jenis_kelamin").get(nilai, str(nilai)).lower()
    return str(_TAMPIL[nama](nilai)) if nama in _TAMPIL else str(nilai)


def kalimat_tersimpan(kode_pesan: str, isi: str | None) -> tuple[str, str]:
    """The same for a warning as ``sb_peringatan`` keeps it, with its words as JSON."""
    return kalimat(kode_pesan, **(json.loads(isi) if isi else {}))


def nama_kolom(kolom: str) -> str:
    """What the office calls a column."""
    lain = pesan_bantuan_penerima.KOLOM | pesan_surat.KOLOM | pesan_bantuan_katalog.KOLOM | pesan_bantuan_salur.KOLOM
    lain |= pesan_bantuan_putaran.KOLOM
    return KOLOM.get(kolom) or lain.get(kolom, kolom.replace("_", " ").capitalize())


def dikenal(kode_pesan: str) -> bool:
    """Whether the catalogue has words for a code."""
    return kode_pesan in _PESAN
