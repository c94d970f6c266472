"""Forms of reports as data: columns and where they come from, order, filters, lines above, who signs.

What is shipped can be used as it stands. An office that changes one makes a row of its own, which then goes before
that of the level above and that before the shipped one; taken off again, the other shows.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.wilayah import within
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .laporan_isi import ISI, SUMBER
from .tables_salur import FormatLaporan

BAWAAN = "bawaan"
TETAP = "="
"""What begins a column's ``isi`` that is the same text in every row."""
KERTAS = ("F4", "A4")
_KOLOM_TERBANYAK = 100


@dataclass(frozen=True)
class KolomLaporan:
    """One column: its heading, what it shows (a name of ``ISI``, or ``=`` and fixed text), its width in characters."""

    judul: str
    isi: str
    lebar: float = 16

    @property
    def tetap(self) -> str | None:
        return self.isi[1:] if self.isi.startswith(TETAP) else None


@dataclass(frozen=True)
class Bentuk:
    """One form of report. ``milik``: the office it belongs to, or ``bawaan``."""

    kode: str
    nama: str
    sumber: str
    kolom: tuple[KolomLaporan, ...]
    milik: str = BAWAAN
    program: str = ""
    saring: Mapping = field(default_factory=dict)
    urut: str = ""
    kepala: tuple[str, ...] = ()
    penanda: tuple[Mapping, ...] = ()
    kertas: str = "F4"
    aktif: bool = True

    @property
    def isi(self) -> str:
        """Which source it is drawn from, a name of ``SUMBER``."""
        per = self.saring.get("per")
        return per if self.sumber == "penyaluran" and per in ("kumulatif", "desa") else self.sumber

    @property
    def bank(self) -> str:
        """The bank it is a file for; empty for a report on paper."""
        return str(self.saring.get("bank") or "")


# ---- which there are


def semua(node) -> dict[str, Bentuk]:
    """Every form that can be used here by its kode: this office's own before those from above and what is shipped."""
    hasil = dict(bawaan())
    # What a place below made for itself reaches this node too, and is none of its forms.
    ada = [satu for satu in FormatLaporan.select() if berlaku(node, satu)]
    for satu in sorted(ada, key=lambda satu: (satu.wilayah == node.code, len(satu.wilayah), satu.id)):
        if (bentuk := dari_baris(satu)).kolom:
            hasil[satu.kode] = bentuk
    return dict(
        sorted(((kode, satu) for kode, satu in hasil.items() if satu.aktif), key=lambda satu: satu[1].nama.lower())
    )


def berlaku(node, satu: FormatLaporan) -> bool:
    """Whether a form is of this office or of one above it."""
    return within(node.code, satu.wilayah)


@cache
def bawaan() -> dict[str, Bentuk]:
    """The shipped forms."""
    folder = files("sid_bantuan.data").joinpath("laporan")
    ada = (tomllib.loads(satu.read_text(encoding="utf-8")) for satu in folder.iterdir() if satu.name.endswith(".toml"))
    return {
        isi["kode"]: Bentuk(**isi | {
            "kolom": tuple(KolomLaporan(**satu) for satu in isi["kolom"]), "kepala": tuple(isi.get("kepala", ())),
        })
        for isi in ada
    }  # fmt: skip


def dari_baris(satu: FormatLaporan) -> Bentuk:
    """The form a row holds; columns this version cannot read are left out."""
    kolom = tuple(
        KolomLaporan(str(ini.get("judul") or "")[:80], str(ini["isi"])[:81], _lebar(ini.get("lebar")))
        for ini in _json(satu.kolom, list)[:_KOLOM_TERBANYAK]
        if isinstance(ini, dict) and ini.get("isi")
    )
    penanda = ({nama: str(nilai or "")[:100] for nama, nilai in ini.items()}
               for ini in _json(satu.penanda, list)[:2] if isinstance(ini, dict))  # fmt: skip
    return Bentuk(
        satu.kode, satu.nama, satu.sumber, kolom, satu.wilayah, satu.program or "", _json(satu.saring, dict),
        satu.urut or "", tuple(map(str, _json(satu.kepala, list))), tuple(penanda),
        satu.kertas if satu.kertas in KERTAS else KERTAS[0], bool(satu.aktif),
    )  # fmt: skip


