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
`/claim suggest` suggest a claim to the moderators
Right-click a message → Apps → **Check this message**, **Suggest as claim**
**Follow** on a claim: I send you a direct message when its verdict changes
Under a note: **Sources** and their history, **Why?**, **Helpful**, **Wrong match** if the message says \
something else, **Add evidence** if you know a source.
`/privacy` what I store about you; stop me reading your messages, or erase it"""

_MODERATORS = """**For moderators**
**`/desk home` leads to everything below by buttons**; on a message: **Record as claim**, **Use as wording**
`/desk add` record a claim · `/desk judge` change its verdict · `/desk wording` teach me how people say it
`/desk stale` what is to be checked again · `/desk recheck` say that nothing is new
`/desk wordings` what I go by for a claim, what is stopped · `/desk evidence` its sources, those suggested
`/desk queue` all that waits for you: suggestions, messages I ask about, drafts, judgements
`/blocklist add`, `/blocklist remove` and `/blocklist show` from whom no suggestions are taken
`/desk stats` what became of notes, and of silence · `/desk test` try a text: what I would do here, and why
`/desk backtest` what new wordings would have hit in past messages, before you teach me them
`/desk breaking` while everybody talks about an event: fewer and surer notes, a live brief, two moderators
`/desk second` judgements of others that wait for a second moderator
`/desk edit` change its words · `/desk withdraw` and `/desk restore` take it out of use and back
`/desk link` relate claims · `/desk merge` make two one
`/desk audit` who changed what and when · `/desk undo` take a change back
`/desk pause` and `/desk resume` stop and start notes for a claim, a channel or the whole server
`/desk import` and `/desk export` bring claims in from a file and take them out
`/caveat setup` set me up, step by step · `/caveat settings` how often and when I speak
`/caveat tag` show verdicts as tags of forum posts"""


def help_text(*, moderator: bool) -> str:
    """Return the help page; moderators see their own commands too."""
    verdicts = "\n".join(f"{LOOKS[v].symbol} **{LOOKS[v].word}**: {_MEANINGS[v]}" for v in Verdict)
    parts = [_ABOUT, verdicts, _MEMBERS, *([_MODERATORS] if moderator else [])]
    privacy = "-# I keep no message text: only ids of the messages I put a note under."
    return "\n\n".join([*parts, privacy])
