"""The words for what keeps a letter from being worded, made, signed or printed; part of the catalogue in ``domain.pesan``."""

KOLOM = {
    "pola_nomor": "Pola nomor", "penandatangan": "Penanda tangan", "klasifikasi": "Kode klasifikasi",
    "klasifikasi_lama": "Kode klasifikasi lama", "berlaku_hari": "Masa berlaku (hari)", "bidang": "Isian",
    "syarat": "Persyaratan", "sebutan": "Sebutan jabatan", "nip": "NIP", "mulai": "Mulai", "sampai": "Sampai",
    "perihal": "Perihal", "pengirim": "Pengirim", "disposisi": "Disposisi", "tgl_terima": "Tanggal diterima",
    "tgl_surat": "Tanggal surat", "kertas": "Kertas", "logo": "Logo", "judul": "Judul", "isi": "Isi surat",
    "atas": "Tepi atas", "bawah": "Tepi bawah", "kiri": "Tepi kiri", "kanan": "Tepi kanan",
    "kode": "Kode", "untuk_keadaan": "Untuk keadaan", "jabatan": "Jabatan",
}  # fmt: skip
"""Column of a letter -> what the office calls it."""

PESAN = {
    # Jenis, pola nomor, isi templat
    "surat_jenis_tidak_ada": ("Jenis surat {kode} tidak ada", "Pilih jenis surat dari daftar."),
    "surat_kode_jenis_salah": (
        "Kode jenis surat tidak dapat dipakai",
        "Pakai huruf kecil, angka, dan garis bawah, seperti keterangan_usaha.",
    ),
    "surat_nama_jenis_ganda": (
        "Sudah ada jenis surat bernama {nama}",
        "Pakai jenis itu, atau beri nama lain yang membedakannya.",
    ),
    "surat_nama_bidang_salah": (
        "Nama isian «{nama}» tidak dapat dipakai",
        "Pakai huruf kecil dan garis bawah, masing-masing satu kali, seperti nama_usaha.",
    ),
    "surat_bidang_tak_lengkap": (
        "Isian «{nama}» belum lengkap",
        "Tulis pertanyaannya dan pilih macamnya, atau hapus isian ini.",
    ),
    "surat_bidang_tanpa_pilihan": ("Isian «{nama}» belum punya pilihan", "Tulis sedikitnya satu pilihan."),
    "surat_pilihan_ganda": ("Pilihan «{nama}» ada yang sama", "Tulis setiap pilihan satu kali."),
    "surat_syarat_ganda": ("Persyaratan ada yang sama atau kosong", "Tulis setiap berkas satu kali, satu tiap baris."),
    "surat_bidang_terikat": (
        "Isian «{nama}» dipakai peristiwanya",
        "Isian ini tidak dapat dihapus atau diganti macamnya, agar surat dan peristiwa tetap sama.",
    ),
    "surat_bidang_dipakai_naskah": (
        "Isian «{nama}» masih tertulis dalam naskah, baris {baris}",
        "Keluarkan dulu {{{kata}}} dari naskahnya, lalu hapus isian ini.",
    ),
    "surat_jenis_sudah_berubah": (
        "Jenis surat ini baru saja diubah orang lain",
        "Buka halamannya di tab lain untuk melihat perubahannya. Simpan sekali lagi bila yang Anda tulis yang benar.",
    ),
    "surat_bidang_asing": ("Jenis surat ini tidak punya isian itu", "Muat ulang halaman, lalu isi kembali."),
    "pola_tanpa_nomor": ("Pola nomor belum memuat [nomor]", "Tambahkan, misalnya [nomor,3]."),
    "pola_tak_dikenal": (
        "Ada bagian pola nomor yang tidak dikenal",
        "Yang dapat dipakai: [kode] [nomor] [kode_desa] [nama_desa] [bulan] [bulan_romawi] [tahun] [jenis].",
    ),
    "pola_terlalu_panjang": ("Nomor menurut pola ini terlalu panjang", "Singkat pola nomornya."),
    "templat_kurung_salah": (
        "Baris {baris}: tanda kurung kurawal tidak benar di dekat «{kata}»",
        "Tulis seperti {{nama}}, dengan huruf kecil dan tanpa spasi.",
    ),
    "templat_tak_dikenal": (
        "Baris {baris}: «{kata}» tidak dikenal",
        "Pilih dari daftar kata yang tersedia bagi jenis surat ini.",
    ),
    "templat_belum_ditutup": (
        "Baris {baris}: bagian {{?{kata}}} belum ditutup",
        "Tambahkan {{/{kata}}} di akhir bagian itu.",
    ),
    "templat_tutup_salah": (
        "Baris {baris}: {{/{kata}}} menutup bagian yang tidak dibuka",
        "Tutup bagian yang terakhir dibuka lebih dulu.",
    ),
    "templat_tebal_terbuka": ("Baris {baris}: tanda tebal ** belum ditutup", "Tulis ** di awal dan di akhir kata."),
    "templat_perintah_salah": (
        "Baris {baris}: «{kata}» tidak dikenal",
        "Tulis seperti [daftar isian.pengikut: nama, nik] atau [tanda tangan isian.ahli_waris].",
    ),
    "templat_bukan_daftar": (
        "Baris {baris}: «{kata}» bukan daftar orang",
        "Pakai isian yang memuat beberapa orang, atau tulis {{{kata}}} di dalam kalimat.",
    ),
    "templat_kolom_tak_dikenal": ("Baris {baris}: kolom «{kata}» tidak dikenal", "Pilih kolom dari daftarnya."),
    "surat_kop_baris": ("Kop surat perlu satu sampai lima baris", "Tulis nama pemerintah, kecamatan, dan desa."),
    "surat_logo_salah": ("Logo tidak dapat dipakai", "Pilih gambar PNG atau JPEG, paling besar {batas} KB."),
    "surat_logo_rusak": ("Gambar logo ini rusak atau terpotong", "Simpan ulang gambarnya, lalu pilih lagi."),
    "surat_tepi_salah": (
        "Tepi kertas {paling_kecil} sampai {paling_besar} milimeter",
        "Isi dengan angka bulat, misalnya 20.",
    ),
    "surat_logo_belum_ada": (
        "Gambar logo belum ada di komputer ini",
        "Tunggu sampai sinkronisasi mengambilnya kembali, atau unggah lagi pada pengaturan kop surat.",
    ),
    "surat_tanpa_contoh": (
        "Belum ada penduduk yang dapat dijadikan contoh",
        "Isi dulu data penduduk yang cocok dengan jenis surat ini, lalu buka pratinjau lagi.",
    ),
    "surat_templat_belum_ada": (
        "Naskah surat ini belum sampai di sini",
        "Tunggu sampai sinkronisasi selesai, lalu coba lagi.",
    ),
    # Orangnya
    "surat_orang_mati": (
        "{nama} sudah meninggal",
        "{jenis} hanya untuk yang masih hidup. Pilih surat kematian atau ahli waris, atau periksa status dasarnya.",
    ),
    "surat_orang_pindah": (
        "{nama} sudah pindah dari desa ini",
        "Surat ini dibuat oleh desa tempat tinggalnya sekarang. Bila sudah kembali, catat dulu peristiwanya.",
    ),
    "surat_orang_hilang": ("{nama} tercatat hilang", "Bila sudah ditemukan, catat dulu peristiwa kembali."),
    "surat_orang_pergi": ("{nama} tercatat pergi", "Bila sudah kembali, betulkan dulu status dasarnya."),
    "surat_orang_tidak_valid": ("Data {nama} ditandai tidak valid", "Betulkan dulu data penduduknya."),
    "surat_orang_hidup": (
        "{nama} masih tercatat hidup",
        "{jenis} hanya untuk yang sudah meninggal. Catat dulu peristiwa kematiannya.",
    ),
    "surat_data_kosong": ("{kolom} pada data {nama} belum diisi", "Lengkapi data penduduknya dari KTP-el atau KK."),
    "surat_lain_dari_catatan": (
        "{kolom} pada data {nama}: {tercatat}",
        "Surat ini menerangkan yang lain. Periksa, lalu betulkan datanya atau pilih surat yang sesuai.",
    ),
    "surat_kerabat_kosong": (
        "Data {kerabat} dari {nama} tidak tercatat",
        "Lengkapi NIK orang tua atau susunan keluarganya; bila tidak, tempatnya dicetak titik-titik.",
    ),
    "surat_masih_berlaku": (
        "Sudah ada surat sejenis yang masih berlaku",
        "Nomor {nomor}, berlaku sampai {tanggal}. Cetak ulang bila cukup.",
    ),
    "surat_sedang_dibuat": ("Surat sejenis untuk {nama} sedang dibuat", "Lanjutkan surat itu bila memang sama."),
    # Alurnya
    "surat_tidak_dapat_diubah": ("Surat ini {keadaan}, jadi tidak dapat diubah", "Minta dikembalikan lebih dulu."),
    "surat_tidak_dapat_ajukan": ("Surat ini {keadaan}, jadi tidak dapat diajukan", "Muat ulang halaman."),
    "surat_tidak_dapat_periksa": ("Surat ini {keadaan}, jadi tidak menunggu pemeriksaan", "Muat ulang halaman."),
    "surat_tidak_dapat_tanda_tangan": (
        "Surat ini {keadaan}, jadi tidak menunggu tanda tangan",
        "Muat ulang halaman; mungkin sudah ditandatangani.",
    ),
    "surat_tidak_dapat_kembalikan": (
        "Surat ini {keadaan}, jadi tidak dapat dikembalikan",
        "Surat yang sudah terbit hanya dapat dibatalkan.",
    ),
    "surat_tidak_dapat_batalkan": ("Surat ini sudah dibatalkan", "Nomornya tetap tercatat atas surat ini."),
    "surat_tidak_dapat_serahkan": ("Surat ini {keadaan}, jadi belum dapat diserahkan", "Tunggu sampai terbit."),
    "surat_bukan_wewenang": (
        "Anda tidak berwenang untuk langkah ini",
        "Yang dimaksud: {langkah}. Minta yang berwenang membukanya di sini.",
    ),
    "surat_tidak_menunggu_camat": (
        "Surat {nomor} tidak lagi menunggu camat",
        "Mungkin sudah diketahui, dikembalikan, atau diubah desanya. Muat ulang halaman.",
    ),
    "surat_ditandatangani_ulang": (
        "Surat {nomor} baru saja ditandatangani ulang di desanya",
        "Isinya mungkin berubah sejak Anda membacanya. Baca sekali lagi sebelum memutuskan.",
    ),
    "surat_pejabat_kosong": (
        "Belum ada pejabat penanda tangan",
        "Isi nama dan jabatannya pada pengaturan surat, dengan tanggal mulainya.",
    ),
    "pejabat_sampai_sebelum_mulai": ("Tanggal sampai lebih dulu daripada tanggal mulai", "Periksa kedua tanggalnya."),
    "pejabat_wakil_tanpa_akhir": (
        "Yang mewakili perlu tanggal akhir",
        "Isi sampai tanggal berapa ia menandatangani atas nama.",
    ),
    "surat_sedang_dikembalikan": (
        "Surat-surat desa ini sedang dikembalikan dari kecamatan",
        "Nomor baru menunggu sampai semuanya tiba, agar tidak ada nomor ganda. Jalankan sinkronisasi, lalu coba lagi.",
    ),
    "surat_tidak_terbaca": (
        "{judul} ini tidak dapat ditampilkan di sini",
        "Mungkin dibuat dengan versi program yang lebih baru. Perbarui program, atau minta desanya mencetak.",
    ),
    "surat_terlalu_panjang": ("Isi surat terlalu panjang", "Kurangi isian atau daftar orangnya."),
    "surat_terlalu_banyak": ("Terlalu banyak surat sekali cetak", "Paling banyak {batas} surat."),
    "surat_belum_dipilih": ("Belum ada surat yang dipilih", "Pilih sedikitnya satu surat."),
    # Peristiwanya
    "surat_tanggal_mendatang": ("Tanggal itu belum tiba", "Tertulis {tanggal}. Periksa tanggal dan tahunnya."),
    "surat_cakupan_beda": (
        "Tidak cocok dengan desa/kelurahan tujuan",
        "{tujuan} termasuk “{cakupan}”. Betulkan salah satunya.",
    ),
    "surat_beda_peristiwa": (
        "Berbeda dengan peristiwa yang tercatat",
        "Samakan dengan peristiwanya, atau betulkan peristiwa itu lebih dulu.",
    ),
    "surat_bukan_peristiwanya": (
        "Peristiwa itu tidak dapat dikaitkan dengan surat ini",
        "Mungkin sudah dibatalkan atau sudah punya surat. Muat ulang halaman.",
    ),
    "surat_beda_tak_terkait": (
        "Surat ini tidak sama dengan peristiwa yang tercatat",
        "Yang berbeda: {bidang}. Betulkan peristiwanya, atau batalkan surat ini lalu buat dari peristiwanya.",
    ),
    "surat_bukan_peristiwa": ("Jenis surat ini tidak berkaitan dengan peristiwa", "Catat peristiwanya dari LAMPID."),
    "surat_sudah_berperistiwa": ("Peristiwa surat ini sudah tercatat", "Buka peristiwanya untuk melihat."),
    "peristiwa_tanpa_surat": ("Tidak ada surat untuk peristiwa ini", "Surat dibuat untuk kelahiran, kematian, pindah."),
    "peristiwa_dibatalkan": (
        "Peristiwanya sudah dibatalkan",
        "Periksa apakah surat ini masih benar; bila tidak, batalkan juga suratnya.",
    ),
    "peristiwa_berubah": (
        "Peristiwanya dibetulkan sesudah surat terbit",
        "Surat ini tidak sama lagi dengan peristiwanya. Batalkan, lalu buat yang baru.",
    ),
    # Permohonan, agenda, tanda tangan elektronik
    "permohonan_sudah_selesai": ("Permohonan ini sudah diproses", "Muat ulang halaman."),
    "permohonan_belum_lengkap": ("Persyaratan belum lengkap", "Belum ada: {kurang}."),
    "surat_masuk_terlalu_lama": (
        "Tanggal terima lebih dari {tahun} tahun yang lalu",
        "Periksa tahunnya. Tahun agenda tidak dapat diganti sesudah disimpan.",
    ),
    "surat_masuk_sudah_dicatat": (
        "Formulir ini tadi sudah tersimpan sebagai surat masuk nomor agenda {urut}",
        "Bila isian di bawah surat yang lain, simpan sekali lagi: ia dicatat sebagai surat baru. Bila Anda membetulkan "
        "surat tadi, buka surat itu dari daftar dan tekan Ubah.",
    ),
    "surat_masuk_lain_tahun": ("Tahun agenda tidak dapat diganti", "Surat ini tercatat pada agenda {tahun}."),
    "tte_tidak_dipakai": (
        "Tanda tangan elektronik BSrE belum dipakai di sini",
        "Isi alamat dan akunnya di pengaturan.",
    ),
    "tte_alamat_salah": ("Alamat server BSrE tidak lengkap", "Tulis seperti https://esign.contoh.go.id."),
    "tte_alamat_terbuka": (
        "Alamat server BSrE tidak terenkripsi",
        "Passphrase hanya dikirim lewat https://. Minta alamat https kepada pengelola server.",
    ),
    "tte_nik_kosong": (
        "NIK {nama} belum diisi",
        "Isi NIK penanda tangan surat ini di Penanda tangan, Tanda tangan elektronik BSrE.",
    ),
    "tte_belum_terbit": (
        "Surat ini {keadaan}, jadi belum dapat ditandatangani elektronik",
        "Tanda tangan elektronik dibubuhkan sesudah surat terbit.",
    ),
    "tte_tak_terjangkau": ("Server BSrE tidak dapat dihubungi", "Surat belum ditandatangani. Coba lagi nanti."),
    "tte_ditolak": ("BSrE menolak: {pesan}", "Periksa NIK, passphrase, dan masa berlaku sertifikat."),
    "tte_bukan_pdf": ("Jawaban BSrE bukan berkas PDF", "Surat belum ditandatangani. Coba lagi, atau hubungi BSrE."),
}
"""Code -> (what it is, what to do next), as in ``domain.pesan``. Double braces stand for one."""
