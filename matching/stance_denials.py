"""Tells a denial of what is said from a negation of something else."""

from __future__ import annotations

import re

from matching.stance_cues import any_of, compiled, find, is_all, opens
from matching.stance_parts import Parts, without_quotations

# "… so that the losses do not show" denies nothing: a purpose is not an assertion.
_PURPOSE = compiled(rf"(?<=\w)[\s,]+{any_of('purposes')}\s[^,.;!?]*")
# A reason or an addition may be negated without touching what it is added to.
_REASON = compiled(rf"(?<=\w)[\s,-]+{any_of('reasons')}\s[^.;!?]*")
_ADDITION = compiled(
    rf"(?<=\w\w)[\s,-]+{any_of('ands')}\s(?!not (?:the|a|in|by)\s)(?:{any_of('who_then')}\s)?"
    rf"{any_of('negations')}\s[^.;!?]*"
)
_NO_AT_THE_START = compiled(rf"^\W*{any_of('first_noes')}\s*,\s*")
_OLD_RECORDING = compiled(
    rf"(?<!\w){any_of('recordings')}\W+(?:(?:\w+\W+){{0,4}}?{any_of('froms')}\s+(?:\w+\s+)?(?:19|20)\d\d\b|"
    rf"(?:\w+\W+){{0,8}}?{any_of('times_long_past')}(?!\w))"
)
# "What storm", "which tanks, it is quiet here", "why would they": the word of another, thrown back.
_THROWN_BACK = compiled(
    rf"^\W*(?:{any_of('which')}\s+(?!{any_of('exclamations')})\w+(?:\s+\w+)?\s*[,.?!]+\s+\S|"
    rf"what\s+\w+\s*[?.!]*$|{any_of('rhetorical_whys')}\s)"
)
# "Tanks?? I live there, it is quiet."
_ECHO = compiled(
    rf"^\W*(?!(?:{any_of('asking_tags')}|{any_of('exclaiming_tags')}|{any_of('question_words')})(?!\w))"
    rf"(?:\w+ ){{0,2}}\w+\s*\?[?!]+\s+\S"
)
_SCORN = compiled(rf",\s*{any_of('scorn')}\W*$")
# "Without them they would never have found it" says that they found it.
_WITHOUT = compiled(rf"(?<!\w){any_of('withouts')}\s.*?(?<!\w){any_of('consequences')}(?!\w)")
_POLISH_LETTERS = compiled("[ąćęłńśźż]")
_POLISH_WELL = compiled(r"(?<!\w)no(?!\w)")


def denial(parts: Parts, *, claim_is_negative: bool) -> str:
    """Return the words that deny what is said, "" when nothing does.

    `claim_is_negative` says that the claim denies something itself, so that a denial agrees with it,
    unless it calls something untrue.
    """
    if remark := next(filter(_denies_alone, parts.remarks), ""):
        return remark
    main = without_quotations(parts.main)
    if cue := (
        find("falsehoods", main)
        or _SCORN.search(main)
        or _THROWN_BACK.search(main)
        or _ECHO.match(parts.message)
    ):
        return cue[0].strip()
    if claim_is_negative:
        return ""
    near = without_quotations(parts.near)
    cue = find("denials", near) or _OLD_RECORDING.search(main) or _taken_back(main, parts.said)
    # A negation says much in the clause that is meant, else in the first sentence.
    return cue[0] if cue else negation(parts.said or main.split("\n")[0])


def _denies_alone(remark: str) -> bool:
    """Whether a short sentence beside a statement denies it."""
    if find("falsehoods", remark) or find("denials", remark) or is_all("denial_remarks", remark):
        return True
    if any(pattern.search(remark) for pattern in (_OLD_RECORDING, _SCORN, _THROWN_BACK)):
        return True
    return bool(opens("anaphoric_denials", remark) and negation(remark))


def negation(text: str) -> str:
    """Return the word that negates a text, "" when none does."""
    if _WITHOUT.search(text):
        return ""
    text = _NO_AT_THE_START.sub("", text)
    for aside in (_PURPOSE, _REASON, _ADDITION):
        text = aside.sub(" ", text)
    if _POLISH_LETTERS.search(text):
        text = _POLISH_WELL.sub(" ", text)
    cue = find("negations", text)
    return cue[0] if cue else ""


def _taken_back(main: str, said: str) -> re.Match[str] | None:
    """Find "… but it didn't" outside the clause that is meant."""
    return find("anaphoric_denials", main.replace(said, " ; ") if said else main)
