"""Recording events: every way one is told to the books, by one name each.

Every action takes the node and the operator first and runs in one transaction: the rows it
changes, the lines of the books, the audit log and the announcement, or nothing. ``isi`` holds
the columns of ``Mutasi`` that people fill. ``id`` is the one the form was made with: the same
form sent twice is stored once. Raises ``DataDitolak`` with the names of the fields.
"""

from .datang import catat_datang, catat_kembali
from .kepala import BELUM_DITENTUKAN
from .lahir_mati import catat_kelahiran, catat_kematian
from .pindah import catat_hilang, catat_pindah
from .susunan import ganti_kepala, numpang_kk, pecah_kk
from .ubah import ubah

__all__ = [
    "BELUM_DITENTUKAN",
    "catat_datang",
    "catat_hilang",
    "catat_kelahiran",
    "catat_kematian",
    "catat_kembali",
    "catat_pindah",
    "ganti_kepala",
    "numpang_kk",
    "pecah_kk",
    "ubah",
]
