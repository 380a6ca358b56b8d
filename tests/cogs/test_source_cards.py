"""The moderators' cards of suggested sources, in Discord: corrected, attached, declined, by one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from claims.assignments import LONGEST_REASON, WORKED_ON_FOR, Occupied
from claims.errors import ClaimError, Invalid, NotFound
from tests import fakes
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, second_moderator, with_moderators_channel
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_evidence import SOURCE, suggest
from tests.cogs.test_feedback import SLUG, note_under
from tests.cogs.test_notes import SAID
from tests.cogs.test_tips import suggest as suggest_claim
from tests.cogs.test_tips import told
from tests.mutiny import HELICOPTER, MUTINY

HOSTILE = "@everyone **loud** [click](https://example.org) ||x|| <@1>"
OTHER = next(claim for claim in MUTINY.claims if claim.slug != SLUG)


async def carded(
    community: Community, folder: Path, **changes: Any
) -> tuple[simcord.ChannelHandle, discord.Message]:
    """A moderators' channel with the card of one suggested source."""
    desk = await with_moderators_channel(community, folder)
    await suggest(community, await note_under(community, SAID), **changes)
    [card] = await cards(community, desk)
    return desk, card


async def sources(community: Community, slug: str) -> list[str | None]:
    return [piece.url for piece in (await community.services.claims.claim(community.guild.id, slug)).evidence]


async def test_who_asked_to_hear_is_told_once_without_the_moderators_name(
    community: Community, tmp_path: Path
) -> None:
    _, card = await carded(community, tmp_path)
    await community.sam.click(card, label="Accept")
    await community.env.settle()
    [outcome] = told(community)
    assert "Your suggestion in Frontline Watch" in outcome
    assert "> [Photographs of the wreck](https://example.org/wreck)" in outcome
    assert "**Moderators accepted it.**" in outcome
    assert HELICOPTER.statement in outcome
    assert f"{community.sam.id}" not in outcome


async def test_who_did_not_ask_to_hear_is_not_told(community: Community, tmp_path: Path) -> None:
    _, card = await carded(community, tmp_path, tell=["no"])
    form = await community.sam.click(card, label="Decline")
    assert "Stays on the card." in str(form.modal)
    declined = await community.sam.submit_modal(form, {"reason": "Old."})
    assert "Whoever suggested it is told" not in words(declined)
    await community.env.settle()
    assert told(community) == []


async def test_who_takes_no_direct_messages_goes_without(community: Community, tmp_path: Path) -> None:
    _, card = await carded(community, tmp_path)
    path = f"/channels/{community.mira.user.dm_channel.id}/messages"
    community.env.inject_error("POST", path, status=403, code=50007, times=None)
    await community.sam.click(card, label="Accept")
    await community.env.settle()
    assert told(community) == []
    assert not [job for job in await community.services.queue.take("test", 9) if "outcome" in job.kind]


async def test_an_edited_one_is_accepted_as_it_was_corrected(community: Community, tmp_path: Path) -> None:
    desk, card = await carded(community, tmp_path)
    await community.env.restart_bot(CaveatBot(community.services))
    form = await community.sam.click(card, label="Edit")
    assert SOURCE["url"] in str(form.modal)
    right = {
        "title": "The wreck, filmed",
        "publisher": "BBC",
        "stance": ["refutes"],
        "url": "https://example.org/right",
    }
    saved = await community.sam.submit_modal(form, right)
    assert f"among the sources of `{SLUG}` now" in words(saved)
    [card] = await cards(community, desk)
    assert "[The wreck, filmed](https://example.org/right), BBC (example.org) · refutes it" in words_of(card)
    assert "**✅ Accepted** by" in words_of(card)
    assert (await sources(community, SLUG))[-1] == "https://example.org/right"
    [outcome] = told(community)
    assert "The wreck, filmed" in outcome


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "not an address"])
async def test_it_is_corrected_to_no_address_that_nobody_could_open(
    community: Community, tmp_path: Path, url: str
) -> None:
    _, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Edit")
    filled = {"title": "The wreck", "publisher": "BBC", "stance": ["context"], "url": url}
    refused = await community.sam.submit_modal(form, filled)
    assert "must begin with https://" in words(refused)
    assert "BBC" in words(refused)
    simcord.assert_error(community.env, Invalid)
    assert len(await community.services.evidence.open_ones(community.sams_actor)) == 1


@pytest.mark.parametrize("filled", [{"claim": [OTHER.slug]}, {"claim": [], "other": f"`{OTHER.slug}`"}])
async def test_one_under_the_wrong_note_is_accepted_for_another_claim(
    community: Community, tmp_path: Path, filled: dict[str, Any]
) -> None:
    desk, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Attach to claim")
    assert f"'value': '{SLUG}'" not in str(form.modal)
    attached = await community.sam.submit_modal(form, filled)
    assert f"among the sources of `{OTHER.slug}` now" in words(attached)
    [card] = await cards(community, desk)
    assert f"**✅ Accepted** for `{OTHER.slug}` by <@{community.sam.id}>" in words_of(card)
    assert SOURCE["url"] in await sources(community, OTHER.slug)
    assert SOURCE["url"] not in await sources(community, SLUG)
    [outcome] = told(community)
    assert f"`{OTHER.slug}`" in outcome


