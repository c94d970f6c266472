"""What an event changed, or its undoing would, in sentences an officer reads: people first, then families."""

from collections.abc import Iterable, Mapping
from datetime import date

from ....domain import kode, lampid
from ....domain.pesan import nama_kolom
from ....ui.tampil import nomor
from ...kependudukan.layar.isian import tampil
from ...kependudukan.tables import Keluarga, Penduduk
from .. import siapa
from ..bulan import ditutup_sampai
from ..perubahan import baca_ubahan
from ..tables import Mutasi

STATUS = {kode.MATI: "meninggal", kode.PINDAH: "pindah", kode.HILANG: "hilang", kode.HIDUP: "tinggal di sini"}
DIAM = frozenset({"orang_id", "sumber", "keadaan_nik", "lain", "status_dasar", "keluarga_id"})
"""Columns nobody needs to be told of, or that are told apart."""


def sebut_bulan(node, mutasi: Mutasi) -> str:
    """In which month of the books it counts, and why in that one."""
    dihitung = f"Dihitung dalam buku {lampid.sebut_bulan(mutasi.bulan)}"
    if mutasi.jenis not in lampid.ARAH:
        return f"Jumlah penduduk tetap; tercatat pada {lampid.sebut_bulan(mutasi.bulan)}."
    lapor, terjadi = lampid.bulan_dari(mutasi.tgl_lapor), lampid.bulan_dari(mutasi.tgl_peristiwa)
    ditutup = ditutup_sampai(node)
    if ditutup and lapor <= ditutup < mutasi.bulan:
        return f"{dihitung}, karena buku {lampid.sebut_bulan(lapor)} sudah ditutup."
    if mutasi.bulan == lapor != terjadi:
        return f"{dihitung}, bulan dilaporkannya; terjadi {lampid.sebut_bulan(terjadi)}."
    return f"{dihitung}."


def sebut_bulan_batal(node, mutasi: Mutasi) -> str:
    """What cancelling does to the books."""
    ditutup = ditutup_sampai(node)
    if not ditutup or mutasi.bulan > ditutup:
        return f"Peristiwa ini tidak dihitung lagi dalam buku {lampid.sebut_bulan(mutasi.bulan)}."
    pada = lampid.bulan_buku(lampid.bulan_dari(date.today()), ditutup)
    return (
        f"Buku {lampid.sebut_bulan(mutasi.bulan)} sudah ditutup dan tidak berubah; "
        f"pembatalannya menjadi penyesuaian dalam buku {lampid.sebut_bulan(pada)}."
    )


