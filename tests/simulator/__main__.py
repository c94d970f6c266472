"""``python -m tests.simulator``: play seeds for as long as asked, tell what they found."""

import argparse
import itertools
import sys
import time
import traceback
from collections import Counter
from contextlib import ExitStack

from .disasters import DISASTERS
from .guards import GUARDS, without
from .run import STEPS, Outcome, play


def main() -> int:
    asked = _arguments()
    disasters = DISASTERS if asked.disasters == "all" else [one for one in asked.disasters.split(",") if one != "none"]
    end = time.monotonic() + asked.seconds
    notes, bad, rounds, played = Counter(), [], 0, 0
    stack = ExitStack()
    stack.enter_context(without(*filter(None, asked.without.split(","))))
    for seed in itertools.count(asked.seed):
        if played and (time.monotonic() > end or (asked.count and played >= asked.count)):
            break
        outcome = attempt(seed, disasters, asked.steps)
        played += 1
        notes.update(outcome.notes)
        rounds = max(rounds, outcome.rounds or 0)
        if not outcome.good:
            bad.append(outcome)
            if asked.first:
                end = 0
            print(f"seed {seed}: {outcome.found[: asked.show]}", flush=True)
    kinds = Counter(kind for outcome in bad for kind in {str(one[0]) for one in outcome.found})
    print(f"{played} histories, {len(bad)} bad {dict(kinds)}; at most {rounds} rounds to rest")
    print(dict(notes.most_common()))
    return 1 if bad else 0


def attempt(seed: int, disasters, steps: int, **world_settings) -> Outcome:
    """Play a seed; an exception is a finding like any other."""
    try:
        return play(seed, disasters, steps, **world_settings)
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Outcome(seed, None, {}, [(f"exception {error!r}", f"{at.filename}:{at.lineno}")])


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=0, help="how many at most")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--disasters", default="all", help=f"all, none, or some of {', '.join(DISASTERS)}")
    parser.add_argument("--without", default="", help=f"guards to take out: {', '.join(GUARDS)}")
    parser.add_argument("--first", action="store_true", help="stop at the first bad seed")
    parser.add_argument("--show", type=int, default=3, help="findings to print per seed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
