from pathlib import Path

import simcord

from claims.errors import AlreadyThere, NotFound, PackProblem
from tests.cogs.conftest import Community
from tests.cogs.shown import words
from tests.cogs.test_notes import SAID


async def test_a_pack_is_loaded_and_notes_begin(empty_community: Community) -> None:
    here = empty_community
    offered = await here.sam.autocomplete(here.news, "caveat setup", "pack", "wag")
    assert [choice["value"] for choice in offered] == ["wagner-mutiny-2023"]
    loaded = await here.sam.slash(
        here.news, "caveat setup", pack="wagner-mutiny-2023", as_of="2023-06-24 02:00"
    )
    assert "Loaded **" in words(loaded)
    assert "✅ I have the permissions" in words(loaded)
    await here.mira.send(here.news, SAID)
    assert here.last_note() is not None


async def test_a_pack_loaded_twice_or_unknown_is_told_in_words(empty_community: Community) -> None:
    here = empty_community
    await here.sam.slash(here.news, "caveat setup", pack="wagner-mutiny-2023")
    again = await here.sam.slash(here.news, "caveat setup", pack="wagner-mutiny-2023")
    assert "already" in words(again)
    simcord.assert_error(here.env, AlreadyThere)
    unknown = await here.sam.slash(here.news, "caveat setup", pack="no-such-pack")
    assert "On the shelf: wagner-mutiny-2023." in words(unknown)
    simcord.assert_error(here.env, NotFound)


async def test_a_broken_pack_is_told_by_its_places_and_loads_nothing(
    empty_community: Community, services_packs: Path
) -> None:
    here = empty_community
    (services_packs / "broken.yaml").write_text(
        "format: caveat-pack/1\nevent: {slug: x, title: X, begins_at: yesterday}\nclaims: []\n",
        encoding="utf-8",
    )
    (services_packs / "huge.json").write_text(" " * (6 * 1024 * 1024), encoding="utf-8")
    for pack, told in (("broken", "begins_at"), ("huge", "5 MB")):
        answer = await here.sam.slash(here.news, "caveat setup", pack=pack)
        assert told in words(answer)
        simcord.assert_error(here.env, PackProblem)
    assert await here.services.events.events(here.guild.id) == []


async def test_help_says_what_silence_means_and_shows_moderators_their_commands(community: Community) -> None:
    member, moderator = [await who.slash(community.news, "help") for who in (community.mira, community.sam)]
    assert "No note does not mean that something is verified" in words(member)
    assert "/desk" not in words(member)
    assert "/desk judge" in words(moderator)
