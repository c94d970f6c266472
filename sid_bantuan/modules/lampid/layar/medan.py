"""The fields of the forms of events: what each is called, and how what was typed becomes a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ....domain.pesan import nama_kolom
from ....sync.fields import CodeField, DayField, NumberField
from ...kependudukan.kesalahan import Kesalahan
from ...kependudukan.layar import isian
from ...kependudukan.tables import Keluarga, Penduduk
from ..tables import Mutasi

MODEL = {"": Mutasi, "bayi": Penduduk, "kartu": Keluarga}
"""What stands before the dot of a field's name -> the table its column is of."""

_JAM = re.compile(r"([01]?\d|2[0-3])[.:]?([0-5]\d)")


@dataclass(frozen=True)
class Medan:
    """One field. ``nama`` is its name in the form, with a dot before the column of another table (``bayi.nama``)."""

    nama: str
    label: str = ""
    wajib: bool = False
    bantu: str = ""
    contoh: str = ""
    kapital: bool = False
    lebar: bool = False

    @property
    def kolom(self):
        awalan, _, nama = self.nama.rpartition(".")
        return MODEL[awalan]._meta.columns[nama]

    @property
    def judul(self) -> str:
        return self.label or nama_kolom(self.kolom.column_name)

    @property
    def rupa(self) -> str:
        """How it is drawn: ``pilih`` a code list, ``hari``, ``jam``, ``angka``, ``nomor``, ``panjang``, else ``teks``."""
        kolom = self.kolom
        if isinstance(kolom, CodeField):
            return "pilih"
        if isinstance(kolom, DayField):
            return "hari"
        if isinstance(kolom, NumberField):
            return "angka"
        nama = kolom.column_name
        if nama in ("nik", "no_kk", "nik_pelapor", "nik_ayah", "nik_ibu"):
            return "nomor"
        return {"jam": "jam", "keterangan": "panjang", "lingkungan_id": "tempat"}.get(nama, "teks")

    @property
    def pilihan(self) -> Mapping[int, str]:
        """The codes of a list."""
        return self.kolom.codes

    @property
    def terpanjang(self) -> int:
        return 24 if self.rupa == "nomor" else getattr(self.kolom, "max_length", 10)

    def tulis(self, nilai) -> str:
        """A stored value as it stands in the field."""
        if isinstance(self.kolom, CodeField):
            return "" if nilai is None else str(nilai)
        if self.rupa == "jam":
            return (nilai or "").replace(":", ".")
        return isian.tulis(self.kolom, nilai)

    def baca(self, teks: str) -> tuple[object, str | None]:
        """``(value, fault)`` of what was typed."""
        teks = " ".join(teks.split())
        if not teks:
            return None, "wajib_diisi" if self.wajib else None
        nilai, salah = self._baca(teks)
        return (None, salah) if salah else (nilai, self._cocok(nilai))

    def _baca(self, teks: str) -> tuple[object, str | None]:
        if self.rupa == "jam":
            cocok = _JAM.fullmatch(teks)
            return (f"{int(cocok[1]):02d}:{cocok[2]}", None) if cocok else (None, "jam_tidak_terbaca")
        if self.rupa == "angka":
            return isian.baca_bulat(teks)
        if self.rupa == "nomor":
            return isian.baca(Keluarga.no_kk if self.kolom.column_name == "no_kk" else Penduduk.nik, teks)
        return isian.baca(self.kolom, teks)

    def _cocok(self, nilai) -> str | None:
        """The fault the receiver would find."""
        if nilai is None:
            return None
        kolom = getattr(self.kolom, "rel_field", self.kolom)
        return kolom.fault(nilai.isoformat() if hasattr(nilai, "isoformat") else nilai)


@dataclass(frozen=True)
class Bagian:
    """A group of fields under a heading. ``templat`` draws what is more than fields, before or instead of them."""

    judul: str
    medan: tuple[Medan, ...] = ()
    templat: str = ""


PELAPORAN = Bagian(
    "Pelaporan",
    (
        Medan("tgl_lapor", wajib=True),
        Medan("pelapor", kapital=True),
        Medan("hubungan_pelapor", contoh="anak, istri, ketua RT"),
        Medan("nik_pelapor"),
        Medan("nomor_surat"),
        Medan("keterangan", lebar=True),
    ),
    "sid_bantuan/lampid/bagian_pelapor.html",
)


def baca_semua(medan, teks: Mapping[str, str]) -> tuple[dict, list[Kesalahan]]:
    """Every field as a value by its name; what cannot be read is a fault at its name."""
    isi, salah = {}, []
    for satu in medan:
        tertulis = teks.get(satu.nama, "")
        isi[satu.nama], temuan = satu.baca(tertulis)
        if temuan:
            salah.append(Kesalahan(temuan, satu.nama, isi={"isian": tertulis}))
    return isi, salah


def pisahkan(isi: Mapping[str, object]) -> dict[str, dict]:
    """The values by what stands before the dot: ``{"": {...}, "bayi": {...}}``."""
    hasil: dict[str, dict] = {"": {}}
    for nama, satu in isi.items():
        awalan, _, kolom = nama.rpartition(".")
        hasil.setdefault(awalan, {})[kolom] = satu
    return hasil
