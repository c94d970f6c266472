"""``sync-agent``: enrol, sync once or on a schedule, tell the state, check, rebuild."""

import json
import logging
import logging.handlers
import signal
import sys

import click
from filelock import FileLock, Timeout

from sid_bantuan.domain.problems import Problem
from sid_bantuan.domain.wilayah import parent
from sid_bantuan.installation import Failure, opened
from sid_bantuan.settings import Settings
from sid_bantuan.sync import enrol, rounds
from sid_bantuan.sync.carry_files import bring_down
from sid_bantuan.sync.courier import Courier, Tally, Unreachable
from sid_bantuan.sync.files import Store
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.transport import Http

from .agent import Agent, figures
from .check import check
from .status import sentences, status


@click.group()
@click.option("--config", "file", type=click.Path(), help="Berkas pengaturan (bawaan: sid-bantuan.toml di folder ini).")
@click.pass_context
def main(context: click.Context, file: str | None) -> None:
    """Kurir data SID Bantuan: mengirim ke server di atasnya dan membawa pulang jawabannya."""
    context.obj = file


@main.command()
@click.option("--upstream", "url", required=True, help="Alamat server, misalnya https://kecamatan.example.go.id")
@click.option("--code", required=True, help="Kode pendaftaran sekali pakai dari server itu.")
@click.pass_context
def enroll(context: click.Context, url: str, code: str) -> None:
    """Daftarkan pemasangan ini dengan kode sekali pakai."""
    node, settings = opened(context)
    _enrol(node, settings, url, code)
    click.echo(f"Terdaftar pada {parent(node.code)}. Selanjutnya: sync-agent once, atau sync-agent run.")


def _enrol(node: Node, settings: Settings, url: str, code: str) -> None:
    try:
        Courier(node, Http(url, settings.sinkron.batas_detik)).enrol(parent(node.code), url, code)
    except Problem as error:
        raise Failure(error.kind.hint) from error
    except Unreachable as error:
        raise Failure(str(error)) from error


@main.command()
@click.pass_context
def once(context: click.Context) -> None:
    """Sinkronkan sekali, sampai tidak ada lagi yang perlu dikirim atau diterima."""
    node, settings = opened(context)
    try:
        done = rounds.run(node, settings.folder, *settings.line)
    except rounds.Running as error:
        raise Failure(str(error)) from error
    click.echo(f"{done.sentence} ({figures(done)})", err=not done.ok)
    sys.exit(0 if done.ok else 1)


@main.command()
@click.pass_context
def run(context: click.Context) -> None:
    """Bekerja terus menurut jadwal sampai dihentikan (Ctrl+C)."""
    node, settings = opened(context)
    _log(settings)
    try:
        with FileLock(settings.folder / "sync-agent.lock", timeout=0):
            agent = Agent(node, settings)
            for name in ("SIGINT", "SIGTERM"):
                signal.signal(getattr(signal, name), lambda *_: agent.stop.set())
            logging.getLogger("sync_agent").info("Mulai bekerja untuk %s.", node.code)
            agent.run()
    except Timeout as error:
        raise Failure("sync-agent sudah berjalan untuk folder data ini.") from error


def _log(settings: Settings) -> None:
    """One line per sync on the screen and in a file that cannot fill the disk."""
    shape = logging.Formatter("%(asctime)s %(message)s", "%d-%m-%Y %H.%M.%S")
    target = settings.folder / "sync-agent.log"
    keep = logging.handlers.RotatingFileHandler(target, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    for handler in (logging.StreamHandler(), keep):
        handler.setFormatter(shape)
        logging.getLogger("sync_agent").addHandler(handler)
    logging.getLogger("sync_agent").setLevel(logging.INFO)


@main.command("status")
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON.")
@click.pass_context
def tell(context: click.Context, as_json: bool) -> None:
    """Keadaan sinkronisasi: menunggu, berhasil terakhir, ditolak, berselisih."""
    node, _ = opened(context)
    found = status(node)
    click.echo(json.dumps(found) if as_json else "\n".join(sentences(found)))


@main.command()
@click.pass_context
def verify(context: click.Context) -> None:
    """Periksa basis data ini terhadap dirinya sendiri, lalu cocokkan dengan server."""
    node, settings = opened(context)
    report = check(node)
    click.echo(f"{report.rows} baris diperiksa.")
    for finding in report.findings:
        click.echo(f"- {finding}")
    if not report.findings:
        click.echo("Tidak ada yang janggal.")
    if node.parent():
        done = rounds.run(node, settings.folder, *settings.line)
        click.echo(done.sentence)
        sys.exit(0 if done.ok and done.tally.equal else 1)


@main.command("ganti-kunci")
@click.pass_context
def change_key(context: click.Context) -> None:
    """Ganti kunci tanda tangan pemasangan ini; yang baru berlaku pada sinkronisasi berikutnya."""
    node, _ = opened(context)
    link = node.parent()
    if link is None:
        raise Failure("Belum didaftarkan.")
    enrol.change_key(node, link.peer)
    click.echo("Kunci baru disiapkan dan dipakai setelah sinkronisasi berikutnya.")


@main.command()
@click.option("--upstream", "url", required=True, help="Alamat server.")
@click.option("--code", required=True, help="Kode pendaftaran baru dari server itu.")
@click.pass_context
def rebuild(context: click.Context, url: str, code: str) -> None:
    """Bangun kembali komputer yang mati dari salinan di server; hanya untuk basis data yang masih kosong."""
    node, settings = opened(context)
    if node.engine.one("SELECT 1 FROM sb_row WHERE node = ? LIMIT 1", (node.code,)):
        raise Failure("Basis data ini sudah berisi. Untuk menyambung kembali, pakai: sync-agent enroll")
    _enrol(node, settings, url, code)
    courier, tally = Courier(node, Http(url, settings.sinkron.batas_detik)), Tally()
    try:
        while courier.step(tally):
            click.echo(f"\r{tally.down} data kembali …", nl=False, err=True)
        drain_all(node)
        bring_down(courier, Store(node, settings.folder))
    except (Problem, Unreachable) as error:
        raise Failure(f"\nTerputus: {error}. Lanjutkan dengan: sync-agent once") from error
    click.echo(f"\nSelesai: {tally.down} data kembali dari {parent(node.code)}.", err=True)


if __name__ == "__main__":
    main()
