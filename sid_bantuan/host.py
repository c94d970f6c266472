"""All we ask of a host: its database, its Admin, who is at the screen, and which village this is.

Everything else in the package asks here: ``node()`` and ``operator()`` answer inside any request.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, g, has_app_context, request

from .domain.peran import PERAN, Operator
from .domain.sebutan import Sebutan
from .domain.sebutan import sebutan as sebutan_dari
from .domain.wilayah import level
from .sync.engine import Engine
from .sync.node import Node
from .sync.record import Catalog

KEY = "sid_bantuan"
USUAL_LINE = (60, "", 0)
"""A minute's patience, the address from the enrolment, no file sent unasked."""
log = logging.getLogger("sid_bantuan")


@dataclass(frozen=True, slots=True)
class Host:
    """One application this product runs in. ``standalone``: the application is our own."""

    engine: Engine
    code: str
    catalog: Catalog
    current_operator: Callable[[], object]
    standalone: bool
    folder: Path
    """Where this installation keeps its files, beside its database."""
    line: tuple[float, str, int]
    """How it reaches its parent, as ``sync.rounds.run`` takes it: patience in seconds, address, file policy in bytes."""


def attach(
    app: Flask,
    engine: Engine,
    code: str,
    catalog: Catalog,
    current_operator,
    *,
    standalone: bool,
    folder: Path | None = None,
    line: tuple[float, str, int] = USUAL_LINE,
) -> Host:
    """Make ``node()`` and ``operator()`` answer for this application, and mind its connection.

    ``current_operator`` is called at most once a request; see ``as_operator`` for what it may return.
    """
    found = app.extensions[KEY] = Host(
        engine, code, catalog, current_operator, standalone, Path(folder or app.instance_path), line
    )
    app.before_request(_open)
    app.teardown_appcontext(_close)
    return found


def host() -> Host:
    """What was attached to the current application."""
    return current_app.extensions[KEY]


def node() -> Node:
    """This installation, for the current request. Each request has its own: a Node keeps what it read of its links."""
    if "sid_bantuan_node" not in g:
        here = host()
        g.sid_bantuan_node = Node(here.engine, here.code, here.catalog)
    return g.sid_bantuan_node


def operator() -> Operator | None:
    """The person at the screen, or None: then everything is refused."""
    if not has_app_context():
        return None
    # Asked some fifty times a page, for every entry of the menu.
    kept = g._get_current_object()
    if "sid_bantuan_operator" not in kept:
        if KEY not in current_app.extensions:
            return None
        kept.sid_bantuan_operator = _ask()
    return kept.sid_bantuan_operator


def sebutan() -> Sebutan:
    """The words of this place: lurah and muskel in a kelurahan, kepala desa and musdes in a desa."""
    return sebutan_dari(host().code)


def _ask() -> Operator | None:
    here = host()
    try:
        return as_operator(here.current_operator(), here.code)
    except Exception:
        # Asked for the menu on every page of the host: a fault in its callback must not take those down.
        log.exception("current_operator gagal; dianggap tidak ada operator")
        return None


def as_operator(person: object, code: str) -> Operator | None:
    """An ``Operator`` out of what a host calls one: itself, a mapping or an object with id, name and roles.

    Roles this level does not have are left out; ``ValueError`` where id or name is missing.
    """
    if person is None or isinstance(person, Operator):
        return person
    identity, name = _read(person, "id"), _read(person, "nama", "name")
    roles = _read(person, "peran", "roles")
    if identity in (None, "") or not name:
        raise ValueError("current_operator() harus memberi id dan name.")
    words = (roles,) if isinstance(roles, str) else tuple(roles or ())
    held = frozenset(str(word) for word in words if level(code) in PERAN.get(str(word), ()))
    return Operator(str(identity), str(name), held, code)


def _read(person: object, *names: str):
    for name in names:
        value = person.get(name) if isinstance(person, Mapping) else getattr(person, name, None)
        if value is not None:
            return value
    return None


def ours(blueprint: str | None) -> bool:
    """Whether a request for this blueprint is for one of our pages; a host's own pages are left alone."""
    return blueprint is not None and (blueprint == KEY or blueprint.startswith("sidb_"))


def _open() -> None:
    """Open the database for one of our pages; a connection the host opened is used, and left to it."""
    here = host()
    if (here.standalone or ours(request.blueprint)) and here.engine.database.is_closed():
        here.engine.database.connect()
        g.sid_bantuan_opened = True


def _close(_error=None) -> None:
    """Let go of what ``_open`` opened. A transaction somebody forgot to end is undone: no other request may find it."""
    if g.pop("sid_bantuan_opened", False):
        database = host().engine.database
        if database.in_transaction():
            log.error("Transaksi dibiarkan terbuka oleh %s; dibatalkan.", request.endpoint if request else "-")
        while database.in_transaction():
            database.pop_transaction()
        if not database.is_closed():
            database.close()
