"""The desk at a glance, and recording from messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import simcord

from claims.drafts import NewClaim
from claims.errors import NotFound
from claims.model import Lifecycle
from claims.people import Actor, Role
from tests.bot.test_desk_ui import PANELS
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_notes import SAID
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
    assert "Judge" in buttons(recorded.response)
    claims = await community.services.claims.claims(community.guild.id)
    (claim,) = [each for each in claims if each.statement == said.content]
    assert claim.first_said_at is not None
    assert abs(claim.first_said_at - said.created_at) < timedelta(milliseconds=1)
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


async def test_home_leads_to_everything_else_there_is(community: Community) -> None:
    sam, home = community.sam, (await community.sam.slash(community.news, "desk home")).response
    assert "Notes, last 30 days" in words(await sam.click(home, label="Statistics"))
    assert "loaded" in words(await sam.click(home, label="Changes"))
    assert "Settings: how notes behave" in words(await sam.click(home, label="Settings"))
    form = await sam.click(home, label="Breaking mode")
    begun = await sam.submit_modal(form, {"event": [MUTINY.event.slug], "hours": ["12"], "window": ["30"]})
    assert "Breaking mode: The Wagner mutiny" in words(begun)
    assert "Breaking mode: The Wagner mutiny" in words(await sam.click(home, label="Breaking mode"))
    await sam.click(home, label="Look again")
    assert f"**Breaking mode**: `{MUTINY.event.slug}`" in words_of(home.message)


async def test_all_notes_are_paused_and_resumed_at_once(community: Community) -> None:
    home = (await community.sam.slash(community.news, "desk home")).response
    await community.sam.click(home, label="Pause all notes")
    assert "All notes are paused" in words_of(home.message)
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    await community.sam.click(home, label="Resume notes")
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_a_claim_is_found_by_a_few_words_with_the_others_to_choose_from(community: Community) -> None:
    home = (await community.sam.slash(community.news, "desk home")).response
    form = await community.sam.click(home, label="Find a claim")
    await community.sam.submit_modal(form, {"words": "helicopter shot down"})
    assert "Wagner forces shot down a Russian military helicopter" in words_of(home.message)
    await community.sam.select(home, custom_id="panel-found", values=["six-helicopters"])
    assert "Wagner shot down six Russian helicopters" in words_of(home.message)
    await community.sam.click(home, label="The desk")
    form = await community.sam.click(home, label="Find a claim")
    told = await community.sam.submit_modal(form, {"words": "submarine"})
    assert "No claim fits these words" in words(told)
    simcord.assert_error(community.env, NotFound)


async def test_files_go_out_and_come_in_by_buttons(community: Community) -> None:
    home = (await community.sam.slash(community.news, "desk home")).response
    files = (await community.sam.click(home, label="Files")).response
    table = await community.sam.click(files, label="A table of claims")
    assert "3 claims" in words(table)
    pack = await community.sam.click(files, label="The latest event, as a pack")
    assert "3 claims" in words(pack)
    form = await community.sam.click(files, label="Import a file")
    statement = b"statement\nA tank was seen in Voronezh.\n"
    compared = await community.sam.submit_modal(
        form, {"file": ("new.csv", statement), "format": ["as-named"], "publish": ["as-usual"]}
    )
    assert "A tank was seen in Voronezh" in words(compared)
    await community.sam.click(shown(compared), label="Import 1 claim")
    claims = await community.services.claims.claims(community.guild.id)
    assert [each.is_draft for each in claims if "tank" in each.statement] == [True]


def shown(answer: simcord.InteractionResult) -> Any:
    """The message of an answer, deferred or not."""
    return answer.response or answer.followups[-1]


async def test_every_button_of_the_desk_is_answered(community: Community) -> None:
    """Whatever a panel shows has a control that answers it, and only one."""
    answered = [
        control.__discord_ui_compiled_template__
        for cog in community.env.bot.cogs.values()  # type: ignore[attr-defined]
        for control in getattr(cog, "controls", ())
    ]
    for view in PANELS:
        for custom_id in (part.custom_id for part in view().walk_children() if hasattr(part, "custom_id")):
            assert sum(bool(each.fullmatch(custom_id)) for each in answered) == 1, custom_id
