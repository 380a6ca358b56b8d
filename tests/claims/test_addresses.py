"""Addresses as people paste them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.addresses import Location, located, normalised, same_address
from claims.errors import Invalid

_WAYBACK = "https://web.archive.org/web/20230624001500"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (" HTTPS://News.Example.ORG/Story ", "https://news.example.org/Story"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y#part", "https://example.org/a?id=7#part"),
        ("https://example.org/a?utm_source", "https://example.org/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("https://example.org/a?q=utm_source", "https://example.org/a?q=utm_source"),
        ("https://Новости.example/", "https://новости.example/"),
    ],
)
def test_an_address_is_kept_in_one_form(pasted: str, kept: str) -> None:
    assert normalised(pasted) == kept


@pytest.mark.parametrize(
    "address",
    [
        "https://bbc.co.uk@evil.example/story",
        "https://user:secret@example.org/",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "https://",
        "https://example.org/a b",
        "https://example.org:99999/",
        "https://example.org:port/",
        "//example.org/a",
        "https://evil.example)/a",
        "https://evil.example%00/",
        "https://.../",
        "",
    ],
)
def test_an_address_that_cannot_be_opened_or_hides_where_it_leads_is_refused(address: str) -> None:
    with pytest.raises(Invalid):
        normalised(address)


@given(
    st.from_regex(
        r"https?://[A-Za-z0-9.-]{1,20}(:[0-9]{1,6})?(/[A-Za-z0-9%._~-]{0,9}){0,3}(\?[a-z_=&0-9]{0,20})?",
        fullmatch=True,
    )
)
def test_an_address_in_its_one_form_stays_so(address: str) -> None:
    try:
        once = normalised(address)
    except Invalid:
        return
    assert normalised(once) == once
    assert same_address(address, once)


def test_a_copy_in_the_wayback_machine_tells_the_page_and_when_it_was_captured() -> None:
    when = datetime(2023, 6, 24, 0, 15, tzinfo=UTC)
    for page in ("https://News.example/a?id=1&utm_medium=m", "https:/news.example/a?id=1"):
        assert located(f"{_WAYBACK}/{page}") == Location(
            "https://news.example/a?id=1", normalised(f"{_WAYBACK}/{page}"), when
        )
    assert located(f"{_WAYBACK}if_/https://news.example/").captured_at == when


def test_what_only_looks_like_a_copy_is_an_address_of_its_own() -> None:
    for address in (
        "https://web.archive.org/web/20239924001500/https://news.example/",
        "https://web.archive.org/web/2023/https://news.example/",
        "https://news.example/web/20230624001500/https://other.example/",
    ):
        assert located(address) == Location(address)


def test_the_same_page_is_known_by_other_spellings_of_its_address() -> None:
    assert same_address("https://Example.org/a/", "https://example.org/a#part")
    assert same_address("http://www.example.org/a?utm_source=x", "https://example.org/a")
    assert not same_address("https://example.org/a?x=1", "https://example.org/a?x=2")
    assert not same_address("https://example.org/A", "https://example.org/a")


def test_what_was_recorded_before_a_rule_was_made_is_still_compared() -> None:
    assert same_address("https://me@example.org/a", "https://me@example.org/a/")
    assert not same_address("https://me@example.org/a", "https://example.org/a")
