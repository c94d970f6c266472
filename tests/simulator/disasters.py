"""What happens to an office besides a bad line: old backups, cloned disks, dead machines, upgrades."""

from msgspec.structs import replace

from sid_bantuan.domain.wilayah import level, parent, touches, within
from sid_bantuan.sync.wire import Row

from ..support.penyerang import FORGED, HostileChild, batch, resident
from .ledger import WORD
from .place import Place
from .stores import Crash


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


def thief(world) -> bool:
    """Somebody got hold of a village's key, and sends what is not that village's to send."""
    place = world.places[_village(world)]
    link, parent = place.node.parent(), world.parent(place.code)
    if not link or not link.own_key:
        return False
    stranger = HostileChild(place.node, parent.node)
    row = _forged(world, place.code, parent)
    world.sender_saw, world.under_attack = place.engine.seen, True
    try:
        stranger.send(**({"special": [row]} if row.kind else {"rows": [batch(row)]}))
    except Crash:
        parent.start()
    finally:
        world.under_attack = False
    return True


def _forged(world, village: str, parent: Place) -> Row:
    """A row of somebody else, changed; or a new one in his name, or about him."""
    others = [row_id for row_id, state in parent.state().items() if not within(state[1], village) and state[0] in WORD]
    row = parent.node.row(world.random.choice(sorted(others))) if others and world.random.random() < 0.7 else None
    if row:
        kinds = ("", "line") if touches(row.wilayah, village) else ("", "line", "return", "rival")
        content = row.content | {WORD[row.type]: FORGED}
        return replace(row, rev=row.rev + 1, deleted=0, base=row.v, content=content, kind=world.random.choice(kinds))
    other = world.random.choice([code for code in world.codes if code != village])
    return resident(
        world.random.choice((village, other)), other, id=world.new_id(), kind=world.random.choice(("", "line"))
    )


DISASTERS = {
    "restore_village": restore_village,
    "restore_district": restore_district,
    "restore_regency": restore_regency,
    "clone": clone,
    "dead_village": dead_village,
    "dead_district": dead_district,
    "upgrade": upgrade,
    "rot": rot,
    "thief": thief,
}

FORGETFUL = frozenset({"restore_district", "restore_regency", "dead_district", "rot", "clone"})
"""Those after which nobody may know any more that one version grew from another."""
