"""Who signs as what on a day, and who stands in while he is away."""

from collections.abc import Mapping
from datetime import date

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...domain.wilayah import level
from ...sync.engine import Engine
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..lampid.buku.lembar import Penanda
from ..lampid.buku.penanda import isikan
from .jenis import Jenis
from .tables import PejabatSurat

PENANDATANGAN = {"kepala_desa": "kepala_desa", "sekretaris": "sekretaris", "pernyataan": "kepala_desa"}
"""Who of a kind signs, as an office: a statement is the resident's, the head of the village takes note of it."""


def aktif(node, jabatan: str, hari: date, sendiri: bool = False) -> PejabatSurat | None:
    """Who holds an office of this node on a day; who stands in for him goes first, the latest first.

    ``sendiri``: it is he himself who acts, so whoever stands in goes last.
    """
    pilih = (PejabatSurat.jabatan == jabatan) & (PejabatSurat.wilayah == node.code) & (PejabatSurat.mulai <= hari)
    pilih &= PejabatSurat.sampai.is_null() | (PejabatSurat.sampai >= hari)
    wakil = PejabatSurat.atas_nama.asc() if sendiri else PejabatSurat.atas_nama.desc()
    urut = (wakil, PejabatSurat.mulai.desc(), PejabatSurat.id.desc())
    return PejabatSurat.select().where(pilih).order_by(*urut).first()


_BUKU = {"desa": ("kepala_desa", "sekretaris"), "kecamatan": ("camat", "")}
"""Level -> the offices whose holders sign its books, at the left and at the right."""


def untuk_buku(engine: Engine, wilayah: str, hari: date) -> tuple[Penanda | None, Penanda | None]:
    """Who signs a place's letters on a day signs its books too, where nobody else was written down for them."""
    kiri, kanan = _BUKU.get(level(wilayah), ("", ""))
    return _penanda(engine, wilayah, kiri, hari), _penanda(engine, wilayah, kanan, hari)


def _penanda(engine: Engine, wilayah: str, jabatan: str, hari: date) -> Penanda | None:
    ada = engine.one(
        "SELECT sebutan, nama, nip FROM sb_pejabat_surat WHERE wilayah = ? AND jabatan = ? AND mulai <= ?"
        " AND (sampai IS NULL OR sampai >= ?) ORDER BY atas_nama DESC, mulai DESC, id DESC LIMIT 1",
        (wilayah, jabatan, hari.isoformat(), hari.isoformat()),
    )
    return Penanda(ada[0].replace(" | ", " "), ada[1], ada[2] or "") if ada else None


def pasang() -> None:
    """Name the signatories of letters below the population books."""
    isikan(untuk_buku)


def penandatangan(node, jenis: Jenis, hari: date, sendiri: bool = False) -> PejabatSurat:
    """Who signs a letter of this kind on a day, ``sendiri`` as for ``aktif``. Raises ``DataDitolak`` where that is nobody."""
    satu = aktif(node, PENANDATANGAN[jenis.penandatangan], hari, sendiri)
    if satu is None:
        raise DataDitolak([Kesalahan("surat_pejabat_kosong", "penandatangan")])
    return satu


def semua(node) -> list[PejabatSurat]:
    """Everybody written down here, the latest of each office first."""
    pilih = PejabatSurat.select().where(PejabatSurat.wilayah == node.code)
    return list(pilih.order_by(PejabatSurat.jabatan, PejabatSurat.mulai.desc(), PejabatSurat.id.desc()))


def simpan(node, operator: Operator, isi: Mapping, id: str | None = None) -> PejabatSurat:
    """Store a signatory, new or changed; letters that he signed keep his name of that day. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        tipe = node.catalog["pejabat_surat"]
        lama = rekam.ambil(tipe, id, node.code) if id else None
        bersih = ({} if lama else {"atas_nama": 0}) | rapikan(tipe, isi)
        salah = salah_kolom(tipe, bersih, lama)
        mulai = bersih.get("mulai", lama and lama.mulai)
        sampai = bersih.get("sampai", lama and lama.sampai)
        if not salah and sampai and sampai < mulai:
            salah.append(Kesalahan("pejabat_sampai_sebelum_mulai", "sampai"))
        if not salah and bersih.get("atas_nama", lama and lama.atas_nama) and not sampai:
            salah.append(Kesalahan("pejabat_wakil_tanpa_akhir", "sampai"))
        if salah:
            raise DataDitolak(salah)
        sebelum = rekam.nilai(lama) if lama else None
        baris = lama or rekam.tambah(tipe, id or new_id(), node.code, bersih)
        if lama:
            rekam.ubah(lama, bersih)
        aksi = "ubah" if lama else "tambah"
        rekam.jejak(node, operator, aksi, "pejabat_surat", baris, baris.nama, sebelum=sebelum, sesudah=bersih)
        return baris
