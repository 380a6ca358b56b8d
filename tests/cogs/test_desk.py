import discord
import pytest
import simcord

from claims.errors import Changed, Invalid, NotAllowed
from claims.model import Verdict
from tests.cogs.conftest import Community
from tests.cogs.shown import words
from tests.cogs.test_notes import SAID

JUDGEMENT = {
    "verdict": ["confirmed"],
    "confidence": ["high"],
    "known": "Photographs show the wreck.",
    "unknown": "",
    "source": "Photographs of the wreck https://example.org/wreck",
}


async def judge(community: Community, **changes: object) -> simcord.InteractionResult:
    shown = await community.sam.slash(community.news, "desk judge", claim="helicopter-shot-down")
    return await community.sam.submit_modal(shown, {**JUDGEMENT, **changes})


async def test_a_new_claim_is_matched_from_then_on(community: Community) -> None:
    shown = await community.sam.slash(community.news, "desk add")
    added = await community.sam.submit_modal(
        shown,
        {
            "statement": "A bridge over the river Oka has been blown up.",
            "said_by": "A local channel",
            "wordings": "they blew the Oka bridge\nOka bridge destroyed",
            "known": "A local channel says so.",
            "source": "",
        },
    )
    assert "`bridge-over-river-oka-blown-up`" in words(added)
    await community.mira.send(community.news, "they blew up the bridge over the Oka")
    note = community.last_note()
    assert note is not None
    assert "A local channel says so." in str([part.to_dict() for part in note.components])


async def test_a_new_verdict_shows_in_the_next_note_and_in_the_history(community: Community) -> None:
    saved = await judge(community)
    assert "✅ **Confirmed**" in words(saved)
    await community.mira.send(community.news, SAID)
    note = community.last_note()
    assert "Photographs show the wreck." in str([part.to_dict() for part in note.components])
    sources = await community.mira.click(note, label="Sources")
    history = await community.mira.click(sources.response.message, label="History")
    assert "~~Unverified~~ → ✅ **Confirmed**" in words(history)


async def test_what_was_typed_comes_back_when_a_form_is_refused(community: Community) -> None:
    refused = await judge(community, source="javascript:alert(1)", known="A long and careful paragraph.")
    assert "https://" in words(refused)
    assert "A long and careful paragraph." in words(refused)
    claim = await community.services.claims.claim(community.guild.id, "helicopter-shot-down")
    assert claim.verdict is Verdict.UNVERIFIED
    simcord.assert_error(community.env, Invalid)


async def test_a_verdict_without_a_source_is_refused_in_words(community: Community) -> None:
    refused = await judge(community, source="")
    assert "needs at least one source" in words(refused)
    simcord.assert_error(community.env, Invalid)


async def test_two_moderators_judging_at_once_are_not_both_believed(community: Community) -> None:
    first = await community.sam.slash(community.news, "desk judge", claim="helicopter-shot-down")
    second = await community.sam.slash(community.news, "desk judge", claim="helicopter-shot-down")
    await community.sam.submit_modal(first, JUDGEMENT)
    late = await community.sam.submit_modal(second, {**JUDGEMENT, "verdict": ["false"]})
    assert "changed by someone else" in words(late)
    simcord.assert_error(community.env, Changed)


async def test_wordings_teach_what_matches_and_what_never_does(community: Community) -> None:
    shown = await community.sam.slash(community.news, "desk wording", claim="google-news-blocked")
    taught = await community.sam.submit_modal(shown, {"wordings": "goog news went dark in ru\n\n"})
    assert "1 ways of saying it" in words(taught)
    never = await community.sam.slash(
        community.news, "desk wording", claim="google-news-blocked", never_match=True
    )
    await community.sam.submit_modal(never, {"wordings": "Google News has been blocked in Spain."})
    await community.mira.send(community.news, "Google News has been blocked in Spain.")
    assert community.last_note() is None


async def test_pausing_stops_notes_for_a_claim_a_channel_or_everywhere(community: Community) -> None:
    for where in ({"claim": "helicopter-shot-down"}, {"channel": community.news}, {}):
        paused = await community.sam.slash(community.news, "desk pause", **where)
        assert "paused" in words(paused)
        await community.mira.send(community.news, SAID)
        assert community.last_note() is None
        await community.sam.slash(community.news, "desk resume", **where)
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def tried(community: Community, text: str) -> str:
    answer = await community.sam.slash(community.news, "desk test", text=text)
    assert answer.ephemeral
    return words(answer)


