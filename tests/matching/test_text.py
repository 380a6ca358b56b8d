from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text import LONGEST_READ, clean, sentences, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("**bold** and ||hidden|| and __under__", "bold and hidden and under"),
        ("> quoted line\nsaid he", "quoted line\nsaid he"),
        ("see [the report](https://example.org/a?b=c)", "see the report"),
        ("look https://example.org/x <@123> <#45> <:pog:12> <t:1700000000:R>", "look"),
        ("“curly” ‘quotes’ and a — dash", "\"curly\" 'quotes' and a - dash"),
        ("#DamBreached by @NorthernArmy", "Dam Breached by Northern Army"),
        ("soooooo big", "soo big"),
        ("fish &amp; chips", "fish & chips"),
        ("\u200bhid\u200dden\u202e", "hidden"),
        ("never ~~the dam broke~~ mind", "never mind"),
        ("\ud83d half an emoji", "half an emoji"),
        ("```py\nprint('dam')\n``` done", "done"),
        ("ｆｕｌｌｗｉｄｔｈ", "fullwidth"),
    ],
)
def test_what_people_type_becomes_readable(typed: str, read: str) -> None:
    assert clean(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "   ", "🎻🚁🔥", "<:pog:1234>", "!!! ...", "\ud800", "https://example.org"]
)
def test_a_message_without_letters_or_digits_is_empty(typed: str) -> None:
    assert clean(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "25k men",
        "25,000 men",
        "25.000 men",
        "25 000 men",
        "25 тыс. men",
        "25 тисяч men",
        "25 tys. men",
        "twenty-five thousand men",
        "двадцать пять тысяч men",
        "fünfundzwanzigtausend men",
    ],
)
def test_a_number_reads_alike_however_it_is_written(typed: str) -> None:
    assert words(clean(typed)) == ("25000", "men")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.5 million", "1500000"), ("two hundred and five", "205"), ("3.5", "3.5"), ("2 млн", "2000000")],
)
def test_scales_and_decimals_are_understood(typed: str, number: str) -> None:
    assert words(clean(typed)) == (number,)


def test_one_of_them_is_no_number() -> None:
    assert words(clean("one of them")) == ("one", "of", "them")


@pytest.mark.parametrize("typed", ["Velnа dаm", "Vеlna dam", "V3lna d4m", "ᴠᴇʟɴᴀ dam"])
def test_look_alike_letters_are_unmasked(typed: str) -> None:
    assert words(clean(typed)) == ("velna", "dam")


@pytest.mark.parametrize("typed", ["рот и нос", "он сказал: оса", "Порт Маро"])
def test_real_russian_stays_russian(typed: str) -> None:
    assert clean(typed) == typed


def test_a_model_is_one_word_in_either_alphabet() -> None:
    assert words(clean("Il-22")) == words(clean("ил-22")) == ("il22",)


def test_sentences_end_at_stops_and_lines_but_not_after_abbreviations() -> None:
    assert sentences("Gen. Halvek left. Really?\nYes") == ("Gen. Halvek left.", "Really?", "Yes")


def test_only_the_beginning_of_an_endless_message_is_read() -> None:
    assert len(clean("word " * 10_000)) <= LONGEST_READ


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_can_be_cleaned_and_cleaning_it_again_keeps_its_words(typed: str) -> None:
    cleaned = clean(typed)
    assert sentences(cleaned) is not None
    assert all(word == word.casefold() for word in words(cleaned))
    cleaned.encode("utf-8")


@given(st.integers(min_value=1000, max_value=999_999))
def test_thousands_may_be_grouped(number: int) -> None:
    assert words(clean(f"{number:,}")) == (str(number),)
