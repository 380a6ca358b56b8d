"""What the set-up finds missing, a line for each thing, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui.wish_lists import count
from claims.setting_up import SetUp, Survey

_MOST_NAMED = 4
_SO = {
    "View Channel": "I see nothing",
    "Send Messages": "I cannot write",
    "Send Messages in Threads": "I cannot write in threads",
    "Read Message History": "I cannot reply to messages",
}
_FOR = {
    "Pin Messages": "to pin the live brief of `/desk breaking`",
    "Manage Threads": "for tags of forum posts, and notes in locked or archived threads",
    "Add Reactions": "to mark repeats of a noted claim with 📝",
}
_NO_INTENT = (
    "⚠️ I run without the Message Content intent, so I read only what mentions me or is checked by "
    "hand: whoever runs me turns it on in the Developer Portal."
)


def check_lines(state: SetUp, survey: Survey) -> list[str]:
    """Return what the bot may do and what it may not, the most pressing first."""
    lines = [] if survey.reads_all else [_NO_INTENT]
    every = [channel.channel_id for channel in survey.channels]
    lacking = survey.lacking()
    lines += [_lacking(name, channels, every) for name, channels in lacking.items()]
    if survey.desk is not None and survey.desk.lacks:
        lines.append(_desk(survey.desk.channel_id, survey.desk.lacks))
    if not every:
        lines.append("⚠️ There is no text channel or forum that I am to read: choose some below.")
    elif not lacking:
        desk = " and in the moderators' channel" if survey.desk and not survey.desk.lacks else ""
        lines.append(f"✅ I have the permissions I need in {_named(every, every)}{desk}.")
    if survey.reads_all:
        lines.append("✅ I may read what messages say (Message Content intent).")
    lines += [_nice(name, channels, every) for name, channels in survey.missing().items()]
    if state.settings.paused:
        lines.append("⏸️ Automatic notes are paused; `/desk resume` starts them.")
    elif state.settings.paused_channels:
        places = len(state.settings.paused_channels)
        lines.append(f"⏸️ Automatic notes are paused in {count(places, 'channel')}; see `/caveat settings`.")
    return lines


def _lacking(name: str, channels: Sequence[int], every: Sequence[int]) -> str:
    unless = ", unless I am not to read them" if name == "View Channel" else ""
    return f"⚠️ In {_named(channels, every)} {_SO[name]}: give me **{name}** there{unless}."


def _desk(channel: int, lacks: Sequence[str]) -> str:
    missing = ", ".join(lacks)
    return f"⚠️ In the moderators' channel <#{channel}> I lack **{missing}**: give me that, or pick another."


def _nice(name: str, channels: Sequence[int], every: Sequence[int]) -> str:
    where = f"all {len(every)}" if len(channels) == len(every) else f"{len(channels)} of {len(every)}"
    return f"-# Nice to have: **{name}**, {_FOR[name]}; missing in {where} channels."


def _named(channels: Sequence[int], every: Sequence[int]) -> str:
    """Return which channels: all of them are counted, some are named."""
    if len(channels) == len(every):
        return f"all {len(every)} channels I read" if len(every) > 1 else f"<#{every[0]}>"
    named = [f"<#{channel}>" for channel in channels[:_MOST_NAMED]]
    more = len(channels) - len(named)
    names = ", ".join([*named, f"{more} more"] if more else named)
    return f"{len(channels)} of {len(every)} channels ({names})"
