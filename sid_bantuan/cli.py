"""``sid-bantuan``: set up a node, serve its screens, enrol children, add users, import, sample, demo."""

import ctypes
import signal
import sys
from contextlib import suppress
from pathlib import Path

import click

from .catalog import CATALOG
from .demo.cli import demo
from .domain.peran import peran_di
from .domain.wilayah import is_code, level
from .installation import Failure, opened
from .modules.kependudukan.cli import perintah_impor, sample
from .modules.opensid.cli import perintah_opensid
from .settings import template
from .sync import enrol


@click.group()
@click.option("--config", "file", type=click.Path(), help="Berkas pengaturan (bawaan: sid-bantuan.toml di folder ini).")
@click.pass_context
def main(context: click.Context, file: str | None) -> None:
    """SID Bantuan: penduduk, surat dan bantuan desa, terverifikasi sampai kabupaten."""
    context.obj = file


@main.command()
@click.option("--kode", required=True, help="Kode wilayah Kemendagri, misalnya 35.22.01.2001")
@click.option("--folder", default="", help="Folder data (bawaan: folder data pengguna).")
@click.option("--port", default=8080, show_default=True, help="Port halaman.")
@click.pass_context
def init(context: click.Context, kode: str, folder: str, port: int) -> None:
    """Buat berkas pengaturan dan basis data untuk satu desa, kecamatan atau kabupaten."""
    if not is_code(kode):
        raise Failure(
            f"'{kode}' bukan kode wilayah. Contoh: 35.22.01.2001 (desa), 35.22.01 (kecamatan), 35.22 (kabupaten)."
        )
    given = context.obj
    target = Path(given or "sid-bantuan.toml")
    if target.exists():
        raise Failure(f"{target} sudah ada dan tidak diubah. Hapus dahulu bila memang ingin mulai dari awal.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(template(kode, data_folder=folder, server_port=port), encoding="utf-8")
    context.obj = str(target)
    _, settings = opened(context)
    click.echo(f"Siap: {level(kode)} {kode}. Pengaturan di {target}, data di {settings.folder}.")
    perintah = f"sid-bantuan --config {target}" if given else "sid-bantuan"
    click.echo(f'Selanjutnya: {perintah} user add NAMA --nama "NAMA LENGKAP" --peran PERAN, lalu {perintah} serve')
    click.echo(f"Peran yang ada: {', '.join(peran_di(kode))}.")


@main.group("node")
def node_group() -> None:
    """Wilayah di bawah pemasangan ini."""


@node_group.command("enroll")
@click.argument("anak")
@click.option("--hari", default=7, show_default=True, help="Lama kode berlaku.")
@click.pass_context
def node_enroll(context: click.Context, anak: str, hari: int) -> None:
    """Terbitkan kode pendaftaran sekali pakai untuk ANAK (kode wilayah)."""
    node, _ = opened(context)
    try:
        code = enrol.issue_code(node, anak, hari)
    except ValueError as error:
        raise Failure(str(error)) from error
    click.echo(code)
    click.echo(f"Berlaku {hari} hari, sekali pakai, untuk {anak}.", err=True)


@main.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Layani halaman pemasangan ini sampai dihentikan (Ctrl+C)."""
    from .kecamatan.api import lay_down_work, take_up_work
    from .kecamatan.app import create_app

    _few_arenas()
    node, settings = opened(context)
    app = create_app(
        node.engine, node.code, CATALOG, settings.folder, https=settings.server.https, line=settings.line
    )  # fmt: skip
    server = _listen(app, settings.server)
    # A service is stopped by SIGTERM, as a person stops it by Ctrl+C: the database is closed either way.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with node.engine.serving():
        node.engine.database.close()  # this thread asks for nothing more
        take_up_work(app)
        click.echo(f"{level(node.code)} {node.code} melayani di http://{settings.server.alamat}:{settings.server.port}")
        server.run()
        lay_down_work(app)


def _listen(app, place):
    """The server at its address; ``Failure`` in words where another program has it, or this machine has no such one."""
    from waitress import create_server

    try:
        return create_server(app, host=place.alamat, port=place.port, threads=place.benang, ident=None)
    except (OSError, ValueError) as error:
        raise Failure(
            f"Tidak dapat melayani di {place.alamat} port {place.port}: halaman ini sudah berjalan, port-nya dipakai program"
            " lain, atau alamatnya bukan milik komputer ini.\nPeriksa server.alamat dan server.port pada pengaturan."
        ) from error


def _few_arenas() -> None:
    """Keep glibc from giving every thread a heap of its own: 40 MB less for the same work, and no slower under the GIL."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


M_ARENA_MAX = -8


@main.group("user")
def user_group() -> None:
    """Pengguna yang boleh masuk ke halaman pemasangan ini."""


@user_group.command("add")
@click.argument("nama_pengguna")
@click.option("--nama", required=True, help="Nama lengkap.")
@click.option("--peran", required=True, multiple=True, help="Peran; boleh diulang.")
@click.option("--sandi", help="Kata sandi pertama (bawaan: dibuatkan).")
@click.option("--tetap", is_flag=True, help="Kata sandi ini tidak wajib diganti saat masuk pertama.")
@click.pass_context
def user_add(
    context: click.Context, nama_pengguna: str, nama: str, peran: tuple, sandi: str | None, tetap: bool
) -> None:
    """Tambahkan pengguna; kata sandi pertamanya ditampilkan sekali."""
    from .kecamatan.pengguna import IsianSalah, tambah_pengguna

    node, _ = opened(context)
    try:
        _, first = tambah_pengguna(node.engine, node.code, nama_pengguna, nama, peran, sandi=sandi, ganti=not tetap)
    except IsianSalah as error:
        raise Failure(str(error)) from error
    click.echo(first)
    if not tetap:
        click.echo("Kata sandi ini harus diganti saat masuk pertama.", err=True)


impor = perintah_impor(lambda context: opened(context)[0])
impor.add_command(perintah_opensid(opened))
main.add_command(impor)
main.add_command(sample)
main.add_command(demo)


if __name__ == "__main__":
    main()
