"""The forms of moves away, and of what changes a family card though nobody leaves: split, new head, joining another."""

from datetime import date

from ....domain import kode, lampid
from ....domain.hubungan import urut_kepala_pecahan
from ....domain.tanggal import teks_tanggal
from ...kependudukan.kesalahan import Kesalahan
from ...kependudukan.layar.lembar import daftar_tempat
from .. import catat
from . import tujuan
from .formulir import Formulir
from .formulir_keluarga import PERGI, SEMUA, TINGGAL
from .medan import Bagian, Medan
from .sasaran import KEDUANYA, KELUARGA, CariKeluarga, warga

FAMILI_LAIN = "9"


class Pindah(Formulir):
    """A family, its head or some of its members move away, or to another part of the village."""

    jenis, untuk, susunan = lampid.PINDAH, KEDUANYA, TINGGAL
    centang, pilihan_cepat = "Siapa yang pindah?", True
    tanya_lawan = "Pindah ke"
    penjelasan = "Seluruh keluarga, kepalanya saja, atau sebagian anggota pindah keluar atau ke dusun lain."
    medan_lain = Formulir.medan_lain | tujuan.MEDAN
    bagian = (
        Bagian("Kepindahan", (
            Medan("tgl_peristiwa", "Tanggal pindah", wajib=True), Medan("alasan_pindah"),
        )),
        Bagian("Tujuan", (), "sid_bantuan/lampid/bagian_tujuan.html"),
    )  # fmt: skip
    kartu = (
        Medan("kartu.lingkungan_id", "Dusun/RT/RW yang baru"),
        Medan("kartu.alamat"),
        Medan("kartu.no_kk", "No KK baru"),
    )

    def __init__(self, *isi):
        self.lawan = dict.fromkeys(tujuan.KOLOM, "")
        super().__init__(*isi)

    @property
    def medan(self):
        return [*super().medan, *self.kartu]

    @property
    def tempat(self):
        return daftar_tempat(self.node)

    @property
    def cakupan(self):
        return tujuan.cakupan(dalam_desa=True)

    def dari(self, kiriman):
        super().dari(kiriman)
        self.lawan = {nama: kiriman.get(nama, "") for nama in self.lawan}

    def kirim(self, operator, isi, salah):
        lawan, temuan = tujuan.baca(self.node.code, self.lawan)
        kepala, hubungan, lagi = self.susunan_tinggal()
        salah += [*temuan, *lagi]
        kartu = self._kartu_baru(isi["kartu"], salah) if lawan["cakupan"] == lampid.DALAM_DESA else None
        orang = [satu.id for satu in self.pergi]
        return catat.catat_pindah(self.node, operator, isi[""] | lawan, orang, kepala, hubungan, kartu, self.id)

    def tampak_hubungan(self, id):
        ke_kk_baru = self.lawan["cakupan"] == str(lampid.DALAM_DESA) and id in self.ikut and self.tinggal
        return bool(ke_kk_baru) or super().tampak_hubungan(id)

    def _kartu_baru(self, kartu: dict, salah: list[Kesalahan]) -> dict:
        """Where to inside the village; and, where only some go, what they are to the head of their new card."""
        if not self.tinggal:
            return kartu
        hubungan, temuan = self.baca_hubungan(self.pergi)
        salah += temuan
        return kartu | {"hubungan": hubungan}

    def letak(self, satu):
        return f"kartu.{satu.kolom}" if satu.kolom in ("lingkungan_id", "no_kk", "alamat") else super().letak(satu)


