"""The letterhead of an office, by version like any wording: lines, address, logo, paper and margins."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256

from ...domain.ids import derived_id, new_id
from ...domain.isi_berkas import JPEG, PNG, jenis_isi
from ...domain.peran import Operator
from ...domain.sebutan import sebutan
from ...domain.surat import KERTAS
from ...domain.wilayah import parent
from ...domain.wilayah_nama import nama_wilayah
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import setelan
from .kode_qr import gambar_svg
from .tables import TemplatSurat
from .templat import KOP, menurut_id, simpan_versi

LOGO_PALING_BESAR = 300_000
SISI, TEPI = ("atas", "bawah", "kiri", "kanan"), (5, 50)
"""The margins, and what each may be in millimetres."""


@dataclass(frozen=True)
class Kop:
    """``baris``: the lines from the top, the last one largest. Margins in millimetres. ``logo``: sha256 of a picture."""

    baris: tuple[str, ...]
    alamat: str = ""
    kontak: str = ""
    logo: str | None = None
    kertas: str = "F4"
    atas: int = 15
    bawah: int = 15
    kiri: int = 25
    kanan: int = 20
    id: str | None = None


def bawaan(node) -> Kop:
    """The letterhead a place has by its names alone."""
    kecamatan = parent(node.code)
    kata = sebutan(node.code)
    baris = (
        f"Pemerintah {nama_wilayah(parent(kecamatan))}", f"Kecamatan {nama_wilayah(kecamatan)}",
        f"{kata.tingkat} {nama_wilayah(node.code)}",
    )  # fmt: skip
    return Kop(tuple(satu.upper() for satu in baris), kertas=setelan.sekarang.kertas)


def berlaku(node) -> Kop:
    """The letterhead new letters take: this office's latest. One of an office above is not this office's."""
    pilih = (TemplatSurat.kode == KOP) & (TemplatSurat.wilayah == node.code) & (TemplatSurat.bawaan == 0)
    baris = TemplatSurat.select().where(pilih).order_by(TemplatSurat.versi.desc(), TemplatSurat.id.desc()).first()
    return _baca(baris.id, baris.isi) if baris else bawaan(node)


def menurut_id_kop(id: str) -> Kop:
    """The very letterhead a letter was issued with."""
    return _baca(id, menurut_id(id).isi)


def _baca(id: str, isi: str) -> Kop:
    nama = {satu.name for satu in fields(Kop)}
    nilai = {kunci: satu for kunci, satu in json.loads(isi).items() if kunci in nama}
    return Kop(**nilai | {"baris": tuple(nilai["baris"]), "id": id})


def tulis(kop: Kop) -> str:
    """A letterhead as it is stored."""
    return json.dumps({nama: nilai for nama, nilai in asdict(kop).items() if nama != "id"}, ensure_ascii=False)


def susun(node, isi: Mapping, logo: bytes | None = None) -> Kop:
    """The letterhead in force with these changes, not stored: for a preview. Raises ``DataDitolak``."""
    baru = replace(berlaku(node), **{**isi, "id": None})
    baru = replace(baru, baris=tuple(" ".join(satu.split()) for satu in baru.baris if satu.strip()))
    if salah := _salah(baru, logo):
        raise DataDitolak(salah)
    return baru if logo is None else replace(baru, logo=sha256(logo).hexdigest())


def simpan(node, operator: Operator, isi: Mapping, logo: bytes | None = None, store=None) -> Kop:
    """Keep a new version of the letterhead. ``isi``: fields of ``Kop`` that change; ``logo``: a PNG or JPEG.

    ``isi["logo"] = None`` takes the logo off. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        lama, baru = berlaku(node), susun(node, isi, logo)
        if logo is not None:
            store.add(logo)
        if baru == replace(lama, id=None) and lama.id:
            return lama
        baris = simpan_versi(node, operator, KOP, {"isi": tulis(baru)})
        if logo is not None:
            _lampirkan(node, operator, baris.id, baru.logo, logo)
        return replace(baru, id=baris.id)


def _salah(kop: Kop, logo: bytes | None) -> list[Kesalahan]:
    salah = []
    if not 1 <= len(kop.baris) <= 5 or any(len(satu) > 100 for satu in kop.baris):
        salah.append(Kesalahan("surat_kop_baris", "baris"))
    salah += [Kesalahan("terlalu_panjang", nama) for nama in ("alamat", "kontak") if len(getattr(kop, nama)) > 200]
    if kop.kertas not in KERTAS:
        salah.append(Kesalahan("kode_tak_dikenal", "kertas"))
    salah += [
        Kesalahan("surat_tepi_salah", nama, isi={"paling_kecil": TEPI[0], "paling_besar": TEPI[1]})
        for nama in SISI
        if not isinstance(getattr(kop, nama), int) or not TEPI[0] <= getattr(kop, nama) <= TEPI[1]
    ]
    if logo is not None and (jenis_isi(logo) not in (PNG, JPEG) or len(logo) > LOGO_PALING_BESAR):
        salah.append(Kesalahan("surat_logo_salah", "logo", isi={"batas": LOGO_PALING_BESAR // 1000}))
    elif logo is not None and not _tergambar(logo):
        salah.append(Kesalahan("surat_logo_rusak", "logo"))
    return salah


def _tergambar(logo: bytes) -> bool:
    from .penata import tergambar  # a quarter of a second to load, which only printing and a new logo pay

    return tergambar(gambar_svg(logo))


def _lampirkan(node, operator: Operator, untuk: str, sidik: str, logo: bytes) -> None:
    """The list of files names the logo, so that it comes back after a rebuild."""
    mime = jenis_isi(logo)
    nilai = {"jenis": "lainnya", "sha256": sidik, "nama": f"logo{'.png' if mime == PNG else '.jpg'}", "mime": mime,
             "ukuran": len(logo), "untuk_jenis": "templat_surat", "untuk_id": untuk}  # fmt: skip
    baris = rekam.tambah(node.catalog["berkas"], new_id(), node.code, nilai)
    rekam.jejak(node, operator, "tambah", "berkas", baris, baris.nama, catatan="Logo kop surat")


def tetapkan(node, operator: Operator, kop: Kop) -> str:
    """The id a letter keeps; a letterhead that only follows from names is written down first."""
    if kop.id:
        return kop.id
    id = derived_id("kop_bawaan", node.code, sha256(tulis(kop).encode()).hexdigest())
    if rekam.ambil(node.catalog["templat_surat"], id, node.code) is None:
        simpan_versi(node, operator, KOP, {"isi": tulis(kop), "bawaan": 1}, id)
    return id
