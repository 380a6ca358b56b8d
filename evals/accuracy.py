"""Prints how well messages are matched: python -m evals.accuracy."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

from claims.claim_text import ClaimText
from claims.notes import Outcome, decide
from claims.reading import Reading
from evals.loading import REPOSITORY, Labelled, chat, claims, folder, labelled, queries
from evals.metrics import average_precision, bootstrapped, macro_f1, precision, recall
from evals.notes import Judged, as_noted, judged, pack_map
from evals.tables import table
from evals.vectors import KeptVectors
from interchange.pack import read_pack
from matching.index import ClaimIndex
from matching.scorer import Scorer

SEED = 2023
PACK = REPOSITORY / "packs" / "wagner-mutiny-2023.yaml"
BATCH = 64


def main() -> None:
    """Print every table."""
    data = folder()
    encoder, scorer = KeptVectors(), Scorer.load()
    dossier = read_pack(PACK)
    recorded = [ClaimText.of(claim) for claim in dossier.claims]
    with_pack = ClaimIndex.build(recorded, dossier.terms, encoder, scorer)
    bare_claims = claims(data / "wagner_claims.jsonl")
    bare = ClaimIndex.build(bare_claims, (), encoder, scorer)
    encoder.keep()
    messages = labelled(data / "wagner_dev.jsonl")
    _print_notes("Bare statements", _judge(bare, bare_claims, messages, None))
    _print_notes("With the pack", _judge(with_pack, recorded, messages, pack_map()))
    _print_silence({"bare": (bare, bare_claims), "pack": (with_pack, recorded)}, data)
    encoder.keep()
    _print_ranking(data, encoder, scorer)
    encoder.keep()


def _judge(
    index: ClaimIndex,
    recorded: Sequence[ClaimText],
    messages: Sequence[Labelled],
    mapped: dict[str, list[str]] | None,
) -> list[Judged]:
    by_slug = {claim.slug: claim for claim in recorded}
    thresholds = Scorer.load().thresholds
    readings = index.read_all([message.text for message in messages])
    return [
        judged(message, reading, decide(reading, by_slug, thresholds), mapped)
        for message, reading in zip(messages, readings, strict=True)
    ]


def _print_notes(name: str, cases: Sequence[Judged]) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a repeatable resampling
    clear = [case for case in cases if not case.message.ambiguous]
    noted = [as_noted(case) for case in clear]
    pairs = [pair for case in clear for pair in case.stances]
    rows = [
        ["precision of notes", str(bootstrapped(precision, noted, chance))],
        ["recall of notes", str(bootstrapped(recall, noted, chance))],
        ["hard negatives given a note", _share(clear)],
        ["stance macro-F1 where the claim was found", str(bootstrapped(macro_f1, pairs, chance))],
    ]
    for lang in sorted({case.message.lang for case in clear}):
        own = [as_noted(case) for case in clear if case.message.lang == lang]
        rows.append([f"recall, {lang}", f"{recall(own):.3f} of {sum(each.wanted for each in own)}"])
    sys.stdout.write(table(f"Wagner, {name.lower()} ({len(clear)} messages)", ["figure", "value"], rows))


def _share(cases: Sequence[Judged]) -> str:
    unrelated = [case for case in cases if not case.message.stances]
    return f"{sum(bool(case.wrong) for case in unrelated)} of {len(unrelated)}"


def _print_silence(indexes: dict[str, tuple[ClaimIndex, Sequence[ClaimText]]], data: Path) -> None:
    thresholds = Scorer.load().thresholds
    rows = []
    for source in ("chat_dev", "war_talk_dev"):
        # The first half set the thresholds (evals.train), so only the second is measured.
        messages = chat(data / f"{source}.jsonl")[1::2]
        for name, (index, recorded) in indexes.items():
            by_slug = {claim.slug: claim for claim in recorded}
            outcomes = [decide(reading, by_slug, thresholds).outcome for reading in _read(index, messages)]
            per = 10_000 / len(outcomes)
            rows.append([source, name, f"{outcomes.count(Outcome.NOTE) * per:.1f}"])
            rows[-1].append(f"{outcomes.count(Outcome.SUGGEST) * per:.1f}")
    sys.stdout.write(
        table("Per 10,000 ordinary messages", ["messages", "claims", "notes", "suggestions"], rows)
    )


def _read(index: ClaimIndex, messages: Sequence[Labelled]) -> list[Reading]:
    readings: list[Reading] = []
    for start in range(0, len(messages), BATCH):
        readings += index.read_all([message.text for message in messages[start : start + BATCH]])
    return readings


def _print_ranking(data: Path, encoder: KeptVectors, scorer: Scorer) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a repeatable resampling
    recorded = claims(data / "clef2022_claims.jsonl")
    index = ClaimIndex.build(recorded, (), encoder, scorer)
    encoder.keep()
    messages = queries(data / "clef2022_dev.jsonl")
    scores = [
        average_precision([match.slug for match in reading.matches], message.stances)
        for message, reading in zip(messages, _read(index, messages), strict=True)
    ]
    figure = bootstrapped(lambda values: sum(values) / len(values), scores, chance)
    rows = [["MAP@5", str(figure)]]
    sys.stdout.write(table(f"CLEF 2022 dev against {len(recorded)} claims", ["figure", "value"], rows))


if __name__ == "__main__":
    main()
