"""Open this installation for a command: settings read, database migrated, models bound, faults in words."""

import os
import time

import click
from peewee import OperationalError

from .catalog import CATALOG
from .domain.zona import zona_waktu
from .modules.lampid import setelan
from .modules.persuratan import setelan as setelan_surat
from .settings import BadSetting, Settings, load
from .sync.engine import open_database
from .sync.node import Node
from .sync.record import database
from .sync.schema import WrongNode, prepare


class Failure(click.ClickException):
    """What the person at the desk reads, without the name of a program before it."""

    def show(self, file=None):
        click.echo(self.message, err=True)


def keep_office_time(kode: str) -> None:
    """Have this process live in the time of its office: servers often run in UTC, where an office's morning is yesterday.

    A zone given to the process (``TZ``) stands. Windows knows no such switch: there the clock of the PC is taken.
    """
    if hasattr(time, "tzset"):
        os.environ.setdefault("TZ", zona_waktu(kode))
        time.tzset()


def opened(context: click.Context) -> tuple[Node, Settings]:
    """The node and settings of the file in ``context.obj``; a bad setting ends the command with its name."""
    try:
        settings = load(context.obj)
        keep_office_time(settings.node.kode)
        setelan.pasang(**vars(settings.lampid))
        setelan_surat.pasang(**vars(settings.surat))
        chosen = open_database(settings.database)
        database.initialize(chosen)
        engine = prepare(chosen, settings.node.kode, CATALOG)
    except (BadSetting, WrongNode) as error:
        raise Failure(str(error)) from error
    except OperationalError as error:
        raise Failure(
            f"Basis data tidak dapat dibuka: {str(error).splitlines()[0]}\n"
            "Periksa apakah PostgreSQL berjalan dan data.basis_data benar, atau apakah folder data dapat ditulis."
        ) from error
    return Node(engine, settings.node.kode, CATALOG), settings
