"""What Caveat says about itself."""

from __future__ import annotations

from bot.ui.words import LOOKS
from claims.model import Verdict

_MEANINGS = {
    Verdict.UNVERIFIED: "nobody credible has settled it yet",
    Verdict.DISPUTED: "named, credible sources contradict each other",
    Verdict.CONFIRMED: "well established",
    Verdict.FALSE: "well established that it is not so",
    Verdict.MISLEADING: "true words, wrong impression",
    Verdict.PARTLY_TRUE: "some of it holds, some does not",
}

_ABOUT = """## Caveat
I keep a record of claims about unfolding events. When a message repeats one, I put a short note under it: \
what is known, what is not, and as of when. I stay silent when someone asks, denies, or only mentions a \
claim, and whenever I am unsure. **No note does not mean that something is verified.**"""

_MEMBERS = """**For everyone**
`/event brief` what is going on · `/event timeline` how it unfolded · `/event people` who is who
`/claim search` find a claim · `/claim show` all about one · `/claim check` try a text
Right-click a message → Apps → **Check this message**
Under a note: **Sources**, **History**, **Why?**, and **Wrong match** if the message says something else.
`/privacy` what I store about you; stop me reading your messages, or erase it"""

_MODERATORS = """**For moderators**
`/desk add` record a claim · `/desk judge` change its verdict · `/desk wording` teach me how people say it
`/desk test` try a text: what I would do about it here, and why
`/desk pause` and `/desk resume` stop and start notes for a claim, a channel or the whole server
`/desk import` and `/desk export` bring claims in from a file and take them out
`/caveat setup` load an event and check my permissions · `/caveat settings` how often and when I speak"""


def help_text(*, moderator: bool) -> str:
    """Return the help page; moderators see their own commands too."""
    verdicts = "\n".join(f"{LOOKS[v].symbol} **{LOOKS[v].word}**: {_MEANINGS[v]}" for v in Verdict)
    parts = [_ABOUT, verdicts, _MEMBERS, *([_MODERATORS] if moderator else [])]
    privacy = "-# I keep no message text: only ids of the messages I put a note under."
    return "\n\n".join([*parts, privacy])
