"""The sync's HTTP door: bytes to ``sync.server`` and back. Rights are the key's, not the session's."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Blueprint, Flask, Response, current_app, request

from ..domain.problems import Problem
from ..host import KEY, host
from ..sync import server
from ..sync.files import Store
from ..sync.node import Node
from ..sync.wire import MOST_PACKED
from .pengolah import Pengolah

blueprint = Blueprint("sb_sync", __name__)
WORKER = "sid_bantuan_pengolah"
DOOR = "sid_bantuan_pintu"

AT_ONCE = 4
"""More exchanges at once only wait for the same database; the rest come back a little later."""
_places = threading.BoundedSemaphore(AT_ONCE)


@blueprint.post("/sync/v1/<any(enrol, exchange, reopen):_step>")
def exchange(_step: str) -> Response:
    """One signed message of a child."""
    if (request.content_length or 0) > MOST_PACKED:
        return _carry(server.problem(_node(), Problem("too_large"), b""))
    body = request.get_data()
    if not _places.acquire(timeout=10):
        # Spread out the return of many villages after a long power cut.
        busy = _carry(server.problem(_node(), Problem("busy"), body))
        busy.headers["Retry-After"] = str(random.randint(5, 60))
        return busy
    door, worker = current_app.extensions[DOOR], current_app.extensions[WORKER]
    try:
        with worker.exchanging():
            answer = door.submit(server.serve, _node(), request.path, dict(request.headers), body).result()
    finally:
        _places.release()
    if answer.status == 200:
        worker.arrived()
    return _carry(answer)


@blueprint.route("/sync/v1/berkas/<path:_rest>", methods=["GET", "PUT"])
def file(_rest: str) -> Response:
    """How much of a file is here, a chunk taken, or a chunk given."""
    node = _node()
    store = Store(node, host().folder)
    return _carry(server.serve_file(node, store, request.method, request.path, request.headers, request.get_data()))


def _node() -> Node:
    return _new_node(current_app)


def _new_node(app: Flask) -> Node:
    here = app.extensions[KEY]
    return Node(here.engine, here.code, here.catalog)


@blueprint.record_once
def _start(state) -> None:
    """Each application has its worker; it begins with the first arrival, or where the server takes up its work.

    Exchanges have threads of their own, one where the database has one writer: each thread's connection
    keeps the pages it last wrote, 16 MB of them.
    """
    alone = state.app.extensions[KEY].engine.one_writer
    state.app.extensions[DOOR] = ThreadPoolExecutor(1 if alone else AT_ONCE, thread_name_prefix="sinkron")
    state.app.extensions[WORKER] = Pengolah(lambda: _new_node(state.app))


def take_up_work(app: Flask) -> None:
    """Derive what an earlier run left undone."""
    app.extensions[WORKER].arrived()


def lay_down_work(app: Flask) -> None:
    """End both workers; what is left undone is taken up by the next run."""
    app.extensions[WORKER].close()
    app.extensions[DOOR].shutdown()


def _carry(answer: server.Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers, content_type="application/octet-stream")
