"""The courier of a measurement, as a process of its own: one round, its figures as JSON."""

import json
import sys

from sid_bantuan.catalog import CATALOG
from sid_bantuan.settings import load
from sid_bantuan.sync import rounds
from sid_bantuan.sync.engine import open_database
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .bahan import peak_mb

settings = load(sys.argv[1], {})
code = settings.node.kode
done = rounds.run(Node(prepare(open_database(settings.database), code, CATALOG), code, CATALOG), settings.folder)
tally = done.tally
print(
    json.dumps(
        {
            "ok": done.ok and tally.equal, "sentence": done.sentence, "seconds": done.seconds, "rows": tally.up,
            "exchanges": tally.exchanges, "bytes": tally.bytes_up + tally.bytes_down, "peak_mb": peak_mb(),
        }
    )
)  # fmt: skip
