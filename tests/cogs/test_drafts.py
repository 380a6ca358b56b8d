"""Drafts in the review queue, in Discord: each decided by one moderator at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from claims.assignments import LONGEST_REASON, WORKED_ON_FOR, Occupied
from claims.audit import Action, Change
from claims.errors import ClaimError, Invalid, NotFound
from claims.model import Claim, Lifecycle
from db.stores import open_stores
from tests import fakes
from tests.cogs.conftest import Community
from tests.cogs.moderators import second_moderator
from tests.cogs.shown import buttons, words
from tests.cogs.test_feedback import SLUG
from tests.mutiny import HELICOPTER

TANK = "tank"
HOSTILE = "@everyone **loud** [click](https://example.org) ||x|| <@1>"


@pytest.fixture
async def drafted(community: Community, tmp_path: Path) -> Community:
    """A community with a draft, as an import leaves it."""
    async with open_stores(f"sqlite:///{tmp_path}/caveat.db") as stores:
        draft = replace(
            HELICOPTER,
            slug=TANK,
            statement="A tank burned.",
            wordings=("a tank is on fire",),
            lifecycle=Lifecycle.DRAFT,
            links=(),
        )
        await stores.claims.add(community.guild.id, draft, Change(Action.ADDED, community.sam.id, fakes.NOW))
    return community


async def card(community: Community, who: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    """Open the draft's card from the queue."""
    moderator = who or community.sam
    listed = await queue(community, moderator)
    return await moderator.click(listed.response.message, custom_id=f"queue-card:draft:0:{TANK}")


async def queue(community: Community, who: simcord.MemberActor) -> simcord.InteractionResult:
    return await who.slash(community.news, "desk queue")


async def tank(community: Community) -> Claim:
    return await community.services.claims.claim(community.guild.id, TANK)


async def fill(
    community: Community, label: str, filled: dict[str, Any], shown: discord.Message | None = None
) -> simcord.InteractionResult:
    """Press a button of the draft's card and send its form."""
    message = shown or (await card(community)).response.message
    return await community.sam.submit_modal(await community.sam.click(message, label=label), filled)


async def test_an_edited_draft_is_shown_as_it_is_now_and_can_be_published(drafted: Community) -> None:
    shown = await card(drafted)
    await drafted.env.restart_bot(CaveatBot(drafted.services))
    form = await drafted.sam.click(shown.response.message, label="Edit")
    assert "A tank burned." in str(form.modal)
    saved = await drafted.sam.submit_modal(
        form, {"statement": "Two tanks burned.", "said_by": "", "first_said": ""}
    )
    assert "### Two tanks burned." in words(saved)
    assert "This claim is draft." in words(saved)
    assert f"🔒 <@{drafted.sam.id}> works on this" in words(saved)
    published = await drafted.sam.click(saved.response.message, label="Publish")
    assert "### Two tanks burned." in words(published)
    assert "This claim is draft." not in words(published)
    assert set(buttons(published.response.message)) == {"Sources", "History", "Follow"}


async def test_a_declined_draft_is_withdrawn_with_the_reason(drafted: Community) -> None:
    declined = await fill(drafted, "Decline", {"reason": HOSTILE})
    assert "This claim is withdrawn: @\u200beveryone \\*\\*loud\\*\\*" in words(declined)
    for live in ("@everyone", "**loud", "[click](", "||x", "<@1>"):
        assert live not in words(declined)
    assert (await tank(drafted)).lifecycle is Lifecycle.WITHDRAWN
    assert "Nothing waits for you here" in words(await queue(drafted, drafted.sam))


async def test_blanks_are_no_reason(drafted: Community) -> None:
    refused = await fill(drafted, "Decline", {"reason": "  "})
    assert "The reason is empty" in words(refused)
    simcord.assert_error(drafted.env, Invalid)
    assert (await tank(drafted)).is_draft


@pytest.mark.parametrize(
    ("reason", "told"), [("", "cannot be empty"), ("x" * (LONGEST_REASON + 1), "exceeds max_length=300")]
)
async def test_the_form_takes_no_reason_that_is_empty_or_too_long(
    drafted: Community, reason: str, told: str
) -> None:
    with pytest.raises(simcord.SetupError, match=told):
        await fill(drafted, "Decline", {"reason": reason})


async def test_a_judged_draft_is_published(drafted: Community) -> None:
    sheet = await drafted.sam.click((await card(drafted)).response.message, label="Judge")
    form = await drafted.sam.click(sheet.response, label="Write and save")
    judged = await drafted.sam.submit_modal(form, {"unknown": "Whose."})
    assert "**Not known:** Whose." in words(judged)
    assert (await tank(drafted)).lifecycle is Lifecycle.PUBLISHED


@pytest.mark.parametrize("filled", [{"claim": [SLUG]}, {"claim": [], "other": f"`{SLUG}`"}])
async def test_an_attached_drafts_words_go_over_and_undo_brings_it_back(
    drafted: Community, filled: dict[str, Any]
) -> None:
    attached = await fill(drafted, "Attach to claim", filled)
    assert f"The draft `{TANK}` is part of `{SLUG}` now, which keeps its verdict and got 2 wordings" in words(
        attached
    )
    assert "`/desk undo` takes all of it back" in words(attached)
    into = await drafted.services.claims.claim(drafted.guild.id, SLUG)
    assert {"A tank burned.", "a tank is on fire"} <= set(into.wordings)
    assert (await tank(drafted)).lifecycle is Lifecycle.SUPERSEDED
    [last] = await drafted.services.trail.latest(drafted.sams_actor, 1)
    await drafted.services.undoing.undo(drafted.sams_actor, last.number, last.number)
    assert (await tank(drafted)).is_draft


