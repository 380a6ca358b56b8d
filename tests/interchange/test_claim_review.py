"""ClaimReview in the shapes fact-checkers publish it in, and as we publish it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import jsonschema
import pytest

from claims.errors import Invalid, PackProblem
from claims.evidence import EvidenceStance
from claims.exchange import Format, Publisher
from claims.importing import Terms, merged
from claims.model import Claim, Judgement, Lifecycle, ReasonTag, Verdict
from interchange.claim_review_writer import ClaimReviewWriter
from interchange.ratings import rated
from tests.contract.samples import EVENT, NOON, claim
from tests.interchange.filed import read, refused, told

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "datePublished": "2023-06-26",
    "url": "https://checkers.example/2023/06/bridge",
    "claimReviewed": "The bridge over the river Oka has been blown up.",
    "author": {"@type": "Organization", "name": "The Checkers", "url": "https://checkers.example"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "1",
        "worstRating": "1",
        "bestRating": "5",
        "alternateName": "False",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A local channel"},
        "datePublished": "2023-06-24T05:00:00+03:00",
        "appearance": {"@type": "CreativeWork", "url": "https://channel.example/post/7"},
    },
}
# What search engines ask for (Google: Fact check structured data), without the page that a bot has not.
SCHEMA = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    "@type",
                    "claimReviewed",
                    "reviewRating",
                    "author",
                    "datePublished",
                    "itemReviewed",
                ],
                "properties": {
                    "@type": {"const": "ClaimReview"},
                    "claimReviewed": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT"},
                    "author": {"type": "object", "required": ["@type", "name"]},
                    "reviewRating": {
                        "type": "object",
                        "required": ["@type", "alternateName"],
                        "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
                    },
                    "itemReviewed": {
                        "type": "object",
                        "required": ["@type"],
                        "properties": {
                            "@type": {"const": "Claim"},
                            "author": {"type": "object", "required": ["@type", "name"]},
                            "appearance": {"type": "array", "items": {"required": ["@type", "url"]}},
                        },
                    },
                },
            },
        }
    },
}


def shaped(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**REVIEW, **changes}.items() if value is not None}


SHAPES = {
    "one review": REVIEW,
    "a list": [{"@type": "WebSite", "name": "The Checkers"}, REVIEW],
    "a graph": {"@context": "https://schema.org", "@graph": [{"@type": ["Article"]}, REVIEW]},
    "a feed": {
        "@type": "DataFeed",
        "dataFeedElement": [{"@type": "DataFeedItem", "item": [shaped(), {"@type": "MediaReview"}]}],
    },
    "full addresses and lists": shaped(
        **{"@type": ["https://schema.org/ClaimReview"], "author": [REVIEW["author"]], "url": [REVIEW["url"]]}
    ),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_reviews_are_found_in_whatever_they_are_published_in(shape: Any) -> None:
    [review] = told(json.dumps(shape), "reviews.json")
    assert review.statement == "The bridge over the river Oka has been blown up."
    assert review.said_by == "A local channel"
    assert review.first_said_at == datetime(2023, 6, 24, 2, tzinfo=UTC)
    assert review.judgement is not None
    assert review.judgement.verdict is Verdict.FALSE
    assert review.judgement.as_of == datetime(2023, 6, 26, tzinfo=UTC)
    source, appearance = review.judgement.evidence
    assert (source.publisher, source.url) == ("The Checkers", "https://checkers.example/2023/06/bridge")
    assert source.stance is EvidenceStance.REFUTES
    assert (appearance.url, appearance.stance) == ("https://channel.example/post/7", EvidenceStance.CONTEXT)


def test_a_review_has_the_same_short_name_each_time_and_another_review_another() -> None:
    [first], [again] = told(json.dumps(REVIEW), "a.jsonld"), told(json.dumps([REVIEW]), "b.json")
    [other] = told(json.dumps(shaped(url="https://others.example/1")), "a.jsonld")
    assert first.slug == again.slug != other.slug


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("FALSE", Verdict.FALSE),
        ("False. The video is from 2019.", Verdict.FALSE),
        ("Falsch!", Verdict.FALSE),
        ("Фейк", Verdict.FALSE),
        ("Mostly true", Verdict.PARTLY_TRUE),
        ("True", Verdict.CONFIRMED),
        ("Misleading", Verdict.MISLEADING),
        ("Unproven", Verdict.UNVERIFIED),
        ("❌ FAKE", Verdict.FALSE),
    ],
)
def test_ratings_are_understood_in_the_words_of_their_publishers(words: str, verdict: Verdict) -> None:
    meaning = rated(words)
    assert meaning is not None
    assert meaning.verdict is verdict


@pytest.mark.parametrize(
    "words", ["Four Pinocchios", "Not false", "It is complicated", "True or not, who knows"]
)
def test_ratings_that_say_nothing_plain_leave_the_claim_unverified_with_the_publishers_words(
    words: str,
) -> None:
    rating = {"@type": "Rating", "alternateName": words, "ratingValue": 1, "worstRating": 1, "bestRating": 5}
    [review] = told(json.dumps(shaped(reviewRating=rating)), "a.jsonld")
    assert review.judgement is not None
    assert review.judgement.verdict is Verdict.UNVERIFIED
    assert words in str(review.judgement.reason)
    assert words in str(review.judgement.unknown)


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ((1, 1, 5), Verdict.FALSE),
        (("5", "1", "5"), Verdict.CONFIRMED),
        ((3, 1, 5), Verdict.UNVERIFIED),
        ((1, None, 5), Verdict.UNVERIFIED),
        ((-1, -1, -1), Verdict.UNVERIFIED),
        (("one", 1, 5), Verdict.UNVERIFIED),
    ],
)
def test_numbers_count_only_at_the_ends_of_a_scale_that_is_told(numbers: Any, verdict: Verdict) -> None:
    value, worst, best = numbers
    rating = {"ratingValue": value, "worstRating": worst, "bestRating": best}
    [review] = told(json.dumps(shaped(reviewRating=rating)), "a.jsonld")
    assert review.judgement is not None
    assert review.judgement.verdict is verdict


def test_why_a_claim_misleads_becomes_a_tag() -> None:
    [review] = told(json.dumps(shaped(reviewRating={"alternateName": "Missing context"})), "a.jsonld")
    assert review.judgement is not None
    assert review.judgement.reason_tags == {ReasonTag.MISSING_CONTEXT}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"url": "javascript:alert(1)"}, "1: A source's address must begin with https://"),
        ({"claimReviewed": " "}, "1: It has no “claimReviewed”"),
        ({"claimReviewed": None}, "1: It has no “claimReviewed”"),
        ({"datePublished": "yesterday"}, "1: “yesterday” is no date"),
        (
            {"itemReviewed": {"appearance": "data:text/html,x"}},
            "1: A source's address must begin with https://",
        ),
    ],
)
def test_what_is_wrong_with_a_review_is_told_with_its_place(changes: dict[str, Any], wrong: str) -> None:
    [problem] = refused(json.dumps([shaped(**changes)]), "a.jsonld")
    assert problem.startswith(wrong)


@pytest.mark.parametrize(
    "octets", ["{}", "[]", '{"@type": "Article"}', "nothing", "[" * 3000, '"ClaimReview"']
)
def test_a_file_without_reviews_is_refused(octets: str) -> None:
    with pytest.raises(PackProblem):
        read(octets, "a.jsonld", Format.CLAIMREVIEW)


def test_reviews_nested_without_end_are_not_followed() -> None:
    deep: Any = REVIEW
    for _ in range(15):
        deep = {"@graph": [deep]}
    with pytest.raises(PackProblem, match="holds no ClaimReview"):
        read(json.dumps(deep), "a.jsonld")


def published(claims: Iterable[Claim], page: str = "") -> Any:
    stream = BytesIO()
    writer = ClaimReviewWriter(stream, Publisher("Frontline Watch", page))
    for each in claims:
        writer.write([each])
    writer.close()
    return json.loads(stream.getvalue())


def sample(verdict: Verdict, slug: str = "helicopter") -> Claim:
    past, current = claim().judgements
    return claim(slug, judgements=(past, replace(current, verdict=verdict, reason_tags=frozenset())))


@pytest.mark.parametrize("page", ["", "https://watch.example/claims"])
def test_published_claims_have_what_search_engines_ask_for(page: str) -> None:
    document = published([sample(verdict, f"a-{number}") for number, verdict in enumerate(Verdict)], page)
    jsonschema.validate(document, SCHEMA)
    ratings = {
        each["reviewRating"]["alternateName"]: each["reviewRating"].get("ratingValue")
        for each in document["@graph"]
    }
    assert ratings == {
        "Unverified": None,
        "Disputed": None,
        "True": 5,
        "False": 1,
        "Misleading": None,
        "Partly true": None,
    }
    assert document["@graph"][0].get("url") == (f"{page}#a-0" if page else None)


def test_drafts_and_withdrawn_claims_are_not_published() -> None:
    hidden = [claim(f"a-{stage.value.replace('_', '-')}", lifecycle=stage) for stage in Lifecycle]
    assert [each["@id"] for each in published(hidden)["@graph"]] == ["#a-published", "#a-needs-recheck"]
    jsonschema.validate(published([]), SCHEMA)


@pytest.mark.parametrize("verdict", Verdict)
def test_what_we_publish_we_read_again_without_a_change(verdict: Verdict) -> None:
    stored = sample(verdict)
    [review] = told(json.dumps(published([stored])), "a.jsonld")
    assert review.slug == stored.slug
    assert merged(review, stored, Terms(NOON, frozenset({EVENT}))) == stored


def test_what_we_publish_becomes_the_same_claim_in_another_community() -> None:
    stored = sample(Verdict.FALSE)
    [review] = told(json.dumps(published([stored])), "a.jsonld")
    theirs = merged(replace(review, event=""), None, Terms(NOON, frozenset({EVENT}), EVENT))
    assert (theirs.slug, theirs.statement, theirs.verdict) == (stored.slug, stored.statement, Verdict.FALSE)
    assert (theirs.current.known, theirs.said_by) == (stored.current.known, stored.said_by)
    assert theirs.lifecycle is Lifecycle.DRAFT


def test_a_publisher_needs_a_name_and_a_page_that_opens() -> None:
    with pytest.raises(Invalid):
        Publisher("")
    with pytest.raises(Invalid):
        Publisher("Frontline Watch", "javascript:alert(1)")


def test_a_claim_of_which_nothing_is_known_is_published_bare() -> None:
    bare = Claim("bare", EVENT, "Something happened.", (Judgement(NOON, Verdict.UNVERIFIED),))
    [review] = published([bare])["@graph"]
    assert "reviewBody" not in review
    assert "appearance" not in review["itemReviewed"]
    [again] = told(json.dumps(review), "a.jsonld")
    assert merged(again, bare, Terms(NOON, frozenset({EVENT}))) == bare
