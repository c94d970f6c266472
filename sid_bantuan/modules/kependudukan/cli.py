"""Commands of the population module; ``sid_bantuan.cli`` mounts them.

``import`` finds the prepared node by calling ``ctx.obj``: a function without arguments
that gives a ``sync.node.Node``. ``sample`` needs no node.
"""

from pathlib import Path

import click

from ...domain.wilayah import is_code, level
from ...domain.wilayah_nama import bawahan, nama_pendek
from .contoh import BENIH, JUMLAH
from .contoh_berkas import tulis_desa
from .contoh_cacat import KADAR


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
