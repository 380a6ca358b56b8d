from __future__ import annotations

import pytest

from claims.events import Term, TermKind
from matching.glossary import Glossary
from matching.reader import Reader
from matching.text import clean, words
from tests.matching.conftest import TERMS


def concepts(text: str, *names: str) -> list[str]:
    return [span.concept for span in Glossary(TERMS, names).spans(words(clean(text)))]


@pytest.mark.parametrize("alias", ["Halvek", "the gov", "HALVEK", "Халвек", "Халвека", "Халвеком"])
def test_an_alias_in_any_form_names_its_term(alias: str) -> None:
    assert concepts(alias) == ["=halvek"]


def test_the_longest_alias_wins() -> None:
    assert concepts("Port Maro and Maro") == ["=port-maro", "=port-maro"]


def test_an_alias_inside_another_word_is_none() -> None:
    assert "=north" not in concepts("thenorthface jackets")


@pytest.mark.parametrize(
    "said", ["chopper", "вертолёт", "вертушку", "гелікоптером", "Hubschraubers", "śmigłowiec", "helicóptero"]
)
def test_a_helicopter_is_one_in_every_language(said: str) -> None:
    assert concepts(said) == ["_helicopter"]


@pytest.mark.parametrize(
    "said", ["shot down", "downed", "сбили", "збили", "abgeschossen", "zestrzelili", "derribó"]
)
def test_shooting_down_is_one_in_every_language(said: str) -> None:
    assert concepts(said) == ["_shoot down"]


@pytest.mark.parametrize("written", ["Lukaschenko", "Łukaszenka", "Лукашенко", "Лукашенком", "Lukashenka"])
def test_a_name_from_a_claim_is_found_in_any_alphabet(written: str) -> None:
    assert concepts(written, "lukashenko") == concepts("lukashenko", "lukashenko") or concepts(
        written, "lukashenko"
    ) == ["lukashenko"]


def test_a_slip_of_one_letter_is_forgiven_in_words_nobody_knows() -> None:
    assert concepts("helicoptr") == ["_helicopter"]
    assert concepts("horse house") == []


@pytest.mark.parametrize("said", ["prigo", "Пригожина", "the wagner boss", "Prigoschin"])
def test_whatever_the_lexicon_calls_a_person_names_the_term_of_that_person(said: str) -> None:
    chef = Term("chef", TermKind.PERSON, "Prigozhin", ())
    assert "=chef" in Reader(Glossary([chef])).whole(said).keys
