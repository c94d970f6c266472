"""One read-only look at an OpenSID database: a snapshot that stands still while it is read, in both its layouts.

Nothing is ever written there: the session is set read only before anything is asked, so the
server itself would refuse. Rows come in the order of their numbers, a chunk at a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pymysql
from pymysql.constants import CR, ER, FIELD_TYPE
from pymysql.converters import encoders

from .alamat import Alamat, SumberGagal

SEKALI_BACA = 1000
"""Rows per chunk: a whole village never stands in memory at once."""
SABAR = 15, 120
"""Seconds to wait for a connection, and for an answer."""

WAJIB = {
    "config": ("kode_desa", "nama_desa"),
    "tweb_penduduk": ("nama", "nik", "id_kk", "kk_level", "sex", "tanggallahir", "id_cluster", "status_dasar"),
    "tweb_keluarga": ("no_kk", "id_cluster"),
    "tweb_wil_clusterdesa": ("dusun", "rw", "rt"),
    "log_penduduk": ("id_pend", "kode_peristiwa", "tgl_lapor", "tgl_peristiwa"),
}
"""Without these tables and columns a database is not OpenSID's, or of a version too old to be read."""

_BILANGAN = (FIELD_TYPE.TINY, FIELD_TYPE.SHORT, FIELD_TYPE.INT24, FIELD_TYPE.LONG, FIELD_TYPE.LONGLONG)
_BACA = encoders | dict.fromkeys(_BILANGAN, int)
"""Numbers as numbers, all else as the text the server sends: dates like 0000-00-00 too."""

_SANDI = {ER.ACCESS_DENIED_ERROR, 1698, 1251}
_BUKAN_HAK = {ER.DBACCESS_DENIED_ERROR, ER.TABLEACCESS_DENIED_ERROR, ER.COLUMNACCESS_DENIED_ERROR}
_PUTUS = {CR.CR_SERVER_LOST, CR.CR_SERVER_GONE_ERROR, ER.SERVER_SHUTDOWN, ER.NET_READ_INTERRUPTED, 1927, 1969}


class Sumber:
    """An open snapshot. ``ada``: table -> its columns; ``config_id``: the village's number, None in the old layout."""

    def __init__(self, sambungan, basis_data: str):
        self._sambungan = sambungan
        self.ada: dict[str, set[str]] = defaultdict(set)
        for tabel, kolom in self.tanya(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s", (basis_data,)
        ):
            self.ada[tabel.lower()].add(kolom.lower())
        if hilang := self._hilang():
            raise SumberGagal("opensid_bukan_opensid", basis=basis_data, tabel=", ".join(hilang))
        self.bersama = "config_id" in self.ada["tweb_penduduk"]
        self.config_id: int | None = None
        self.app_key = ""

    def _hilang(self) -> list[str]:
        """What OpenSID has and this database does not show us: whole tables by name, else columns."""
        tabel = [nama for nama in WAJIB if "id" not in self.ada[nama]]
        return tabel or [
            f"{nama}.{kolom}" for nama, semua in WAJIB.items() for kolom in semua if kolom not in self.ada[nama]
        ]

    def pilih_desa(self, kode_desa: str, config_id: int | None) -> None:
        """Settle which village of the database is read; ``SumberGagal`` where it is not this one, or is not said."""
        kunci = "app_key" if "app_key" in self.ada["config"] else "''"
        desa = {
            nomor: (_angka(kode), nama or "", app or "")
            for nomor, kode, nama, app in self.tanya(
                f"SELECT id, kode_desa, nama_desa, {kunci} FROM config ORDER BY id"
            )
        }
        nomor = self._pilih(desa, _angka(kode_desa), config_id)
        kode, nama, self.app_key = desa[nomor]
        if not kode:
            raise SumberGagal("opensid_kode_kosong", nama=nama)
        if kode != _angka(kode_desa):
            raise SumberGagal("opensid_desa_lain", nama=nama, desa=_bertitik(kode), sini=kode_desa)
        self.config_id = nomor if self.bersama else None

    def _pilih(self, desa: dict, kode: str, config_id: int | None) -> int:
        daftar = "; ".join(f"{nomor} = {nama} ({_bertitik(satu)})" for nomor, (satu, nama, _) in desa.items())
        if not desa:
            raise SumberGagal("opensid_kode_kosong", nama="")
        if config_id is not None:
            if config_id not in desa:
                raise SumberGagal("opensid_config_tidak_ada", nomor=config_id, daftar=daftar)
            return config_id
        if len(desa) > 1:
            cocok = next((nomor for nomor, (satu, _, _) in desa.items() if satu == kode), next(iter(desa)))
            raise SumberGagal("opensid_pilih_config", daftar=daftar, contoh=cocok)
        return next(iter(desa))

    # ---- reading

    def punya(self, tabel: str) -> bool:
        """Whether this database has a table and lets us see it."""
        return "id" in self.ada[tabel]

    def kolom(self, tabel: str, diminta: Sequence[str]) -> list[str]:
        """Those of the columns asked for that this version's table has."""
        return [nama for nama in diminta if nama in self.ada[tabel]]

    def alir(self, tabel: str, kolom: Sequence[str], banyak: int = SEKALI_BACA) -> Iterator[list[tuple]]:
        """The village's rows of a table in chunks, ordered by number, which comes first in each."""
        pilih, setelah = ", ".join(("id", *kolom)), -1
        while rows := self.tanya(
            f"SELECT {pilih} FROM {tabel} WHERE id > %s{self._milik(tabel)} ORDER BY id LIMIT {banyak}", (setelah,)
        ):
            yield rows
            setelah = rows[-1][0]

    def antara(self, tabel: str, kolom: Sequence[str], menurut: str, dari: int, sampai: int, syarat: str = "") -> list:
        """The rows that hang on owners numbered ``dari`` to ``sampai``, owner by owner."""
        pilih = ", ".join(("id", *kolom))
        return self.tanya(
            f"SELECT {pilih} FROM {tabel} WHERE {menurut} BETWEEN %s AND %s{syarat}{self._milik(tabel)}"
            f" ORDER BY {menurut}, id",
            (dari, sampai),
        )

    def nomor(self, tabel: str) -> set[int]:
        """The numbers of all the village's rows of a table."""
        return {satu for (satu,) in self.tanya(f"SELECT id FROM {tabel} WHERE 1 = 1{self._milik(tabel)}")}

    def nilai(self, pilih: str, tabel: str, syarat: str = "") -> list[tuple]:
        """A small question about the village's rows of one table."""
        return self.tanya(f"SELECT {pilih} FROM {tabel} WHERE 1 = 1{self._milik(tabel)} {syarat}")

    def _milik(self, tabel: str) -> str:
        """In a database of several villages, only this one's rows."""
        berlaku = self.config_id is not None and "config_id" in self.ada[tabel]
        return f" AND config_id = {self.config_id:d}" if berlaku else ""

    def tanya(self, sql: str, isi: Sequence = ()) -> list[tuple]:
        """The answer to one question; ``SumberGagal`` where the line breaks or the right is missing."""
        try:
            with self._sambungan.cursor() as kursor:
                kursor.execute(sql, isi or None)
                return list(kursor.fetchall())
        except (pymysql.MySQLError, OSError) as salah:
            raise _kata(salah) from None