@pytest.mark.parametrize(
    ("other", "told_so", "error"),
    [
        ("submarine", "There is no claim “submarine”", NotFound),
        (OTHER.slug, f"“{OTHER.slug}” was withdrawn", Invalid),
        ("", "Pick a claim from the list", Invalid),
    ],
)
async def test_it_is_attached_to_no_claim_that_is_unknown_or_out_of_use(
    community: Community, tmp_path: Path, other: str, told_so: str, error: type[ClaimError]
) -> None:
    _, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Attach to claim")
    await community.services.editing.withdraw(community.sams_actor, OTHER.slug, "Nobody says it.")
    refused = await community.sam.submit_modal(form, {"claim": [], "other": other})
    assert told_so in words(refused)
    simcord.assert_error(community.env, error)
    assert len(await community.services.evidence.open_ones(community.sams_actor)) == 1


async def test_a_declined_one_tells_its_author_the_reason(community: Community, tmp_path: Path) -> None:
    desk, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Decline")
    assert "Whoever suggested it reads this." in str(form.modal)
    declined = await community.sam.submit_modal(form, {"reason": HOSTILE})
    assert "Whoever suggested it is told." in words(declined)
    [card] = await cards(community, desk)
    [outcome] = told(community)
    assert "Moderators did not take it.** Their reason: @\u200beveryone \\*\\*loud" in outcome
    assert "**Reason:** @\u200beveryone \\*\\*loud" in words_of(card)
    for live in ("@everyone", "**loud", "[click](", "||x", "<@1>"):
        assert live not in outcome
        assert live not in words_of(card)


async def test_the_form_takes_no_reason_that_is_too_long(community: Community, tmp_path: Path) -> None:
    _, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Decline")
    with pytest.raises(simcord.SetupError, match="exceeds max_length=300"):
        await community.sam.submit_modal(form, {"reason": "x" * (LONGEST_REASON + 1)})


async def test_two_moderators_do_not_work_on_one_source_unknowingly(
    community: Community, tmp_path: Path, clock: fakes.Ticking
) -> None:
    desk, card = await carded(community, tmp_path)
    ada = second_moderator(community)
    opened = await ada.click(card, label="Decline")
    [card] = await cards(community, desk)
    assert f"🔒 <@{ada.id}> works on this since <t:" in words_of(card)
    queue = await community.sam.slash(community.news, "desk queue")
    assert f"🔒 <@{ada.id}> since" in words(queue)
    for label in ("Accept", "Edit", "Attach to claim", "Decline", "Release"):
        asked = await community.sam.click(card, label=label)
        assert asked.ephemeral
        assert f"Suggested source 1 is being worked on by <@{ada.id}>, who began <t:" in words(asked)
    put_aside = await community.sam.select(card, ["1h"], custom_id="work:snooze:evidence:1:")
    assert "Take it over?" in words(put_aside)
    taken = await community.sam.click(asked.response.message, label="Take it over")
    assert f"🔒 <@{community.sam.id}> works on this" in words(taken)
    refused = await ada.submit_modal(opened, {"reason": "Two weeks old."})
    assert f"<@{community.sam.id}> works on this since" in words(refused)
    assert "Two weeks old." in words(refused)
    simcord.assert_error(community.env, Occupied)
    clock.now += WORKED_ON_FOR
    assert "among the sources" in words(await ada.click(card, label="Accept"))
    late = await community.sam.click(taken.response.message, label="Accept")
    assert f"<@{ada.id}> accepted this source before you." in words(late)


async def test_what_was_decided_is_not_taken_over_any_more(community: Community, tmp_path: Path) -> None:
    _, card = await carded(community, tmp_path)
    ada = second_moderator(community)
    await community.sam.click(card, label="Assign to me")
    asked = await ada.click(card, label="Edit")
    await community.sam.click(card, label="Accept")
    late = await ada.click(asked.response.message, label="Take it over")
    assert f"<@{community.sam.id}> accepted this source before you." in words(late)


async def test_assigned_released_and_put_aside_as_card_and_list_say(
    community: Community, tmp_path: Path
) -> None:
    desk, card = await carded(community, tmp_path)
    await community.sam.click(card, label="Assign to me")
    listed = await community.sam.slash(community.news, "desk evidence")
    assert f"🔒 <@{community.sam.id}> works on this" in words(listed)
    [card] = await cards(community, desk)
    assert "Release" in buttons(card)
    await community.sam.click(card, label="Release")
    await community.sam.select(card, ["8h"], custom_id="work:snooze:evidence:1:")
    [card] = await cards(community, desk)
    assert "💤 Put aside until <t:" in words_of(card)
    queue = await community.sam.slash(community.news, "desk queue")
    assert "Nothing waits for you here" in words(queue)


async def test_who_erases_themselves_lets_go_what_they_work_on(community: Community, tmp_path: Path) -> None:
    desk, card = await carded(community, tmp_path)
    await community.sam.click(card, label="Assign to me")
    await suggest_claim(community, by=community.sam)
    asked = await community.sam.slash(community.news, "privacy")
    asked = await community.sam.click(asked.response.message, label="Erase what is stored about me")
    await community.sam.click(asked.response.message, label="Erase for good")
    card, _ = await cards(community, desk)
    assert "### 🔗 Suggested source 1" in words_of(card)
    assert "🔒" not in words_of(card)
