"""What stands above and below every book: whose it is, of which month, who signs."""

from datetime import date, timedelta

from ....domain.lampid import bulan_dari, bulan_sesudah
from ....domain.wilayah import level, parent
from ....domain.wilayah_nama import nama_pendek, nama_wilayah
from .. import hari


def kepala_judul(judul: str, wilayah: str) -> tuple[str, ...]:
    """The title, and the place with what it lies in."""
    tempat, kode = [], wilayah
    while level(kode) != "kabupaten":
        tempat.append(nama_pendek(kode))
        kode = parent(kode)
    return judul, ", ".join([*tempat, nama_wilayah(kode)])


def berkas(sebutan: str, wilayah: str, bulan: str) -> str:
    """A file name that tells its book, place and month, and sorts by month."""
    return f"{sebutan} {nama_pendek(wilayah)} {bulan}"


def hari_akhir(bulan: str) -> date:
    """The last day of a month."""
    return date.fromisoformat(f"{bulan_sesudah(bulan)}-01") - timedelta(days=1)


def hari_buku(bulan: str, hari_ini: date | None = None) -> date:
    """The day a book speaks of and is signed on: the month's last, or today while the month runs."""
    hari_ini = hari_ini or hari.hari_ini()
    return hari_ini if bulan >= bulan_dari(hari_ini) else hari_akhir(bulan)
