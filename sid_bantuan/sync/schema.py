"""Bring a database to this version: migrations, the node's own identity, the triggers."""

import threading
from importlib.resources import files

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from peewee import Database
from playhouse.migrations import Runner

from . import triggers
from .adopt import adopt
from .engine import Engine, engine_for
from .moment import now
from .record import Catalog

MIGRATIONS = files("sid_bantuan.migrations")
_one_at_a_time = threading.Lock()


class WrongNode(RuntimeError):
    """The database belongs to another node than the settings name."""


def prepare(database: Database, code: str, catalog: Catalog) -> Engine:
    """Migrate, name the node if the database has no name yet, install the triggers, take in what they now know.

    Raises ``WrongNode`` where the database was made for another code: a copied file must
    not silently speak for the wrong village.
    """
    engine = engine_for(database)
    with _one_at_a_time:
        runner(database).up()
    held = engine.value("SELECT kode FROM sb_node")
    if held is None:
        key = Ed25519PrivateKey.generate().private_bytes_raw()
        engine.run("INSERT INTO sb_node (satu, kode, kunci, dibuat) VALUES (1, ?, ?, ?)", (code, key, now()))
    elif held != code:
        raise WrongNode(f"Basis data ini milik {held}, bukan {code}. Periksa kode wilayah pada pengaturan.")
    with engine.transaction():
        if triggers.install(engine, catalog, code):
            adopt(engine, code, catalog)
    return engine


def runner(database: Database) -> Runner:
    """The migrations of this version against this database; their history is ``sb_migrasi``."""
    return Runner(database, directory=str(MIGRATIONS), table_name="sb_migrasi")
