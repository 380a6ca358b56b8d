"""Rows about notes: precision, recall by language, hard negatives by kind, and stances."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from evals.accuracy.rows import Row, Target, count, measured, share
from evals.metrics import Noted, macro_f1, precision, recall
from evals.notes import Judged, as_noted

# Hard negatives a community would find the most embarrassing, by the kinds the sets use.
GROUPS = {
    "role swaps": {"role_reversal"},
    "games": {"game"},
    "other wars": {"heli_elsewhere", "other_army", "other_war", "history"},
    "questions about the bot": {"bot_question"},
}


@dataclass(frozen=True, slots=True)
class Targets:
    """What the notes of a set are held to."""

    precision: Target | None = None
    recall: Target | None = None
    not_english: Target | None = None
    hard_negatives: Target | None = None
    each_group: Target | None = None
    stance: Target | None = None


def note_rows(name: str, cases: Sequence[Judged], targets: Targets = Targets()) -> Iterator[Row]:
    """Yield every row about the notes of one set; messages with ambiguous labels do not count."""
    clear = [case for case in cases if not case.message.ambiguous]
    not_english = [case for case in clear if case.message.lang != "en"]
    unrelated = [case for case in clear if not case.message.stances]
    yield _precision(f"{name}: precision of notes", clear, targets.precision)
    yield _recall(f"{name}: recall of notes", clear, targets.recall)
    yield _recall(f"{name}: recall, not English", not_english, targets.not_english)
    yield _stance(f"{name}: stance macro-F1, matched pairs", clear, targets.stance)
    yield _noted_share(f"{name}: hard negatives given a note", unrelated, targets.hard_negatives)
    yield from _by_group(name, unrelated, targets.each_group)
    yield from _by_stance(name, clear)
    yield from _by_language(name, clear, unrelated)
    yield from _by_kind(name, unrelated)


def _precision(figure: str, cases: Sequence[Judged], target: Target | None) -> Row:
    noted = [as_noted(case) for case in cases]
    right, wrong = sum(each.right for each in noted), sum(each.wrong for each in noted)
    return measured(figure, precision, noted, target, counted=f"{right} of {right + wrong}")


def _recall(figure: str, cases: Sequence[Judged], target: Target | None = None) -> Row:
    noted = [each for each in map(as_noted, cases) if each.wanted]
    return measured(figure, recall, noted, target, counted=_of_wanted(noted))


def _of_wanted(noted: Sequence[Noted]) -> str:
    return f"{sum(each.given for each in noted)} of {sum(each.wanted for each in noted)}"


def _noted_share(figure: str, unrelated: Sequence[Judged], target: Target | None) -> Row:
    return share(figure, _wrong(unrelated), len(unrelated), target)


def _by_group(name: str, unrelated: Sequence[Judged], target: Target | None) -> Iterator[Row]:
    for group, kinds in GROUPS.items():
        members = _of_kinds(unrelated, kinds)
        yield count(f"{name}: {group} given a note", _wrong(members), len(members), target)


def _by_stance(name: str, cases: Sequence[Judged]) -> Iterator[Row]:
    for stance, called in (("asks", "questions"), ("denies", "denials"), ("mentions", "mentions")):
        members = [case for case in cases if set(case.message.stances.values()) == {stance}]
        yield count(f"{name}: {called} given a note", _wrong(members), len(members))


def _by_language(name: str, cases: Sequence[Judged], unrelated: Sequence[Judged]) -> Iterator[Row]:
    langs = sorted({case.message.lang for case in cases})
    for lang in langs:
        yield _recall(f"{name}: recall, {lang}", [case for case in cases if case.message.lang == lang])
    for lang in langs:
        members = [case for case in unrelated if case.message.lang == lang]
        yield count(f"{name}: hard negatives given a note, {lang}", _wrong(members), len(members))


def _by_kind(name: str, unrelated: Sequence[Judged]) -> Iterator[Row]:
    for kind in sorted({case.message.kind for case in unrelated}):
        members = _of_kinds(unrelated, {kind})
        yield count(f"{name}: hard negatives given a note, {kind}", _wrong(members), len(members))


def _of_kinds(cases: Sequence[Judged], kinds: Collection[str]) -> list[Judged]:
    return [case for case in cases if case.message.kind in kinds]


def _wrong(cases: Sequence[Judged]) -> int:
    return sum(bool(case.wrong) for case in cases)


def _stance(figure: str, cases: Sequence[Judged], target: Target | None) -> Row:
    """Resampled by message; only pairs whose claim was among the matches have a stance to compare."""
    with_pairs = [case.stances for case in cases if case.stances]
    pairs = _flat(with_pairs)
    hits = sum(wanted == found for wanted, found in pairs)
    return measured(
        figure,
        lambda chosen: macro_f1(_flat(chosen)),
        with_pairs,
        target,
        counted=f"{hits} of {len(pairs)} right",
    )


def _flat(several: Sequence[Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [pair for pairs in several for pair in pairs]
