import discord
import pytest
import structlog

from bot.client import CaveatBot
from tests.cogs.conftest import Community

SAID = "BREAKING: Wagner just shot down a Russian military helicopter"


def words_of(message: discord.Message) -> str:
    return str([component.to_dict() for component in message.components])


async def test_a_message_that_repeats_a_claim_gets_a_short_note_without_a_ping(community: Community) -> None:
    message = await community.mira.send(community.news, SAID)
    note = community.last_note()
    assert note is not None
    assert note.reference is not None
    assert note.reference.message_id == message.id
    assert note.flags.components_v2
    assert "🟡 **Unverified**" in words_of(note)
    assert "**Not known:**" in words_of(note)
    assert "example.org" in words_of(note)
    assert note.mentions == []


@pytest.mark.parametrize(
    "text",
    [
        "Wagner did not shoot down any helicopter, that is fake",
        "did Wagner really shoot down a Russian helicopter??",
        "good morning everyone, coffee first",
        "🔥🔥🔥😭",
        "x" * 2000,
        "\u200b\u200d\u2060",
        "\ud800 half a character",
        "The army shot down a Wagner helicopter",
    ],
)
async def test_denials_questions_and_everything_else_are_left_alone(community: Community, text: str) -> None:
    await community.mira.send(community.news, text)
    assert community.last_note() is None


async def test_half_characters_in_a_message_do_not_hide_the_claim(community: Community) -> None:
    await community.mira.send(community.news, f"\ud83d {SAID}")
    assert community.last_note() is not None


async def test_a_forwarded_message_is_read_too(community: Community) -> None:
    elsewhere = community.guild.create_text_channel("general")
    await community.services.notes.pause(community.sams_actor, elsewhere.id)
    said = await community.mira.send(elsewhere, SAID)
    await community.sam.forward(said, community.news)
    assert community.last_note() is not None


async def test_a_listener_that_fails_is_logged_by_an_incident_without_the_text(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(community.services.notes, "consider", fail)
    community.env.check_errors = False
    with structlog.testing.capture_logs() as logged:
        await community.mira.send(community.news, SAID)
    (incident,) = [line for line in logged if line["event"] == "incident"]
    assert incident["listener"] == "on_message"
    assert SAID not in str({key: value for key, value in incident.items() if key != "exc_info"})


async def test_the_same_message_is_never_noted_twice(community: Community) -> None:
    message = await community.mira.send(community.news, SAID)
    community.env.bot.dispatch("message", message)
    await community.env.settle()
    assert [message.author.bot for message in community.news.history()].count(True) == 1


async def test_other_bots_are_not_answered(community: Community) -> None:
    webhook = community.guild.create_webhook(community.news, "relay")
    await webhook.send(SAID)
    assert community.news.last_message is not None
    assert community.news.last_message.content == SAID


async def test_a_channel_where_the_bot_may_not_write_is_skipped_and_logged(community: Community) -> None:
    closed_to_bot = {community.guild.me: discord.PermissionOverwrite(send_messages=False)}
    closed = community.guild.create_text_channel("announcements", overwrites=closed_to_bot)
    with structlog.testing.capture_logs() as logged:
        await community.mira.send(closed, SAID)
    assert [message.author.bot for message in closed.history()] == [False]
    (skipped,) = [line for line in logged if line["event"] == "note skipped"]
    assert skipped["missing"] == ["Send Messages"]
    assert SAID not in str(logged)


async def test_sources_and_history_are_told_to_who_asks_alone(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    note = community.last_note()
    sources = await community.mira.click(note, label="Sources")
    assert sources.ephemeral
    assert "[News report of 24 June 2023](https://example.org/report_%281%29)" in str(
        sources.response.components
    )
    assert sources.response is not None
    history = await community.mira.click(sources.response.message, label="History")
    assert "Unverified" in str(history.response.components)


async def test_buttons_work_after_a_restart(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    note = community.last_note()
    await community.env.restart_bot(CaveatBot(community.services))
    sources = await community.mira.click(note, label="Sources")
    assert "News report" in str(sources.response.components)


async def test_a_members_objection_is_counted_and_a_moderators_takes_the_note_away(
    community: Community,
) -> None:
    await community.mira.send(community.news, SAID)
    note = community.last_note()
    first = await community.mira.click(note, label="Wrong match")
    again = await community.mira.click(note, label="Wrong match")
    assert "recorded that" in str(first.response.components)
    assert "already" in str(again.response.components)
    await community.sam.click(note, label="Wrong match")
    assert community.last_note() is None


async def test_a_wrong_match_takes_away_that_note_alone(community: Community) -> None:
    await community.mira.send(community.news, f"{SAID}. Google News is blocked in Russia now.")
    note = community.last_note()
    assert note is not None
    await community.sam.click(note, custom_id="wrong:helicopter-shot-down")
    left = community.last_note()
    assert left is not None
    assert "blocked" in words_of(left)
    assert "helicopter" not in words_of(left)
    await community.sam.click(left, custom_id="wrong:google-news-blocked")
    assert community.last_note() is None
