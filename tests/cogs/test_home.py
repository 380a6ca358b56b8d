"""The desk at a glance, and recording from messages."""

from __future__ import annotations

from claims.drafts import NewClaim
from claims.model import Lifecycle
from claims.people import Actor, Role
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words, words_of
from tests.mutiny import MUTINY


async def test_a_quiet_desk_says_so(community: Community) -> None:
    home = await community.sam.slash(community.news, "desk home")
    assert home.ephemeral
    assert "Notes are on" in words(home)
    assert "Nothing needs you" in words(home)
    assert buttons(home.response)["Queue"]["disabled"]


async def test_what_waits_is_counted_and_one_tap_away(community: Community) -> None:
    contributor = Actor(community.guild.id, 77, Role.CONTRIBUTOR)
    draft = await community.services.claims.add(contributor, NewClaim(MUTINY.event.slug, "A bridge fell."))
    assert draft.lifecycle is Lifecycle.DRAFT
    home = await community.sam.slash(community.news, "desk home")
    assert "1 draft." in words(home)
    await community.sam.click(home.response, label="Queue")
    assert "A bridge fell" in words_of(home.response.message)


async def test_members_do_not_see_the_desk(community: Community) -> None:
    commands = await community.env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    (desk,) = [command for command in commands if command.name == "desk"]
    community.guild.set_command_permissions(desk, {community.mira: True})
    refused = await community.mira.slash(community.news, "desk home")
    assert "That is for moderators and viewers" in words(refused)
    community.env.check_errors = False


async def test_a_message_becomes_a_claim_and_the_next_one_gets_its_note(community: Community) -> None:
    said = await community.mira.send(community.news, "The governor of Voronezh has resigned tonight")
    form = await community.sam.context_menu(community.news, "Record as claim", said)
    recorded = await community.sam.submit_modal(
        form, {"statement": said.content, "known": "Nobody has confirmed it."}
    )
    assert "The governor of Voronezh has resigned tonight" in words(recorded)
    await community.mira.send(community.news, "The governor of Voronezh has resigned tonight!!")
    note = community.last_note()
    assert note is not None
    assert "Nobody has confirmed it" in words_of(note)


async def test_a_message_becomes_a_wording(community: Community) -> None:
    words_of_mira = "the eggbeater of the army is toast thanks to the orchestra"
    said = await community.mira.send(community.news, words_of_mira)
    form = await community.sam.context_menu(community.news, "Use as wording", said)
    taught = await community.sam.submit_modal(
        form, {"claim": ["helicopter-shot-down"], "wording": words_of_mira, "never": ["no"]}
    )
    assert "helicopter-shot-down" in words(taught)
    claim = await community.services.claims.claim(community.guild.id, "helicopter-shot-down")
    assert words_of_mira in claim.wordings


async def test_home_leads_to_the_form(community: Community) -> None:
    home = await community.sam.slash(community.news, "desk home")
    form = await community.sam.click(home.response, label="Record a claim")
    recorded = await community.sam.submit_modal(form, {"statement": "A bridge near Rostov was blown up"})
    assert "A bridge near Rostov was blown up" in words(recorded)
