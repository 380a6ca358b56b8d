from __future__ import annotations

import pytest

from claims.reading import Stance
from matching.stance import is_negative, read_stance
from matching.text import clean, sentences


def stance(text: str, *, said: str = "", negative: bool = False) -> Stance:
    """Read the first sentence that is not a short remark, as the matcher would."""
    message = clean(text)
    main = next((each for each in sentences(message) if len(each.split()) > 4), message)
    return read_stance(main, message, said=said, claim_is_negative=negative).stance


@pytest.mark.parametrize(
    "text",
    [
        "the northerners blew up the dam",
        "they destroyed it so the south could not cross",
        "no way, they really blew up the dam",
        "omg the ferry is gone. it just sank",
        "not only the bridge, the whole harbour is under water now",
        "took the airport without a shot and nobody stopped them",
        "cant believe they actually took the airport",
        "did you see the governor fled to the mountains?",
        "they blew up the dam because they couldnt hold the town",
        "the governor fled, wtf?",
        "this is not fake, the dam really is gone",
        "no, the ferry sank yesterday already",
        "they took the tv tower, what happens now?",
        "северяне взорвали дамбу",
        "взорвали мост, чтобы юг не прошел",
        "они вошли в порт без единого выстрела, никто их не остановил",
        "не могу поверить, губернатор сбежал в горы",
        "это не фейк, паром реально утонул",
        "слышали, паром утонул с людьми на борту?",
        "північні підірвали дамбу",
        "зайшли в порт без жодного пострілу і ніхто їх не зупинив",
        "не можу повірити, губернатор втік у гори",
        "не лише дамба, ще й міст впав",
        "die Nordtruppen haben den Damm gesprengt",
        "kein Witz, die Fähre ist mit allen an Bord gesunken",
        "nicht nur der Damm, auch die Brücke ist weg",
        "die haben den Flughafen genommen und niemand hat sie aufgehalten",
        "wojska z północy wysadziły tamę",
        "nie do wiary, gubernator uciekł w góry",
        "no to wzieli lotnisko, bez jednego strzału",
        "los del norte volaron la presa",
        "no es broma, el ferry se hundió con todos",
        "tomaron el aeropuerto sin un solo disparo",
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
        "Media: governor has fled to the mountains",
        "dam destroyed by the north, per the mayor",
        "the ferry sank with all aboard (Reuters)",
        "apparently the governor ran away to the mountains",
        '"The dam was destroyed by the north" reads the caption',
        "губернатор заявил, что дамбу взорвали",
        "по словам мэра паром утонул ночью",
        "пишут что губернатор сбежал",
        "за словами губернатора, дамбу підірвали",
        "кажуть, пором затонув вночі",
        "der Gouverneur behauptet, der Damm sei gesprengt",
        "laut Bürgermeister ist die Fähre gesunken",
        "Halvek: Wir haben den Damm gesprengt",
        "gubernator twierdzi, że tamę wysadzono",
        "podobno prom zatonął w nocy",
        "wg burmistrza tamę wysadzono w nocy",
        "según el gobernador la presa fue destruida",
        "dicen que el ferry se hundió anoche",
        "segun los medios volaron la presa",
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
        "the governor left, right?",
        "so the ferry sank or just rumours",
        "can anyone confirm the ferry thing",
        "the governor fled to the mountains. source?",
        "the dam is gone, legit?",
        "guys did the ferry really sink",
        "is the ferry story real or not",
        "правда ли, что дамбу взорвали",
        "паром утонул или это фейк",
        "взяли ли они аэропорт",
        "губернатор сбежал что ли",
        "есть пруфы что паром утонул",
        "чи правда що дамбу підірвали?",
        "пором затонув чи це чутки",
        "хтось може підтвердити про дамбу",
        "stimmt das mit dem Damm?",
        "ist die Fähre gesunken oder nur Gerüchte",
        "weiss jemand ob der Damm weg ist",
        "czy to prawda o tamie?",
        "czy gubernator uciekł w góry",
        "prom zatonął czy to tylko plotki",
        "es verdad lo de la presa?",
        "alguien sabe si se hundió el ferry",
        "se hundió el ferry o es bulo",
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
        "that clip of the dam is from the flood last year",
        "the governor never said he would blow up the dam",
        "the harbour is totally normal, no soldiers",
        "everyone says they took the airport but they didnt",
        "they took the airport my ass",
        "mountains?? the governor is live on tv right now",
        "the ferry story got debunked hours ago",
        "yeah sure the governor fled lol, stop lying",
        "the ferry sank in the night. cap",
        "дамбу никто не взрывал, это фейк",
        "ничего подобного, паром стоит в порту",
        "какой паром, он вообще стоит в порту",
        "губернатор сбежал, ага",
        "вранье, аэропорт наш",
        "дамбу не підривали",
        "інформація про дамбу не підтвердилась",
        "губернатор втік у гори. Брехня",
        "der Damm wurde nicht gesprengt",
        "so ein Quatsch, die Fähre liegt im Hafen",
        "das Video von der Fähre ist aus 2019",
        "tamy nie wysadzono",
        "bzdura, prom stoi w porcie",
        "to nagranie z tamy jest sprzed roku",
        "no hay pruebas de lo de la presa",
        "el ferry no se hundió",
        "eso de la presa es mentira",
    ],
)
def test_a_denial_denies(text: str) -> None:
    assert stance(text) is Stance.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "imagine if they blew up the dam",
        "what if they take the airport tomorrow",
        "if they blow up the dam we are all done",
        "stop posting the dam video",
        "i blew up the dam in my hoi4 campaign lol",
        "hope they blow up the dam",
        "that theory about the dam again, mods please",
        "the story about the ferry is all over my feed",
        "а если бы они взорвали дамбу",
        "хватит постить про паром",
        "надеюсь дамбу взорвут",
        "що якби підірвали дамбу",
        "досить постити про пором",
        "stell dir vor die sprengen den Damm",
        "hört auf die Fähre zu posten",
        "wyobraź sobie że wysadzą tamę",
        "przestańcie wrzucać ten prom",
        "imaginad si vuelan la presa",
        "dejen de postear lo del ferry",
    ],
)
def test_an_idle_thought_only_mentions(text: str) -> None:
    assert stance(text) is Stance.MENTIONS


