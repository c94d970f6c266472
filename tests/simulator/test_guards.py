"""Take one guard out, play the recorded seed: it must end badly, and well with the guard in its place."""

import pytest

from .__main__ import attempt
from .disasters import DISASTERS
from .guards import GUARDS, without

ALL = tuple(DISASTERS)
RECORDED = {
    "exchange_number": (0, ()),
    "message_log": (0, ()),
    "receipt": (0, ()),
    "base_comparison": (1, ALL),
    "nothing_held_base": (135, ALL),
    "version_history": (44, ("restore_village", "dead_village")),
    "derived_effect_ids": (11, ()),
    "digests": (0, ALL),
    "mark_revision": (0, ()),
    "vanished_rows_not_sent": (0, ("rot",)),
    "damaged_copies_forgotten": (246, ALL),
    "author_gets_bad_rows_back": (4, ("dead_village",)),
    "adopted_after_update": (3, ("upgrade",)),
}
"""Guard -> the seed and the disasters whose history it alone brings to a good end."""


@pytest.mark.parametrize("guard", RECORDED)
def test_without_the_guard_its_recorded_seed_ends_badly_and_with_it_well(guard):
    seed, disasters = RECORDED[guard]
    with without(guard):
        assert attempt(seed, disasters, 150).found
    assert not attempt(seed, disasters, 150).found


def test_every_recorded_guard_is_one_that_can_be_taken_out():
    assert set(RECORDED) <= set(GUARDS)
