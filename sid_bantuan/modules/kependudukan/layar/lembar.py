"""The family card as a sheet on the screen: from the tables, from what was sent, and back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from ....domain import kode
from ....domain.ids import new_id
from .. import rekam
from ..keluarga_simpan import BUANG, KELUARKAN, SIMPAN, Anggota
from ..kesalahan import Kesalahan
from ..tables import Keluarga, Lingkungan, Penduduk
from . import isian

KARTU = ("no_kk", "alamat", "lingkungan_id", "tanggal_cetak_kk")
ATAS = ("nama", "nik", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama", "pendidikan_kk", "pekerjaan",
        "golongan_darah")  # fmt: skip
BAWAH = ("status_kawin", "tanggal_kawin", "hubungan_keluarga", "kewarganegaraan", "paspor", "kitas", "nama_ayah",
         "nama_ibu")  # fmt: skip
"""The columns of the paper card's upper and lower table, in its order."""

BARU = {"kewarganegaraan": "1 WNI"}
"""What nearly every new row holds."""


@dataclass
class Baris:
    """One member row as it stands on the screen. ``beda``: column -> what is stored now, where somebody was faster."""

    kunci: str
    teks: dict[str, str]
    id: str = ""
    versi: int | None = None
    perintah: str = SIMPAN
    salah: dict[str, Kesalahan] = field(default_factory=dict)
    beda: dict[str, str] = field(default_factory=dict)
    pindahan: str = ""

    @property
    def tersimpan(self) -> bool:
        return self.versi is not None

    @property
    def kosong(self) -> bool:
        """A new row nobody typed anything into."""
        return not self.tersimpan and not any(satu for nama, satu in self.teks.items() if nama not in BARU)


@dataclass
class Lembar:
    """The whole sheet. ``lain``: members who are recorded but no longer there (dead, moved)."""

    id: str
    versi: int | None
    teks: dict[str, str]
    baris: list[Baris]
    tanda: str = field(default_factory=lambda: secrets.token_hex(6))
    lain: list[Penduduk] = field(default_factory=list)
    salah: dict[str, Kesalahan] = field(default_factory=dict)
    beda: dict[str, str] = field(default_factory=dict)
    pengubah: str = ""

    @property
    def baru(self) -> bool:
        return self.versi is None

    @property
    def kepala(self) -> str:
        """The name on top of the card."""
        return next((satu.teks["nama"] for satu in self.baris if satu.teks["hubungan_keluarga"].startswith("1 ")), "")

    def tambah_baris(self, hubungan: str = "") -> Baris:
        """An empty row at the end."""
        milik = [satu.kunci.removeprefix(f"{self.tanda}-") for satu in self.baris]
        nomor = max((int(satu) for satu in milik if satu.isdecimal() and len(satu) < 6), default=-1) + 1
        self.baris.append(Baris(f"{self.tanda}-{nomor}", baris_kosong(hubungan)))
        return self.baris[-1]


def baris_kosong(hubungan: str = "") -> dict[str, str]:
    """The fields of a new row."""
    return dict.fromkeys((*ATAS, *BAWAH), "") | BARU | {"hubungan_keluarga": hubungan}


def lembar_baru() -> Lembar:
    """A sheet for a family not recorded yet, its head's row ready."""
    lembar = Lembar(new_id(), None, dict.fromkeys(KARTU, ""), [])
    lembar.tambah_baris(f"1 {kode.daftar('hubungan_keluarga')[1]}")
    return lembar


def lembar_tersimpan(node, id: str) -> Lembar | None:
    """The sheet of a recorded family, members in the order of the card."""
    keluarga = rekam.ambil(node.catalog["keluarga"], id, node.code)
    if keluarga is None:
        return None
    anggota = sorted(Penduduk.select().where(Penduduk.keluarga == id), key=_urutan)
    versi = rekam.versi_banyak(node, [id, *(satu.id for satu in anggota)])
    hidup = [satu for satu in anggota if satu.status_dasar == kode.HIDUP]
    lain = [satu for satu in anggota if satu.status_dasar != kode.HIDUP]
    baris = [baris_tersimpan(satu, versi[satu.id]) for satu in hidup]
    return Lembar(id, versi[id], teks_kartu(keluarga), baris, lain=lain)


def _urutan(satu: Penduduk) -> tuple:
    return satu.hubungan_keluarga or 99, satu.tanggal_lahir or date.max, satu.nama


def baris_tersimpan(penduduk: Penduduk, versi: int) -> Baris:
    """A member as the card shows him."""
    teks = isian.tulis_semua(Penduduk, rekam.nilai(penduduk), (*ATAS, *BAWAH))
    return Baris(penduduk.id, teks, penduduk.id, versi)


def teks_kartu(keluarga: Keluarga) -> dict[str, str]:
    """The head of the card."""
    isi = rekam.nilai(keluarga)
    teks = isian.tulis_semua(Keluarga, isi, ("no_kk", "alamat", "tanggal_cetak_kk"))
    return teks | {"lingkungan_id": nama_tempat(isi["lingkungan_id"])}


def nama_tempat(id: str | None) -> str:
    """A place by its id, in words; nothing for none."""
    satu = Lingkungan.get_or_none(Lingkungan.id == id) if id else None
    return str(satu) if satu else ""


def daftar_tempat(node) -> dict[str, str]:
    """The places of this village: id -> words."""
    semua = Lingkungan.select().where(Lingkungan.wilayah == node.code)
    return {satu.id: str(satu) for satu in semua.order_by(Lingkungan.dusun, Lingkungan.rw, Lingkungan.rt)}


