"""The one catalogue of words for faults, warnings and refusals: what it is, and what to do next.

Codes are stable: they travel between nodes and stand in stored warnings. Words may change.
"""

import json
from collections.abc import Callable

from . import kode, pesan_lampid, pesan_opensid, pesan_surat
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
    # Peristiwa (LAMPID) dan penduduk sementara
    "jenis": "Jenis", "tgl_peristiwa": "Tanggal peristiwa", "tgl_lapor": "Tanggal lapor", "bulan": "Bulan dalam buku",
    "pelapor": "Nama pelapor", "nik_pelapor": "NIK pelapor", "hubungan_pelapor": "Hubungan pelapor",
    "nomor_surat": "Nomor surat", "keterangan": "Keterangan", "tempat": "Tempat", "jam": "Jam", "sebab": "Sebab",
    "penentu": "Yang menentukan", "akta": "Nomor akta", "tempat_dilahirkan": "Tempat dilahirkan",
    "jenis_kelahiran": "Jenis kelahiran", "penolong": "Penolong kelahiran", "anak_ke": "Anak ke",
    "berat_gram": "Berat bayi (gram)", "panjang_cm": "Panjang bayi (cm)", "yang_pindah": "Yang pindah",
    "cakupan": "Pindah ke", "alasan_pindah": "Alasan pindah", "lawan_wilayah": "Desa/kelurahan tujuan atau asal",
    "lawan_alamat": "Alamat tujuan atau asal", "keadaan": "Keadaan", "alasan_batal": "Alasan pembatalan",
    "kepala_baru": "Kepala keluarga baru", "nomor_identitas": "Nomor identitas", "keturunan": "Keturunan",
    "datang_dari": "Datang dari", "maksud": "Maksud dan tujuan", "nama_didatangi": "Nama yang didatangi",
    "alamat_didatangi": "Alamat yang didatangi", "tgl_datang": "Tanggal datang", "tgl_pergi": "Tanggal pergi",
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
    "bukan_angka": ("Bukan angka", "Isi dengan angka saja."),
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
    "masuk_belum_tercatat": ("Belum tercatat di desa ini", "Catat peristiwanya lebih dulu, atau terima kiriman ini."),
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
    "usulan_orang_hilang": (
        "Penduduk yang diusulkan sudah tidak ada di sini",
        "Tolak usulan ini dengan alasannya.",
    ),
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
    **pesan_lampid.PESAN,
    **pesan_opensid.PESAN,
    **pesan_surat.PESAN,
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
    return KOLOM.get(kolom) or pesan_surat.KOLOM.get(kolom, kolom.replace("_", " ").capitalize())


def dikenal(kode_pesan: str) -> bool:
    """Whether the catalogue has words for a code."""
    return kode_pesan in _PESAN
