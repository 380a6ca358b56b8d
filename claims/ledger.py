"""A claim's evidence ledger: every source once, what rests on it, and how a source is added or corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b

from claims.addresses import same_address
from claims.errors import AlreadyThere, Changed, Invalid
from claims.evidence import Evidence
from claims.model import Claim, Judgement

MOST_SOURCES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A source of a claim; `current` when the latest judgement rests on it, not only earlier ones."""

    piece: Evidence
    current: bool

    @property
    def mark(self) -> str:
        """Twelve hexadecimal digits that tell the entry from others, and from itself once it is corrected."""
        return mark_of(self.piece)


def mark_of(piece: Evidence) -> str:
    """Return the mark of the entry that a source has."""
    return blake2b(repr(astuple(piece)).encode(), digest_size=6).hexdigest()


def entries(claim: Claim) -> tuple[Entry, ...]:
    """Return every source once, those of the latest judgement first."""
    return tuple(Entry(piece, piece in claim.current.evidence) for piece in claim.evidence)


def entry(claim: Claim, mark: str) -> Entry:
    """Return the entry with a mark; raise Changed where somebody corrected it or took it out meanwhile."""
    found = next((each for each in entries(claim) if each.mark == mark), None)
    if found is None:
        raise Changed("Someone changed this source a moment ago. Open the sources again to see it as it is.")
    return found


def with_source(claim: Claim, piece: Evidence) -> Claim:
    """Return the claim whose latest judgement rests on one more source.

    One that only earlier judgements had is theirs in its new form, too, and loses nothing that is not told.

    Raises:
        AlreadyThere: the latest judgement has it.
        Invalid: the ledger is full.
    """
    known = next((each for each in entries(claim) if _same(each.piece, piece)), None)
    if known is not None and known.current:
        raise AlreadyThere("That source is in the ledger already. Press Edit beside it to correct it.")
    if known is not None:
        piece = _complete(piece, known.piece)
        claim = corrected(claim, known.mark, piece)
    elif len(claim.evidence) >= MOST_SOURCES:
        raise Invalid(f"This claim has {MOST_SOURCES} sources, the most there can be. Remove one first.")
    latest = replace(claim.current, evidence=(*claim.current.evidence, piece))
    return replace(claim, judgements=(*claim.judgements[:-1], latest))


def corrected(claim: Claim, mark: str, piece: Evidence) -> Claim:
    """Return the claim with a source as it should be, in every judgement that rests on it.

    Raises:
        Changed: somebody corrected it or took it out meanwhile.
        AlreadyThere: another entry has the new address.
    """
    old = entry(claim, mark).piece
    if any(_same(each.piece, piece) for each in entries(claim) if each.piece != old):
        raise AlreadyThere("Another source in the ledger has that address. Remove one of the two instead.")
    return _rewritten(claim, lambda each: piece if each == old else each)


def without_source(claim: Claim, mark: str) -> Claim:
    """Return the claim without a source, whichever judgements rested on it.

    Raises:
        Changed: somebody corrected it or took it out meanwhile.
        Invalid: a verdict would be left without any source.
    """
    old = entry(claim, mark).piece
    for judgement in claim.judgements:
        if judgement.evidence == (old,) and judgement.needs_source:
            verdict, when = judgement.verdict.value.replace("_", " "), f"{judgement.as_of:%d %b %Y %H:%M} UTC"
            raise Invalid(
                f"“{verdict}” of {when} rests on this source alone. Add another one first, or press Edit to "
                "correct it."
            )
    return _rewritten(claim, lambda each: None if each == old else each)


def _complete(piece: Evidence, known: Evidence) -> Evidence:
    """Return a source with what was known of it before: who published it, its copy, how far it is trusted."""
    copy = piece if piece.archive_url else known
    return replace(
        piece,
        publisher=piece.publisher or known.publisher,
        published_at=piece.published_at or known.published_at,
        archive_url=copy.archive_url,
        captured_at=copy.captured_at,
        content_sha256=piece.content_sha256 or known.content_sha256,
        grade=piece.grade or known.grade,
    )


def _same(one: Evidence, other: Evidence) -> bool:
    if one.url and other.url:
        return same_address(one.url, other.url)
    return (one.url, one.title, one.publisher) == (other.url, other.title, other.publisher)


def _rewritten(claim: Claim, change: Callable[[Evidence], Evidence | None]) -> Claim:
    def rewritten(judgement: Judgement) -> Judgement:
        changed = (change(piece) for piece in judgement.evidence)
        return replace(judgement, evidence=tuple(piece for piece in changed if piece is not None))

    return replace(claim, judgements=tuple(map(rewritten, claim.judgements)))