def dari_formulir(kiriman: MultiDict) -> Lembar:
    """The sheet as it was sent, nothing judged yet."""
    tanda = kiriman.get("tanda", "")
    teks = {nama: kiriman.get(nama, "") for nama in KARTU}
    baris = [_baris_dari(kiriman, kunci) for kunci in dict.fromkeys(kiriman.getlist("kunci"))]
    lembar = Lembar(kiriman.get("id", ""), _angka(kiriman.get("versi")), teks, baris)
    return replace(lembar, tanda=tanda) if tanda else lembar


def _baris_dari(kiriman: Mapping, kunci: str) -> Baris:
    teks = {nama: kiriman.get(f"{kunci}.{nama}", "") for nama in (*ATAS, *BAWAH)}
    perintah = kiriman.get(f"{kunci}.perintah")
    return Baris(
        kunci,
        teks,
        kiriman.get(f"{kunci}.id", ""),
        _angka(kiriman.get(f"{kunci}.versi")),
        perintah if perintah in (KELUARKAN, BUANG) else SIMPAN,
        pindahan=kiriman.get(f"{kunci}.pindahan", ""),
    )


def sahkan(node, lembar: Lembar) -> Lembar:
    """The same sheet with no id but such as can be its own: the browser's other ones become new records' ids."""
    lembar.id = rekam.id_formulir(node, "keluarga", lembar.id)
    for satu in lembar.baris:
        if satu.id and rekam.id_formulir(node, "penduduk", satu.id) != satu.id:
            satu.id, satu.versi = "", None
    return lembar


def _angka(teks: str | None) -> int | None:
    return int(teks) if teks and teks.isdecimal() and len(teks) < 16 else None


def baca_lembar(node, lembar: Lembar) -> tuple[dict, list[Anggota], list[Kesalahan]]:
    """The sheet as values: the card, its member rows (empty new ones left out), and what could not be read."""
    teks = {nama: satu for nama, satu in lembar.teks.items() if nama != "lingkungan_id"}
    kartu, salah = isian.baca_semua(Keluarga, teks)
    kartu["lingkungan_id"], temuan = baca_tempat(node, lembar.teks["lingkungan_id"])
    salah += [Kesalahan(temuan, "lingkungan_id")] if temuan else []
    anggota = []
    for satu in lembar.baris:
        if satu.kosong or (satu.perintah != SIMPAN and not satu.tersimpan):
            continue
        isi, keliru = isian.baca_semua(Penduduk, satu.teks, satu.kunci) if satu.perintah == SIMPAN else ({}, [])
        salah += keliru
        anggota.append(Anggota(satu.kunci, isi, satu.id, satu.versi, satu.perintah))
    return kartu, anggota, salah


def baca_tempat(node, teks: str) -> tuple[str | None, str | None]:
    """A place by its words, or enough of them to tell it from the others: ``(id, fault)``."""
    kata = teks.lower().split()
    if not kata:
        return None, None
    daftar = {id: nama.lower().split() for id, nama in daftar_tempat(node).items()}
    for cocok in (lambda ada: ada == kata, lambda ada: all(any(k in a for a in ada) for k in kata)):
        ditemukan = [id for id, ada in daftar.items() if cocok(ada)]
        if ditemukan:
            return (ditemukan[0], None) if len(ditemukan) == 1 else (None, "kode_belum_jelas")
    return None, "tempat_tidak_dikenal"


def tunjukkan_salah(lembar: Lembar, kesalahan) -> None:
    """Put each fault beside its field."""
    baris = {satu.kunci: satu for satu in lembar.baris}
    for satu in kesalahan:
        (baris[satu.baris].salah if satu.baris in baris else lembar.salah)[satu.kolom] = satu


def tunjukkan_beda(lembar: Lembar, beda) -> None:
    """Show beside each field what somebody else stored meanwhile; saving again then stores what is on the screen."""
    baris = {satu.kunci: satu for satu in lembar.baris}
    for satu in beda:
        sasaran = baris.get(satu.baris, lembar)
        if satu.terhapus:
            sasaran.versi, sasaran.id = None, sasaran.id if sasaran is lembar else ""
            continue
        sasaran.versi = satu.versi
        if isinstance(sasaran, Baris):
            sasaran.id = satu.id
        model = Keluarga if sasaran is lembar else Penduduk
        sasaran.beda = {nama: _tulis_kini(model, nama, kini) for nama, (_, kini) in satu.kolom.items()}


def _tulis_kini(model, nama: str, kini) -> str:
    if nama == "lingkungan_id":
        return nama_tempat(kini)
    return isian.tulis(model._meta.columns[nama], kini) if nama in model._meta.columns else str(kini or "")


def ambil_penduduk(node, lembar: Lembar, kunci: str, id: str) -> bool:
    """Turn a row into a resident who is recorded already, so that saving moves him onto this card."""
    penduduk = rekam.ambil(node.catalog["penduduk"], id, node.code)
    if penduduk is None:
        return False
    for nomor, satu in enumerate(lembar.baris):
        if satu.kunci == kunci:
            baru = baris_tersimpan(penduduk, rekam.versi(node, id))
            baru.teks["hubungan_keluarga"] = satu.teks["hubungan_keluarga"]
            baru.kunci, baru.pindahan = kunci, "1"
            lembar.baris[nomor] = baru
            return True
    return False
