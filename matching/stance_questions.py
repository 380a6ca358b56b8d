"""Tells a question about what is said from a statement that only ends like one."""

from __future__ import annotations

import re

from matching.stance_cues import LEADING, any_of, compiled, find, is_all, opens
from matching.stance_parts import Parts

_ASIDES = "\"' )]"
_LAST_PART = re.compile(r"(?:[,.!:]|\s-)\s+([^,.!:]+?)\s*\?+$")
_FEWEST_WORDS_OF_A_STATEMENT = 4
_ASKS_BACK = compiled(rf"{any_of('asks_back')}(?!\w)")
# "… взяли ли они город": the particle asks, but for a few set phrases.
_WHETHER = compiled(rf"(?<!\w)(?!{any_of('set_before_whether')}\s)\w+\s+{any_of('whether_particles')}(?!\w)")
# "… or just a rumour", "… czy nie": the other half of a question may be all that shows it.
_OR = compiled(
    rf"\s{any_of('ors')}\s+(?:{any_of('last_nots')}\W*$|"
    rf"(?:\w+\s+){{0,2}}(?:{any_of('falsehoods')}|{any_of('rumours')})(?!\w))"
)
# "marek are there mines": who is addressed comes before the question.
_ADDRESSED = compiled(
    r"\w+\s+(?:are|is|was|were|did|has|have|does)\s+(?:there|they|he|she|it|that|this|anyone|anybody|you)\b"
)
# "they dont really steer it with that do they": a tag may end a question without its mark.
_TAG_AT_END = compiled(
    r"(?:do|did|is|are|was|were|has|have|does)(?:n't|nt)? (?:they|he|she)$|"
    r"(?:is|was|has|does)(?:n't|nt)? it$|, (?:right|innit)$"
)
_NEXT_QUESTION = compiled(rf"(?:{any_of('before_question_words')}\s+)?{any_of('question_words')}(?!\w)")


def question(parts: Parts) -> str:
    """Return the words that ask whether what is said is so, "" when nothing does."""
    for text in (parts.main, *parts.remarks):
        if cue := find("questions_anywhere", text) or _WHETHER.search(text) or _OR.search(text):
            return cue[0].strip()
    for remark in parts.remarks:
        if remark.rstrip(_ASIDES).endswith("?") and is_all("asking_tags", remark):
            return remark
    asked = (_asked(each, parts) for each in parts.stated if parts.said in each)
    return next(filter(None, asked), "")


def _asked(part: str, parts: Parts) -> str:
    if opens("questions_that_tell", part):
        return ""
    bare = part.rstrip(_ASIDES)
    if bare.endswith("?"):
        return "" if _of_something_else(bare, parts.said) else "?"
    if tag := _TAG_AT_END.search(bare):
        return tag[0].strip(" ,")
    opener = (
        opens("question_openers", _unfilled(part)) or _ADDRESSED.match(part) or _late_opener(part, parts.said)
    )
    ends = bare == parts.message.rstrip(_ASIDES) or not bare.endswith((".", "!"))
    return opener[0] if opener and ends else ""


def _unfilled(part: str) -> str:
    """Return a sentence without the words people clear their throats with."""
    while filler := opens("fillers", part):
        part = part.lstrip(LEADING)[filler.end() :]
    return part


def _late_opener(part: str, said: str) -> re.Match[str] | None:
    """Find the question in "you know ships, was that really a missile"."""
    before, comma, last = part.rpartition(", ")
    stated = said in before if said else len(before.split()) >= _FEWEST_WORDS_OF_A_STATEMENT
    return opens("question_openers", last) if comma and not stated else None


def _of_something_else(bare: str, said: str) -> bool:
    """Whether only the last part asks, and not what comes before: "they took it, what now?"."""
    tail = _LAST_PART.search(bare)
    if tail is None or is_all("asking_tags", tail[1]) or _ASKS_BACK.match(tail[1]):
        return False
    before = bare[: tail.start()].split()
    if is_all("exclaiming_tags", tail[1]):
        return True
    stated = said in bare[: tail.start()] if said else len(before) >= _FEWEST_WORDS_OF_A_STATEMENT
    return stated and bool(_NEXT_QUESTION.match(tail[1]))
