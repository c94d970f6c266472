"""Recording events: every way one is told to the books, by one name each.

Every action takes the node and the operator first and runs in one transaction: the rows it
changes, the lines of the books, the audit log and the announcement, or nothing. ``isi`` holds
the columns of ``Mutasi`` that people fill. ``id`` is the one the form was made with: the same
form sent twice is stored once. Raises ``DataDitolak`` with the names of the fields.
"""

from .kepala import BELUM_DITENTUKAN
from .lahir_mati import catat_kelahiran, catat_kematian

__all__ = [
    "BELUM_DITENTUKAN",
    "catat_kelahiran",
    "catat_kematian",
]
