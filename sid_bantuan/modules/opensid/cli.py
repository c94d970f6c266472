"""``sid-bantuan import opensid``: read an OpenSID database once, or keep following it."""

import getpass
import logging
import logging.handlers
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from filelock import FileLock, Timeout
from peewee import InterfaceError, OperationalError

from .alamat import VARIABEL_SANDI, SumberGagal, baca_alamat
from .hasil import ringkas, tulis_hasil
from .ikut import ikuti, log
from .laporan import Laporan
from .padu import OPENSID, SINI
from .putar import putar


def perintah_opensid(buka: Callable[[click.Context], tuple]) -> click.Command:
    """The command; ``buka(context)`` gives this installation's node and settings."""

    @click.command("opensid", short_help="Impor dari basis data OpenSID, atau ikuti terus (--follow).")
    @click.argument("alamat", metavar="mysql://PENGGUNA@HOST:PORT/BASISDATA")
    @click.option("--config-id", type=int, help="Nomor desa di basis data yang dipakai beberapa desa.")
    @click.option("--follow", is_flag=True, help="Ikuti terus: ambil perubahan berkala sampai dihentikan (Ctrl+C).")
    @click.option("--every", "setiap", default=5.0, show_default=True, type=click.FloatRange(0.01, 1440),
                  metavar="MENIT", help="Jeda antara dua pembacaan bila diikuti.")  # fmt: skip
    @click.option(
        "--utamakan",
        type=click.Choice([OPENSID, SINI]),
        help="Bila isian berubah di kedua sisi. Bawaan: yang disunting di sini tetap, lainnya mengikuti OpenSID.",
    )
    @click.option("--setuju-hapus", is_flag=True, help="Setujui penghapusan banyak penduduk sekaligus di OpenSID.")
    @click.option("--sumber-baru", is_flag=True, help="OpenSID dipasang ulang: cocokkan kembali semua penduduknya.")
    @click.option("--hasil", type=click.Path(dir_okay=False, path_type=Path),
                  help="Lembar hasil (bawaan: opensid-hasil.xlsx di folder data).")  # fmt: skip
    @click.pass_context
    def opensid(context, alamat, config_id, follow, setiap, utamakan, setuju_hapus, sumber_baru, hasil):
        """Ambil wilayah, keluarga, penduduk, peristiwa, kelompok, dan peserta bantuan dari OpenSID. OpenSID hanya dibaca."""
        if utamakan == OPENSID and not follow:
            raise click.UsageError(
                "--utamakan opensid hanya bersama --follow: desa menetapkan OpenSID sebagai induknya."
            )
        node, settings = buka(context)
        hasil = hasil or settings.folder / "opensid-hasil.xlsx"
        try:
            dibaca = baca_alamat(alamat)
            with FileLock(settings.folder / "opensid.lock", timeout=0):
                kerja = partial(putar, node, dibaca, config_id, utamakan, oleh=getpass.getuser())
                pertama = partial(kerja, setuju_hapus=setuju_hapus, sumber_baru=sumber_baru)
                if follow:
                    _ikuti(node, _Giliran(node, pertama, kerja), setiap, hasil, settings.folder)
                else:
                    _sekali(node, pertama, hasil)
        except SumberGagal as gagal:
            raise click.ClickException(str(gagal)) from None
        except Timeout:
            raise click.ClickException("Impor OpenSID untuk folder data ini sedang berjalan.") from None

    opensid.epilog = f"Kata sandi boleh di alamat (mysql://pengguna:sandi@…) atau di variabel {VARIABEL_SANDI}."
    return opensid


class _Giliran:
    """A round each time it is called; what was agreed to on the command line holds until one went well."""

    def __init__(self, node, pertama: Callable[[], Laporan], kerja: Callable[[], Laporan]):
        self._node, self._kerja, self._sesudahnya = node, pertama, kerja

    def __call__(self) -> Laporan:
        try:
            laporan = self._kerja()
        except (OperationalError, InterfaceError):
            self._node.engine.database.close()  # a line that broke is not used again
            raise
        self._kerja = self._sesudahnya
        return laporan


def _sekali(node, kerja: Callable[[], Laporan], hasil: Path) -> None:
    laporan = kerja()
    click.echo("\n".join(ringkas(node, laporan)))
    try:
        tulis_hasil(node, laporan, hasil)
    except OSError as salah:
        raise click.ClickException(_TAK_TERTULIS.format(hasil, salah.strerror)) from None
    click.echo(f"Lembar hasil: {hasil}")


_TAK_TERTULIS = "Impor selesai, tetapi {} tidak dapat ditulis ({}). Tutup bila sedang dibuka, lalu jalankan lagi."


def _ikuti(node, kerja: Callable[[], Laporan], setiap: float, hasil: Path, folder: Path) -> None:
    """Follow until told to stop; the result sheet is written anew whenever something changed."""
    _catat_ke(folder / "opensid.log")
    berhenti = threading.Event()
    for nama in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, nama), lambda *_: berhenti.set())
    log.info("Mengikuti OpenSID untuk %s.", node.code)

    def selesai(laporan: Laporan) -> None:
        if laporan.berubah or laporan.temuan or not hasil.exists():
            try:
                tulis_hasil(node, laporan, hasil)
            except OSError as salah:  # somebody has it open in Excel: the next round writes it
                log.warning("Lembar hasil %s tidak dapat ditulis (%s).", hasil, salah.strerror)

    ikuti(kerja, setiap * 60, berhenti, selesai)


def _catat_ke(tujuan: Path) -> None:
    """One line per round on the screen and in a file that cannot fill the disk."""
    bentuk = logging.Formatter("%(asctime)s %(message)s", "%d-%m-%Y %H.%M.%S")
    simpan = logging.handlers.RotatingFileHandler(tujuan, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    for penerima in (logging.StreamHandler(), simpan):
        penerima.setFormatter(bentuk)
        log.addHandler(penerima)
    log.setLevel(logging.INFO)
