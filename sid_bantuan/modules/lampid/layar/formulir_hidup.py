"""The forms of births, deaths, people gone missing and people who came back."""

from datetime import date

from ....domain import kode, lampid
from ....domain.ids import derived_id
from ....domain.tanggal import teks_tanggal, umur
from ....domain.wilayah import parent
from ....domain.wilayah_nama import nama_wilayah
from ...kependudukan.kesalahan import Kesalahan
from ...kependudukan.layar.isian import baca_kode
from .. import catat
from .formulir import Formulir
from .formulir_keluarga import HUBUNGAN, TINGGAL
from .medan import Bagian, Medan
from .sasaran import KEDUANYA, KELUARGA, ORANG, CariKeluarga

IBU_DARI = (kode.ISTRI, kode.KEPALA_KELUARGA, 4, 5, 6)
"""The relations a mother has in her family most often, and below a father's."""
AYAH_DARI = (kode.KEPALA_KELUARGA, kode.SUAMI, 5, 4, 6)
_SAMA_KEMBAR = (
    "tgl_peristiwa", "tgl_lapor", "tempat", "jam", "pelapor", "nik_pelapor", "hubungan_pelapor", "nomor_surat",
    "tempat_dilahirkan", "jenis_kelahiran", "penolong",
)  # fmt: skip


class Kelahiran(Formulir):
    """A child is born into a family."""

    jenis, untuk, perlu_kk = lampid.LAHIR, KELUARGA, True
    penjelasan = "Bayi yang lahir masuk keluarganya. NIK boleh menyusul."
    templat = "sid_bantuan/lampid/catat_lahir.html"
    kurang = "Bayi dicatat dalam sebuah KK. Masukkan dulu orang tuanya ke KK, atau pilih keluarga lain."
    bagian = (
        Bagian("Bayi", (
            Medan("bayi.nama", wajib=True, kapital=True, lebar=True),
            Medan("bayi.jenis_kelamin", wajib=True),
            Medan("tgl_peristiwa", "Tanggal lahir", wajib=True),
            Medan("jam", "Jam lahir"),
            Medan("bayi.tempat_lahir", "Tempat lahir", kapital=True, bantu="Kabupaten atau kota, seperti pada akta."),
            Medan("bayi.hubungan_keluarga", "Hubungan dalam keluarga", wajib=True),
            Medan("bayi.agama"),
            Medan("bayi.nik", bantu="Kosongkan bila belum terbit."),
            Medan("akta", "Nomor akta lahir"),
        )),
        Bagian("Orang tua", (
            Medan("bayi.nama_ibu", kapital=True), Medan("bayi.nik_ibu"),
            Medan("bayi.nama_ayah", kapital=True), Medan("bayi.nik_ayah"),
        ), "sid_bantuan/lampid/bagian_orang_tua.html"),
        Bagian("Kelahiran", (
            Medan("tempat_dilahirkan"), Medan("tempat", "Nama tempat", contoh="RSUD Padangan"),
            Medan("penolong"), Medan("jenis_kelahiran"), Medan("anak_ke", "Anak ke"),
            Medan("berat_gram"), Medan("panjang_cm"),
        )),
    )  # fmt: skip

    def awal(self):
        kabupaten = nama_wilayah(parent(parent(self.node.code)))
        self.teks |= {
            "bayi.hubungan_keluarga": str(kode.ANAK), "jenis_kelahiran": "1",
            "bayi.tempat_lahir": kabupaten.removeprefix("Kabupaten ").removeprefix("Kota ").upper(),
        }  # fmt: skip
        for sisi, ada in (("ibu", self.calon_ibu), ("ayah", self.calon_ayah)):
            if ada and ada[0].hubungan_keluarga in (kode.KEPALA_KELUARGA, kode.SUAMI, kode.ISTRI):
                self.teks |= {f"bayi.nama_{sisi}": ada[0].nama, f"bayi.nik_{sisi}": ada[0].nik or ""}
        if (kepala := self.sasaran.kepala) and kepala.agama:
            self.teks["bayi.agama"] = str(kepala.agama)

    @property
    def calon_ibu(self):
        return self._calon(kode.PEREMPUAN, IBU_DARI)

    @property
    def calon_ayah(self):
        return self._calon(kode.LAKI_LAKI, AYAH_DARI)

    def _calon(self, kelamin: int, urutan):
        besar = [s for s in self.sasaran.anggota if not s.tanggal_lahir or umur(s.tanggal_lahir, date.today()) >= 13]
        ada = [s for s in besar if s.jenis_kelamin == kelamin and s.hubungan_keluarga in urutan]
        return sorted(ada, key=lambda satu: urutan.index(satu.hubungan_keluarga))

    def lanjutkan(self, sebelumnya):
        """The next of twins begins with what they share."""
        if sebelumnya.jenis != lampid.LAHIR or sebelumnya.keluarga_id != self.sasaran.keluarga.id:
            return
        sama = {satu for satu in self.medan if satu.nama in _SAMA_KEMBAR}
        self.teks |= {satu.nama: satu.tulis(getattr(sebelumnya, satu.nama)) for satu in sama}
        self.teks["jenis_kelahiran"] = str(max(sebelumnya.jenis_kelahiran or 1, 2))
        self.teks["anak_ke"] = str(sebelumnya.anak_ke + 1) if sebelumnya.anak_ke else ""
        if kakak := next(
            (satu for satu in self.sasaran.anggota if satu.id == derived_id("lahir", sebelumnya.id)), None
        ):
            nama = ("tempat_lahir", "agama", "hubungan_keluarga", "nama_ibu", "nik_ibu", "nama_ayah", "nik_ayah")
            self.teks |= {f"bayi.{satu}": str(getattr(kakak, satu) or "") for satu in nama}

    def sebagai_pelapor(self, satu):
        if satu.jenis_kelamin == kode.PEREMPUAN and satu.nama == self.teks["bayi.nama_ibu"]:
            return "Ibu"
        return "Ayah" if satu.nama == self.teks["bayi.nama_ayah"] else super().sebagai_pelapor(satu)

    def kirim(self, operator, isi, salah):
        bayi = isi["bayi"] | {"akta_lahir": isi[""]["akta"]}
        return catat.catat_kelahiran(self.node, operator, isi[""], bayi, self.sasaran.keluarga.id, self.id)

    def letak(self, satu):
        nama = f"bayi.{satu.kolom}"
        return nama if nama in self.teks else super().letak(satu)


