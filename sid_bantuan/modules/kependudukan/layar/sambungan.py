"""The doors through which modules that stand on this one add to its pages. This room names none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import current_app, url_for

HALAMAN: dict[str, str] = {"penduduk": "sidb_orang.buka", "keluarga": "sidb_kk.buka"}
"""Record type -> the page one record of it is shown on."""

NAMA: dict[str, Callable] = {}
"""Record type -> ``(node, ids) -> {id: name}``, for types whose name is not in their own row."""

RIWAYAT: list[Callable] = []
"""``(node, penduduk, lengkap) -> [riwayat.Butir]``: what else happened to a resident."""


@dataclass(frozen=True)
class Temuan:
    """Something the search box found that is neither a resident nor a family. ``tepat``: it is what was typed."""

    judul: str
    alamat: str
    keterangan: str
    sebab: str
    ikon: str = "berkas"
    tepat: bool = False


CARI: list[Callable[..., list[Temuan]]] = []
"""``(node, teks) -> [Temuan]``: what else the words of the search box fit."""


@dataclass(frozen=True)
class Sisipan:
    """A part of a page: a template, and what it needs as ``isi``."""

    templat: str
    isi: dict = field(default_factory=dict)


_SISIPAN: dict[str, list[Callable]] = {}


def sisipkan(tempat: str, pembuat: Callable[..., Sisipan | None]) -> None:
    """Let ``pembuat(node, *rekam)`` put its part at this place of a page, or None for nothing.

    Places, and what they give: ``orang.aksi``, ``orang.atas`` and ``surat.tentang`` a resident, ``kk.aksi`` and ``kk.atas``
    the id of a family, ``mutasi.aksi`` an event, ``penerima.bawah`` a recipient of aid, ``beranda.aksi``,
    ``beranda.tunggu`` (lines of the list of what waits) and ``beranda.angka`` nothing, ``beranda.atas`` (above the
    villages) the area shown.
    """
    _SISIPAN.setdefault(tempat, []).append(pembuat)


def sisipan(tempat: str, node, *rekam) -> list[Sisipan]:
    """What other modules have to say at this place."""
    semua = (pembuat(node, *rekam) for pembuat in _SISIPAN.get(tempat, ()))
    return [satu for satu in semua if satu is not None]


def alamat_rekam(jenis: str, id: str) -> str | None:
    """The page of a record, where this application has one."""
    halaman = HALAMAN.get(jenis)
    return url_for(halaman, id=id) if halaman in current_app.view_functions else None


def nama_rekam(node, pasangan: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The names of these (type, id) as the modules of their types say them; those without one are left out."""
    per: dict[str, list[str]] = {}
    for jenis, id in pasangan:
        per.setdefault(jenis, []).append(id)
    return {id: nama for jenis, ids in per.items() if jenis in NAMA for id, nama in NAMA[jenis](node, ids).items()}
