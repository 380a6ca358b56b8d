"""The audit trail as moderators read it: a line a change, one change in full, and what undoing it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.ui.ids import trail as trail_ids
from bot.ui.put_back import put_back_words
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import at, plain, shorten
from claims.audit import Change, Revision
from claims.changes import Difference, differences
from claims.trail import Export, Page, Selection
from claims.undoable import Step
from claims.undoing import Plan, Undone

_LONGEST_FIELDS = 120
_LONGEST_TEXT = 350
_LONGEST_LABEL = 100
_MOST_TEXTS = 6
_MOST_IN_THE_WAY = 8
_GONE, _COME = "\N{HEAVY MINUS SIGN}", "\N{HEAVY PLUS SIGN}"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
_NOTHING = "Nothing was changed there. `/desk audit` without options shows all changes of this server."
_AWAY = "Notes that went do not come back; the next message that says so gets one."
_MORE = "-# There is more to this change; the exported file holds all of it."


class TrailView(Sheet):
    """A page of changes, the newest first, with the way to each and to the whole as a file."""

    def __init__(self, page: Page, selection: Selection) -> None:
        if not page.revisions:
            super().__init__(ui.Container(ui.TextDisplay(_NOTHING)))
            return
        lines = [_heading(page, selection), *(line(revision) for revision in page.revisions)]
        if page.pages > 1:
            lines.append(f"-# page {page.number + 1} of {page.pages}")
        text: ui.TextDisplay[Any] = ui.TextDisplay(shorten("\n".join(lines), LONGEST_TEXT))
        super().__init__(
            ui.Container(text, ui.ActionRow(_details(page.revisions)), _turning(page, selection))
        )


class ChangeSheet(Sheet):
    """One change in full: each field as it was and as it is, and a button that undoes it."""

    def __init__(self, revision: Revision) -> None:
        items: list[ui.Item[Any]] = [ui.TextDisplay(change_text(revision))]
        step = Step(revision.number, revision.subject, revision.change, added=revision.before is None)
        if step.offers_undoing:
            items.append(ui.ActionRow(button("Undo", trail_ids.undo(revision.number, 0))))
        super().__init__(ui.Container(*items))


class ConsentSheet(Sheet):
    """What undoing a change would do and lose, and the button that does it all the same."""

    def __init__(self, number: int, plan: Plan) -> None:
        label = "Undo, and lose the later changes" if plan.in_the_way else "Undo all of it"
        press = button(label, trail_ids.undo(number, plan.seen), style=discord.ButtonStyle.danger)
        super().__init__(ui.Container(ui.TextDisplay(consent_text(number, plan)), ui.ActionRow(press)))


def line(revision: Revision) -> str:
    """Return a change in one line: number, when, who, what, and which fields."""
    change = revision.change
    fields = ", ".join(each.field for each in differences(revision.before, revision.after))
    if revision.before is None:
        fields = "new"
    told = f" · {shorten(fields, _LONGEST_FIELDS)}" if fields else ""
    return f"{_begun(revision.number, change)} {_name(revision.subject)}{told}"


def choice_name(revision: Revision) -> str:
    """Return a change as a choice of a command's option."""
    change = revision.change
    subject = revision.subject.removeprefix("claim:")
    return shorten(
        f"#{revision.number} {change.action} {subject} · {change.at:%d %b %H:%M} UTC", _LONGEST_LABEL
    )


def change_text(revision: Revision) -> str:
    """Return a change with each field before and after it, as far as a message holds them."""
    change = revision.change
    lines = [
        f"### Change {revision.number}: {change.action} {_name(revision.subject)}",
        f"<@{change.actor_id}> · {at(change.at)}",
    ]
    found = differences(revision.before, revision.after)
    if not found:
        lines.append("No field is another than before.")
    room = LONGEST_TEXT - len("\n".join(lines)) - len(_MORE) - 2
    for each in found:
        told = _difference(each)
        room -= len(told) + 1
        if room < 0:
            return "\n".join([*lines, _MORE])
        lines.append(told)
    return "\n".join(lines)