def _lebar(nilai) -> float:
    angka = isinstance(nilai, int | float) and not isinstance(nilai, bool)
    return max(3, min(nilai, 80)) if angka else 16


def _json(teks: str | None, jenis: type):
    try:
        isi = json.loads(teks or "null")
    except ValueError:
        isi = None
    return isi if isinstance(isi, jenis) else jenis()


# ---- changing them


def simpan(node, operator: Operator, bentuk: Bentuk) -> FormatLaporan:
    """Keep a form as this office's own; one of the same kode from above or shipped stands back. Raises ``DataDitolak``."""
    if salah := periksa(bentuk):
        raise DataDitolak(salah)
    with rekam.transaksi(node):
        ada = FormatLaporan.get_or_none((FormatLaporan.kode == bentuk.kode) & (FormatLaporan.wilayah == node.code))
        isi = _isi(bentuk)
        if ada is None:
            ada = rekam.tambah(node.catalog["format_laporan"], derived_id("format_laporan", node.code, bentuk.kode),
                               node.code, {"kode": bentuk.kode} | isi)  # fmt: skip
            rekam.jejak(node, operator, "tambah", "format_laporan", ada, ada.nama)
        elif rekam.ubah(ada, isi):
            rekam.jejak(node, operator, "ubah", "format_laporan", ada, ada.nama)
        return ada


def periksa(bentuk: Bentuk) -> list[Kesalahan]:
    """What is wrong with a form; ``baris`` is the column's place."""
    salah = [] if bentuk.nama.strip() else [Kesalahan("format_nama_kosong", "nama")]
    if not bentuk.kolom:
        salah.append(Kesalahan("format_tanpa_kolom", "kolom"))
    kenal = ISI.get(bentuk.isi, {})
    return salah + [
        Kesalahan("format_isi_tak_dikenal", "isi", str(ke))
        for ke, satu in enumerate(bentuk.kolom)
        if satu.tetap is None and satu.isi not in kenal
    ]


def _isi(bentuk: Bentuk) -> dict:
    def tulis(isi):
        return json.dumps(isi, ensure_ascii=False) if isi else None

    kolom = [{"judul": satu.judul, "isi": satu.isi, "lebar": satu.lebar} for satu in bentuk.kolom]
    return {
        "nama": bentuk.nama.strip()[:120], "sumber": bentuk.sumber, "program": bentuk.program or None,
        "kolom": json.dumps(kolom, ensure_ascii=False), "saring": tulis(dict(bentuk.saring)), "urut": bentuk.urut[:100] or None,
        "kepala": tulis(list(bentuk.kepala)), "penanda": tulis([dict(satu) for satu in bentuk.penanda]),
        "kertas": bentuk.kertas, "aktif": int(bentuk.aktif),
    }  # fmt: skip


def kembalikan(node, operator: Operator, kode: str) -> bool:
    """Take off this office's own form, so that the one from above or the shipped one shows again; whether it had one."""
    with rekam.transaksi(node):
        ada = FormatLaporan.get_or_none((FormatLaporan.kode == kode) & (FormatLaporan.wilayah == node.code))
        if ada is not None:
            rekam.jejak(node, operator, "hapus", "format_laporan", ada, ada.nama)
            ada.delete_instance()
        return ada is not None


def pilihan_isi(sumber: str) -> dict[str, str]:
    """What a column of such a report can show: name -> words."""
    return {nama: satu.judul for nama, satu in ISI[sumber].items()}


def sumber_dan_saring(isi: str, saring: Mapping) -> tuple[str, dict]:
    """How a source of ``SUMBER`` is kept: the column's word, and the filter with ``per``."""
    if isi not in SUMBER:
        isi = "penerima"
    lain = {nama: nilai for nama, nilai in saring.items() if nama != "per"}
    return ("penyaluran", lain | {"per": isi}) if isi in ("kumulatif", "desa") else (isi, lain)