class PecahKK(Formulir):
    """Some members leave the card and form one of their own."""

    jenis, untuk, susunan, perlu_kk = lampid.PECAH_KK, KEDUANYA, PERGI, True
    centang = "Siapa yang keluar dari KK ini?"
    penjelasan = "Sebagian anggota membentuk KK sendiri, misalnya sesudah menikah. Jumlah penduduk tetap."
    paling_sedikit, kurang = 2, "KK ini hanya beranggota satu orang; tidak ada yang dapat dipisahkan."
    bagian = (
        Bagian("Pecah KK", (Medan("tgl_peristiwa", "Tanggal pecah KK", wajib=True),)),
        Bagian("KK baru", (
            Medan("kartu.no_kk", bantu="Kosongkan bila belum terbit."), Medan("kartu.lingkungan_id", "Dusun/RT/RW", wajib=True),
            Medan("kartu.alamat", kapital=True),
        )),
    )  # fmt: skip

    @property
    def tempat(self):
        return daftar_tempat(self.node)

    @property
    def urutan_kepala(self):
        return [satu.id for satu in urut_kepala_pecahan(warga(self.sasaran.anggota), date.today())]

    def awal(self):
        kartu = self.sasaran.keluarga
        self.ikut = {self.orang.id} if self.orang and self.orang.hubungan_keluarga != kode.KEPALA_KELUARGA else set()
        self.teks |= {"tgl_peristiwa": teks_tanggal(date.today()), "kartu.alamat": kartu.alamat or "",
                      "kartu.lingkungan_id": kartu.lingkungan_id or ""}  # fmt: skip
        self.hubungan = dict.fromkeys(self.ikut, "1")

    def kirim(self, operator, isi, salah):
        anggota, temuan = self.baca_hubungan(self.pergi, wajib=True)
        salah += temuan
        return catat.pecah_kk(self.node, operator, isi[""], anggota, isi["kartu"], self.id)

    def letak(self, satu):
        return f"kartu.{satu.kolom}" if satu.kolom in ("lingkungan_id", "no_kk", "alamat") else super().letak(satu)


class GantiKepala(Formulir):
    """Another member heads the family from now on; nobody leaves."""

    jenis, untuk, susunan, perlu_kk = lampid.GANTI_KEPALA, KELUARGA, SEMUA, True
    penjelasan = "Anggota lain menjadi kepala keluarga; tidak ada yang meninggal atau pindah."
    paling_sedikit, kurang = 2, "Keluarga ini hanya beranggota satu orang; tidak ada yang dapat menggantikan."
    bagian = (
        Bagian("Ganti kepala keluarga", (
            Medan("tgl_peristiwa", "Tanggal ganti kepala", wajib=True),
            Medan("kartu.no_kk", "No KK baru", bantu="Kosongkan bila nomornya tetap atau belum terbit."),
        )),
    )  # fmt: skip

    def awal(self):
        self.teks["tgl_peristiwa"] = teks_tanggal(date.today())
        lama = self.sasaran.kepala
        self.hubungan = self.usulan(next(id for id in self.urutan_kepala if lama is None or id != lama.id))

    def kirim(self, operator, isi, salah):
        hubungan, temuan = self.baca_hubungan(self.sasaran.anggota)
        salah += temuan
        nomor, keluarga = isi["kartu"]["no_kk"], self.sasaran.keluarga.id
        kepala = self.kepala_dari({id: satu for id, satu in hubungan.items() if not self._tetap(id, satu)}) or ""
        return catat.ganti_kepala(self.node, operator, isi[""], keluarga, kepala, hubungan, nomor, self.id)

    def _tetap(self, id: str, hubungan: int) -> bool:
        return (orang := self.sasaran.satu(id)) is not None and orang.hubungan_keluarga == hubungan

    def letak(self, satu):
        return "kartu.no_kk" if satu.kolom == "no_kk" else super().letak(satu)


class NumpangKK(CariKeluarga, Formulir):
    """Somebody moves onto the card of another family of this village."""

    jenis, untuk, susunan = lampid.NUMPANG_KK, KEDUANYA, PERGI
    centang = "Siapa yang numpang KK?"
    penjelasan = "Penduduk masuk ke KK keluarga lain di sini, misalnya orang tua ikut anaknya."
    medan_lain = Formulir.medan_lain | {"keluarga_id"}
    bagian = (
        Bagian("Numpang KK", (Medan("tgl_peristiwa", "Tanggal numpang KK", wajib=True),)),
        Bagian("Keluarga yang ditumpangi", (), "sid_bantuan/lampid/bagian_keluarga_tujuan.html"),
    )

    def awal(self):
        self.teks["tgl_peristiwa"] = teks_tanggal(date.today())
        self.ikut = {self.orang.id} if self.orang else set()
        self.hubungan = dict.fromkeys((satu.id for satu in self.sasaran.anggota), FAMILI_LAIN)

    def dari(self, kiriman):
        super().dari(kiriman)
        self.baca_keluarga(kiriman)

    def kirim(self, operator, isi, salah):
        anggota, temuan = self.baca_hubungan(self.pergi, wajib=True)
        salah += temuan if self.keluarga_id else [*temuan, Kesalahan("keluarga_tujuan_belum_dipilih", "keluarga_id")]
        return catat.numpang_kk(self.node, operator, isi[""], anggota, self.keluarga_id, self.id)
