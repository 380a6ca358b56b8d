"""Passages of articles in five languages against claims worded in English."""

from __future__ import annotations

from evals.accuracy.rows import Report, Target, share
from evals.accuracy.setup import Setup
from evals.loading import narrative_claims
from evals.loading import narratives as messages_of

TARGETS = {"ru": Target(0.25), "uk": Target(0.25)}


def narratives(setup: Setup) -> Report:
    """Measure how often the best match is the claim the passage repeats."""
    recorded = narrative_claims(setup.path(f"narratives_{setup.split}_claims.jsonl"))
    messages = messages_of(setup.path(f"narratives_{setup.split}.jsonl"))
    right: dict[str, list[bool]] = {}
    readings = setup.collection(recorded).read(messages, ranked=True)
    for message, reading in zip(messages, readings, strict=True):
        found = bool(reading.matches) and reading.matches[0].slug in message.stances
        right.setdefault(message.lang, []).append(found)
    order = sorted(right, key=lambda lang: (lang not in TARGETS, lang))
    return Report(
        [
            share(
                f"narratives: top-1 to English, {lang}", sum(right[lang]), len(right[lang]), TARGETS.get(lang)
            )
            for lang in order
        ]
    )
