import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.client import CaveatBot
from claims.people import Actor
from tests.cogs.conftest import Community
from tests.cogs.shown import words
from tests.cogs.test_notes import SAID


async def note_under(community: Community, text: str = SAID) -> tuple[discord.Message, discord.Message]:
    message = await community.mira.send(community.news, text)
    note = community.last_note()
    assert note is not None
    return message, note


async def asked(by: simcord.MemberActor, note: discord.Message) -> str:
    answer = await by.click(note, label="Why?")
    assert answer.ephemeral
    return words(answer)


def take_history_from(community: Community) -> None:
    """Let the bot read no earlier message of the channel any more."""
    denied = discord.Permissions(read_message_history=True).value
    overwrite = Overwrite(target_id=community.guild.me.id, type=OverwriteType.MEMBER, allow=0, deny=denied)
    community.env.backend.get_channel(community.news.id).overwrites.append(overwrite)


async def test_anyone_may_ask_why_a_note_is_there(community: Community) -> None:
    _, note = await note_under(community)
    told = await asked(community.mira, note)
    assert "the message repeats a recorded claim:** Wagner forces shot down" in told
    assert "**The message says:** “" in told
    assert "shot down a Russian military helicopter" in told
    assert "**Nearest wording:** " in told
    assert "Wrong match" in told


async def test_only_moderators_read_how_sure_the_match_is(community: Community) -> None:
    _, note = await note_under(community)
    assert " %" not in await asked(community.mira, note)
    assert "**How sure:** very, 9" in await asked(community.sam, note)


async def test_why_answers_after_a_restart(community: Community) -> None:
    _, note = await note_under(community)
    await community.env.restart_bot(CaveatBot(community.services))
    assert "repeats a recorded claim" in await asked(community.mira, note)


async def test_why_reads_the_message_as_it_is_now(community: Community) -> None:
    message, note = await note_under(community)
    # The edits of someone who asked not to be read leave the note standing.
    await community.services.privacy.opt_out(Actor(community.guild.id, community.mira.id))
    await community.mira.edit(message, "did Wagner really shoot down a Russian helicopter?")
    told = await asked(community.mira, note)
    assert "would not get this note" in told
    assert "The message was edited after the note was posted." in told
    assert "Read as a question" in told
    await community.mira.edit(message, "good morning")
    assert "does not repeat this claim" in await asked(community.mira, note)


async def test_why_says_when_the_message_is_gone(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, note = await note_under(community)

    async def unnoticed(*_: object) -> bool:
        return False

    monkeypatch.setattr(community.services.notes, "message_gone", unnoticed)
    await community.mira.delete(message)
    assert "is gone" in await asked(community.mira, note)


async def test_why_says_when_the_message_is_out_of_reach(community: Community) -> None:
    _, note = await note_under(community)
    take_history_from(community)
    assert "Read Message History" in await asked(community.sam, note)


async def test_why_tells_of_a_claim_that_was_changed_since(community: Community) -> None:
    _, note = await note_under(community)
    assert "changed" not in await asked(community.mira, note)
    await community.services.claims.word(community.sams_actor, "helicopter-shot-down", ["heli down"])
    assert "The claim was changed after the note was posted." in await asked(community.mira, note)
    await community.sam.slash(community.news, "desk pause", claim="helicopter-shot-down")
    told = await asked(community.mira, note)
    assert "would not get this note" in told
    assert "Automatic notes are paused for this claim." in told


async def test_why_repeats_no_markup_and_no_mention_of_the_message(community: Community) -> None:
    _, note = await note_under(community, f"@everyone **{SAID}** [x](https://example.org) <@1>")
    told = await asked(community.sam, note)
    for live in ("@everyone", "<@", "](https"):
        assert live not in told
