"""Whom a form is about: a resident with his family, or a family; and how people find them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ....domain import kode
from ....domain.hubungan import Warga
from ....domain.tanggal import teks_tanggal, umur
from ....ui.tampil import nomor
from ...kependudukan import cari, rekam
from ...kependudukan.tables import Keluarga, Penduduk

ORANG, KELUARGA = "orang", "kk"
"""What an address says a form is about: ``?orang=<id>`` or ``?kk=<id>``."""
KEDUANYA = "keduanya"
TANPA_KEPALA = "keluarga tanpa kepala"
CALON = 12


@dataclass
class Sasaran:
    """Whom it is about. ``anggota``: the living of the family in the order of the card, or him alone.

    ``lain``: those of the card who are recorded there but no longer live there.
    """

    orang: Penduduk | None = None
    keluarga: Keluarga | None = None
    anggota: list[Penduduk] = field(default_factory=list)
    lain: list[Penduduk] = field(default_factory=list)

    @property
    def kepala(self) -> Penduduk | None:
        return next((satu for satu in self.anggota if satu.hubungan_keluarga == kode.KEPALA_KELUARGA), None)

    @property
    def nama(self) -> str:
        """Who it is, in a heading."""
        if self.orang is not None:
            return self.orang.nama
        if self.kepala is None and self.keluarga.no_kk:
            return f"KK {nomor(self.keluarga.no_kk)}"
        return f"keluarga {self.kepala.nama}" if self.kepala else TANPA_KEPALA

    @property
    def alamat(self) -> dict[str, str]:
        """The same subject as it stands in an address."""
        if self.orang is not None:
            return {ORANG: self.orang.id}
        return {KELUARGA: self.keluarga.id} if self.keluarga is not None else {}

    def satu(self, id: str) -> Penduduk | None:
        """One of its people by id."""
        semua = [*self.anggota, *self.lain, *([self.orang] if self.orang else ())]
        return next((satu for satu in semua if satu.id == id), None)


def baca_sasaran(node, alamat: Mapping[str, str]) -> Sasaran | None:
    """The subject an address names; None where it names none of this village."""
    if id := alamat.get(ORANG):
        orang = rekam.ambil(node.catalog["penduduk"], id, node.code)
        return sasaran_orang(node, orang) if orang else None
    keluarga = rekam.ambil(node.catalog["keluarga"], alamat.get(KELUARGA) or "", node.code)
    return Sasaran(None, keluarga, *_anggota(keluarga.id)) if keluarga else None


def sasaran_orang(node, orang: Penduduk) -> Sasaran:
    """A resident and his family."""
    keluarga = rekam.ambil(node.catalog["keluarga"], orang.keluarga_id or "", node.code)
    if keluarga is not None:
        return Sasaran(orang, keluarga, *_anggota(keluarga.id))
    return Sasaran(orang, None, [orang] if orang.status_dasar == kode.HIDUP else [])


def _anggota(keluarga_id: str) -> tuple[list[Penduduk], list[Penduduk]]:
    semua = sorted(Penduduk.select().where(Penduduk.keluarga == keluarga_id), key=_urutan)
    hidup = [satu for satu in semua if satu.status_dasar == kode.HIDUP]
    return hidup, [satu for satu in semua if satu.status_dasar != kode.HIDUP]


def _urutan(satu: Penduduk) -> tuple:
    return satu.hubungan_keluarga or 99, satu.tanggal_lahir or date.max, satu.nama, satu.id


def warga(anggota: Sequence[Penduduk]) -> list[Warga]:
    """The same people as the suggestions of relations take them."""
    return [Warga(satu.id, satu.hubungan_keluarga, satu.jenis_kelamin, satu.tanggal_lahir) for satu in anggota]


def keterangan(orang: Penduduk) -> str:
    """Relation and age, under a name: ``Anak, 12 tahun``."""
    hubungan = kode.daftar("hubungan_keluarga").get(orang.hubungan_keluarga, "Hubungan belum diisi")
    usia = f", {umur(orang.tanggal_lahir, date.today())} tahun" if orang.tanggal_lahir else ""
    return hubungan + usia


# ---- finding them


@dataclass(frozen=True)
class Calon:
    """One who may be meant. ``nilai`` is what the form sends: ``orang:<id>`` or ``kk:<id>``."""

    nilai: str
    nama: str
    keterangan: str
    sebab: str = ""

    @property
    def alamat(self) -> dict[str, str]:
        """The same as it stands in an address."""
        jenis, _, id = self.nilai.partition(":")
        return {jenis: id}


def cari_sasaran(node, teks: str, untuk: str, hidup: bool = True) -> list[Calon]:
    """Who fits the words, in any spelling.

    ``untuk``: ``ORANG`` residents; ``KELUARGA`` families, found by any member; ``KEDUANYA`` both.
    ``hidup`` False finds those who died, moved or are missing instead of those who live here.
    """
    hasil = [satu for satu in cari.cari(node, teks, CALON * 3) if satu.wilayah == node.code]
    orang = [satu for satu in hasil if satu.jenis == "penduduk" and (satu.status_dasar == kode.HIDUP) == hidup]
    kartu = [satu for satu in hasil if satu.jenis == "keluarga"] if untuk != ORANG else []
    kepala = _kepala(node, [satu.keluarga_id for satu in orang if satu.keluarga_id])
    if untuk == KELUARGA:
        calon = [_calon_keluarga(satu, kepala) for satu in [*kartu, *orang] if satu.keluarga_id]
    else:
        calon = [_calon_keluarga(satu, kepala) for satu in kartu] + [_calon_orang(satu, kepala) for satu in orang]
    return list({satu.nilai: satu for satu in reversed(calon)}.values())[::-1][:CALON]


def _kepala(node, ids: Sequence[str]) -> dict[str, str]:
    """Family -> the name of its living head."""
    pilih, isi = node.engine.ids(sorted(set(ids)))
    return dict(
        node.engine.run(
            f"SELECT keluarga_id, nama FROM sb_penduduk WHERE keluarga_id IN ({pilih})"
            " AND hubungan_keluarga = ? AND status_dasar = ?",
            (*isi, kode.KEPALA_KELUARGA, kode.HIDUP),
        )
    )


def _calon_orang(satu: cari.Hasil, kepala: Mapping[str, str]) -> Calon:
    status = "" if satu.status_dasar == kode.HIDUP else kode.daftar("status_dasar")[satu.status_dasar].lower()
    lahir = f"lahir {teks_tanggal(satu.lahir)}" if satu.lahir else ""
    nik = f"NIK {nomor(satu.nik)}" if satu.nik else "belum ada NIK"
    milik = f"keluarga {kepala[satu.keluarga_id]}" if satu.keluarga_id in kepala else ""
    return Calon(f"{ORANG}:{satu.id}", satu.nama, _gabung(status, lahir, nik, milik, satu.tempat), satu.sebab)


def _calon_keluarga(satu: cari.Hasil, kepala: Mapping[str, str]) -> Calon:
    anggota = "" if satu.jenis == "keluarga" else f"anggota {satu.nama}"
    nama = satu.nama if satu.jenis == "keluarga" else kepala.get(satu.keluarga_id, "")
    no_kk = f"KK {nomor(satu.no_kk)}" if satu.no_kk else "belum ada No KK"
    keterangan = _gabung(anggota, no_kk, satu.alamat, satu.tempat)
    return Calon(
        f"{KELUARGA}:{satu.keluarga_id}", f"Keluarga {nama}" if nama else _besar(TANPA_KEPALA), keterangan, satu.sebab
    )


def _gabung(*bagian: str | None) -> str:
    return " · ".join(satu for satu in bagian if satu)


class CariKeluarga:
    """A family chosen by typing. Mix into a form; call ``baca_keluarga`` with what was sent."""

    keluarga_id = ""
    keluarga_teks = ""
    calon_keluarga: list[Calon] = []

    def pakai_keluarga(self, id: str | None) -> None:
        """Choose a family by id."""
        sasaran = baca_sasaran(self.node, {KELUARGA: id}) if id else None
        self.keluarga_id = sasaran.keluarga.id if sasaran else ""
        nama = _besar(sasaran.nama if sasaran.kepala else TANPA_KEPALA) if sasaran else ""
        self.keluarga_teks = f"{nama} · KK {nomor(sasaran.keluarga.no_kk) or '-'}" if sasaran else ""

    def baca_keluarga(self, kiriman: Mapping[str, str]) -> None:
        """Take over what was chosen. Words without a choice are searched for; one fit only is taken."""
        self.pakai_keluarga((kiriman.get("keluarga_pilih") or kiriman.get("keluarga_id", "")).removeprefix("kk:"))
        teks = kiriman.get("keluarga_teks", "").strip()
        if not self.keluarga_id and teks:
            self.keluarga_teks, self.calon_keluarga = teks, cari_sasaran(self.node, teks, KELUARGA)
            if len(self.calon_keluarga) == 1:
                self.pakai_keluarga(self.calon_keluarga.pop().alamat[KELUARGA])


def _besar(teks: str) -> str:
    return teks[:1].upper() + teks[1:]