class Perubahan:
    """The journal of an event, ready to be told. ``balik``: told as its undoing."""

    def __init__(self, node, mutasi: Mutasi, balik: bool = False):
        self.node, self.balik = node, balik
        ubahan = baca_ubahan(mutasi)
        self._orang = [satu for satu in ubahan if satu["jenis"] == "penduduk"]
        self._kartu = [satu for satu in ubahan if satu["jenis"] == "keluarga"]
        # Read now: an undoing takes rows out, and they would have no name any more.
        self._nama = siapa.nama_penduduk(node, {satu["id"] for satu in self._orang})
        self._rumah = self._keluarga_tersentuh()

    def orang(self) -> list[str]:
        """What became of each resident."""
        return [*self._status(), *(kalimat for satu in self._orang for kalimat in self._satu(satu))]

    def _kolom(self, satu: Mapping) -> dict[str, tuple]:
        """Column -> (before, after), the other way round for an undoing."""
        return {n: (b, a) if self.balik else (a, b) for n, (a, b) in satu.get("kolom", {}).items()}

    def _status(self) -> Iterable[str]:
        """Those who got the same state in one sentence."""
        per: dict[int, list[str]] = {}
        for satu in self._orang:
            if "status_dasar" in satu.get("kolom", {}):
                per.setdefault(self._kolom(satu)["status_dasar"][1], []).append(self._sebut(satu["id"]))
        for status, siapa_saja in per.items():
            kata = STATUS.get(status, kode.daftar("status_dasar")[status].lower())
            yield f"{_daftar(siapa_saja)}: {'kembali ' if self.balik else ''}berstatus {kata}."

    def _sebut(self, id: str) -> str:
        return self._nama.get(id, "Data yang sudah dihapus")

    def _satu(self, isi: Mapping) -> Iterable[str]:
        dia, kolom = self._sebut(isi["id"]), self._kolom(isi)
        if isi.get("baru"):
            keluar = "dikeluarkan dari penduduk; datanya masuk Tempat sampah"
            yield f"{dia} {keluar}." if self.balik else f"{dia} ditambahkan sebagai penduduk."
            return
        if hubungan := kolom.pop("hubungan_keluarga", None):
            yield f"{dia}: {self._hubungan(*hubungan, pindah_kk='keluarga_id' in kolom)}."
        elif "keluarga_id" in kolom:
            yield f"{dia} pindah KK."
        for nama, (lama, baru) in kolom.items():
            if nama not in DIAM:
                yield f"{dia}: {nama_kolom(nama)} {_kata(nama, lama)} menjadi {_kata(nama, baru)}."

    def _hubungan(self, lama: int | None, baru: int | None, pindah_kk: bool) -> str:
        if baru == kode.KEPALA_KELUARGA:
            return f"{'kembali ' if self.balik else ''}menjadi kepala keluarga"
        if pindah_kk or lama is None:
            return f"{'kembali ' if self.balik else ''}tercatat sebagai {_sebut_hubungan(baru)}"
        return f"dari {_sebut_hubungan(lama)} menjadi {_sebut_hubungan(baru)}"

    # ---- families

    def _keluarga_tersentuh(self) -> dict[str, bool]:
        """Family -> whether the event made it; in the order people should read them."""
        rumah = {satu["id"]: bool(satu.get("baru")) for satu in self._kartu}
        ids = [satu["id"] for satu in self._orang] or [""]
        kini = dict(Penduduk.select(Penduduk.id, Penduduk.keluarga).where(Penduduk.id.in_(ids)).tuples())
        for satu in self._orang:
            for id in (*satu.get("kolom", {}).get("keluarga_id", ()), kini.get(satu["id"])):
                if id:
                    rumah.setdefault(id, False)
        return rumah

    def keluarga(self) -> list[tuple[str, str]]:
        """(family, sentence): each family that is touched, as it stands at this moment."""
        ubah = {satu["id"]: self._kolom(satu) for satu in self._kartu}
        hasil = []
        for id, baru in self._rumah.items():
            if (kartu := Keluarga.get_or_none(Keluarga.id == id)) is not None:
                hasil.append((id, _keadaan_keluarga(kartu, baru and not self.balik, ubah.get(id, {}))))
        return hasil


def _keadaan_keluarga(kartu: Keluarga, baru: bool, ubah: Mapping) -> str:
    anggota = list(Penduduk.select().where(Penduduk.keluarga == kartu.id, Penduduk.status_dasar == kode.HIDUP))
    sebutan = f"{'KK baru' if baru else 'Keluarga'} {nomor(kartu.no_kk) or '(belum ada No KK)'}"
    if "no_kk" in ubah:
        sebutan += f", semula {nomor(ubah['no_kk'][0]) or 'tanpa nomor'}"
    if not anggota:
        return f"{sebutan}: tidak beranggota lagi."
    nama = next((satu.nama for satu in anggota if satu.hubungan_keluarga == kode.KEPALA_KELUARGA), None)
    kepala = f"kepala keluarga {nama}" if nama else "belum ada kepala keluarga"
    tempat = f", alamat {kartu.lingkungan}" if "lingkungan_id" in ubah and kartu.lingkungan else ""
    return _titik(f"{sebutan}: {'' if baru else 'tinggal '}{len(anggota)} orang, {kepala}{tempat}")


def _sebut_hubungan(nilai: int | None) -> str:
    return kode.daftar("hubungan_keluarga").get(nilai, "belum diisi").lower()


def _kata(nama: str, nilai) -> str:
    medan = Penduduk._meta.columns.get(nama)
    return (tampil(medan, nilai) if medan is not None else str(nilai or "")) or "(kosong)"


def _titik(kalimat: str) -> str:
    """With a full stop; a name that ends in one (S.E.) has it already."""
    return kalimat if kalimat.endswith(".") else f"{kalimat}."


def _daftar(nama: list[str]) -> str:
    return nama[0] if len(nama) == 1 else f"{', '.join(nama[:-1])} dan {nama[-1]}"
