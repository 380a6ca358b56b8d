"""Forms that offer claims to pick from: they open, whatever the matcher is doing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import simcord

import bot.patience
from claims.errors import NotFound
from claims.reading import Reading
from matching.service import MatchingService
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, with_moderators_channel
from tests.cogs.shown import words
from tests.cogs.test_notes import SAID
from tests.cogs.test_tips import suggest
from tests.mutiny import MUTINY

SLUG = "helicopter-shot-down"


@pytest.fixture
def matcher_gets_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """A matcher that is not ready before anybody gives up."""

    monkeypatch.setattr(MatchingService, "search", _never)
    monkeypatch.setattr(bot.patience, "FORM_S", 0)


async def _never(self: MatchingService, guild_id: int, text: str) -> Reading:
    await asyncio.Event().wait()
    raise AssertionError


def offered(form: simcord.InteractionResult) -> list[str]:
    """The claims of a form's list, in order."""
    assert form.modal is not None
    lists = [label["component"] for label in form.modal["components"]]
    (claims,) = [each for each in lists if each.get("custom_id") == "claim"]
    return [option["value"] for option in claims["options"]]


async def test_the_likeliest_come_first(community: Community) -> None:
    panel = (await community.sam.slash(community.news, "desk home", claim="six-helicopters")).response
    form = await community.sam.click(panel, label="Merge")
    assert offered(form)[0] == SLUG
    assert "six-helicopters" not in offered(form)
    assert len(offered(form)) == len(MUTINY.claims) - 1


@pytest.mark.usefixtures("matcher_gets_ready")
async def test_forms_open_at_once_while_the_matcher_gets_ready(community: Community) -> None:
    panel = (await community.sam.slash(community.news, "desk home", claim=SLUG)).response
    forms = [await community.sam.click(panel, label="Merge")]
    await community.sam.click(panel, label="Family")
    forms.append(await community.sam.click(panel, label="Link to a claim"))
    said = await community.mira.send(community.news, "the bird is down")
    forms.append(await community.sam.context_menu(community.news, "Use as wording", said))
    assert all("six-helicopters" in offered(form) for form in forms)


@pytest.mark.usefixtures("matcher_gets_ready")
async def test_a_suggested_claim_can_be_attached_while_the_matcher_gets_ready(
    community: Community, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    await suggest(community)
    [card] = await cards(community, desk)
    form = await community.sam.click(card, label="Attach to claim")
    assert SLUG in offered(form)


async def test_words_of_a_message_need_a_claim_to_go_to(empty_community: Community) -> None:
    said = await empty_community.mira.send(empty_community.news, "the bird is down")
    told = await empty_community.sam.context_menu(empty_community.news, "Use as wording", said)
    assert "Record one first with /desk add" in words(told)
    simcord.assert_error(empty_community.env, NotFound)


async def test_claims_out_of_use_are_not_offered(community: Community) -> None:
    editing, by = community.services.editing, community.sams_actor
    await editing.withdraw(by, "six-helicopters", "A joke.")
    said = await community.mira.send(community.news, "six helicopters were shot down")
    form = await community.sam.context_menu(community.news, "Use as wording", said)
    assert "six-helicopters" not in offered(form)


async def test_what_never_matches_is_asked_for_with_the_whole_message_while_the_matcher_gets_ready(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    await community.mira.send(community.news, SAID)
    stopped = await community.sam.click(community.last_note(), label="Wrong match")
    monkeypatch.setattr(MatchingService, "rank", _never)
    monkeypatch.setattr(bot.patience, "FORM_S", 0)
    form = await community.sam.click(stopped.response.message, label="Never match texts like this")
    assert SAID in str(form.modal)
