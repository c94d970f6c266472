"""After the faults stop, all nodes are equal, all queues empty, nothing acknowledged is lost, no effect happened twice."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from .disasters import DISASTERS
from .run import Outcome, play
from .stores import PostgresStores

histories = {
    "seed": st.integers(0, 2**32),
    "disasters": st.sets(st.sampled_from(sorted(DISASTERS))),
    "steps": st.integers(30, 160),
    "line": st.sampled_from((0.0, 0.05, 0.12, 0.3)),
    "power": st.sampled_from((0.0, 0.01, 0.05)),
}
GENERATE = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def assert_good(outcome: Outcome) -> None:
    assert not outcome.found, f"seed {outcome.seed}: {outcome.found[:5]}"


@given(**histories)
@settings(max_examples=150, deadline=None, derandomize=True, phases=GENERATE, print_blob=True)
def test_every_history_ends_with_all_equal_and_nothing_lost(seed, disasters, steps, line, power):
    assert_good(play(seed, disasters, steps, line=line, power=power))


@pytest.mark.parametrize("disaster", ["nothing but the line", *DISASTERS])
def test_each_disaster_by_itself_is_survived(disaster):
    for seed in range(8):
        assert_good(play(seed, [disaster] if disaster in DISASTERS else [], 120))


def test_all_disasters_together_are_survived():
    for seed in range(60):
        assert_good(play(seed, DISASTERS, 200))


def test_the_same_seed_plays_the_same_history():
    one, other = play(5, DISASTERS, 100), play(5, DISASTERS, 100)
    assert (one.rounds, one.notes) == (other.rounds, other.notes)


@pytest.mark.postgres
def test_postgres_survives_the_same(postgres_server):
    new_store = PostgresStores(postgres_server)
    for seed in range(4):
        assert_good(play(seed, DISASTERS, 80, new_store=new_store))
