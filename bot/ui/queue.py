"""All that waits for moderators, a page at a time, and the card of a draft."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.assignments import assign_button, assignment_line, snooze_row
from bot.ui.cards import CardView
from bot.ui.ids import assignments as assignment_ids
from bot.ui.ids import queue as queue_ids
from bot.ui.pages import desk_row, position, turning_row
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, counted, plain, shorten
from claims.assignments import Assignment
from claims.merges import Merge
from claims.model import Claim, Lifecycle
from claims.queue import QueuePage, Waiting, WaitingKind

ALL = "all"
KINDS = {
    WaitingKind.CLAIM: ("💡", "suggested claims"),
    WaitingKind.EVIDENCE: ("🔗", "suggested sources"),
    WaitingKind.PROPOSAL: ("✋", "messages I ask about"),
    WaitingKind.DRAFT: ("📄", "drafts"),
    WaitingKind.JUDGEMENT: ("⚖️", "judgements to second"),
}
_LONGEST_WORDS = 300
_NOTHING = "✅ Nothing waits for you here."


class QueueView(Sheet):
    """What waits, the oldest first, each with the way to its card."""

    def __init__(self, page: QueuePage) -> None:
        parts: list[ui.Item[Any]] = [ui.TextDisplay(_heading(page)), ui.ActionRow(_filter(page))]
        parts += [ui.Section(_entry(each), accessory=_show(each)) for each in page.waiting]
        if page.last:
            parts.append(turning_row(page.page, page.last, lambda to: queue_ids.page(page.kind, to)))
        parts.append(desk_row())
        super().__init__(ui.Container(*parts))


class DraftCard(CardView):
    """A draft with all that can be done about it; once it is decided, the card says what it is now."""

    def __init__(self, claim: Claim, assignment: Assignment) -> None:
        super().__init__(claim)
        if claim.lifecycle is not Lifecycle.DRAFT:
            return
        if line := assignment_line(assignment):
            self.add_item(ui.TextDisplay(line))
        self.add_item(_draft_buttons(claim))
        self.add_item(ui.ActionRow(assign_button(assignment)))
        self.add_item(snooze_row(assignment))


def draft_attached_text(merge: Merge) -> str:
    """Return what a moderator is told who attached a draft to a claim."""
    merged, into = merge.merged.slug, merge.into.slug
    lines = [
        f"📎 The draft `{merged}` is part of `{into}` now, which keeps its verdict and got "
        f"{counted(merge.wordings, 'wording')} and {counted(merge.evidence, 'source')} by it."
    ]
    if merge.left_out:
        texts = counted(merge.left_out, "text")
        lines.append(f"⚠️ {texts} stayed behind: `{into}` says the opposite.")
    return "\n".join([*lines, "-# `/desk undo` takes all of it back together."])


def _draft_buttons(claim: Claim) -> ui.ActionRow[Any]:
    revision, slug = claim.revision, claim.slug
    publish = queue_ids.publish_draft(revision, slug)
    return ui.ActionRow(
        button("Publish", publish, style=discord.ButtonStyle.success),
        button("Edit", assignment_ids.draft("edit", slug)),
        button("Attach to claim", assignment_ids.draft("attach", slug)),
        button("Judge", assignment_ids.draft("judge", slug)),
        button("Decline", queue_ids.decline_draft(revision, slug)),
    )


def _heading(page: QueuePage) -> str:
    if not page.total:
        return f"### Review queue\n{_NOTHING}"
    what = "What waits" if page.kind is None else KINDS[page.kind][1].capitalize()
    where = position(page.page, page.last)
    return f"### Review queue\n{what}: {page.total}, the oldest first" + (f" · {where}" if where else "")


def _filter(page: QueuePage) -> ui.Select[Any]:
    everything = discord.SelectOption(
        label=f"Everything ({sum(page.counts.values())})", value=ALL, default=page.kind is None
    )
    kinds = [
        discord.SelectOption(
            label=f"{name.capitalize()} ({page.counts.get(kind, 0)})",
            value=kind,
            emoji=symbol,
            default=page.kind is kind,
        )
        for kind, (symbol, name) in KINDS.items()
    ]
    return ui.Select(custom_id=queue_ids.KIND, options=[everything, *kinds])


def _entry(waiting: Waiting) -> str:
    facts = [at(waiting.since, "R")]
    if waiting.slug:
        facts.append(f"`{waiting.slug}`")
    if waiting.worked_on_by is not None and waiting.worked_on_since is not None:
        facts.append(f"🔒 <@{waiting.worked_on_by}> since {at(waiting.worked_on_since, 't')}")
    words = shorten(plain(waiting.words), _LONGEST_WORDS)
    return f"{KINDS[waiting.kind][0]} {words}\n-# {' · '.join(facts)}"


def _show(waiting: Waiting) -> ui.Button[Any]:
    # A custom_id has no room for a message's id and a short name; only a draft goes by that.
    slug = waiting.slug if waiting.kind is WaitingKind.DRAFT else ""
    return button("Show", queue_ids.card(waiting.kind, waiting.subject, slug))