@contextmanager
def buka(alamat: Alamat):
    """``with buka(alamat) as sumber``: connect read only and hold one snapshot until the block ends."""
    try:
        sambungan = pymysql.connect(
            host=alamat.host, port=alamat.port, user=alamat.pengguna, password=alamat.sandi,
            database=alamat.basis_data, unix_socket=alamat.soket or None, charset="utf8mb4", conv=_BACA,
            connect_timeout=SABAR[0], read_timeout=SABAR[1], write_timeout=SABAR[1],
        )  # fmt: skip
    except (pymysql.MySQLError, OSError, RuntimeError) as salah:
        raise _kata(salah, alamat) from None
    try:
        try:
            for perintah in _HANYA_BACA:
                sambungan.query(perintah)
        except (pymysql.MySQLError, OSError) as salah:
            raise _kata(salah, alamat) from None
        yield Sumber(sambungan, alamat.basis_data)
    finally:
        with suppress(Exception):
            sambungan.close()


_HANYA_BACA = (
    "SET SESSION TRANSACTION READ ONLY",
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
)


def _kata(salah: Exception, alamat: Alamat | None = None) -> SumberGagal:
    """The server's fault in the office's words. The server's own words stay out: they may quote what was typed."""
    nomor = salah.args[0] if salah.args and isinstance(salah.args[0], int) else 0
    isi = (
        {"alamat": f"{alamat.host}:{alamat.port}", "pengguna": alamat.pengguna, "basis": alamat.basis_data}
        if alamat
        else {}
    )
    if nomor in _SANDI:
        return SumberGagal("opensid_sandi_salah", **isi)
    if nomor == ER.BAD_DB_ERROR:
        return SumberGagal("opensid_basis_tidak_ada", **isi)
    if nomor in _BUKAN_HAK:
        return SumberGagal("opensid_tanpa_hak", **isi)
    if isinstance(salah, OSError) or nomor in _PUTUS or (alamat is None and nomor == 0):
        return SumberGagal("opensid_putus", sementara=True)
    if alamat is not None:
        return SumberGagal("opensid_tak_terjangkau", sementara=True, **isi)
    return SumberGagal("opensid_gagal_dibaca", sementara=True, nomor=nomor)


def _angka(kode) -> str:
    return "".join(huruf for huruf in str(kode or "") if huruf.isdecimal())


def _bertitik(kode: str) -> str:
    return f"{kode[:2]}.{kode[2:4]}.{kode[4:6]}.{kode[6:]}" if len(kode) == 10 else kode or "kode kosong"