def consent_text(number: int, plan: Plan) -> str:
    """Return what undoing a change would do, and what has happened since."""
    change = plan.change
    lines = [
        f"### Undo change {number}?",
        f"<@{change.actor_id}> {change.action} {_what(plan)} {at(change.at)}.",
    ]
    if added := sum(step.added and step.slug is not None for step in plan.todo):
        lines.append(
            f"{_claims(added)} recorded by it {'goes' if added == 1 else 'go'} out of use, with their notes."
        )
    if back := len(plan.todo) - added:
        lines.append(f"{back} {'goes' if back == 1 else 'go'} back to what it was before.")
    if plan.left:
        lines.append(f"{_claims(plan.left)} changed since {'stays' if plan.left == 1 else 'stay'} as it is.")
    if plan.in_the_way:
        lines.append("**Changed since, and lost by undoing:**")
        lines += [_step_line(step) for step in plan.in_the_way[-_MOST_IN_THE_WAY:]]
        if (more := len(plan.in_the_way) - _MOST_IN_THE_WAY) > 0:
            lines.append(f"- and {more} more before these")
    lines.append("-# Undoing is a change like any other: it can be undone.")
    return shorten("\n".join(lines), LONGEST_TEXT)


def undone_text(number: int, undone: Undone, *, notes_went: bool = False) -> str:
    """Return what became of an undoing; `notes_went` with the change, and stay away."""
    told = []
    if undone.settings:
        told.append("the settings are as they were before")
    if undone.withdrawn:
        told.append(f"{_claims(undone.withdrawn)} withdrawn")
    if back := len(undone.claims) - undone.withdrawn:
        told.append(f"{_claims(back)} as before")
    told += [put_back_words(each) for each in undone.others]
    if undone.left:
        told.append(f"{_claims(undone.left)} left alone, because somebody changed them since")
    names = ", ".join(f"`{claim.slug}`" for claim in undone.claims[:_MOST_TEXTS])
    more = len(undone.claims) - _MOST_TEXTS
    which = f"\n-# {names}{f' and {more} more' if more > 0 else ''}" if names else ""
    away = f"\n-# {_AWAY}" if notes_went else ""
    return f"Change {number} is undone: {'; '.join(told)}.{which}{away}"


def export_text(export: Export, selection: Selection) -> str:
    """Return what a file holds, and how to get at the rest."""
    what = f"{export.total} {'change' if export.total == 1 else 'changes'}"
    if export.kept == export.total:
        return f"All {what}{_selected(selection)}, the newest first."
    return (
        f"The newest {export.kept} of {what}{_selected(selection)}: a file holds no more. Name a claim, a "
        "moderator or a time to get others."
    )


def _heading(page: Page, selection: Selection) -> str:
    count = f"{page.total} {'change' if page.total == 1 else 'changes'}"
    return f"### Audit trail: {count}{_selected(selection)}"


def _selected(selection: Selection) -> str:
    of = f" of `{selection.claim}`" if selection.claim else ""
    by = f" by <@{selection.moderator}>" if selection.moderator else ""
    since = f" since {at(selection.since)}" if selection.since else ""
    return of + by + since


def _details(revisions: Sequence[Revision]) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=choice_name(revision), value=str(revision.number))
        for revision in revisions
    ]
    return ui.Select(custom_id=trail_ids.CHANGE, options=options, placeholder="Details of a change")


def _turning(page: Page, selection: Selection) -> ui.ActionRow[Any]:
    back, onwards = max(0, page.number - 1), page.number + 1
    return ui.ActionRow(
        button("← Newer", trail_ids.page(back, selection), disabled=page.number == 0),
        button("Older →", trail_ids.page(onwards, selection), disabled=onwards >= page.pages),
        button("Export", trail_ids.file(selection)),
    )


def _difference(difference: Difference) -> str:
    lines = [f"**{difference.field[:1].upper()}{difference.field[1:]}**"]
    for sign, texts in ((_GONE, difference.gone), (_COME, difference.come)):
        lines += [f"{sign} {_readable(text)}" for text in texts[:_MOST_TEXTS]]
        if len(texts) > _MOST_TEXTS:
            lines.append(f"{sign} and {len(texts) - _MOST_TEXTS} more")
    return "\n".join(lines)


def _readable(text: str) -> str:
    if _INSTANT.fullmatch(text):
        return at(datetime.fromisoformat(text))
    return plain(shorten(text, _LONGEST_TEXT))


def _name(subject: str) -> str:
    kind, _, name = subject.partition(":")
    return f"`{name if kind == 'claim' else subject}`" if name else subject


def _what(plan: Plan) -> str:
    return _name(plan.steps[0].subject) if len(plan.steps) == 1 else f"{len(plan.steps)} things"


def _step_line(step: Step) -> str:
    return f"{_begun(step.number, step.change)} {_name(step.subject)}"


def _begun(number: int, change: Change) -> str:
    return f"- **#{number}** {at(change.at, 'R')} <@{change.actor_id}> {change.action}"


def _claims(number: int) -> str:
    return f"{number} {'claim' if number == 1 else 'claims'}"
