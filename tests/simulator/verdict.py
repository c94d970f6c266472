"""After the faults: let everything come to rest in so many rounds, then look at every row of every place."""

from sid_bantuan.domain.wilayah import touches, within
from sid_bantuan.sync import digest
from sid_bantuan.sync.local import drain_all
from sync_agent.check import check

from ..support.penyerang import FORGED
from .ledger import WORD, word_of
from .office import Office
from .place import Place
from .world import World

MOST_ROUNDS = 120


def come_to_rest(world: World, most: int = MOST_ROUNDS) -> int | None:
    """Sync everywhere, settle conflicts, until nothing waits anywhere; the rounds it took, or None."""
    world.quiet = True
    if world.random.random() < 0.5:
        for place in (*world.places.values(), *world.clones):
            place.upgrade()
    for place in (*world.places.values(), *world.clones):
        check(place.node)
    _rescue_clones(world)
    for done in range(most):
        for code in reversed(world.codes):
            drain_all(world.places[code].node)
            if code in world.children():
                world.sync(world.places[code], 2)
        if not world.operators() and at_rest(world):
            return done
    return None


def _rescue_clones(world: World) -> None:
    """What the other copy wrote is sent and settled; then people keep one machine."""
    while world.clones:
        copy = world.clones.pop()
        mine, world.places[copy.code] = world.places[copy.code], copy
        world.enrol(copy)
        for _ in range(20):
            world.sync(copy, 5)
            Office(world, copy).settle_all()
        world.places[copy.code] = mine
        world.enrol(mine)
        copy.store.close()
        world.forget_gone()


def at_rest(world: World) -> bool:
    """No queue, no walk, no frozen message, and equal digests on every link."""
    return not any(waiting(place) for place in world.places.values()) and not unequal_digests(world)


def waiting(place: Place) -> list[tuple]:
    """What is not done yet at a place: (peer, what, how much)."""
    run = place.engine.run
    found = [(peer, "pending", count) for peer, count in run("SELECT peer, count(*) FROM sb_pending GROUP BY peer")]
    found += [(peer, "rival", n) for peer, n in run("SELECT peer, count(*) FROM sb_rival WHERE sent = 0 GROUP BY peer")]
    found += [(peer, "conflict", n) for peer, n in run("SELECT peer, count(*) FROM sb_conflict GROUP BY peer")]
    links = run("SELECT peer, state, mode, frozen FROM sb_link")
    found += [
        (peer, "link", (state, mode, bool(frozen)))
        for peer, state, mode, frozen in links
        if mode or frozen or state != "ready"
    ]
    return found


def unequal_digests(world: World) -> list[tuple]:
    found = []
    for child in world.children():
        one, other = world.places[child], world.parent(child)
        for near in (True, False):
            if digest.root(one.engine, other.code, near) != digest.root(other.engine, child, near):
                found.append((child, "near" if near else "far"))
    return found


def judge(world: World) -> list[tuple]:
    """Everything that is not as it must be; empty is good."""
    states = {code: place.state() for code, place in world.places.items()}
    kept = {code: {row.id: row for row in place.kept_rows()} for code, place in world.places.items()}
    found = list(world.faults)
    found += (
        _rows_differ(world, states)
        + _leaked(states)
        + _orphans(states, kept)
        + _effects(world)
        + _lost(world, states, kept)
    )
    found += _digests_drifted(world) + _not_adopted(world) + _forged(world)
    return found


def _rows_differ(world, states) -> list[tuple]:
    """Each author's row stands, in the same words, at every place it routes to; a refused one is kept whole."""
    found = []
    for author, rows in states.items():
        for row_id, (kind, node, area, rev, _, v) in rows.items():
            if node != author:
                continue
            for other in _route(author, area):
                held = states[other].get(row_id)
                if held and held[5] == v:
                    if world.places[other].node.row(row_id) != world.places[author].node.row(row_id):
                        found.append(("same version, other content", kind, row_id, author, other))
                elif not _excused(world, states, author, other, row_id, rev, v):
                    found.append(("unequal", kind, row_id, author, rev, other, held and held[3]))
    return found


def _excused(world, states, author, other, row_id, rev, v) -> bool:
    """Somewhere on the way from the author it was refused and is kept whole."""
    for code in _way(author, other):
        refused = world.places[code].engine.one("SELECT rev, v FROM sb_refused_in WHERE id = ?", (row_id,))
        if refused and bytes(refused[1]) == v:
            held = states[other].get(row_id)
            return not held or held[3] < rev
    return False


def _way(author: str, other: str) -> list[str]:
    """The places a row passes on its way, the last one included."""
    steps, here = [], author
    while here != other:
        down = len(here) < len(other) and within(other, here)
        here = other[: len(here) + (5 if here.count(".") == 2 else 3)] if down else here.rpartition(".")[0]
        steps.append(here)
    return steps


def _route(author: str, area: str) -> list[str]:
    codes = World.codes
    up = [code for code in codes if within(author, code) and code != author]
    return up + [code for code in codes if within(code, author) and code != author and touches(area, code)]


def _leaked(states) -> list[tuple]:
    return [
        ("leak", kind, row_id, node, code)
        for code, rows in states.items()
        for row_id, (kind, node, area, *_) in rows.items()
        if node != code and code not in _route(node, area)
    ]


def _orphans(states, kept) -> list[tuple]:
    return [
        ("orphan", kind, row_id, node, code)
        for code, rows in states.items()
        for row_id, (kind, node, *_) in rows.items()
        if row_id not in states[node] and row_id not in kept[node]
    ]


def _forged(world) -> list[tuple]:
    """Nobody holds, in any place, what somebody wrote in another's name."""
    return [
        ("forged", row_id, code)
        for code, place in world.places.items()
        for row_id, words in place.all_words().items()
        if FORGED in words
    ]


def _effects(world) -> list[tuple]:
    """One verdict causes at most one task, everywhere."""
    sql = "SELECT verval_id, count(*) FROM sb_perbaikan GROUP BY verval_id HAVING count(*) > 1"
    return [("effect twice", code, *row) for code, place in world.places.items() for row in place.engine.run(sql)]


def _lost(world, states, kept) -> list[tuple]:
    found = []
    for (row_id, wanted), why in world.ledger.required.items():
        author = next((rows[row_id][1] for rows in states.values() if row_id in rows), None)
        row = author and (kept[author].get(row_id) or world.places[author].node.row(row_id))
        if row is None:
            found.append(("lost row", row_id, wanted, why))
        elif row.type in WORD and not world.ledger.holds(word_of(row), wanted):
            found.append(("lost content", row.type, row_id, wanted, why, "now", word_of(row)))
    return found


def _digests_drifted(world) -> list[tuple]:
    """The digests kept row by row are those of the rows as they stand."""
    found = []
    for code, place in world.places.items():
        with place.engine.transaction():
            place.node.begin_step()
            found += [
                ("digest drifted", code, link.peer)
                for link in place.node.links()
                if not digest.recompute(place.node, link.peer)
            ]
    return found


def _not_adopted(world) -> list[tuple]:
    """The newer version has taken in all that the older one had to keep aside."""
    found = []
    for code, place in world.places.items():
        if place.version:
            left = place.engine.value("SELECT count(*) FROM sb_refused_in WHERE code = 'jenis_tak_dikenal'")
            left += place.engine.value("SELECT count(*) FROM sb_penduduk WHERE lain LIKE '%surel%'")
            found += [("not adopted", code, left)] if left else []
    return found
