"""The long work of proposing data: the sheet is matched, and sent, in the background; what was said with it stays beside it."""

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO

from ..domain.peran import Operator
from ..modules.kependudukan import impor, pekerjaan
from ..modules.kependudukan.berkas_impor import BerkasDitolak, Lembar
from ..modules.kependudukan.cocok_impor import BARU
from ..modules.kependudukan.isian_impor import teks, temuan_teks
from ..modules.lampid.usulan_cocok import (
    DIUSULKAN,
    SAMA,
    TAK_COCOK,
    TOLAK,
    UBAH,
    RencanaUsulan,
    Usul,
    rencanakan_usulan,
)
from ..modules.lampid.usulan_hasil import perubahan, tulis_hasil_usulan
from ..modules.lampid.usulan_kirim import kirim

JENIS = "usulan_data"
RAGU = "ragu"
_MERAGUKAN = {"cocok_lebih_dari_satu", "orang_kembar_di_berkas", "nik_kembar_di_berkas", "usulan_di_desa_lain"}
"""Findings that say more than one answer is possible, where others say that there is none."""


@dataclass(frozen=True)
class Kiriman:
    """What was said with a sheet: its source in words, the day its data is of, and for which area or village it is."""

    sumber: str
    tanggal_data: str
    wilayah: str
    desa: str = ""

    def bungkus(self, berkas: bytes) -> bytes:
        """The sheet and these words as one: an interrupted job starts again from it."""
        return json.dumps(asdict(self)).encode() + b"\n" + berkas


def buka(bungkusan: bytes) -> tuple[Kiriman, bytes]:
    """What ``Kiriman.bungkus`` made, apart again."""
    kepala, _, berkas = bungkusan.partition(b"\n")
    return Kiriman(**json.loads(kepala)), berkas


def kerja_periksa(bungkusan: bytes, nama: str) -> pekerjaan.Kerja:
    """The work of matching a sheet: nothing is sent."""
    kiriman, berkas = buka(bungkusan)

    def kerja(node, maju):
        rencana = _rencana(node, berkas, nama, kiriman, maju)
        return _hasil(rencana, kiriman, pekerjaan.SIAP)

    return kerja


def kerja_kirim(bungkusan: bytes, nama: str, operator: Operator, paket: str) -> pekerjaan.Kerja:
    """The work of sending: matched once more, so that what a village mended meanwhile is not proposed to it."""
    kiriman, berkas = buka(bungkusan)

    def kerja(node, maju):
        rencana = _rencana(node, berkas, nama, kiriman, maju)
        hari = date.fromisoformat(kiriman.tanggal_data)
        kirim(node, operator, paket, rencana, kiriman.sumber, hari, maju)
        return _hasil(rencana, kiriman, pekerjaan.SELESAI)

    return kerja


def _rencana(node, berkas: bytes, nama: str, kiriman: Kiriman, maju) -> RencanaUsulan:
    return rencanakan_usulan(node, _lembar(berkas, nama), kiriman.wilayah, kiriman.desa or None, maju)


def _lembar(berkas: bytes, nama: str) -> Lembar:
    try:
        return impor.baca(berkas, nama)
    except BerkasDitolak as ditolak:
        raise pekerjaan.Gagal(str(ditolak)) from ditolak


def _hasil(rencana: RencanaUsulan, kiriman: Kiriman, keadaan: str) -> pekerjaan.Hasil:
    lembar = BytesIO()
    tulis_hasil_usulan(rencana, lembar, kiriman.desa or kiriman.wilayah)
    jumlah = Counter(nasib(satu) for satu in rencana.semua)
    isi = asdict(kiriman) | {
        "jumlah": dict(jumlah),
        "baris": len(rencana.semua),
        "dikirim": sum(satu.tindakan in DIUSULKAN for satu in rencana.semua),
        "per_desa": _per_desa(rencana),
        "diabaikan": list(rencana.lembar.diabaikan),
    }
    nama = next(ke for ke, kolom in rencana.lembar.kolom.items() if kolom.nama == "nama")
    return pekerjaan.Hasil(keadaan, "", isi, lembar.getvalue(), [_ringkas(satu, nama) for satu in rencana.semua])


def nasib(satu: Usul) -> str:
    """What becomes of a row, as the page groups them: doubt apart from knowing nobody."""
    if satu.tindakan == TAK_COCOK and any(temuan.kode in _MERAGUKAN for temuan in satu.temuan):
        return RAGU
    return satu.tindakan


def _per_desa(rencana: RencanaUsulan) -> dict[str, dict]:
    """Village -> how many rows of each fate, and per column how many values would change."""
    hasil: dict[str, dict] = defaultdict(lambda: {"jumlah": Counter(), "kolom": Counter()})
    for satu in rencana.semua:
        if satu.desa:
            di = hasil[satu.desa]
            di["jumlah"][nasib(satu)] += 1
            if satu.tindakan == UBAH:
                di["kolom"].update(nama for nama, *_ in satu.beda)
    return {desa: {kunci: dict(isi.most_common()) for kunci, isi in di.items()} for desa, di in sorted(hasil.items())}


def _ringkas(satu: Usul, nama: int) -> dict:
    """A row as the page shows it."""
    isi = {"nomor": satu.baris.nomor, "nama": teks(satu.baris.sel[nama]) or "(tanpa nama)", "nasib": nasib(satu),
           "desa": satu.desa or ""}  # fmt: skip
    if satu.temuan:
        isi["temuan"] = list(temuan_teks(satu.temuan))
    if satu.tindakan in DIUSULKAN:
        isi["perubahan"] = perubahan(satu)
    return isi


NASIB = {
    UBAH: "Perubahan",
    BARU: "Warga baru",
    RAGU: "Meragukan",
    TAK_COCOK: "Tidak cocok",
    TOLAK: "Tidak terbaca",
    SAMA: "Sudah sama",
}
"""The fates of rows as the page lists them."""
