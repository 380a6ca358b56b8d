"""What people paste to break a reader: the work done stays bounded, and the decision sensible."""

from __future__ import annotations

import pytest

from claims.claim_text import ClaimText
from claims.notes import Outcome, decide
from matching.gate import Gate
from matching.index import MOST_ENCODED, ClaimIndex
from matching.reader import MOST_PASSAGES
from matching.scorer import Scorer
from matching.text import LONGEST_READ, clean
from tests.matching.conftest import CLAIMS, TERMS, BagOfWords

ZALGO = "".join(f"{letter}\u0301\u0323\u0336\u034f" for letter in "northern forces blew up the velna dam")
HOSTILE = {
    "a long paste": "the ferry and the dam at Velna, and the convoy of 40 trucks. " * 400,
    "a paste without a space": "velna" * 3000,
    "a wall of emoji": "🚢💥" * 2000,
    "nothing but accents": "\u0301" * 4000,
    "right-to-left overrides": "\u202e" * 500 + "mad anlev eht pu welb secrof nrehtron" + "\u202c" * 500,
    "two hundred links": "https://example.org/velna/dam/ferry/aurora " * 200,
    "an unclosed code block": "```\n" + "the velna dam\n" * 500,
    "many commas": "the dam," * 1500,
    "many quotes and brackets": "(\"'" * 1300 + " the ferry aurora",
    "many numbers": "40 " * 2000 + "trucks",
    "many dots": "the dam" + "." * 4000,
    "nested markup": "**__~~||" * 800 + "the ferry" + "||~~__**" * 800,
    "a letter drawn out": "the fe" + "r" * 5000 + "y aurora sank",
    "mixed scripts": "тhе vеlnа dаm " * 300,
    "many number words": "twenty-five thousand " * 400,
    "lone surrogates": "\ud83d" * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_costs_no_more_than_a_long_message(
    index: ClaimIndex, encoder: BagOfWords, text: str
) -> None:
    encoder.encoded.clear()
    reading = index.read(text)
    assert len(encoder.encoded) <= MOST_ENCODED
    assert len(reading.text) <= 2 * LONGEST_READ
    assert len(index.corpus.reader.passages(clean(text))) <= MOST_PASSAGES


@pytest.mark.parametrize("text", [HOSTILE["a wall of emoji"], HOSTILE["nothing but accents"], "\ud83d" * 9])
def test_what_cannot_be_read_gets_no_note(index: ClaimIndex, text: str) -> None:
    assert decide(index.read(text), {}, Scorer.load().thresholds).outcome is Outcome.SILENT


def test_links_alone_are_not_read_however_they_are_spelt(index: ClaimIndex, encoder: BagOfWords) -> None:
    encoder.encoded.clear()
    assert index.read(HOSTILE["two hundred links"]).matches == ()
    assert encoder.encoded == []


@pytest.mark.parametrize(
    "masked",
    [
        ZALGO,
        "n\u200borthern f\u200borces blew up the v\u200belna d\u200bam",
        "ｎｏｒｔｈｅｒｎ ｆｏｒｃｅｓ blew up the ｖｅｌｎａ ｄａｍ",
        "nоrthеrn fоrсеs blеw uр thе vеlnа dаm",
        "n0rthern f0rces blew up the velna d4m",
        "> northern forces **blew up** the ||velna|| dam",
    ],
)
def test_a_disguised_claim_is_read_all_the_same(index: ClaimIndex, masked: str) -> None:
    assert index.read(masked).matches[0].slug == "dam-breached"


def test_a_wording_that_looks_like_a_pattern_is_only_words() -> None:
    bomb = ClaimText("bomb", "The (a+)+$ of Velna [[[ is *** gone.", wordings=("(x+x+)+y", ".*.*.*=.*"))
    index = ClaimIndex.build([*CLAIMS, bomb], TERMS, BagOfWords(), Scorer.load())
    assert index.read("a" * 5000 + "!").matches == ()
    assert index.read("x" * 3000).matches == ()


def test_ordinary_chat_does_not_pass_the_gate(index: ClaimIndex) -> None:
    gate = Gate(index.corpus.postings, index.corpus.bars, index.corpus.reader)
    assert not gate.candidates("lol who wants to play tonight, need 2 more")
    assert gate.candidates("they blew up the dam at velna")