async def test_trying_a_text_tells_what_would_be_done_and_why(community: Community) -> None:
    told = await tried(community, SAID)
    assert told.startswith("### 📝 Caveat would put a note under this message.")
    assert "Wagner forces shot down a Russian military helicopter." in told
    assert "**How sure:** very, 9" in told
    assert "**Nearest wording:**" in told
    assert community.last_note() is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("did Wagner really shoot down a Russian helicopter??", "it reads as a question"),
        ("good morning everyone, coffee first", "it repeats no recorded claim"),
        ("🔥🔥😭", "there are no words to read"),
        ("   ", "there are no words to read"),
    ],
)
async def test_trying_a_text_tells_why_it_would_stay_silent(
    community: Community, text: str, because: str
) -> None:
    assert (await tried(community, text)).startswith(f"### 🔇 Caveat would stay silent: {because}.")


async def test_trying_a_text_tells_of_the_pauses_in_force(community: Community) -> None:
    for where, because in (
        ({"channel": community.news}, "automatic notes are paused in this channel"),
        ({}, "automatic notes are paused in the whole server"),
    ):
        await community.sam.slash(community.news, "desk pause", **where)
        told = await tried(community, SAID)
        assert told.startswith(f"### 🔇 Caveat would stay silent: {because}.")
        assert "Without that it would put a note under this message." in told
        denied = await tried(community, "Wagner really shot down a helicopter?")
        assert "Without that it would stay silent too: it reads as a question." in denied
        await community.sam.slash(community.news, "desk resume", **where)
    await community.sam.slash(community.news, "desk pause", claim="helicopter-shot-down")
    told = await tried(community, SAID)
    assert "the claim it repeats gets no automatic notes" in told
    assert "Automatic notes are paused for this claim." in told


async def test_trying_a_text_where_the_bot_may_not_write_says_so(community: Community) -> None:
    closed_to_bot = {community.guild.me: discord.PermissionOverwrite(send_messages=False)}
    closed = community.guild.create_text_channel("announcements", overwrites=closed_to_bot)
    told = words(await community.sam.slash(closed, "desk test", text=SAID))
    assert told.startswith("### 🔇 Caveat would stay silent: I lack **Send Messages** in this channel.")
    assert "Without that it would put a note under this message." in told


async def test_trying_a_text_pings_nobody_and_shows_no_markup_of_its_own(community: Community) -> None:
    hostile = (
        "Wagner shot down a Russian helicopter @everyone **loud** [click](https://example.org) `x` "
        f"{community.mira.mention} ||hidden||"
    )
    answer = await community.sam.slash(community.news, "desk test", text=hostile)
    told = words(answer)
    for live in ("@everyone", "<@", "**loud", "[click](", "||hidden"):
        assert live not in told
    assert community.last_note() is None


async def test_the_longest_message_can_be_tried(community: Community) -> None:
    told = await tried(community, f"{SAID}. " + "word " * 780)
    assert "Caveat would put a note under this message." in told
    assert len(told) < 4000


@pytest.mark.parametrize(
    "command", ["desk add", "desk judge", "desk wording", "desk test", "desk pause", "desk resume"]
)
async def test_members_cannot_use_the_desk_even_when_discord_lets_them(
    community: Community, command: str
) -> None:
    helpers = community.guild.create_role("Helpers")
    ada = community.guild.add_member(community.env.create_user("ada"), roles=[helpers])
    (desk,) = [c for c in await community.env.bot.tree.fetch_commands() if c.name == "desk"]
    community.guild.set_command_permissions(desk, {helpers: True})
    needed = {"desk judge": "claim", "desk wording": "claim", "desk test": "text"}
    options = {needed[command]: "google-news-blocked"} if command in needed else {}
    answer = await ada.slash(community.news, command, **options)
    assert answer.modal is None
    assert "Manage Messages" in words(answer)
    simcord.assert_error(community.env, NotAllowed)


async def test_a_moderator_who_loses_the_role_loses_the_form_too(community: Community) -> None:
    shown = await community.sam.slash(community.news, "desk judge", claim="helicopter-shot-down")
    community.env.backend.get_guild(community.guild.id).members[community.sam.id].role_ids.clear()
    refused = await community.sam.submit_modal(shown, JUDGEMENT)
    assert "Manage Messages" in words(refused)
    simcord.assert_error(community.env, NotAllowed)
