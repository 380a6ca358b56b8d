"""A backtest as its moderator sees it: what to read, how far it is, what it found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

import discord
from discord import ui

from bot.ui.ids import backtest as backtest_ids
from bot.ui.pages import position, turning_row
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain, shorten
from claims.accounts import MatchAccount
from claims.backtest import SIZES, Backtest, Finding, Listing, Progress, Stage
from claims.explaining import percent
from claims.notes import Outcome

_MOST_CHANNELS = 25
_PER_PAGE = 5
_LONGEST_STATEMENT = 150
_LONGEST_WORDS = 180
_LONGEST_WORDING = 110
_LONGEST_HINDRANCE = 110
_LONGEST_TAUGHT = 80
_MOST_LISTED = 4
_MOST_LEFT_OUT = 6
_BAR = 10
_KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]
_INTRODUCTION = (
    "Pick the channels whose last messages I should read; of a forum I read the posts. I read what you may "
    "read, never bots nor people who asked me not to. Nothing is posted or stored; only you see what I find."
)
_SMALL_PRINT = "each message by itself: pauses, quiet hours, cool-downs and breaking mode are left aside"
_ONLY_IF_MENTIONED = "⚠️ I run without the Message Content intent: I can read only messages that mention me."
_ENDS = {
    Stage.COMPLETE: "Backtest",
    Stage.CANCELLED: "Backtest, cancelled",
    Stage.OUT_OF_TIME: "Backtest, out of time",
    Stage.BROKEN: "Backtest, broken off",
}
_LISTINGS = {
    Listing.HITS: "Hits",
    Listing.NEW: "New with this change",
    Listing.LOST: "Lost with this change",
    Listing.HELD: "Kept back",
}
_OUTCOMES = {
    Outcome.NOTE: "📝 a note",
    Outcome.SUGGEST: "✋ a moderator's look",
    Outcome.SILENT: "🔇 nothing",
}


class ChoosingView(Sheet):
    """Asks which channels to read and how many messages."""

    def __init__(self, backtest: Backtest) -> None:
        token = backtest.token
        start = button(
            "Start",
            backtest_ids.control("start", token),
            style=discord.ButtonStyle.primary,
            disabled=not backtest.channels,
        )
        super().__init__(
            ui.Container(
                ui.TextDisplay("\n".join([*_about(backtest, "Backtest"), _INTRODUCTION])),
                ui.ActionRow(_channel_list(backtest)),
                ui.ActionRow(_size_list(backtest)),
                ui.ActionRow(start, button("Discard", backtest_ids.control("discard", token))),
            )
        )


class ProgressView(Sheet):
    """How far the reading is."""

    def __init__(self, backtest: Backtest, progress: Progress) -> None:
        cancel = button(
            "Cancel", backtest_ids.control("cancel", backtest.token), style=discord.ButtonStyle.danger
        )
        text = "\n".join([*_about(backtest, "Backtest, reading"), progress_text(progress)])
        super().__init__(ui.Container(ui.TextDisplay(text), ui.ActionRow(cancel)))


class ResultsView(Sheet):
    """What was found, a page of one list at a time, with the buttons that arm the wordings."""

    def __init__(
        self,
        backtest: Backtest,
        open_channels: Collection[int],
        listing: Listing | None = None,
        page: int = 0,
        *,
        message_content: bool = True,
    ) -> None:
        """Lay out a page.

        Args:
            backtest: What is shown, once it is over.
            open_channels: Findings of other channels are not shown: the person may not read them any more.
            listing: Which list; None for what there is most to see of.
            page: Which page, from 0; one beyond the last shows the last.
            message_content: Whether the bot may read messages that do not mention it.
        """
        listing = listing or (Listing.NEW if backtest.listed(Listing.NEW) else Listing.HITS)
        found = [each for each in backtest.listed(listing) if each.channel_id in open_channels]
        last = max(0, (len(found) - 1) // _PER_PAGE)
        page = min(page, last)
        shown = found[page * _PER_PAGE : (page + 1) * _PER_PAGE]
        head = [*_about(backtest, _ENDS.get(backtest.stage, "Backtest")), *_counts(backtest)]
        head += [] if message_content else [_ONLY_IF_MENTIONED]
        items: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(head)), ui.Separator()]
        items.append(ui.TextDisplay("\n".join(_page(backtest, listing, shown, position(page, last)))))
        items.append(ui.ActionRow(_listing_list(backtest, listing)))
        if last:
            items.append(turning_row(page, last, lambda to: backtest_ids.page(to, listing, backtest.token)))
        items.append(ui.ActionRow(*_decisions(backtest)))
        super().__init__(ui.Container(*items))


def progress_text(progress: Progress) -> str:
    """Return the progress, as in “▰▰▰▱▱ 412 of 1,000 messages, 3 hits, about 20 s to go”."""
    filled = min(_BAR, progress.looked_at * _BAR // progress.of)
    bar = "▰" * filled + "▱" * (_BAR - filled)
    facts = [f"{progress.looked_at:,} of {progress.of:,} messages", _hits(progress.hits)]
    if progress.left is not None:
        facts.append(f"about {_span(progress.left)} to go")
    return f"{bar} {', '.join(facts)}"


def _about(backtest: Backtest, title: str) -> list[str]:
    draft = backtest.draft
    lines = [
        f"### {title}: {shorten(plain(draft.claim.statement), _LONGEST_STATEMENT)}",
        *_taught("New wordings", draft.wordings),
        *_taught("Never to match", draft.never),
    ]
    return lines if draft.changes else [*lines, "The claim as it is, with nothing new."]


def _taught(heading: str, texts: tuple[str, ...]) -> list[str]:
    if not texts:
        return []
    told = [f"“{shorten(plain(text), _LONGEST_TAUGHT)}”" for text in texts[:_MOST_LISTED]]
    more = len(texts) - _MOST_LISTED
    return [f"**{heading}:** {' · '.join(told)}{f' and {more} more' if more > 0 else ''}"]


def _channel_list(backtest: Backtest) -> ui.ChannelSelect[Any]:
    kind = discord.SelectDefaultValueType.channel
    return ui.ChannelSelect(
        custom_id=backtest_ids.control("channels", backtest.token),
        channel_types=_KINDS,
        default_values=[discord.SelectDefaultValue(id=each, type=kind) for each in backtest.channels],
        max_values=_MOST_CHANNELS,
        placeholder="Which channels, forums or threads",
    )


def _size_list(backtest: Backtest) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=f"The last {size:,} messages in all", value=str(size), default=size == backtest.size
        )
        for size in SIZES
    ]
    return ui.Select(custom_id=backtest_ids.control("size", backtest.token), options=options)


def _counts(backtest: Backtest) -> list[str]:
    hits, notes = len(backtest.listed(Listing.HITS)), backtest.notes()
    read = f"**{_hits(hits)}** in {backtest.looked_at:,} {_messages(backtest.looked_at)}"
    split = f": {notes:,} would get a note, {hits - notes:,} would be left to moderators" if hits else ""
    lines = [f"{read}{split}."]
    if backtest.draft.changes:
        new, lost = len(backtest.listed(Listing.NEW)), len(backtest.listed(Listing.LOST))
        lines.append(f"With this change **{new:,} new** and **{lost:,} lost**.")
    if backtest.passed_over:
        lines.append(f"-# Passed over: {backtest.passed_over:,} of bots and of people whom I do not read.")
    lines += _left_out(backtest)
    by_wording = _most(backtest.by_wording().most_common(), quoted=True)
    held = _most(backtest.by_hindrance().most_common())
    lines += [f"**Nearest to:** {by_wording}"] if by_wording else []
    lines += [f"**Kept back:** {held}"] if held else []
    return lines


def _left_out(backtest: Backtest) -> list[str]:
    told = [f"<#{channel}>: {why}" for channel, why in backtest.left_out.items()]
    more = len(told) - _MOST_LEFT_OUT
    told = [*told[:_MOST_LEFT_OUT], *([f"{more} more"] if more > 0 else [])]
    return [f"⚠️ Not read, or not to the end: {' · '.join(told)}"] if told else []


def _most(counted: list[tuple[str, int]], *, quoted: bool = False) -> str:
    told = (
        f"{f'“{shorten(plain(text), _LONGEST_TAUGHT)}”' if quoted else text} {count:,}"
        for text, count in counted[:_MOST_LISTED]
    )
    return " · ".join(told)


def _page(backtest: Backtest, listing: Listing, shown: list[Finding], where: str) -> list[str]:
    lines = [f"**{_LISTINGS[listing]}**, newest first" if shown else f"**{_LISTINGS[listing]}:** none."]
    for finding in shown:
        lines += _entry(backtest, finding)
    return [*lines, f"-# {' · '.join(filter(None, [where, _SMALL_PRINT]))}"]


def _entry(backtest: Backtest, finding: Finding) -> Iterator[str]:
    url = f"https://discord.com/channels/{backtest.guild_id}/{finding.channel_id}/{finding.message_id}"
    when = at(discord.utils.snowflake_time(finding.message_id), "R")
    yield f"{_change(backtest, finding)} · [message]({url}) {when} in <#{finding.channel_id}>"
    account = finding.after or finding.before
    if account is None:
        return
    went_by = account.match.explanation
    yield f"> {shorten(plain(went_by.said), _LONGEST_WORDS)}"
    yield f"-# {percent(account.match.score)} sure · “{shorten(plain(went_by.wording), _LONGEST_WORDING)}”"
    if account.kept_back is not None:
        yield f"-# {shorten(plain(str(account.kept_back)), _LONGEST_HINDRANCE)}"


def _change(backtest: Backtest, finding: Finding) -> str:
    before, after = _outcome(finding.before), _outcome(finding.after)
    if not backtest.draft.changes or before == after:
        return after
    return f"**{'New' if finding.is_new else 'Lost'}:** {after}, before {before}"


def _outcome(account: MatchAccount | None) -> str:
    return _OUTCOMES[Outcome.SILENT if account is None else account.outcome]


def _listing_list(backtest: Backtest, shown: Listing) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=f"{label} ({len(backtest.listed(listing)):,})", value=listing, default=listing is shown
        )
        for listing, label in _LISTINGS.items()
    ]
    return ui.Select(custom_id=backtest_ids.control("list", backtest.token), options=options)


def _decisions(backtest: Backtest) -> Iterator[ui.Button[Any]]:
    if backtest.draft.changes:
        yield button(
            "Arm these wordings",
            backtest_ids.control("arm", backtest.token),
            style=discord.ButtonStyle.success,
        )
    yield button("Discard", backtest_ids.control("discard", backtest.token))


def _hits(number: int) -> str:
    return "1 hit" if number == 1 else f"{number:,} hits"


def _messages(number: int) -> str:
    return "message" if number == 1 else "messages"


def _span(left: timedelta) -> str:
    seconds = max(1, round(left.total_seconds()))
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"
