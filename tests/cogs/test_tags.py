"""/caveat tag, as a moderator meets it."""

from __future__ import annotations

import simcord

from claims.errors import NotAllowed
from claims.model import Verdict
from tests.cogs.conftest import Community
from tests.cogs.shown import words


async def test_a_moderator_shows_a_verdict_as_a_tag_and_takes_it_back(community: Community) -> None:
    here = community
    chosen = await here.sam.slash(here.news, "caveat tag", verdict="false", tag="debunked")
    assert "❌ False → **debunked** (no forum here has this tag yet" in words(chosen)
    assert (await here.services.notes.settings(here.guild.id)).tags == {Verdict.FALSE: "debunked"}
    cleared = await here.sam.slash(here.news, "caveat tag", verdict="false")
    assert "No verdict is shown as a forum tag" in words(cleared)
    assert (await here.services.notes.settings(here.guild.id)).tags == {}


async def test_members_may_not_choose(community: Community) -> None:
    here = community
    (caveat,) = [c for c in await here.env.bot.tree.fetch_commands() if c.name == "caveat"]
    here.guild.set_command_permissions(caveat, {here.mira: True})
    refused = await here.mira.slash(here.news, "caveat tag", verdict="false", tag="debunked")
    assert "That is for leads" in words(refused)
    simcord.assert_error(here.env, NotAllowed)
