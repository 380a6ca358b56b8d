"""Files of claims in Discord: compared first, imported on a press, exported to whoever asked."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot import imports
from claims.errors import Invalid, NotAllowed, PackProblem
from claims.model import Verdict
from interchange.pack import pack_bytes
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words
from tests.mutiny import MUTINY

TABLE = (
    b"slug;statement;wordings;verdict;known\r\n"
    b'bridge-fell;A bridge over the Oka has been blown up.;"they blew the Oka bridge";;A channel says so.\r\n'
    b"google-news-blocked;;;unverified;Nobody measured it.\r\n"
)
SAID = "they blew up the bridge over the Oka"


async def hand_over(
    community: Community, octets: bytes = TABLE, name: str = "claims.csv", **options: object
) -> simcord.InteractionResult:
    shown = await community.sam.slash(community.news, "desk import", file=(name, octets), **options)
    assert shown.ephemeral
    return shown


async def press(
    community: Community, shown: simcord.InteractionResult, label: str
) -> simcord.InteractionResult:
    assert shown.response is not None
    return await community.sam.click(shown.response.message, label=label)


def labels(shown: simcord.InteractionResult) -> list[str]:
    assert shown.response is not None
    return list(buttons(shown.response))


async def slugs(community: Community) -> list[str]:
    return [claim.slug for claim in await community.services.claims.claims(community.guild.id)]


async def test_a_file_is_compared_first_and_imported_on_a_press(community: Community) -> None:
    shown = await hand_over(community)
    assert "Claims: 1 new (1 as drafts), 1 changed, 0 as they are." in words(shown)
    assert "+ bridge-fell: A bridge over the Oka" in words(shown)
    assert "google-news-blocked: verdict confirmed → unverified" in words(shown)
    assert labels(shown) == ["Import 2 claims", "Cancel"]
    assert "bridge-fell" not in await slugs(community)
    done = await press(community, shown, label="Import 2 claims")
    assert "bridge-fell" in await slugs(community)
    claim = await community.services.claims.claim(community.guild.id, "google-news-blocked")
    assert claim.verdict is Verdict.UNVERIFIED
    assert len(claim.judgements) == 3
    assert claim.current.judged_by == community.sam.id
    assert done is not None


async def test_what_was_imported_is_shown_in_place_of_the_buttons(community: Community) -> None:
    shown = await hand_over(community)
    await press(community, shown, label="Import 2 claims")
    assert "Imported claims.csv" in words(shown)
    assert "Drafts get no notes" in words(shown)
    assert labels(shown) == []


async def test_drafts_get_no_notes_and_published_claims_do(community: Community) -> None:
    shown = await hand_over(community)
    await press(community, shown, label="Import 2 claims")
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    shown = await hand_over(community, publish=True)
    assert "bridge-fell: lifecycle draft → published" in words(shown)
    await press(community, shown, label="Import 1 claim")
    await community.mira.send(community.news, f"{SAID}!")
    assert community.last_note() is not None


async def test_a_comparison_can_be_left_alone(community: Community) -> None:
    shown = await hand_over(community)
    await press(community, shown, label="Cancel")
    assert "Nothing of claims.csv was imported" in words(shown)
    assert labels(shown) == []
    assert "bridge-fell" not in await slugs(community)


async def test_a_comparison_that_is_too_old_is_over(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await hand_over(community)
    monkeypatch.setattr(imports, "VALID_FOR", timedelta(seconds=-1))
    told = await press(community, shown, label="Import 2 claims")
    assert "That comparison is over" in words(told)
    assert "bridge-fell" not in await slugs(community)


async def test_a_file_that_is_there_already_offers_no_button(community: Community) -> None:
    shown = await hand_over(community, pack_bytes(MUTINY, "pack.yaml"), "pack.yaml")
    assert "Claims: 0 new, 0 changed, 3 as they are." in words(shown)
    assert labels(shown) == []


async def test_a_pack_makes_its_event_in_an_empty_server(empty_community: Community) -> None:
    shown = await hand_over(empty_community, pack_bytes(MUTINY, "pack.json"), "pack.json")
    assert "the event “The Wagner mutiny” is new" in words(shown)
    await press(empty_community, shown, label="Import 3 claims")
    assert len(await slugs(empty_community)) == 3
    await empty_community.mira.send(empty_community.news, "Wagner shot down a Russian military helicopter")
    assert empty_community.last_note() is not None


async def test_what_is_wrong_is_told_by_row_and_column(community: Community) -> None:
    bad = b"slug,statement,source_url\na,x,https://a.example\nb,y,javascript:alert(1)\na,z,\n"
    shown = await hand_over(community, bad)
    assert "2 places are wrong, so nothing is imported:" in words(shown)
    assert "row 3, column source\\_url: A source's address must begin with https" in words(shown)
    assert "row 4: “a” is there already: row 2" in words(shown)
    assert labels(shown) == []


@pytest.mark.parametrize(
    ("octets", "name", "told"),
    [
        (b"PK\x03\x04", "claims.csv", "is a zip archive or a workbook"),
        (b"\xff" * 10, "claims.csv", "is not UTF-8"),
        (b"one,two\n", "claims.csv", "has no header"),
        (b"x", "claims.exe", "cannot be imported"),
        (b"PK\x03\x04", "all.zip", "cannot be imported"),
        (b"{", "claims.jsonld", "is not valid JSON"),
        (b"slug,[click](https://evil.example)\n", "claims.csv", "\\[click\\]"),
    ],
)
async def test_files_that_are_none_are_refused_in_words(
    community: Community, octets: bytes, name: str, told: str
) -> None:
    assert told in words(await hand_over(community, octets, name))
    simcord.assert_error(community.env, PackProblem)


async def test_a_large_attachment_is_refused_before_it_is_fetched(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetched(*arguments: object, **options: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr("discord.Attachment.read", fetched)
    shown = await hand_over(community, b"x" * (25 * 1024 * 1024))
    assert "That file has 25.0 MB; 8 MB is the most here." in words(shown)
    simcord.assert_error(community.env, Invalid)


async def exported(community: Community, format: str, **options: object) -> tuple[str, bytes]:
    shown = await community.sam.slash(community.news, "desk export", format=format, **options)
    assert shown.ephemeral
    assert shown.response is not None
    [file] = shown.response.attachments
    return file.filename, await file.read()


async def test_everything_a_server_owns_comes_in_one_archive(community: Community) -> None:
    await community.mira.send(community.news, "Wagner shot down a Russian military helicopter")
    name, octets = await exported(community, "everything")
    assert name == "caveat.zip"
    archive = zipfile.ZipFile(io.BytesIO(octets))
    assert archive.namelist() == [
        "packs/wagner-mutiny.yaml",
        "claims.csv",
        "notes.csv",
        "settings.json",
        "audit.json",
    ]
    assert archive.testzip() is None
    assert json.loads(archive.read("settings.json"))["mode"] == "on"
    trail = json.loads(archive.read("audit.json"))
    subjects = [record["subject"] for record in trail]
    assert subjects[:2] == ["event:wagner-mutiny", "claim:helicopter-shot-down"]
    notes = archive.read("notes.csv").decode("utf-8-sig").splitlines()
    assert len(notes) == 2
    assert '"helicopter-shot-down","posted"' in notes[1]


async def test_what_is_exported_is_imported_again_without_a_change(community: Community) -> None:
    for format in ("pack", "csv", "claimreview"):
        name, octets = await exported(community, format)
        assert "0 new, 0 changed, 3 as they are" in words(await hand_over(community, octets, name))


async def test_claimreview_names_the_server_as_who_publishes(community: Community) -> None:
    _, octets = await exported(community, "claimreview", event="wagner-mutiny")
    [first, *_] = json.loads(octets)["@graph"]
    assert first["author"]["name"] == "Frontline Watch"


async def test_an_export_that_discord_would_not_carry_is_refused(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: Any = discord.Interaction._from_data
    small = {"attachment_size_limit": 10}
    monkeypatch.setattr(discord.Interaction, "_from_data", lambda it, data: received(it, {**data, **small}))
    shown = await community.sam.slash(community.news, "desk export", format="csv")
    assert "more than Discord lets me send" in words(shown)
    simcord.assert_error(community.env, Invalid)


@pytest.mark.parametrize("command", ["desk import", "desk export"])
async def test_members_move_no_files_even_when_discord_lets_them(community: Community, command: str) -> None:
    helpers = community.guild.create_role("Helpers")
    ada = community.guild.add_member(community.env.create_user("ada"), roles=[helpers])
    (desk,) = [c for c in await community.env.bot.tree.fetch_commands() if c.name == "desk"]
    community.guild.set_command_permissions(desk, {helpers: True})
    options: dict[str, object] = (
        {"file": ("claims.csv", TABLE)} if command == "desk import" else {"format": "csv"}
    )
    assert "Manage Messages" in words(await ada.slash(community.news, command, **options))
    simcord.assert_error(community.env, NotAllowed)


async def test_a_moderator_who_loses_the_role_loses_the_button_too(community: Community) -> None:
    shown = await hand_over(community)
    community.env.backend.get_guild(community.guild.id).members[community.sam.id].role_ids.clear()
    told = await press(community, shown, label="Import 2 claims")
    assert "Manage Messages" in words(told)
    assert "bridge-fell" not in await slugs(community)