def test_a_negative_claim_is_not_denied_by_its_own_negation() -> None:
    assert is_negative("The ferry was not sunk.")
    assert stance("the ferry was not sunk", negative=True) is Stance.ASSERTS
    assert stance("not sunk my ass, the ferry is at the bottom", negative=True) is Stance.DENIES


def test_a_claim_about_a_denial_is_repeated_by_the_denial() -> None:
    assert is_negative("The ministry denied the loss of the ferry.")
    assert stance("the ministry denied losing the ferry", negative=True) is Stance.ASSERTS


def test_a_short_remark_beside_it_denies_a_statement_but_a_long_one_does_not() -> None:
    said = "The north blew up the dam."
    assert stance(f"{said} Fake.") is Stance.DENIES
    long = f"{said} Yesterday the whole town also talked about a ferry that never came."
    assert stance(long) is Stance.ASSERTS


def test_only_a_negation_in_the_clause_that_is_meant_denies() -> None:
    message = "the dam is gone, the police are not answering calls"
    assert stance(message, said="the dam is gone") is Stance.ASSERTS
    assert stance(message, said="the police are not answering calls") is Stance.DENIES


def test_what_is_taken_back_in_another_clause_is_denied() -> None:
    message = "they say the dam is gone, but that's not what happened"
    assert stance(message, said="they say the dam is gone") is Stance.DENIES


@pytest.mark.parametrize("text", ["", "?", "...", '"', "no", "ли", "or not", "a" * 4000, "не " * 800])
def test_any_text_has_a_stance(text: str) -> None:
    assert read_stance(text, text).stance in Stance
