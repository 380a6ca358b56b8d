"""Roles at the desk, given on the settings panel and taken away in Discord."""

from __future__ import annotations

import simcord

from bot.ui.ids import settings as settings_ids
from claims.errors import NotAllowed
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.shown import words, words_of
from tests.cogs.test_modes import people


async def given(here: Community, wish: Wish) -> simcord.MemberActor:
    """A member with a role that a lead made something at the desk."""
    role = here.guild.create_role("Newsroom")
    member = here.guild.add_member(here.env.create_user("noa"), roles=[role])
    panel = await people(here)
    await here.sam.select(panel.message, [role], custom_id=settings_ids.wish(wish))
    assert f"<@&{role.id}>" in words_of(panel.message)
    return member


async def shown_the_desk(here: Community, member: simcord.MemberActor) -> None:
    """Let Discord show a member the commands of the desk, as an administrator may."""
    commands = await here.env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    for command in commands:
        if command.name in {"desk", "caveat"}:
            here.guild.set_command_permissions(command, {member: True})


async def test_a_viewer_reads_the_desk_and_changes_nothing(community: Community) -> None:
    noa = await given(community, Wish.VIEWERS)
    await shown_the_desk(community, noa)
    stats = await noa.slash(community.news, "desk stats")
    assert "That is for" not in words(stats)
    refused = await noa.slash(community.news, "desk pause")
    assert "That is for moderators" in words(refused)
    simcord.assert_error(community.env, NotAllowed)


async def test_a_role_makes_a_moderator_and_its_loss_takes_the_power_at_once(community: Community) -> None:
    noa = await given(community, Wish.MODERATORS)
    await shown_the_desk(community, noa)
    assert "paused" in words(await noa.slash(community.news, "desk pause", channel=community.news))
    community.env.backend.get_guild(community.guild.id).members[noa.id].role_ids.clear()
    refused = await noa.slash(community.news, "desk resume", channel=community.news)
    assert "That is for moderators" in words(refused)
    simcord.assert_error(community.env, NotAllowed)


async def test_a_moderator_by_role_does_not_settle_who_may_do_what(community: Community) -> None:
    noa = await given(community, Wish.MODERATORS)
    await shown_the_desk(community, noa)
    panel = await noa.slash(community.news, "caveat settings")
    refused = await noa.select(panel.response.message, ["yes"], custom_id=settings_ids.wish(Wish.SILENT))
    assert "That is for leads" in words(refused)
