"""What of the source is not read at all, counted, so that nobody takes it for taken."""

from .orang import LOG, LOG_KELUARGA, PECAH, TABEL
from .putaran import Putaran

_TABEL = (
    ("log_surat", "", "Arsip surat", "Belum ada tempatnya; tetap dilihat di OpenSID"),
    ("suplemen_terdata", "", "Terdata pada data suplemen", "Belum ada tempatnya; tetap dilihat di OpenSID"),
    (
        LOG_KELUARGA,
        f"AND id_peristiwa <> {PECAH}",
        "Catatan keluarga (KK baru, KK mati, KK pindah, dan sejenisnya)",
        "Sudah tampak pada keluarga dan peristiwa penduduknya",
    ),
)


def hitung_sisa(putaran: Putaran) -> None:
    """Note in the report how many rows of which kind stayed where they are, and why."""
    sumber = putaran.sumber
    for tabel, syarat, sebutan, sebab in _TABEL:
        if sumber.punya(tabel):
            _catat(putaran, sumber.nilai("COUNT(*)", tabel, syarat)[0][0], sebutan, sebab)
    ada = sumber.nomor(TABEL)
    tanpa_orang = sum(
        banyak for orang, banyak in sumber.nilai("id_pend, COUNT(*)", LOG, "GROUP BY id_pend") if orang not in ada
    )
    _catat(putaran, tanpa_orang, "Peristiwa tanpa penduduk", "Penduduknya sudah tidak ada di OpenSID")


def _catat(putaran: Putaran, banyak: int, sebutan: str, sebab: str) -> None:
    if banyak:
        putaran.laporan.sisa.append((sebutan, banyak, sebab))
