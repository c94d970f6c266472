"""Play one seed from its first fault to the verdict."""

from dataclasses import dataclass, field

from .disasters import DISASTERS
from .eyes import living
from .verdict import come_to_rest, judge, unequal_digests, waiting
from .world import World

STEPS = 150


@dataclass
class Outcome:
    """What became of one history."""

    seed: int
    rounds: int | None
    notes: dict
    found: list[tuple] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.found


def play(seed: int, disasters=DISASTERS, steps: int = STEPS, **world_settings) -> Outcome:
    """Live through a history, come to rest, look at everything."""
    world = World(seed, disasters, **world_settings)
    with living(world, real_signatures=seed % 10 == 0):
        try:
            world.play(steps)
            rounds = come_to_rest(world)
            found = [] if rounds is not None else [("stuck", *_stuck(world))]
            found += judge(world)
        finally:
            for place in (*world.places.values(), *world.clones):
                place.store.close()
    return Outcome(seed, rounds, dict(world.notes), found)


def _stuck(world: World) -> list:
    return [(code, *one) for code, place in world.places.items() for one in waiting(place)] + unequal_digests(world)
