"""A claim, and why it is matched, as the command line prints them."""

from __future__ import annotations

import textwrap
import unicodedata
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.ui.words import CONFIDENCE, LOOKS
from claims.accounts import Account, Line, MatchAccount
from claims.audit import Revision
from claims.changes import differences
from claims.evidence import Evidence
from claims.model import Claim, Judgement
from claims.notes import Reason

_WIDTH = 100


def claim_text(claim: Claim) -> str:
    """Return the claim with its verdict, sources and history, as lines of at most 100 characters."""
    judgement = claim.current
    look = LOOKS[judgement.verdict]
    lines = [f"{claim.slug}: {claim.statement}"]
    lines.append(
        f"{look.symbol} {look.word}, as of {_at(judgement.as_of)} ({CONFIDENCE[judgement.confidence]})"
    )
    lines += _labelled("Said by", claim.said_by)
    lines += _labelled("Known", judgement.known)
    lines += _labelled("Not known", judgement.unknown)
    lines += _labelled("Why", judgement.reason)
    lines += [f"Source: {_source(evidence)}" for evidence in judgement.evidence]
    lines += [f"Stopped wording: {wording}" for wording in claim.stopped_wordings]
    lines += [f"Before: {_past(past)}" for past in reversed(claim.judgements[:-1])]
    return "\n".join(
        wrapped for line in lines for wrapped in textwrap.wrap(line, _WIDTH, subsequent_indent="  ")
    )


def trail_line(revision: Revision) -> str:
    """Return a record of the audit trail as a line: number, when, who, what, which fields."""
    change = revision.change
    fields = ", ".join(each.field for each in differences(revision.before, revision.after))
    what = "new" if revision.before is None else fields
    when = change.at.astimezone(UTC)
    return (
        f"{revision.number}  {when:%Y-%m-%d %H:%M:%S}Z  {change.actor_id}  {change.action}  "
        f"{revision.subject}  {what}"
    )


def explanation(account: Account) -> Group:
    """Return what Caveat would do about a message and why, as something Rich prints."""
    parts: list[RenderableType] = [
        Text(account.sentence, style="bold"),
        *(_decisive(each) for each in account.decisive),
    ]
    if account.others:
        parts += [Text("\nAlso considered:"), *(_other(each) for each in account.others)]
    return Group(*parts)


def _decisive(account: MatchAccount) -> Group:
    nearest = "Nearest claim: " if account.reason is Reason.NO_CLAIM else ""
    statement = (printable(account.statement), "bold cyan")
    heading = Text.assemble(f"\n{nearest}", statement, f"  {printable(account.match.slug)}")
    return Group(heading, *(_indented(_line(line)) for line in account.lines))


def _other(account: MatchAccount) -> Group:
    statement = _indented(Text(printable(account.statement), style="cyan"))
    return Group(statement, *([_indented(_line(account.kept_back), 4)] if account.kept_back else []))


def _indented(text: Text, by: int = 2) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def _line(line: Line) -> Text:
    label = f"{line.label}: " if line.label else ""
    return Text.assemble((label, "dim"), printable(line.text))


def printable(text: str) -> str:
    """Return the text without the characters by which it could command a terminal."""
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)


def _labelled(label: str, text: str) -> list[str]:
    return [f"{label}: {text}"] if text else []


def _source(evidence: Evidence) -> str:
    return ", ".join(part for part in (evidence.title, evidence.publisher, evidence.url) if part)


def _past(judgement: Judgement) -> str:
    return f"{LOOKS[judgement.verdict].word}, as of {_at(judgement.as_of)}"


def _at(instant: datetime) -> str:
    return f"{instant:%d %b %Y %H:%M} UTC"
