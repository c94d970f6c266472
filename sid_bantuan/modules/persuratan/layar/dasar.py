"""What the pages of letters share: badges, words of a state, a PDF as an answer, refusals as one page."""

from flask import Response

from .... import host
from ....domain import surat as kata
from ....domain.sebutan import sebutan
from ....domain.wilayah import is_kelurahan
from ....sync.files import Store
from ....ui.sajikan import sajikan
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from .. import alur, jenis
from .. import surat as draf
from ..isian_surat import sebagai_nilai

NADA = {
    kata.DRAF: "netral", kata.DIPERIKSA: "menunggu", kata.DITANDATANGANI: "menunggu", kata.MENGETAHUI: "menunggu",
    kata.TERBIT: "valid", kata.DIKEMBALIKAN: "perlu_perbaikan", kata.BATAL: "ditolak",
}  # fmt: skip
"""State of a letter -> kind of badge."""
TOMBOL = {
    alur.AJUKAN: "Ajukan", alur.PERIKSA: "Sudah diperiksa, teruskan", alur.TANDA_TANGAN: "Tanda tangani",
    alur.SERAHKAN: "Sudah diserahkan",
}  # fmt: skip
"""Step -> its button. The two that need a reason have a form of their own."""
SELESAI = {
    alur.AJUKAN: "Surat diajukan.",
    alur.PERIKSA: "Surat diteruskan untuk ditandatangani.",
    alur.TANDA_TANGAN: "Surat ditandatangani",
    alur.KEMBALIKAN: "Surat dikembalikan ke pembuatnya dengan alasannya.",
    alur.BATALKAN: "Surat dibatalkan.",
    alur.SERAHKAN: "Surat dicatat sudah diserahkan.",
}


def sebut_keadaan(keadaan: str, kode: str = "") -> str:
    """The words of a state here, or at the place of this code: a kelurahan has a lurah."""
    kata_biasa, kode = kata.KEADAAN[keadaan], kode or host.node().code
    return kata_biasa.replace("kepala desa", sebutan(kode).kepala.lower()) if is_kelurahan(kode) else kata_biasa


def gudang() -> Store:
    """Where the contents of files are kept, the logo's among them."""
    return Store(host.node(), host.host().folder)


def isi_pdf(isi: bytes, nama: str) -> Response:
    """A PDF to be read in the browser and printed from there."""
    return sajikan(isi, f"{nama}.pdf")


def kalimat(salah: DataDitolak) -> tuple[str, str]:
    """A refusal as one page says it: the first fault, then the others."""
    pertama, *lain = salah.kesalahan
    return pertama.judul, " ".join([pertama.saran, *(f"{satu.judul}. {satu.saran}" for satu in lain)]).strip()


def per_bidang(kesalahan) -> dict[str, Kesalahan]:
    """Faults by the name of their field; of each field the first."""
    return {satu.kolom: satu for satu in reversed(list(kesalahan))}


def sebut_isian(node, surat) -> list[tuple[str, str]]:
    """The fields of a letter in words; of people their names."""
    try:
        satu, isi = jenis.satu(node, surat.kode), draf.isian(surat)
    except DataDitolak:
        return []
    return [(bidang.judul, sebut_nilai(node, bidang, isi[bidang.nama])) for bidang in satu.bidang if bidang.nama in isi]


def belum_diisi(node, surat) -> list[str]:
    """The required fields that are still empty, by their titles."""
    try:
        satu, isi = jenis.satu(node, surat.kode), draf.isian(surat)
    except DataDitolak:
        return []
    return [bidang.judul for bidang in satu.bidang if bidang.wajib and isi.get(bidang.nama) in (None, "", [])]


def sebut_nilai(node, bidang, nilai) -> str:
    """The value of a field in words."""
    if nilai in (None, "", []):
        return "(kosong)"
    if bidang.tipe in ("penduduk", "daftar_penduduk"):
        ids = [nilai] if isinstance(nilai, str) else nilai
        orang = (rekam.ambil(node.catalog["penduduk"], id, node.code) for id in ids)
        return ", ".join(ini.nama for ini in orang if ini)
    return str(sebagai_nilai(bidang, nilai)[""])