class Kematian(Formulir):
    """A resident died."""

    jenis, untuk, susunan = lampid.MATI, ORANG, TINGGAL
    status = (kode.HIDUP, kode.HILANG)
    penjelasan = "Penduduk meninggal. Bila ia kepala keluarga, tentukan penggantinya sekaligus."
    bagian = (
        Bagian("Kematian", (
            Medan("tgl_peristiwa", "Tanggal meninggal", wajib=True), Medan("jam", "Jam"),
            Medan("tempat", "Tempat meninggal", contoh="rumah, RSUD Padangan"), Medan("sebab", "Sebab meninggal"),
            Medan("penentu", "Yang menentukan"), Medan("akta", "Nomor akta kematian"),
        )),
    )  # fmt: skip

    def boleh_lapor(self, satu):
        return satu.id not in self.ikut

    def kirim(self, operator, isi, salah):
        kepala, hubungan, temuan = self.susunan_tinggal()
        salah += temuan
        return catat.catat_kematian(self.node, operator, isi[""], self.orang.id, kepala, hubungan, self.id)


class Hilang(Formulir):
    """Somebody is missing: nobody knows where."""

    jenis, untuk, susunan = lampid.HILANG, KEDUANYA, TINGGAL
    centang = "Siapa yang hilang?"
    penjelasan = "Penduduk tidak diketahui keberadaannya, berdasarkan laporan keluarga atau polisi."
    bagian = (
        Bagian("Kehilangan", (
            Medan("tgl_peristiwa", "Hilang sejak tanggal", wajib=True), Medan("tempat", "Terakhir diketahui di"),
            Medan("sebab", "Sebab", lebar=True),
        )),
    )  # fmt: skip

    def awal(self):
        self.ikut = {self.orang.id} if self.orang else set()
        self.usulkan_susunan()

    def boleh_lapor(self, satu):
        return satu.id not in self.ikut

    def kirim(self, operator, isi, salah):
        kepala, hubungan, temuan = self.susunan_tinggal()
        salah += temuan
        orang = [satu.id for satu in self.pergi]
        return catat.catat_hilang(self.node, operator, isi[""], orang, kepala, hubungan, self.id)


class Kembali(CariKeluarga, Formulir):
    """Somebody who was missing, or written down as gone by mistake, is here."""

    jenis, untuk, hidup = lampid.KEMBALI, ORANG, False
    penjelasan = "Penduduk yang tercatat hilang, atau keliru dicatat meninggal atau pindah, ternyata ada di sini."
    templat = "sid_bantuan/lampid/catat_kembali.html"
    medan_lain = {"keluarga_id", "hubungan_keluarga"}
    hubungan_keluarga = ""
    bagian = (
        Bagian("Kembali", (Medan("tgl_peristiwa", "Tanggal kembali", wajib=True), Medan("tempat", "Ditemukan di"))),
        Bagian("Masuk ke keluarga", (), "sid_bantuan/lampid/bagian_kembali_ke.html"),
    )

    @classmethod
    def tak_mungkin(cls, sasaran):
        if sasaran.orang is None:
            return "" if sasaran.lain else "Semua anggota keluarga ini tercatat tinggal di sini."
        tinggal = sasaran.orang.status_dasar == kode.HIDUP
        return f"{sasaran.orang.nama} tercatat tinggal di sini." if tinggal else ""

    def awal(self):
        self.teks["tgl_peristiwa"] = teks_tanggal(date.today())
        self.pakai_keluarga(self.orang.keluarga_id)
        ada_kepala = self.sasaran.kepala is not None
        lama = self.orang.hubungan_keluarga
        usul = 9 if lama == kode.KEPALA_KELUARGA and ada_kepala else lama
        self.hubungan_keluarga = str(usul or "")

    def dari(self, kiriman):
        super().dari(kiriman)
        self.baca_keluarga(kiriman)
        self.hubungan_keluarga = kiriman.get("hubungan_keluarga", "")

    def kirim(self, operator, isi, salah):
        hubungan, temuan = baca_kode(self.hubungan_keluarga, HUBUNGAN)
        if temuan:
            salah.append(Kesalahan(temuan, "hubungan_keluarga"))
        return catat.catat_kembali(
            self.node, operator, isi[""], self.orang.id, self.keluarga_id or None, hubungan, self.id
        )
