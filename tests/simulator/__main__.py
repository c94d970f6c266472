"""``python -m tests.simulator``: play seeds for as long as asked, tell what they found; exits with 1 on any fault."""

import argparse
import itertools
import random
import sys
import time
import traceback
from collections import Counter

from .disasters import DISASTERS
from .guards import GUARDS, without
from .run import Outcome, play

VARIED = "varied"


def main() -> int:
    asked = _arguments()
    print(f"seeds from {asked.seed} on, {asked.seconds:.0f} s", flush=True)
    end = time.monotonic() + asked.seconds
    notes, kinds, played, rounds = Counter(), Counter(), 0, 0
    with without(*filter(None, asked.without.split(","))):
        for seed in itertools.count(asked.seed):
            if played and (time.monotonic() > end or played == asked.count or (asked.first and kinds)):
                break
            outcome = attempt(seed, **_world(seed, asked))
            played += 1
            notes.update(outcome.notes)
            rounds = max(rounds, outcome.rounds or 0)
            if not outcome.good:
                kinds.update({str(one[0]) for one in outcome.found})
                print(f"seed {seed}: {outcome.found[: asked.show]}\n  again: {_again(seed, asked)}", flush=True)
    print(f"{played} histories, at most {rounds} rounds to rest; faults: {dict(kinds) or 'none'}")
    print(dict(notes.most_common()))
    return 1 if kinds else 0


def attempt(seed: int, disasters, steps: int, **world_settings) -> Outcome:
    """Play a seed; an exception is a finding like any other."""
    try:
        return play(seed, disasters, steps, **world_settings)
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Outcome(seed, None, {}, [(f"exception {error!r}", f"{at.filename}:{at.lineno}")])


def _world(seed: int, asked) -> dict:
    """What may happen in the world of a seed: drawn from the seed, but for what was asked for."""
    draw = random.Random(f"{seed} world")
    world = {
        "disasters": draw.sample(sorted(DISASTERS), draw.randint(0, len(DISASTERS))),
        "steps": draw.randint(60, 250),
        "line": draw.choice((0.0, 0.05, 0.12, 0.3)),
        "power": draw.choice((0.0, 0.01, 0.05)),
        "bad": draw.choice((0.1, 0.1, 0.4)),
    }
    if asked.disasters != VARIED:
        world["disasters"] = DISASTERS if asked.disasters == "all" else set(asked.disasters.split(",")) - {"none"}
    return world | ({"steps": asked.steps} if asked.steps else {})


def _again(seed: int, asked) -> str:
    """The command that plays one seed again."""
    kept = {"--disasters": asked.disasters, "--without": asked.without, "--steps": asked.steps or ""}
    options = [f"{name} {value}" for name, value in kept.items() if value and value != VARIED]
    return " ".join(["python -m tests.simulator", f"--seed {seed} --count 1", *options])


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=0, help="how many at most")
    parser.add_argument("--steps", type=int, default=0, help="how many steps each (default: drawn from the seed)")
    parser.add_argument("--disasters", default=VARIED, help=f"{VARIED}, all, none, or some of {', '.join(DISASTERS)}")
    parser.add_argument("--without", default="", help=f"guards to take out: {', '.join(GUARDS)}")
    parser.add_argument("--first", action="store_true", help="stop at the first bad seed")
    parser.add_argument("--show", type=int, default=3, help="findings to print per seed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
