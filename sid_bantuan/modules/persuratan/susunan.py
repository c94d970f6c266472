"""A letter as the page shows it: everything set in words, ready for the typesetter. Draws nothing."""

from dataclasses import dataclass, field

from ...domain.surat import KERTAS
from ...domain.wilayah import parent
from ...domain.wilayah_nama import nama_pendek, nama_wilayah
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .isi_templat import semua, susun
from .jenis import Jenis
from .kode_qr import gambar_svg, qr_svg
from .kop import Kop

TERBARU = 3
"""The layout new letters are issued with; the one of an older letter is kept as a file of its own."""
_LEBAR = {"nama": 5, "nik": 4, "tempat_tanggal_lahir": 5, "alamat": 8, "hubungan_keluarga": 3, "umur": 2}


@dataclass(frozen=True)
class Naskah:
    """What one letter is printed from. ``nilai``: placeholder -> value, frozen once it has its number.

    ``ttd`` and ``camat``: {sebutan, nama, nip}; ``cap``: what stands across the page of what is no valid letter.
    """

    jenis: Jenis | None
    judul: str
    isi: str
    kop: Kop
    nilai: dict
    kertas: str
    nomor: str = ""
    penandatangan: str = "kepala_desa"
    ttd: dict = field(default_factory=dict)
    camat: dict | None = None
    alamat_cek: str = ""
    cap: str = ""
    kode_desa: str = ""
    susunan: int = TERBARU


def untuk_disimpan(isi: str, nilai: dict) -> dict:
    """Of all the register says only what the wording names: the rest is no business of the letter."""
    return {nama: nilai[nama] for nama in sorted(semua(isi)) if nama in nilai}


def halaman(naskah: Naskah) -> dict:
    """One letter in words: all that its page shows. Pictures are named, not drawn: the logo by its hash, the code by its text."""
    kop = naskah.kop
    blok = [_lebar(satu) for satu in susun(naskah.isi, naskah.nilai)]
    kiri, kanan, bawah = _tanda_tangan(naskah, any(satu["jenis"] == "tanda" for satu in blok))
    return {
        "kop": {"baris": list(kop.baris), "alamat": kop.alamat, "kontak": kop.kontak, "logo": kop.logo},
        "kertas": list(KERTAS[naskah.kertas]),
        "tepi": [kop.atas, kop.bawah, kop.kiri, kop.kanan],
        "judul": naskah.judul,
        "nomor": f"Nomor: {naskah.nomor or '.' * 36}",
        "blok": blok,
        "kiri": kiri,
        "kanan": kanan,
        "bawah": bawah,
        "kaki": _kaki(naskah),
        "cap": naskah.cap,
    }


def _lebar(blok: dict) -> dict:
    if blok["jenis"] == "daftar":
        nama = {"Nama": "nama", "NIK": "nik", "Tempat, tanggal lahir": "tempat_tanggal_lahir", "Alamat": "alamat",
                "Hubungan": "hubungan_keluarga", "Umur": "umur"}  # fmt: skip
        blok["lebar"] = [_LEBAR.get(nama.get(satu, ""), 3) for satu in blok["kepala"]]
    return blok


def digambar(halaman: dict, logo=None) -> dict:
    """The same with its pictures drawn. ``logo(sha256) -> bytes | None``. Raises ``DataDitolak`` where the logo is not here."""
    kop, kaki = halaman["kop"], halaman["kaki"]
    if kop["logo"] is not None:
        isi = logo(kop["logo"]) if logo else None
        if isi is None:
            raise DataDitolak([Kesalahan("surat_logo_belum_ada", "logo")])
        kop = kop | {"logo": gambar_svg(isi)}
    if kaki is not None:
        kaki = kaki | {"qr": qr_svg(kaki["qr"])}
    return halaman | {"kop": kop, "kaki": kaki}


def _tanda_tangan(naskah: Naskah, bertanda: bool) -> tuple[dict | None, dict | None, dict | None]:
    """Who signs at the left, at the right, and below both. ``bertanda``: those who declare sign in the text itself."""
    tempat = f"{naskah.nilai.get('desa') or nama_wilayah(naskah.kode_desa)}, {_tanggal(naskah)}"
    kepala = _penanda(naskah.ttd, [])
    camat = naskah.camat is not None and _penanda(
        naskah.camat, ["Mengetahui,"], f"Camat {nama_wilayah(parent(naskah.kode_desa))}"
    )
    if naskah.penandatangan != "pernyataan" or bertanda:
        kepala["atas"][:0] = [tempat, "Mengetahui,"] if bertanda else [tempat]
        return *_sejajar(camat or None, kepala), None
    kepala["atas"].insert(0, "Mengetahui,")
    warga = {"atas": [tempat, "Yang menyatakan,"], "nama": naskah.nilai.get("nama", ""), "nip": ""}
    return *_sejajar(kepala, warga), camat or None


def _sejajar(kiri: dict | None, kanan: dict) -> tuple[dict | None, dict]:
    """Both names at one height: the block with fewer lines begins lower."""
    banyak = max(len(satu["atas"]) for satu in (kiri, kanan) if satu)
    for satu in (kiri, kanan):
        if satu:
            satu["atas"] = ["\u00a0"] * (banyak - len(satu["atas"])) + satu["atas"]
    return kiri, kanan


def _tanggal(naskah: Naskah) -> str:
    return naskah.nilai.get("tanggal_surat") or "." * 24


def _penanda(satu: dict, atas: list[str], sebut: str = "") -> dict:
    jabatan = (satu.get("sebutan") or sebut).replace(" | ", "\n").split("\n")
    nip = satu.get("nip")
    return {"atas": [*atas, *filter(None, jabatan)], "nama": satu.get("nama") or "", "nip": f"NIP {nip}" if nip else ""}


def _kaki(naskah: Naskah) -> dict | None:
    if not naskah.alamat_cek:
        return None
    tempat = nama_pendek(naskah.kode_desa)
    return {
        "qr": naskah.alamat_cek,
        "kalimat": [
            f"Pindai kode ini untuk memeriksa bahwa surat ini benar dikeluarkan oleh {tempat}.",
            "Halaman pemeriksaan menunjukkan nomor, tanggal, jenis surat, dan apakah surat masih berlaku.",
            "Kode ini bukan tanda tangan elektronik tersertifikasi.",
        ],
    }
