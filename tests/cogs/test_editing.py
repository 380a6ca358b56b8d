"""A claim's own life as moderators meet it: recorded once, edited, withdrawn, linked, merged."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.app import open_services
from bot.client import CaveatBot
from bot.settings import Settings
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed
from claims.model import Lifecycle
from matching.semantic import Encoder
from tests import fakes
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_desk import JUDGEMENT, judge
from tests.cogs.test_notes import SAID

HELICOPTER = "helicopter-shot-down"
TYPED = {
    "statement": "Wagner fighters shot down a Russian military helicopter.",
    "said_by": "A channel @everyone",
    "wordings": "wagner fighters brought a helicopter down",
    "known": "A channel says so.",
    "source": "",
}


async def claim(here: Community, slug: str = HELICOPTER) -> Any:
    return await here.services.claims.claim(here.guild.id, slug)


async def desk(here: Community, command: str, **options: object) -> Any:
    return await here.sam.slash(here.news, f"desk {command}", **options)


async def add(here: Community, **changes: str) -> Any:
    return await here.sam.submit_modal(await desk(here, "add"), {**TYPED, **changes})


def shown_in(note: discord.Message | None) -> str:
    assert note is not None
    return str([part.to_dict() for part in note.components])


async def test_a_claim_much_like_a_recorded_one_is_asked_about_first(community: Community) -> None:
    asked = await add(community)
    told = words(asked)
    assert told.startswith("### Is it one of these?")
    assert f"`{HELICOPTER}`" in told
    assert "A channel says so." in told
    assert len(await community.services.claims.claims(community.guild.id)) == 3
    label = f"Add as a wording of {HELICOPTER}"
    assert {label, "Record anyway"} <= set(buttons(asked.response))
    await community.sam.click(asked.response, label=label)
    assert "✅ Recorded.\n### Wagner forces shot down" in words(asked)
    assert {TYPED["statement"], TYPED["wordings"]} <= set((await claim(community)).wordings)


async def test_it_is_recorded_anyway_and_once(community: Community) -> None:
    asked = await add(community)
    await community.sam.click(asked.response, label="Record anyway")
    assert "✅ Recorded.\n### Wagner fighters shot down" in words(asked)
    assert len(await community.services.claims.claims(community.guild.id)) == 4
    assert "Record anyway" not in buttons(asked.response)


async def test_what_is_no_longer_kept_is_handed_back_as_it_was_typed(
    community: Community, tmp_path: Any, encoder: Encoder
) -> None:
    asked = await add(community)
    # A restart keeps the database and forgets what was in memory.
    settings = Settings(database=f"sqlite:///{tmp_path}/caveat.db")
    async with open_services(settings, fakes.Ticking(), lambda: encoder) as restarted:
        await community.env.restart_bot(CaveatBot(restarted))
        gone = await community.sam.click(asked.response, label="Record anyway")
        assert "I no longer have what you typed" in words(gone)
        for text in (TYPED["statement"], TYPED["wordings"], TYPED["known"], "A channel @everyone"):
            assert text in words(gone)
        assert len(await restarted.claims.claims(community.guild.id)) == 3


async def test_another_claim_is_recorded_without_being_asked(community: Community) -> None:
    added = await add(community, statement="A bridge over the river Oka has been blown up.")
    assert "`bridge-over-river-oka-blown-up`" in words(added)


async def test_the_form_shows_what_is_recorded_and_an_edit_reaches_the_notes(community: Community) -> None:
    await judge(community, known="")
    await community.mira.send(community.news, SAID)
    form = await desk(community, "edit", claim=HELICOPTER)
    fields = {part["component"]["custom_id"]: part["component"] for part in form.modal["components"]}
    assert fields["statement"]["value"] == "Wagner forces shot down a Russian military helicopter."
    assert fields["first_said"]["value"] == "2023-06-24 01:00"
    edited = {"statement": "Wagner shot down a helicopter @here.", "said_by": "Mr P.", "first_said": ""}
    shown = await community.sam.submit_modal(form, edited)
    assert "Wagner shot down a helicopter" in words(shown)
    assert "@here" not in words(shown)
    assert (await claim(community)).first_said_at is None
    assert "Mr P.: Wagner shot down a helicopter" in shown_in(community.last_note())


async def test_a_time_that_cannot_be_read_hands_the_form_back(community: Community) -> None:
    form = await desk(community, "edit", claim=HELICOPTER)
    refused = await community.sam.submit_modal(
        form, {"statement": "My careful words.", "said_by": "", "first_said": "yesterday-ish"}
    )
    assert "I cannot read that time" in words(refused)
    assert "My careful words." in words(refused)
    simcord.assert_error(community.env, Invalid)


async def test_the_second_editor_is_told_what_changed(community: Community) -> None:
    first = await desk(community, "edit", claim=HELICOPTER)
    second = await desk(community, "edit", claim=HELICOPTER)
    typed = {"statement": "One.", "said_by": "Mr P.", "first_said": "2023-06-24 01:00"}
    await community.sam.submit_modal(first, typed)
    late = await community.sam.submit_modal(second, {**typed, "statement": "Two."})
    assert "changed by someone else a moment ago: statement, who says so." in words(late)
    assert (await claim(community)).statement == "One."
    simcord.assert_error(community.env, Changed)


async def test_a_withdrawn_claim_takes_its_notes_along_and_says_why(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None
    gone = await desk(community, "withdraw", claim=HELICOPTER, why="Nobody ever said so.")
    assert "This claim is withdrawn: Nobody ever said so." in words(gone)
    assert community.last_note() is None
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    refused = await desk(community, "pause", claim=HELICOPTER)
    assert "/desk restore" in words(refused)
    simcord.assert_error(community.env, Invalid)
    back = await desk(community, "restore", claim=HELICOPTER)
    assert "withdrawn" not in words(back)
    assert community.last_note() is None
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_a_withdrawn_claim_is_not_judged(community: Community) -> None:
    form = await desk(community, "judge", claim=HELICOPTER)
    await desk(community, "withdraw", claim=HELICOPTER, why="A mistake.")
    refused = await community.sam.submit_modal(form, JUDGEMENT)
    assert "Bring it back with /desk restore first" in words(refused)
    simcord.assert_error(community.env, Invalid)


async def test_a_link_shows_on_both_cards_and_is_taken_away(community: Community) -> None:
    linked = await desk(
        community, "link", claim="google-news-blocked", other=HELICOPTER, relation="contradicts"
    )
    assert f"Contradicts `{HELICOPTER}`" in words(linked)
    other = words(await community.mira.slash(community.news, "claim show", claim=HELICOPTER))
    assert "Contradicted by `google-news-blocked`" in other
    assert "Wider than `six-helicopters`" in other
    removed = await desk(community, "link", claim=HELICOPTER, other="google-news-blocked", remove=True)
    assert "google-news-blocked" not in words(removed)
    assert (await claim(community, "google-news-blocked")).links == ()


@pytest.mark.parametrize(
    ("options", "told", "error"),
    [
        ({"claim": HELICOPTER, "other": HELICOPTER, "relation": "wider"}, "to itself", Invalid),
        (
            {"claim": HELICOPTER, "other": "six-helicopters", "relation": "narrower"},
            "is recorded as narrower than",
            AlreadyThere,
        ),
        ({"claim": HELICOPTER, "other": "google-news-blocked"}, "Pick how the two are related", Invalid),
    ],
)
async def test_links_that_make_no_sense_are_refused_in_words(
    community: Community, options: dict[str, str], told: str, error: type[Exception]
) -> None:
    assert told in words(await desk(community, "link", **options))
    simcord.assert_error(community.env, error)


async def test_a_merge_shows_what_it_would_do_and_then_does_it(community: Community) -> None:
    recorded = await add(community)
    await community.sam.click(recorded.response, label="Record anyway")
    slug = "wagner-fighters-shot-down-russian-military"
    asked = await desk(community, "merge", claim=HELICOPTER, into=slug)
    assert f"### Merge `{HELICOPTER}` into `{slug}`?" in words(asked)
    assert "3 wordings" in words(asked)
    assert "Linked to" in words(asked)
    assert (await claim(community)).lifecycle is Lifecycle.PUBLISHED
    merged = await community.sam.click(asked.response, label="Merge")
    assert "### Wagner fighters shot down" in words(merged)
    assert (await claim(community)).lifecycle is Lifecycle.SUPERSEDED
    card = words(await community.mira.slash(community.news, "claim show", claim=HELICOPTER))
    assert f"Superseded by `{slug}`" in card
    await community.mira.send(community.news, SAID)
    assert f"wrong:{slug}" in shown_in(community.last_note())


async def test_a_note_of_a_merged_claim_says_what_the_other_says(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    asked = await desk(community, "merge", claim=HELICOPTER, into="google-news-blocked")
    assert "Their verdicts differ: 🟡 Unverified and ✅ Confirmed" in words(asked)
    await community.sam.click(asked.response, label="Merge")
    assert "It is reported" not in shown_in(community.last_note())
    assert "Network measurements" in shown_in(community.last_note())
    assert "~~" not in words_of(community.last_note())
    trail = await community.services.trail.latest(community.sams_actor, 1)
    undo = await desk(community, "undo", number=trail[0].number)
    assert "goes back" not in words(undo)
    await community.sam.click(undo.response, label="Undo all of it")
    assert f"wrong:{HELICOPTER}" in shown_in(community.last_note())


async def test_a_merge_of_what_changed_meanwhile_is_refused(community: Community) -> None:
    asked = await desk(community, "merge", claim="six-helicopters", into=HELICOPTER)
    await desk(community, "pause", claim="six-helicopters")
    await community.env.restart_bot(CaveatBot(community.services))
    late = await community.sam.click(asked.response, label="Merge")
    assert "changed by someone else a moment ago: automatic notes" in words(late)
    assert (await claim(community, "six-helicopters")).lifecycle is Lifecycle.PUBLISHED


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("audit", {}),
        ("undo", {"number": 1}),
        ("edit", {"claim": HELICOPTER}),
        ("withdraw", {"claim": HELICOPTER, "why": "x"}),
        ("restore", {"claim": HELICOPTER}),
        ("link", {"claim": HELICOPTER, "other": "six-helicopters", "relation": "wider"}),
        ("merge", {"claim": HELICOPTER, "into": "six-helicopters"}),
    ],
)
async def test_members_cannot_use_the_desk_even_when_discord_lets_them(
    community: Community, command: str, options: dict[str, object]
) -> None:
    helpers = community.guild.create_role("Helpers")
    ada = community.guild.add_member(community.env.create_user("ada"), roles=[helpers])
    (group,) = [c for c in await community.env.bot.tree.fetch_commands() if c.name == "desk"]
    community.guild.set_command_permissions(group, {helpers: True})
    answer = await ada.slash(community.news, f"desk {command}", **options)
    assert answer.modal is None
    assert "That is for moderators" in words(answer)
    simcord.assert_error(community.env, NotAllowed)
