from __future__ import annotations

import pytest

from claims.reading import Stance
from matching.stance import is_negative, read_stance


def stance(text: str, message: str | None = None, *, negative: bool = False) -> Stance:
    return read_stance(text, message or text, claim_is_negative=negative).stance


@pytest.mark.parametrize(
    "text",
    [
        "the northerners blew up the dam",
        "северяне взорвали дамбу",
        "північні підірвали дамбу",
        "die Nordtruppen haben den Damm gesprengt",
        "they destroyed it so the south could not cross",
        "взорвали мост, чтобы юг не прошел",
        "no way, they really blew up the dam",
        "the governor left, right?",
    ],
)
def test_a_plain_statement_asserts(text: str) -> None:
    assert stance(text) is Stance.ASSERTS


@pytest.mark.parametrize(
    "text",
    [
        "the ministry says the dam was blown up",
        "according to the BBC the dam is gone",
        "Halvek: the dam is gone",
        '"The dam was destroyed by the north" reads the caption',
        "губернатор заявил, что дамбу взорвали",
        "за словами губернатора, дамбу підірвали",
        "der Gouverneur behauptet, der Damm sei gesprengt",
        "gubernator twierdzi, że tamę wysadzono",
        "según el gobernador la presa fue destruida",
    ],
)
def test_a_statement_with_a_source_reports(text: str) -> None:
    assert stance(text) is Stance.REPORTS


@pytest.mark.parametrize(
    "text",
    [
        "did they blow up the dam?",
        "is it true the dam is gone",
        "anyone know if the dam broke",
        "правда ли, что дамбу взорвали",
        "чи правда що дамбу підірвали?",
        "stimmt das mit dem Damm?",
        "czy to prawda o tamie?",
        "es verdad lo de la presa?",
    ],
)
def test_a_question_asks(text: str) -> None:
    assert stance(text) is Stance.ASKS


@pytest.mark.parametrize(
    "text",
    [
        "nobody blew up the dam",
        "the dam story is fake",
        "the north did not blow up the dam",
        "дамбу никто не взрывал, это фейк",
        "дамбу не підривали",
        "der Damm wurde nicht gesprengt",
        "tamy nie wysadzono",
        "no hay pruebas de lo de la presa",
    ],
)
def test_a_denial_denies(text: str) -> None:
    assert stance(text) is Stance.DENIES


def test_a_negative_claim_is_not_denied_by_its_own_negation() -> None:
    assert is_negative("The ferry was not sunk.")
    assert stance("the ferry was not sunk", negative=True) is Stance.ASSERTS


def test_a_short_remark_beside_it_denies_a_statement_but_a_long_one_does_not() -> None:
    said = "The north blew up the dam."
    assert stance(said, f"{said} Fake.") is Stance.DENIES
    long = f"{said} The other story about the ferry that everybody shared yesterday was fake."
    assert stance(said, long) is Stance.ASSERTS


def test_an_idle_thought_only_mentions() -> None:
    assert stance("imagine if they blew up the dam") is Stance.MENTIONS
