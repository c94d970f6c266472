"""Commands of the population module; ``sid_bantuan.cli`` mounts them.

``perintah_impor`` makes the ``import`` group from a function that gives the prepared node;
``sample`` needs none.
"""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path

import click

from ...domain.peran import Operator
from ...domain.wilayah import is_code, level
from ...domain.wilayah_nama import bawahan, nama_pendek
from ...sync.local import drain_all
from .berkas_impor import BerkasDitolak
from .contoh import BENIH, JUMLAH
from .contoh_berkas import tulis_desa
from .contoh_cacat import KADAR
from .hasil_impor import tulis_hasil
from .impor import Rencana, baca, rencanakan, terapkan


@click.command("sample", short_help="Buat berkas Excel contoh berisi penduduk rekaan.")
@click.argument("kode", nargs=-1, required=True)
@click.option(
    "--jumlah", default=JUMLAH, show_default=True, type=click.IntRange(1, 1_000_000), help="Penduduk tiap desa."
)
@click.option(
    "--benih", default=BENIH, show_default=True, help="Angka awal; angka yang sama menghasilkan desa yang sama."
)
@click.option(
    "--cacat", default=1.0, show_default=True, type=click.FloatRange(0, 3), help="Kadar kesalahan data; 0 = bersih."
)
@click.option("--keluar", default=Path(), type=click.Path(file_okay=False, path_type=Path), help="Folder tujuan.")
def sample(kode: tuple[str, ...], jumlah: int, benih: int, cacat: float, keluar: Path):
    """Tulis satu berkas Excel (43 kolom) untuk tiap desa. KODE boleh kode desa atau kode kecamatan (semua desanya)."""
    keluar.mkdir(parents=True, exist_ok=True)
    for desa in _desa(kode):
        berkas, orang = tulis_desa(desa, keluar, jumlah, benih, KADAR.dikali(cacat))
        click.echo(f"{nama_pendek(desa)} ({desa}): {orang} baris, {berkas}")


def _desa(kode: tuple[str, ...]) -> list[str]:
    """The villages meant by village and kecamatan codes."""
    for satu in kode:
        if not is_code(satu) or level(satu) == "kabupaten":
            raise click.BadParameter(f"«{satu}» bukan kode desa atau kecamatan, misalnya 35.22.01.2001 atau 35.22.01.")
    return [
        desa for satu in kode for desa in ([satu] if level(satu) == "desa" else [lain for lain, _ in bawahan(satu)])
    ]


def perintah_impor(buka_node: Callable[[click.Context], object]) -> click.Group:
    """The ``import`` group; ``buka_node(context)`` gives this installation's node."""

    @click.group("import")
    def impor():
        """Ambil data dari lembar Excel atau dari OpenSID."""

    @impor.command("penduduk", short_help="Impor lembar penduduk 43 kolom (.xlsx, .xlsm).")
    @click.argument("berkas", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--periksa", is_flag=True, help="Periksa saja: tunjukkan apa yang akan diambil, tanpa menyimpan.")
    @click.option(
        "--hasil",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Tempat lembar hasil (bawaan: BERKAS-hasil.xlsx).",
    )
    @click.pass_context
    def penduduk(context: click.Context, berkas: Path, periksa: bool, hasil: Path | None):
        """Impor penduduk dari BERKAS, dengan laporan baris demi baris pada lembar hasil."""
        hasil = hasil or _tempat_hasil(berkas)
        try:
            rencana = impor_penduduk(buka_node(context), berkas, hasil, periksa)
        except BerkasDitolak as ditolak:
            raise click.ClickException(f"{berkas.name}: {ditolak}") from ditolak
        click.echo(_laporan(rencana, periksa))
        click.echo(f"Lembar hasil, baris demi baris: {hasil}")

    return impor


def impor_penduduk(node, berkas: Path, hasil: Path | None = None, periksa: bool = False) -> Rencana:
    """Import one file (or only plan it), rebuild what follows from it, write its result sheet beside it."""
    lembar = baca(berkas)
    with _Bilah() as bilah:
        if periksa:
            rencana = rencanakan(node, lembar, bilah)
        else:
            rencana = terapkan(node, lembar, _operator(node.code), bilah)
            bilah("Menyusun pencarian dan peringatan", 0, 1)
            drain_all(node)
    tulis_hasil(rencana, hasil or _tempat_hasil(berkas), node.code)
    return rencana


def _tempat_hasil(berkas: Path) -> Path:
    return berkas.with_name(f"{berkas.stem}-hasil.xlsx")


def _operator(kode: str) -> Operator:
    return Operator("baris-perintah", f"Baris perintah ({getpass.getuser()})", frozenset({"operator"}), kode)


def _laporan(rencana: Rencana, periksa: bool) -> str:
    jumlah = rencana.jumlah()
    kata = "Akan diambil" if periksa else "Diambil"
    return (
        f"{rencana.berkas}: {len(rencana.baris)} baris. {kata}: {jumlah['baru']} baru, {jumlah['ubah']} berubah; "
        f"{jumlah['tetap']} sudah sama; {jumlah['peringatan']} dengan peringatan. Ditolak: {jumlah['tolak']}."
    )


class _Bilah:
    """A progress line for people; silent where the output is not a screen."""

    def __enter__(self):
        self.layar = sys.stderr
        self.tampak = self.layar.isatty()
        return self

    def __call__(self, tahap: str, selesai: int, semua: int) -> None:
        if self.tampak:
            persen = 100 * selesai // semua if semua else 100
            self.layar.write(f"\r\033[K{tahap} … {'█' * (persen // 5):░<20} {persen} %")
            self.layar.flush()

    def __exit__(self, *_):
        if self.tampak:
            self.layar.write("\r\033[K")
