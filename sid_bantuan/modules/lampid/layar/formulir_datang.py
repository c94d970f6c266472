"""The form of arrivals: a whole family as the card shows it, onto a new card or one that is here."""

from ....domain import kode, lampid
from ....domain.pesan import nama_kolom
from ...kependudukan.layar import lembar as kartu
from ...kependudukan.layar.isian import tulis
from ...kependudukan.layar.kk import JUDUL, KODE, PANJANG
from ...kependudukan.tables import Penduduk
from .. import catat
from . import tujuan
from .formulir import Formulir
from .medan import Bagian, Medan
from .sasaran import KELUARGA


class Datang(Formulir):
    """A family or some people arrive from elsewhere."""

    jenis, untuk, wajib_sasaran = lampid.DATANG, KELUARGA, False
    penjelasan = "Keluarga atau perorangan datang menetap dari tempat lain, dengan KK baru atau masuk KK yang ada."
    templat, tanya_lawan, lebar = "sid_bantuan/lampid/catat_datang.html", "Datang dari", True
    medan_lain = {"anggota", "keluarga_id"} | tujuan.MEDAN
    bagian = (
        Bagian("Kedatangan", (
            Medan("tgl_peristiwa", "Tanggal datang", wajib=True), Medan("alasan_pindah", "Alasan datang"),
        )),
        Bagian("Asal", (), "sid_bantuan/lampid/bagian_tujuan.html"),
    )  # fmt: skip

    def __init__(self, *isi):
        self.lawan = dict.fromkeys(tujuan.KOLOM, "")
        super().__init__(*isi)

    @property
    def cakupan(self):
        return tujuan.cakupan(dalam_desa=False)

    @classmethod
    def tak_mungkin(cls, sasaran):
        """Who moved away may come again; who lives here or died may not."""
        orang = sasaran.orang
        if orang is None or orang.status_dasar not in (kode.HIDUP, kode.MATI):
            return ""
        tercatat = "tinggal di sini" if orang.status_dasar == kode.HIDUP else "mati"
        return f"{orang.nama} tercatat {tercatat}."

    @property
    def ke_kk(self):
        """The card here they join; None where they bring a new one."""
        return None if self.orang is not None else self.sasaran.keluarga

    def awal(self):
        self.lembar = kartu.lembar_baru()
        self.lembar.id = self.id
        if self.ke_kk is not None:
            self.lembar.baris[0].teks["hubungan_keluarga"] = ""
        if self.orang is not None:
            self.isi_dari(self.lembar.baris[0].kunci, self.orang.id)

    def dari(self, kiriman):
        super().dari(kiriman)
        self.lawan = {nama: kiriman.get(nama, "") for nama in self.lawan}
        self.lembar = kartu.dari_formulir(kiriman)
        self.lembar.id = self.id

    def lain(self):
        """The card's sheet, as the KK screen draws it."""
        return {
            "lembar": self.lembar, "atas": kartu.ATAS, "bawah": kartu.BAWAH, "kode": KODE, "panjang": PANJANG,
            "judul_kolom": lambda nama: JUDUL.get(nama, nama_kolom(nama)), "tempat": kartu.daftar_tempat(self.node),
            "peringatan": {}, "keadaan": {}, "lengkap": True, "boleh_ubah": True, "tanpa_ambil": True,
            "contoh": kartu.Baris("__K__", kartu.baris_kosong()),
        }  # fmt: skip

    def ubah_bentuk(self, kiriman):
        """One more row; or a row filled with what is known here of somebody who once left."""
        if kiriman.get("tambah"):
            self.lembar.tambah_baris()
            return True
        if ambil := kiriman.get("ambil"):
            kunci, _, id = ambil.partition(":")
            self.isi_dari(kunci, id)
            return True
        return super().ubah_bentuk(kiriman)

    def isi_dari(self, kunci: str, id: str) -> None:
        """Fill a row with what is known here of somebody who once left."""
        orang = self._pernah_di_sini(id)
        baris = next((satu for satu in self.lembar.baris if satu.kunci == kunci), None)
        if orang is None or baris is None:
            return
        baris.id = orang.id
        for nama in (*kartu.ATAS, *kartu.BAWAH):
            tersimpan = tulis(Penduduk._meta.columns[nama], getattr(orang, nama))
            if nama != "hubungan_keluarga" and tersimpan:
                baris.teks[nama] = tersimpan

    def _pernah_di_sini(self, id: str) -> Penduduk | None:
        """The resident of this village with this id who left it."""
        milik = (Penduduk.id == id) & (Penduduk.wilayah == self.node.code) & (Penduduk.status_dasar != kode.HIDUP)
        return Penduduk.get_or_none(milik) if id else None

    @property
    def dikenal(self) -> dict[str, Penduduk]:
        """Row -> the resident of this village who left and whose NIK was typed there; not where his record fills it."""
        nik = {satu.kunci: _angka(satu.teks["nik"]) for satu in self.lembar.baris if not satu.id}
        syarat = Penduduk.nik.in_([satu for satu in nik.values() if satu] or [""])
        pernah = Penduduk.select().where(
            syarat, Penduduk.wilayah == self.node.code, Penduduk.status_dasar != kode.HIDUP
        )
        per = {satu.nik: satu for satu in pernah}
        return {kunci: per[satu] for kunci, satu in nik.items() if satu in per}

    def kirim(self, operator, isi, salah):
        lawan, temuan = tujuan.baca(self.node.code, self.lawan)
        kepala, anggota, tak_terbaca = kartu.baca_lembar(self.node, self.lembar)
        salah += [*temuan, *tak_terbaca]
        orang = [satu.isi | {"kunci": satu.kunci} | self._orangnya(satu.id) for satu in anggota]
        if self.ke_kk is not None:
            return catat.catat_datang(
                self.node, operator, isi[""] | lawan, orang, keluarga_id=self.ke_kk.id, id=self.id
            )
        return catat.catat_datang(self.node, operator, isi[""] | lawan, orang, kartu=kepala, id=self.id)

    def _orangnya(self, id: str) -> dict:
        """The person a row was filled from: without a NIK nothing else would tell that it is him."""
        orang = self._pernah_di_sini(id)
        return {"orang_id": orang.orang_id} if orang is not None else {}

    def tunjukkan(self, kesalahan):
        """Faults of the card and its rows stand where the card shows them."""
        milik = {satu.kunci for satu in self.lembar.baris}
        di_kartu = [satu for satu in kesalahan if satu.baris in milik or satu.kolom in kartu.KARTU]
        kartu.tunjukkan_salah(self.lembar, di_kartu)
        super().tunjukkan(satu for satu in kesalahan if satu not in di_kartu)

    def sebut_medan(self, satu):
        nomor = next((n for n, baris in enumerate(self.lembar.baris, 1) if baris.kunci == satu.baris), None)
        if nomor is None:
            return super().sebut_medan(satu)
        return f"{JUDUL.get(satu.kolom, nama_kolom(satu.kolom))} anggota {nomor}"

    def letak(self, satu):
        return f"{satu.baris}.{satu.kolom}" if satu.baris else satu.kolom


def _angka(teks: str) -> str:
    return "".join(huruf for huruf in teks if huruf.isdigit())
