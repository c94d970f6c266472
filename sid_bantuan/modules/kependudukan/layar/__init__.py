"""The village's own pages, beside the plain lists of ``admin``."""

from .beranda import Beranda
from .berkas import HalamanBerkas
from .cari import Cari
from .gabung import Penggabungan
from .impor import Impor
from .kk import LayarKK
from .orang import HalamanOrang
from .perbaikan import PerluDiperbaiki
from .peringatan import DaftarPeringatan
from .sampah import TempatSampah
from .sinkron import Sinkronisasi


def awal(category: str | None = None) -> list:
    """The pages that stand before the lists in the menu."""
    return [
        Beranda("Beranda", category=category),
        PerluDiperbaiki("Perlu diperbaiki", category=category),
        Cari("Cari", category=category, endpoint="sidb_cari"),
    ]


def akhir(category: str | None = None) -> list:
    """The pages that stand after the lists, and those only other pages lead to."""
    return [
        Impor("Impor", category=category),
        DaftarPeringatan("Peringatan", category=category, endpoint="sidb_peringatan"),
        Sinkronisasi("Sinkronisasi", category=category),
        TempatSampah("Tempat sampah", category=category),
        LayarKK("Kartu Keluarga", category=category, endpoint="sidb_kk"),
        HalamanOrang("Penduduk", category=category, endpoint="sidb_orang"),
        HalamanBerkas("Berkas", category=category, endpoint="sidb_berkas"),
        Penggabungan("Gabungkan", category=category, endpoint="sidb_gabung"),
    ]