@pytest.mark.parametrize(
    ("filled", "told", "error"),
    [
        ({"claim": [], "other": "submarine"}, "There is no claim “submarine”", NotFound),
        ({"claim": [], "other": SLUG}, f"“{SLUG}” was withdrawn", Invalid),
        ({"claim": [], "other": TANK}, "cannot be merged into itself", Invalid),
        ({"claim": [], "other": " "}, "Pick a claim from the list", Invalid),
    ],
)
async def test_a_draft_is_attached_to_nothing_unknown_or_out_of_use(
    drafted: Community, filled: dict[str, Any], told: str, error: type[ClaimError]
) -> None:
    await drafted.services.editing.withdraw(drafted.sams_actor, SLUG, "Nobody says it.")
    refused = await fill(drafted, "Attach to claim", filled)
    assert told in words(refused)
    simcord.assert_error(drafted.env, error)
    assert (await tank(drafted)).is_draft


async def test_a_withdrawn_claim_and_the_draft_itself_are_not_offered(drafted: Community) -> None:
    await drafted.services.editing.withdraw(drafted.sams_actor, SLUG, "Nobody says it.")
    form = await drafted.sam.click((await card(drafted)).response.message, label="Attach to claim")
    assert f"'value': '{SLUG}'" not in str(form.modal)
    assert f"'value': '{TANK}'" not in str(form.modal)


async def test_two_moderators_do_not_work_on_one_draft_unknowingly(
    drafted: Community, clock: fakes.Ticking
) -> None:
    ada = second_moderator(drafted)
    seen, adas = (await card(drafted)).response.message, (await card(drafted, ada)).response.message
    opened = await ada.click(adas, label="Decline")
    assert f"🔒 <@{ada.id}> since" in words(await queue(drafted, drafted.sam))
    for label in ("Publish", "Edit", "Attach to claim", "Judge", "Decline", "Assign to me"):
        asked = await drafted.sam.click(seen, label=label)
        assert asked.ephemeral
        assert f"The draft `{TANK}` is being worked on by <@{ada.id}>, who began <t:" in words(asked)
    put_aside = await drafted.sam.select(seen, ["1h"], custom_id=f"work:snooze:draft:0:{TANK}")
    assert "Take it over?" in words(put_aside)
    taken = await drafted.sam.click(asked.response.message, label="Take it over")
    assert f"🔒 <@{drafted.sam.id}> works on this" in words(taken)
    refused = await ada.submit_modal(opened, {"reason": "Two weeks old."})
    assert f"<@{drafted.sam.id}> works on this since" in words(refused)
    assert "Two weeks old." in words(refused)
    simcord.assert_error(drafted.env, Occupied)
    clock.now += WORKED_ON_FOR
    assert (await tank(drafted)).is_draft
    await ada.click(adas, label="Publish")
    assert not (await tank(drafted)).is_draft


async def test_what_was_decided_is_not_taken_over_any_more(drafted: Community) -> None:
    ada = second_moderator(drafted)
    seen = (await card(drafted)).response.message
    await drafted.sam.click(seen, label="Assign to me")
    asked = await ada.click((await card(drafted, ada)).response.message, label="Edit")
    await drafted.sam.click(seen, label="Publish")
    late = await ada.click(asked.response.message, label="Take it over")
    assert f"a moment faster: `{TANK}` is published now" in words(late)


async def test_assigned_released_and_put_aside_as_the_card_says(drafted: Community) -> None:
    shown = await drafted.sam.click((await card(drafted)).response.message, label="Assign to me")
    assert f"🔒 <@{drafted.sam.id}> works on this" in words(shown)
    shown = await drafted.sam.click(shown.response.message, label="Release")
    assert "🔒" not in words(shown)
    custom_id = f"work:snooze:draft:0:{TANK}"
    shown = await drafted.sam.select(shown.response.message, ["8h"], custom_id=custom_id)
    assert "💤 Put aside until <t:" in words(shown)
    assert "Nothing waits for you here" in words(await queue(drafted, drafted.sam))


async def test_who_is_a_moderator_no_more_decides_nothing_on_a_card_that_is_open(drafted: Community) -> None:
    seen = (await card(drafted)).response.message
    drafted.env.backend.get_guild(drafted.guild.id).members[drafted.sam.id].role_ids.clear()
    for label in ("Publish", "Edit", "Attach to claim", "Judge", "Decline", "Assign to me"):
        assert "That is for moderators" in words(await drafted.sam.click(seen, label=label))
    assert (await tank(drafted)).is_draft


async def test_who_erases_themselves_lets_go_what_they_work_on(drafted: Community) -> None:
    await drafted.sam.click((await card(drafted)).response.message, label="Assign to me")
    await drafted.services.privacy.erase(drafted.sams_actor)
    assert "🔒" not in words(await queue(drafted, drafted.sam))
