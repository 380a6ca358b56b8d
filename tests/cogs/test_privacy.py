from __future__ import annotations

import sys
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words
from tests.cogs.test_notes import SAID

STOP, AGAIN, ERASE = "Do not read my messages", "Read my messages again", "Erase what is stored about me"
BLOCKED = "Google News is blocked in Russia now"


async def ask(who: simcord.MemberActor, community: Community) -> simcord.InteractionResult:
    return await who.slash(community.news, "privacy")


async def press(who: simcord.MemberActor, answer: simcord.InteractionResult, label: str) -> Any:
    assert answer.response is not None
    return await who.click(answer.response.message, label=label)


async def restart(community: Community) -> None:
    """Begin anew with the same database; the gateway tells of the server again."""
    await community.env.restart_bot(CaveatBot(community.services))
    community.env.bot.dispatch("guild_available", community.env.bot.get_guild(community.guild.id))
    await community.env.settle()


async def object_to_a_note(community: Community, who: simcord.MemberActor) -> None:
    await community.sam.send(community.news, SAID)
    note = community.last_note()
    assert note is not None
    await who.click(note, label="Wrong match")


def notes_in(community: Community) -> list[discord.Message]:
    return [message for message in community.news.history() if message.author.bot]


async def test_anyone_is_told_what_is_stored_and_that_no_text_is(community: Community) -> None:
    answer = await ask(community.mira, community)
    assert answer.ephemeral
    assert "No other message text" in words(answer)
    assert "I may read your messages" in words(answer)
    assert "No objections of yours" in words(answer)
    assert "Records of what you did" not in words(answer)
    assert set(buttons(answer.response)) == {STOP, ERASE}
    assert buttons(answer.response)[ERASE]["disabled"]


async def test_who_asks_not_to_be_read_gets_no_notes_until_they_ask_again(community: Community) -> None:
    out = await press(community.mira, await ask(community.mira, community), STOP)
    assert "From now on I do not read your messages here" in words(out)
    assert "Notes that stand already stay" in words(out)
    assert "Since <t:" in words(out)
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None

    back = await press(community.mira, out, AGAIN)
    assert "I read your messages here again" in words(back)
    assert set(buttons(back.response)) == {STOP, ERASE}
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_others_are_read_as_before(community: Community) -> None:
    await press(community.mira, await ask(community.mira, community), STOP)
    await community.sam.send(community.news, SAID)
    assert community.last_note() is not None


async def test_nothing_of_an_opted_out_persons_message_is_looked_at(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await community.mira.send(community.news, "good morning")
    await press(community.mira, await ask(community.mira, community), STOP)
    seen: list[discord.Message] = []
    # The cog's own module: discord.py loads extensions as modules apart from what an import gives.
    watching = sys.modules[type(community.env.bot.get_cog("Notes")).__module__]
    monkeypatch.setattr(watching, "to_post", seen.append)
    await community.mira.send(community.news, SAID)
    await community.mira.edit(message, SAID)
    assert seen == []


async def test_an_edit_by_who_is_not_read_brings_no_note_and_takes_none_away(community: Community) -> None:
    noted = await community.mira.send(community.news, SAID)
    plain = await community.mira.send(community.news, "good morning")
    await press(community.mira, await ask(community.mira, community), STOP)
    await community.mira.edit(plain, BLOCKED)
    await community.mira.edit(noted, "good evening")
    assert [note.reference and note.reference.message_id for note in notes_in(community)] == [noted.id]


async def test_deleting_a_message_takes_its_note_away_although_its_author_is_not_read(
    community: Community,
) -> None:
    noted = await community.mira.send(community.news, SAID)
    await press(community.mira, await ask(community.mira, community), STOP)
    await community.mira.delete(noted)
    assert notes_in(community) == []


async def test_the_wish_and_its_buttons_outlive_a_restart(community: Community) -> None:
    out = await press(community.mira, await ask(community.mira, community), STOP)
    await restart(community)
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    await press(community.mira, out, AGAIN)
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_erasing_asks_first_and_then_removes_the_persons_objections(community: Community) -> None:
    await object_to_a_note(community, community.mira)
    told = await ask(community.mira, community)
    assert "1 objection of yours" in words(told)
    asked = await press(community.mira, told, ERASE)
    assert "This deletes 1 objection of yours." in words(asked)
    kept = await press(community.mira, asked, "Keep everything")
    assert "Nothing was erased." in words(kept)
    assert "1 objection of yours" in words(kept)

    asked = await press(community.mira, kept, ERASE)
    await restart(community)
    erased = await press(community.mira, asked, "Erase for good")
    assert "Erased 1 objection of yours." in words(erased)
    assert "No objections of yours" in words(erased)
    assert "No objections of yours" in words(await ask(community.mira, community))


async def test_an_erased_objection_can_be_made_again(community: Community) -> None:
    await object_to_a_note(community, community.mira)
    note = community.last_note()
    asked = await press(community.mira, await ask(community.mira, community), ERASE)
    await press(community.mira, asked, "Erase for good")
    again = await community.mira.click(note, label="Wrong match")
    assert "I recorded that" in words(again)


async def test_erasing_keeps_the_wish_not_to_be_read_and_says_so(community: Community) -> None:
    await object_to_a_note(community, community.mira)
    out = await press(community.mira, await ask(community.mira, community), STOP)
    asked = await press(community.mira, out, ERASE)
    assert "without it I would read you again" in words(asked)
    erased = await press(community.mira, asked, "Erase for good")
    assert "Your wish not to be read stays" in words(erased)
    assert AGAIN in buttons(erased.response)
    elsewhere = community.guild.create_text_channel("general")
    await community.mira.send(elsewhere, SAID)
    assert [message.author.bot for message in elsewhere.history()] == [False]


async def test_nobody_is_shown_anything_about_another_person(community: Community) -> None:
    await object_to_a_note(community, community.mira)
    await press(community.mira, await ask(community.mira, community), STOP)
    told = await ask(community.sam, community)
    assert "I may read your messages" in words(told)
    assert "No objections of yours" in words(told)
    assert str(community.mira.id) not in words(told)
    assert "1 objection of yours" in words(await ask(community.mira, community))


async def test_moderators_are_told_what_the_audit_trail_keeps_of_them(community: Community) -> None:
    told = await ask(community.sam, community)
    assert "Records of what you did as a moderator, in the audit trail: 4." in words(told)
    assert "the trail is sealed" in words(told)


async def test_what_happened_in_another_server_is_not_told_here(community: Community) -> None:
    user = community.env.create_user("olga")
    here, elsewhere = community.guild.add_member(user), community.env.create_guild("Elsewhere")
    out = await press(here, await ask(here, community), STOP)
    assert "Since <t:" in words(out)
    there = elsewhere.add_member(user)
    told = await there.slash(elsewhere.create_text_channel("news"), "privacy")
    assert "I may read your messages" in words(told)


async def test_help_names_the_command(community: Community) -> None:
    assert "`/privacy`" in words(await community.mira.slash(community.news, "help"))
