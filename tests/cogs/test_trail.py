"""The audit trail as moderators meet it: pages, one change in full, a file, and undoing."""

from __future__ import annotations

import json
from typing import Any

import pytest
import simcord

from bot.client import CaveatBot
from claims.errors import Changed, NotFound
from claims.model import Lifecycle, Verdict
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words
from tests.cogs.test_desk import JUDGEMENT, judge
from tests.cogs.test_notes import SAID

HELICOPTER = "helicopter-shot-down"


async def audit(here: Community, **options: object) -> Any:
    answer = await here.sam.slash(here.news, "desk audit", **options)
    assert answer.ephemeral
    return answer


async def undo(here: Community, number: int) -> Any:
    return await here.sam.slash(here.news, "desk undo", number=number)


async def claim(here: Community, slug: str = HELICOPTER) -> Any:
    return await here.services.claims.claim(here.guild.id, slug)


async def test_the_trail_tells_who_changed_which_fields_newest_first(community: Community) -> None:
    await judge(community)
    lines = words(await audit(community)).splitlines()
    assert lines[0] == "### Audit trail: 5 changes"
    assert lines[1].startswith("- **#5** <t:")
    assert f"<@{community.sam.id}> judged `{HELICOPTER}` · verdict, known" in lines[1]
    assert lines[2].endswith("loaded `google-news-blocked` · new")
    of_claim = words(await audit(community, claim=HELICOPTER))
    assert of_claim.startswith(f"### Audit trail: 2 changes of `{HELICOPTER}`")
    assert "Nothing was changed there" in words(await audit(community, moderator=community.mira))


async def test_long_trails_have_pages_that_outlive_a_restart(community: Community) -> None:
    for _ in range(4):
        await community.sam.slash(community.news, "desk pause", claim=HELICOPTER)
        await community.sam.slash(community.news, "desk resume", claim=HELICOPTER)
    shown = await audit(community, moderator=community.sam, since="2023-06-24 01:00")
    assert "page 1 of 2" in words(shown)
    await community.env.restart_bot(CaveatBot(community.services))
    await community.sam.click(shown.response, label="Older →")
    assert "page 2 of 2" in words(shown)
    assert f"by <@{community.sam.id}>" in words(shown)


async def test_a_change_in_full_shows_each_field_before_and_after(community: Community) -> None:
    await judge(community)
    shown = await audit(community)
    details = await community.sam.select(shown.response.message, ["5"], custom_id="change")
    told = words(details)
    assert "### Change 5: judged" in told
    assert "**Verdict**\n➖ unverified\n➕ confirmed" in told
    assert "➕ Photographs show the wreck." in told
    assert "{" not in told


