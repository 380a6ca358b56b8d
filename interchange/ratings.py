"""What the ratings of fact-checkers mean in our words, and which of them do not say.

Only words that say it plainly are taken, and of numbers only the ends of their scale: what lies between
means something else to every publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.model import ReasonTag, Verdict


@dataclass(frozen=True, slots=True)
class Rated:
    """A verdict, and why the claim misleads where the rating says so."""

    verdict: Verdict
    tags: frozenset[ReasonTag] = frozenset()


NOT_SAID = Rated(Verdict.UNVERIFIED)
_WORDS = {
    Rated(Verdict.FALSE): (
        *("false", "fake", "fake news", "incorrect", "inaccurate", "wrong", "not true", "untrue", "hoax"),
        *("pants on fire", "fabricated", "totally false", "completely false", "debunked"),
        *("falsch", "frei erfunden", "gefälscht", "faux", "infox", "intox", "falso", "falsa", "bulo"),
        *("notizia falsa", "bufala", "mentira", "fałsz", "nieprawda", "fałszywe"),
        *("ложь", "неправда", "фейк", "фальшивка", "брехня", "неправдиво"),
    ),
    Rated(Verdict.CONFIRMED): (
        *("true", "correct", "accurate", "confirmed", "verified"),
        *("wahr", "richtig", "stimmt", "vrai", "exact", "verdadero", "verdad", "vero", "verdadeiro", "fato"),
        *("prawda", "правда", "підтверджено", "подтверждено"),
    ),
    Rated(Verdict.MISLEADING): (
        *("misleading", "deceptive", "irreführend", "trompeur", "trompeuse", "engañoso", "fuorviante"),
        *("enganoso", "wprowadza w błąd", "манипуляция", "маніпуляція", "вводит в заблуждение"),
        *("вводить в оману",),
    ),
    Rated(Verdict.PARTLY_TRUE): (
        *("partly true", "partially true", "half true", "mostly true", "mostly false", "partly false"),
        *("partially false", "mixture", "mixed", "half truth", "teilweise richtig", "teilweise falsch"),
        *("größtenteils richtig", "größtenteils falsch", "plutôt vrai", "plutôt faux", "partiellement vrai"),
        *("verdad a medias", "media verdad", "parzialmente vero", "częściowo prawda"),
        *("полуправда", "напівправда", "частично правда", "частково правда"),
    ),
    Rated(Verdict.DISPUTED): (
        "disputed",
        "contested",
        "umstritten",
        "contesté",
        "disputado",
        "спорно",
        "спірно",
    ),
    NOT_SAID: (
        *("unverified", "unproven", "unsupported", "no evidence", "not proven", "inconclusive", "unklar"),
        *("unbelegt", "non vérifié", "invérifiable", "sin pruebas", "не доказано", "не доведено"),
    ),
    Rated(Verdict.MISLEADING, frozenset({ReasonTag.MISSING_CONTEXT})): (
        *("missing context", "needs context", "lacks context", "out of context", "lack of context"),
        *("fehlender kontext", "contexte manquant", "hors contexte", "fuera de contexto", "falta contexto"),
        *("brak kontekstu", "без контекста", "без контексту"),
    ),
    Rated(Verdict.MISLEADING, frozenset({ReasonTag.MANIPULATED_MEDIA})): (
        *(
            "altered",
            "altered photo",
            "altered video",
            "manipulated",
            "manipulated media",
            "edited",
            "doctored",
        ),
        *("deepfake", "fotomontaje", "montage", "manipuliert", "фотомонтаж"),
    ),
    Rated(Verdict.MISLEADING, frozenset({ReasonTag.SATIRE})): (
        "satire",
        "labeled satire",
        "sátira",
        "сатира",
    ),
    Rated(Verdict.MISLEADING, frozenset({ReasonTag.OUTDATED})): (
        "outdated",
        "old video",
        "old photo",
        "veraltet",
    ),
    Rated(Verdict.MISLEADING, frozenset({ReasonTag.MISATTRIBUTED})): (
        *("misattributed", "miscaptioned", "incorrect attribution"),
    ),
}
_MEANT = {word: rated for rated, words in _WORDS.items() for word in words}
_PHRASE_END = re.compile(r"[.:;,!()|/]| [-\u2013\u2014] ")


def rated(words: str, value: object = None, worst: object = None, best: object = None) -> Rated | None:
    """Return what a rating means; None when it does not say so plainly.

    Args:
        words: `alternateName`, the rating in the publisher's words.
        value: `ratingValue`; it counts only where there are no words, at an end of its scale.
        worst: `worstRating`.
        best: `bestRating`.
    """
    if re.search(r"[^\W\d_]", words):
        return _MEANT.get(_plain(words)) or _MEANT.get(_plain(_PHRASE_END.split(words, maxsplit=1)[0]))
    scale = [_number(each) for each in (value, worst, best)]
    if None in scale or scale[1] == scale[2]:
        return None
    at, lowest, highest = scale
    return {lowest: Rated(Verdict.FALSE), highest: Rated(Verdict.CONFIRMED)}.get(at)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", words.casefold()).split())
