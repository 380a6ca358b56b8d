"""What the steps of the set-up say about where things stand, and about what comes next."""

from __future__ import annotations

from bot.ui.words import plain, shorten
from claims.setting_up import SetUp, Survey
from claims.settings import Mode

_MOST_NAMED = 8
_LONGEST_TITLES = 300
_LONGEST_EXAMPLE = 300


def desk_text(state: SetUp) -> str:
    """Return where moderators are asked."""
    desk = state.settings.moderators_channel
    if desk is None:
        return "Pick the channel where I show moderators my cards; nobody else should see it."
    return f"I show moderators my cards in <#{desk}>, and do not read it."


def channels_text(state: SetUp) -> str:
    """Return which channels are read."""
    if not state.chosen:
        return "I read every channel I see. Choose some, and the server is off but for those."
    named = [f"<#{place}>" for place in sorted(state.chosen)]
    more = len(named) - _MOST_NAMED
    names = ", ".join([*named[:_MOST_NAMED], f"{more} more"] if more > 0 else named)
    return f"I read {names} and nothing else: the server is off. Choose none to read every channel."


def events_text(state: SetUp) -> str:
    """Return which events are recorded."""
    if not state.events:
        return "Load an event that someone has recorded, or start empty and record claims yourselves."
    titles = ", ".join(plain(event.title) for event in state.events)
    return f"Recorded here: {shorten(titles, _LONGEST_TITLES)}."


def begin_text(state: SetUp, survey: Survey) -> str:
    """Return what happens now, and how to go on."""
    if state.mode is None:
        return _before(state, survey)
    desk = f"<#{state.settings.moderators_channel}>"
    told = {
        Mode.SHADOW: f"I work in **shadow mode**: a card in {desk} shows each note I would post, and "
        "nobody else sees anything.\nWhen the cards look right, press **On** here or in `/caveat settings`.",
        Mode.SUGGEST: f"I work in **suggest mode**: a card in {desk} asks before every note.\n"
        "When you approve nearly all, press **On** here or in `/caveat settings`.",
        Mode.ON: "I am **on**: I put notes under messages that repeat a claim.\n"
        "When there is too much, press **Suggest** here, or stop me at once with `/desk pause`.",
    }
    return f"{told[state.mode]}\n{_try(state, desk)}"


def _before(state: SetUp, survey: Survey) -> str:
    first = state.obstacle(Mode.SHADOW, survey)
    return (
        "I put no notes yet. Shadow mode is the safe way to begin: only moderators see what I would do."
        + (f"\n➡️ {first}" if first else "")
    )


def _try(state: SetUp, desk: str) -> str:
    where = f"in <#{min(state.chosen)}>" if state.chosen else "in a channel I read"
    if not state.example:
        return f"💡 **Try it**: record a claim with `/desk add`, then write it {where}."
    comes = "its note comes at once" if state.mode is Mode.ON else f"its card comes to {desk}"
    return f"💡 **Try it**: write “{shorten(plain(state.example), _LONGEST_EXAMPLE)}” {where}; {comes}."
