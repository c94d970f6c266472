"""What happens to an office besides a bad line: old backups, cloned disks, dead machines, upgrades."""

from sid_bantuan.domain.wilayah import level, parent

from .ledger import WORD
from .place import Place


def _restore(world, of_level: str) -> bool:
    """Put back an old backup of some place of this level."""
    chosen = [one for one in world.backups if level(one[0]) == of_level]
    if not chosen:
        return False
    code, backup = world.random.choice(chosen)
    world.places[code].restore(backup)
    world.ledger.forget_present(code)
    world.forget_twins(code)
    return True


def restore_village(world) -> bool:
    return _restore(world, "desa")


def restore_district(world) -> bool:
    return _restore(world, "kecamatan")


def restore_regency(world) -> bool:
    return _restore(world, "kabupaten")


def clone(world) -> bool:
    """The village's disk is copied to a second PC, and both are used."""
    place = world.places[_village(world)]
    copy = world.make_place(place.code, place.version)
    copy.restore(place.backup())
    world.forget_twins(place.code)
    world.clones.append(copy)
    return True


def _village(world) -> str:
    return world.random.choice([code for code in world.codes if level(code) == "desa"])


def dead_village(world) -> bool:
    """The village's PC burns; a new one is enrolled from nothing."""
    code = _village(world)
    _replace(world, code)
    world.enrol(world.places[code])
    return True


def dead_district(world) -> bool:
    """The kecamatan's server burns without a backup; it and all its villages enrol again."""
    code = world.random.choice([code for code in world.codes if level(code) == "kecamatan"])
    _replace(world, code)
    for one in (code, *(child for child in world.codes if parent(child) == code)):
        world.enrol(world.places[one])
    return True


def _replace(world, code: str) -> None:
    old: Place = world.places[code]
    world.ledger.forget_present(code)
    world.forget_twins(code)
    world.places[code] = world.make_place(code, old.version)
    old.store.close()


def upgrade(world) -> bool:
    """Somebody installs the newer version."""
    chosen = [place for place in world.places.values() if not place.version]
    if not chosen:
        return False
    world.random.choice(chosen).upgrade()
    return True


def rot(world) -> bool:
    """A row vanishes or changes on the disk, and no trigger sees it."""
    place = world.places[world.random.choice(world.codes)]
    rows = [
        (kind, row_id, node)
        for row_id, (kind, node, *_, gone, _v) in place.state().items()
        if not gone and kind in WORD
    ]
    if not rows:
        return False
    kind, row_id, node = world.random.choice(sorted(rows))
    engine, table = place.engine, place.node.catalog[kind].table
    with engine.database.atomic(), engine.applying():
        if node != place.code and world.random.random() < 0.5:
            engine.run(f"UPDATE {table} SET {WORD[kind]} = 'RUSAK' WHERE id = ?", (row_id,))
        else:
            engine.run(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    world.rotten.add(row_id)
    world.ledger.forget_present(place.code)
    return True


DISASTERS = {
    "restore_village": restore_village,
    "restore_district": restore_district,
    "restore_regency": restore_regency,
    "clone": clone,
    "dead_village": dead_village,
    "dead_district": dead_district,
    "upgrade": upgrade,
    "rot": rot,
}

FORGETFUL = frozenset({"restore_district", "restore_regency", "dead_district", "rot", "clone"})
"""Those after which nobody may know any more that one version grew from another."""
