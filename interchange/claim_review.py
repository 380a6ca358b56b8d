"""Reads ClaimReview (schema.org), as fact-checkers publish it: one, a list, a graph or a feed of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from claims.checks import MAX_PARAGRAPH, MAX_STATEMENT, check_slug, storable_part
from claims.drafts import stance_of
from claims.errors import ClaimError, Invalid, PackProblem
from claims.evidence import Evidence, EvidenceStance
from claims.exchange import Format
from claims.slugs import stable_slug
from claims.told import Refusal, Told, ToldJudgement
from interchange.ratings import NOT_SAID, rated
from interchange.textfile import Document, read_text
from interchange.trees import Malformed, json_tree

MOST_BYTES = 16 * 1024 * 1024
_MOST_LEVELS = 10
_WITHIN = ("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "hasPart")
_LONGEST_PUBLISHER = 120
_LONGEST_TITLE = 300
# What stands in a review's body between what is known and what is not.
NOT_KNOWN = "\nNot known: "


class ClaimReviewBatch:
    """Published reviews; nothing of them gets notes unless somebody says so."""

    format = Format.CLAIMREVIEW
    dossier = None
    trusted = False

    def __init__(self, document: Document, tree: Any) -> None:
        self._reviews = list(_reviews(tree, ()))
        if not self._reviews:
            raise PackProblem(f"{document.name} holds no ClaimReview. Choose a file of JSON-LD that does.")

    def told(self) -> Iterator[Told | Refusal]:
        """Read the reviews in their order."""
        for place, review in self._reviews:
            try:
                yield _told(place, review)
            except ClaimError as problem:
                yield Refusal(place, str(problem))


def read_tree(document: Document) -> Any:
    """Return what a JSON document of at most 16 MB holds; raise PackProblem when it cannot be read."""
    try:
        return json_tree(read_text(document, MOST_BYTES))
    except Malformed as problem:
        raise PackProblem(f"{document.name} {problem}") from None


def _reviews(tree: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if len(path) > _MOST_LEVELS:
        return
    if isinstance(tree, list):
        for number, each in enumerate(tree, start=1):
            yield from _reviews(each, (*path, str(number)))
    elif isinstance(tree, dict):
        if "ClaimReview" in _types(tree):
            yield " → ".join(path) or "the review", tree
        for key in _WITHIN:
            if key in tree:
                yield from _reviews(tree[key], (*path, key))


def _types(tree: Mapping[str, Any]) -> list[str]:
    kinds = tree.get("@type")
    return [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _told(place: str, review: Mapping[str, Any]) -> Told:
    full = _text(review.get("claimReviewed"))
    if not full:
        raise Invalid("It has no “claimReviewed”. Add the claim that is reviewed.")
    statement = _short(full, MAX_STATEMENT)
    item, url = _one(review.get("itemReviewed")), _address(review)
    return Told(
        place=place,
        slug=_slug(review, statement, f"{url} {full}"),
        statement=statement,
        said_by=_short(_name(item.get("author")), MAX_STATEMENT),
        first_said_at=_instant(item.get("datePublished")),
        judgement=_judgement(review, item, url),
    )


def _judgement(review: Mapping[str, Any], item: Mapping[str, Any], url: str | None) -> ToldJudgement:
    rating = _one(review.get("reviewRating"))
    words = _text(rating.get("alternateName")) or _text(rating.get("name"))
    meaning = rated(words, *(rating.get(key) for key in ("ratingValue", "worstRating", "bestRating")))
    verdict, said = (meaning or NOT_SAID).verdict, words or _text(rating.get("ratingValue"))
    publisher = _short(_name(review.get("author")) or _name(review.get("publisher")), _LONGEST_PUBLISHER)
    who = publisher or "A reviewer"
    known, _, unknown = _body(review).partition(NOT_KNOWN)
    own = _own_slug(review) is not None
    title = _text(review.get("name")) or _text(review.get("headline")) or f"{who}: {said}"
    piece = Evidence(
        title=_short(title, _LONGEST_TITLE),
        publisher=publisher,
        url=url,
        published_at=_instant(review.get("datePublished")),
        stance=stance_of(verdict),
    )
    return ToldJudgement(
        verdict=verdict,
        known=_short(known, MAX_PARAGRAPH) or (None if own else f"{who} rates this “{said[:200]}”."),
        unknown=_short(unknown, MAX_PARAGRAPH) or (None if meaning else f"What “{said[:200]}” means for us."),
        reason=None if meaning else f"{who} says “{said[:200]}”.",
        reason_tags=(meaning and meaning.tags) or None,
        evidence=tuple(_works(review, "citation")) if own else (piece, *_appearances(item)),
        as_of=_instant(review.get("dateModified")) or _instant(review.get("datePublished")),
    )


def _body(review: Mapping[str, Any]) -> str:
    for key in ("reviewBody", "description"):
        if isinstance(text := review.get(key), str) and text.strip():
            return storable_part(text)
    return ""


def _appearances(item: Mapping[str, Any]) -> Iterator[Evidence]:
    yield from _works(item, "firstAppearance")
    yield from _works(item, "appearance")


def _works(whole: Mapping[str, Any], key: str) -> Iterator[Evidence]:
    works = whole.get(key)
    for work in works if isinstance(works, list) else [works]:
        one = {"url": work} if isinstance(work, str) else _one(work)
        url = _address(one)
        title = _text(one.get("name")) or urlsplit(url or "").hostname or url
        if title:
            yield Evidence(_short(title, _LONGEST_TITLE), url=url, stance=EvidenceStance.CONTEXT)


def _slug(review: Mapping[str, Any], statement: str, key: str) -> str:
    return _own_slug(review) or stable_slug(statement, key)


def _own_slug(review: Mapping[str, Any]) -> str | None:
    """Return the short name of a claim that this program wrote; others have addresses there."""
    found = re.fullmatch(r"#([a-z0-9-]{1,60})", _text(review.get("@id")))
    return check_slug(found.group(1)) if found else None


def _address(thing: Mapping[str, Any]) -> str | None:
    """Return its address; a script or data in its place is refused by the evidence that would hold it."""
    url = thing.get("url")
    first = url[0] if isinstance(url, list) and url else url
    return _text(first.get("@id") if isinstance(first, dict) else first) or None


def _one(value: Any) -> Mapping[str, Any]:
    """Return an object, the first of several, or nothing."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _name(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("name") if isinstance(first, dict) else first)


def _text(value: Any) -> str:
    """Return a text in one line; of several, the first; of one with its language, the words."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value", "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(storable_part(str(value)).split())


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rsplit(' ', 1)[0]}…"


def _instant(value: Any) -> datetime | None:
    text = _text(value)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(
            f"“{text[:60]}” is no date. Write it like 2023-06-24 or 2023-06-24T02:00:00Z."
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
