"""Take one guard out: its recorded seed must end badly, and well with it in its place; or its attack must succeed."""

from dataclasses import dataclass, field
from functools import partial

import pytest

from .. import test_serangan_dari_atas as from_above
from ..support.penyerang import settled_road
from .__main__ import attempt
from .guards import GUARDS, without

BACKUPS = ("restore_village", "restore_district", "restore_regency")
DEAD = ("dead_village", "dead_district")
ALL = (*BACKUPS, *DEAD, "clone", "upgrade", "rot")


ONLY_SYNC = {"clone": 25, "sync": 60, "edit": 2} | dict.fromkeys(
    ("derive", "settle", "backup", "key", "night", "late"), 0
)
MANY_BAD = {
    "steps": 200, "bad": 0.5, "power": 0,
    "what_happens": {"edit": 40, "backup": 12, "disaster": 10, "clone": 0, "night": 0, "key": 0},
}  # fmt: skip


@dataclass(frozen=True)
class Seed:
    """A seed, what may happen in its world, and how that differs from the usual one."""

    seed: int
    disasters: tuple[str, ...] = ALL
    settings: dict = field(default_factory=dict)

    def found(self) -> list[tuple]:
        return attempt(self.seed, self.disasters, **({"steps": 150} | self.settings)).found


RECORDED = {
    "exchange_number": Seed(0, ()),
    "hash_chain": Seed(23),
    "message_log": Seed(0, ()),
    "territory": Seed(2, ("thief",)),
    "nonce": Seed(20, ("clone",), {"what_happens": ONLY_SYNC}),
    "receipt": Seed(0, ()),
    "base_comparison": Seed(1),
    "nothing_held_base": Seed(135),
    "version_history": Seed(44, ("restore_village", "dead_village")),
    "derived_effect_ids": Seed(11, ()),
    "digests": Seed(0),
    "conflicted_rows_wait": Seed(21, ("restore_village",), {"what_happens": {"settle": 0, "edit": 60, "backup": 8}}),
    "mark_revision": Seed(0, ()),
    "author_gets_bad_rows_back": Seed(4, ("dead_village",)),
    "author_knows_settled_rivals": Seed(8),
    "lineage_told": Seed(119),
    "refused_seen_from_its_link": Seed(57, ("restore_district",), MANY_BAD),
    "refused_rows_of_another_line_go_back": Seed(1432, (*BACKUPS, *DEAD), {"bad": 0.35}),
    "held_back_until_author_holds_it": Seed(18),
    "known_rivals_closed": Seed(11),
    "far_side_heals": Seed(31),
    "vanished_rows_not_sent": Seed(0, ("rot",)),
    "damaged_copies_forgotten": Seed(246),
    "adopted_after_update": Seed(3, ("upgrade",)),
    "key_change_goes_on": Seed(1, (), {"what_happens": {"key": 6}}),
}
"""Guard -> a history that it alone brings to a good end."""
SHOWN_DIRECTLY = {
    "wanted_list": partial(from_above.test_an_own_row_given_back_unasked_is_shown_and_not_taken, way="return"),
    "edits_named_before_comparing": from_above.test_a_row_asked_back_does_not_run_over_what_was_typed_meanwhile,
    "relay_holds_back": from_above.test_a_relay_sends_nothing_over_a_rival_before_its_author_has_spoken,
}
"""Guards that matter too seldom for a seed: the test that fails without them."""


@pytest.mark.parametrize("guard", RECORDED)
def test_without_the_guard_its_recorded_seed_ends_badly_and_with_it_well(guard):
    with without(guard):
        assert RECORDED[guard].found()
    assert not RECORDED[guard].found()


@pytest.mark.parametrize("guard", SHOWN_DIRECTLY)
def test_without_the_guard_its_attack_succeeds(guard, open_node):
    road = settled_road(open_node)
    with without(guard), pytest.raises(AssertionError):
        SHOWN_DIRECTLY[guard](road)


def test_every_guard_is_shown_to_be_needed():
    assert set(GUARDS) == set(RECORDED) | set(SHOWN_DIRECTLY)
