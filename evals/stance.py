"""Prints how well it is heard what a reply does with what it answers: python -m evals.stance."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from functools import partial

from evals.loading import folder
from evals.metrics import bootstrapped, macro_f1
from evals.replies import SOURCE, STANCES, LabelledReply, replies
from evals.tables import table
from matching.replies import ReplyStance, read_reply

SEED = 2019
Pair = tuple[str, str]


def main() -> None:
    """Print the table of the split that had no part in training."""
    labelled = replies(folder() / SOURCE, "dev")
    pairs = [_pair(each) for each in labelled]
    title = f"RumourEval 2019 dev, by the text of the reply alone ({len(pairs)} replies)"
    sys.stdout.write(table(title, ["figure", "value"], _rows(pairs)))


def _pair(reply: LabelledReply) -> Pair:
    found = read_reply(reply.text, opens_the_talk=reply.opens_the_talk)
    return reply.stance.value, found.stance.value


def _rows(pairs: Sequence[Pair]) -> list[list[str]]:
    chance = random.Random(SEED)  # noqa: S311 - a repeatable resampling
    figures: dict[str, Callable[[Sequence[Pair]], float]] = {"macro-F1": macro_f1, "accuracy": _accuracy}
    for stance in STANCES:
        figures[f"precision, {stance.value}"] = partial(_share, of=stance, by=1)
        figures[f"recall, {stance.value}"] = partial(_share, of=stance, by=0)
    return [[name, str(bootstrapped(figure, pairs, chance))] for name, figure in figures.items()]


def _accuracy(pairs: Sequence[Pair]) -> float:
    return sum(wanted == found for wanted, found in pairs) / len(pairs)


def _share(pairs: Sequence[Pair], *, of: ReplyStance, by: int) -> float:
    """Return which share of the replies wanted (by 0) or found (by 1) to be of a stance are both."""
    counted = [pair for pair in pairs if pair[by] == of.value]
    return sum(wanted == found for wanted, found in counted) / len(counted) if counted else 0.0


if __name__ == "__main__":
    main()
