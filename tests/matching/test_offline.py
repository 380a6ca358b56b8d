from __future__ import annotations

from dataclasses import dataclass, replace

from claims.notes import Thresholds
from matching.index import ClaimIndex
from matching.offline import account_of, match_lines
from tests.matching.conftest import CLAIMS

EVERYTHING = Thresholds(note=0.0, suggest=0.0)


@dataclass(frozen=True)
class Typed:
    id: str
    text: str


def test_results_come_in_the_order_of_the_messages(index: ClaimIndex) -> None:
    typed = [Typed(str(n), "a drone sank the ferry" if n % 2 else "lol") for n in range(150)]
    results = list(match_lines(index, CLAIMS, EVERYTHING, typed, threads=2))
    assert [result["id"] for result in results] == [message.id for message in typed]


def test_a_result_holds_what_the_contract_promises(index: ClaimIndex) -> None:
    typed = [Typed("m1", "the northerners blew up the velna dam"), Typed("m2", "did they blow up the dam?")]
    told, asked = match_lines(index, CLAIMS, EVERYTHING, typed, top=2)
    assert set(told) == {"id", "decision", "reason", "note", "matches"}
    assert told["decision"] == "note"
    assert told["note"][0] == "dam-breached"
    assert len(told["matches"]) == 2
    assert set(told["matches"][0]) == {"claim", "score", "stance"}
    assert (asked["decision"], asked["note"]) == ("silent", [])
    assert asked["reason"] == "asks"
    assert asked["matches"][0]["stance"] == "asks"


def test_an_explained_result_says_what_comes_of_each_match(index: ClaimIndex) -> None:
    typed = [Typed("m", "a drone sank the empty ferry Aurora")]
    (result,) = match_lines(index, CLAIMS, EVERYTHING, typed, explained=True)
    told = {match["claim"]: match for match in result["explain"]["matches"]}
    assert [match["claim"] for match in result["matches"]] == list(told)
    assert {slug for slug, match in told.items() if match["outcome"] == "note"} == set(result["note"])
    kept = told[({"ferry-sunk", "ferry-was-empty"} - set(result["note"])).pop()]
    assert {kept["sibling"]} <= set(result["note"])
    assert result["explain"]["decision"]["thresholds"] == {"note": 0.0, "suggest": 0.0}


def test_one_message_is_accounted_for_as_it_would_be_in_a_file(index: ClaimIndex) -> None:
    typed = Typed("m", "did a drone sink the ferry?")
    (result,) = match_lines(index, CLAIMS, EVERYTHING, [typed], explained=True)
    account = account_of(index, CLAIMS, EVERYTHING, typed.text)
    assert account.sentence == result["explain"]["decision"]["sentence"]


def test_a_note_names_one_claim_of_a_family(index: ClaimIndex) -> None:
    (result,) = match_lines(index, CLAIMS, EVERYTHING, [Typed("m", "a drone sank the empty ferry Aurora")])
    assert len({"ferry-sunk", "ferry-was-empty"} & set(result["note"])) == 1


def test_a_claim_that_must_stay_silent_gets_no_note(index: ClaimIndex) -> None:
    silent = [replace(claim, notable=False) for claim in CLAIMS]
    (result,) = match_lines(index, silent, EVERYTHING, [Typed("m", "governor Halvek fled Port Maro")])
    assert (result["decision"], result["reason"]) == ("silent", "claim_silent")


def test_emoji_alone_are_nothing_to_read(index: ClaimIndex) -> None:
    (result,) = match_lines(index, CLAIMS, EVERYTHING, [Typed("m", "🎻🚁")])
    assert (result["decision"], result["reason"], result["matches"]) == ("silent", "nothing_to_read", [])
