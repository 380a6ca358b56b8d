"""Reads replies labelled with how they stand towards what they answer, and their features."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.loading import records
from matching.replies import ReplyStance, features

Matrix = npt.NDArray[np.float64]
SOURCE = "rumoureval2019_traindev.jsonl"
STANCES = tuple(ReplyStance)
# Whom a tweet answers stands in its text; in a chat it does not. Names of those passed on stay.
_ADDRESSED = re.compile(r"(?<![“\"])(?<!RT )@\w+")


@dataclass(frozen=True, slots=True)
class LabelledReply:
    """A reply, the event it belongs to, and how people say it stands."""

    text: str
    stance: ReplyStance
    event: str
    opens_the_talk: bool


def replies(path: Path, split: str) -> list[LabelledReply]:
    """Read one split of the labelled replies."""
    return [
        LabelledReply(
            _ADDRESSED.sub("", each["text"]), ReplyStance(each["label"]), each["event"], each["is_source"]
        )
        for each in records(path)
        if each["split"] == split
    ]


def rows(labelled: Sequence[LabelledReply]) -> Matrix:
    """Return the features of each reply, one a row."""
    return np.array([features(each.text, opens_the_talk=each.opens_the_talk) for each in labelled])


def labels(labelled: Sequence[LabelledReply]) -> npt.NDArray[np.int64]:
    """Return the place of each reply's stance in STANCES."""
    return np.array([STANCES.index(each.stance) for each in labelled], dtype=np.int64)
