"""Replies to rumours: how each stands towards what it answers, by its text alone."""

from __future__ import annotations

from evals.accuracy.rows import Report, measured, share
from evals.accuracy.setup import Setup
from evals.loading import NoSuchSet
from evals.metrics import macro_f1
from evals.replies import replies
from matching.replies import ReplyStance, read_reply

FILES = "rumoureval2019*.jsonl"


def rumoureval(setup: Setup) -> Report:
    """Measure the stances of one split, whichever file it lies in; python -m evals.stance tells more."""
    labelled = [reply for path in sorted(setup.data.glob(FILES)) for reply in replies(path, setup.split)]
    if not labelled:
        raise NoSuchSet(f"{FILES}, split {setup.split}")
    pairs = [
        (reply.stance.value, read_reply(reply.text, opens_the_talk=reply.opens_the_talk).stance.value)
        for reply in labelled
    ]
    right = sum(wanted == found for wanted, found in pairs)
    denials = [found for wanted, found in pairs if wanted == ReplyStance.DENY.value]
    return Report(
        [
            measured("rumoureval: macro-F1", macro_f1, pairs, counted=f"{right} of {len(pairs)} right"),
            share("rumoureval: recall of denials", denials.count(ReplyStance.DENY.value), len(denials)),
        ]
    )