async def test_a_change_is_undone_from_its_details_and_the_note_follows(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    await judge(community)
    shown = await audit(community, claim=HELICOPTER)
    details = await community.sam.select(shown.response.message, ["5"], custom_id="change")
    undone = await community.sam.click(details.response, label="Undo")
    assert "Change 5 is undone" in words(undone)
    assert (await claim(community)).verdict is Verdict.UNVERIFIED
    note = community.last_note()
    assert note is not None
    assert "Unverified" in str([part.to_dict() for part in note.components])
    assert "Change 6 is undone" in words(await undo(community, 6))
    assert (await claim(community)).verdict is Verdict.CONFIRMED


async def test_later_changes_are_named_before_they_are_lost(community: Community) -> None:
    await judge(community)
    await community.sam.slash(community.news, "desk pause", claim=HELICOPTER)
    asked = await undo(community, 5)
    assert "**Changed since, and lost by undoing:**" in words(asked)
    assert "- **#6** <t:" in words(asked)
    assert (await claim(community)).verdict is Verdict.CONFIRMED
    await community.sam.slash(community.news, "desk resume", claim=HELICOPTER)
    [label] = buttons(asked.response)
    again = await community.sam.click(asked.response, label=label)
    assert "**#7**" in words(again)
    done = await community.sam.click(again.response, label=label)
    assert "Change 5 is undone" in words(done)
    assert (await claim(community)).verdict is Verdict.UNVERIFIED


async def test_a_loaded_event_is_undone_by_counts(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    await judge(community)
    asked = await undo(community, 1)
    assert "2 claims recorded by it go out of use" in words(asked)
    assert "1 claim changed since stays as it is" in words(asked)
    done = await community.sam.click(asked.response, label="Undo all of it")
    assert "2 claims withdrawn; 1 claim left alone" in words(done)
    assert (await claim(community, "google-news-blocked")).lifecycle is Lifecycle.WITHDRAWN
    assert (await claim(community)).lifecycle is Lifecycle.PUBLISHED


async def test_an_undone_claim_is_no_longer_matched(community: Community) -> None:
    asked = await undo(community, 1)
    await community.sam.click(asked.response, label="Undo all of it")
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    again = await undo(community, 5)
    await community.sam.click(again.response, label="Undo all of it")
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_settings_go_back(community: Community) -> None:
    await community.sam.slash(community.news, "desk pause")
    assert "the settings are as they were before" in words(await undo(community, 5))
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_what_cannot_be_undone_says_what_to_do_instead(community: Community) -> None:
    assert "/desk audit lists them" in words(await undo(community, 99))
    simcord.assert_error(community.env, NotFound)
    await community.sam.slash(community.news, "desk pause", claim=HELICOPTER)
    await undo(community, 5)
    asked = await undo(community, 5)
    nothing = await community.sam.click(asked.response, label="Undo, and lose the later changes")
    assert "nothing to undo" in words(nothing)


async def test_the_last_changes_are_offered_while_typing(community: Community) -> None:
    await judge(community)
    offered = await community.sam.autocomplete(community.news, "desk undo", "number", "judged")
    assert [(choice["value"], choice["name"].split(" ·")[0]) for choice in offered] == [
        (5, f"#5 judged {HELICOPTER}")
    ]


async def test_the_whole_selection_comes_as_a_file_of_json(community: Community) -> None:
    await judge(community)
    shown = await audit(community, claim=HELICOPTER)
    answer = await community.sam.click(shown.response, label="Export")
    sent = answer.response
    assert sent.ephemeral
    assert "All 2 changes of `helicopter-shot-down`" in sent.content
    [file] = sent.attachments
    newest, oldest = json.loads(await file.read())
    assert (newest["number"], newest["action"], newest["moderator"]) == (5, "judged", str(community.sam.id))
    assert newest["before"]["judgements"][-1]["verdict"] == "unverified"
    assert newest["after"]["judgements"][-1]["verdict"] == "confirmed"
    assert oldest["before"] is None


async def test_the_second_of_two_moderators_is_told_what_the_first_changed(community: Community) -> None:
    first = await community.sam.slash(community.news, "desk judge", claim=HELICOPTER)
    second = await community.sam.slash(community.news, "desk judge", claim=HELICOPTER)
    await community.sam.submit_modal(first, JUDGEMENT)
    late = await community.sam.submit_modal(second, {**JUDGEMENT, "verdict": ["false"]})
    assert "verdict, known" in words(late)
    simcord.assert_error(community.env, Changed)


async def test_a_moderator_who_loses_the_role_reads_no_trail_and_undoes_nothing(
    community: Community,
) -> None:
    await judge(community)
    shown = await audit(community)
    details = await community.sam.select(shown.response.message, ["5"], custom_id="change")
    community.env.backend.get_guild(community.guild.id).members[community.sam.id].role_ids.clear()
    for answer in (
        await community.sam.click(shown.response, label="Export"),
        await community.sam.select(shown.response.message, ["5"], custom_id="change"),
        await community.sam.click(details.response, label="Undo"),
    ):
        assert "That is for moderators" in words(answer)
    assert (await claim(community)).verdict is Verdict.CONFIRMED


@pytest.mark.parametrize("hostile", ["@everyone <@1> [x](https://e.example) `y` **z**"])
async def test_what_was_typed_shows_as_it_is(community: Community, hostile: str) -> None:
    await judge(community, known=hostile)
    shown = await audit(community)
    told = words(await community.sam.select(shown.response.message, ["5"], custom_id="change"))
    for live in ("@everyone", "<@1>", "[x](", "**z**"):
        assert live not in told
