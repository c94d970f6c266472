"""Two schema versions: the product's own, and one that knows a column and a type more."""

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.verval import efek
from sid_bantuan.sync.engine import Engine
from sid_bantuan.sync.fields import WordField
from sid_bantuan.sync.record import Catalog, RecordType

LATE_TYPE = "kelompok"
"""The type that only the newer version knows."""


class PendudukBaru(Penduduk):
    """Penduduk of the newer version: with an e-mail address."""

    surel = WordField(60, null=True)

    class Meta:
        table_name = "sb_penduduk"


def _catalog(types) -> Catalog:
    return Catalog(types, effects={"verval": efek.effect}, derived=(efek.derive,))


OLD = _catalog(one for one in CATALOG if one.name != LATE_TYPE)
NEW = _catalog(
    RecordType("penduduk", PendudukBaru, verified=True) if one.name == "penduduk" else one for one in CATALOG
)
CATALOGS = (OLD, NEW)


def migrate(engine: Engine, version: int) -> None:
    """What the newer version's migration would do."""
    if version:
        held = {column.name for column in engine.database.get_columns("sb_penduduk")}
        if "surel" not in held:
            engine.run("ALTER TABLE sb_penduduk ADD COLUMN surel VARCHAR(60)")
