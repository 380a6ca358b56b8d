"""/desk stale, /desk recheck and `check_again`: what moderators see of a claim past its review."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import simcord

from bot.client import CaveatBot
from claims.model import Verdict
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.moderators import second_moderator
from tests.cogs.shown import buttons, pick, words, words_of
from tests.cogs.test_desk import JUDGEMENT
from tests.cogs.test_notes import SAID
from tests.fakes import NOW
from tests.mutiny import HELICOPTER, MUTINY, NIGHT

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHECKED = f"<t:{int(NIGHT.timestamp())}:R>"


async def loaded(here: Community, review_by: datetime, more: int = 0) -> Community:
    """Load the event with its helicopter to be checked by then, and a few others like it."""
    others = tuple(
        replace(HELICOPTER, slug=f"claim-{n}", links=(), review_by=review_by + n * HOUR) for n in range(more)
    )
    helicopter = replace(HELICOPTER, review_by=review_by)
    await here.load(replace(MUTINY, claims=(helicopter, *MUTINY.claims[1:], *others)))
    await look(here)
    return here


async def look(here: Community) -> None:
    """Let the dispatcher look for what is due."""
    await here.env.advance_time(10)


@pytest.fixture
async def overdue(empty_community: Community) -> Community:
    """A community whose helicopter was to be checked after two days, and nobody has."""
    empty_community.clock.now += 3 * DAY
    return await loaded(empty_community, NIGHT + 2 * DAY)


async def stale(here: Community, by: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    return await (by or here.sam).slash(here.news, "desk stale")


async def press(answer: simcord.InteractionResult, by: simcord.MemberActor, label: str) -> Any:
    """Press the first button of a list that says so."""
    shown = answer.response or answer.followups[0]
    return await by.click(shown, custom_id=buttons(shown)[label]["custom_id"])


async def test_a_note_of_a_claim_past_its_review_says_when_it_was_last_checked(overdue: Community) -> None:
    await overdue.mira.send(overdue.news, SAID)
    note = overdue.last_note()
    assert note is not None
    assert words_of(note).startswith(f"🟡 **Unverified** · last checked {CHECKED}")
    shown = await overdue.mira.slash(overdue.news, "claim show", claim="helicopter-shot-down")
    assert f"last checked {CHECKED}" in words(shown)
    assert "should be checked again" in words(shown)


async def test_a_note_that_stood_before_says_so_once_the_review_is_due(empty_community: Community) -> None:
    here = await loaded(empty_community, NOW + 3 * HOUR)
    await here.mira.send(here.news, SAID)
    note = here.last_note()
    assert note is not None
    assert "as of" in words_of(note)
    here.clock.now += 4 * HOUR
    await look(here)
    assert f"last checked {CHECKED}" in words_of(here.last_note())


async def test_checked_still_so_brings_the_claim_its_notes_and_the_list_up_to_date(
    overdue: Community,
) -> None:
    await overdue.mira.send(overdue.news, SAID)
    listed = await stale(overdue)
    assert listed.ephemeral
    assert f"last checked {CHECKED}" in words(listed)
    assert "Wagner forces shot down a Russian military helicopter." in words(listed)
    await press(listed, overdue.sam, "Checked, still so")
    assert "✅ Checked: Wagner forces shot down" in words_of(listed.response.message)
    assert "No claim is past its review" in words_of(listed.response.message)
    assert "**Unverified** · as of" in words_of(overdue.last_note())


async def test_the_second_of_two_moderators_is_told(overdue: Community) -> None:
    ada = second_moderator(overdue)
    first, second = await stale(overdue), await stale(overdue, ada)
    await press(first, overdue.sam, "Checked, still so")
    late = await press(second, ada, "Checked, still so")
    assert "was checked a moment ago" in words(late)


async def test_a_claim_can_be_judged_from_the_list(overdue: Community) -> None:
    sheet = (await press(await stale(overdue), overdue.sam, "Judge")).response
    await pick(overdue.sam, sheet, "judge:verdict:", Verdict.CONFIRMED)
    form = await overdue.sam.click(sheet, label="Write and save")
    words_typed = {"known": "Photographs show the wreck.", "source": "A newspaper https://news.example/1"}
    judged = await overdue.sam.submit_modal(form, words_typed)
    assert "✅ **Confirmed** · as of" in words(judged)
    assert "No claim is past its review" in words(await stale(overdue))


async def test_a_long_list_is_turned_page_by_page(empty_community: Community) -> None:
    here = await loaded(empty_community, NOW - 9 * HOUR, more=6)
    listed = await stale(here)
    assert "page 1 of 2" in words(listed)
    await press(listed, here.sam, "Next →")
    assert "page 2 of 2" in words_of(listed.response.message)
    assert "`claim-5`" in words_of(listed.response.message)


async def test_where_nothing_is_to_be_checked_the_list_says_how_that_is_set(community: Community) -> None:
    told = words(await stale(community))
    assert "No claim is past its review" in told
    assert "`check_again`" in told


async def test_rechecking_says_when_to_check_again(overdue: Community) -> None:
    answer = await overdue.sam.slash(
        overdue.news, "desk recheck", claim="helicopter-shot-down", check_again="3d"
    )
    assert "**Unverified** · as of" in words(answer)
    claim = await overdue.services.claims.claim(overdue.guild.id, "helicopter-shot-down")
    assert claim.review_by == claim.checked_at + timedelta(days=3)
    assert f"to be checked again <t:{int(claim.review_by.timestamp())}:R>" in words(answer)


async def test_judging_says_when_to_check_again(community: Community) -> None:
    form = await community.sam.slash(
        community.news, "desk judge", claim="helicopter-shot-down", check_again="6h"
    )
    judged = await community.sam.submit_modal(form, JUDGEMENT)
    assert "to be checked again" in words(judged)
    listed = await stale(community)
    assert "✅ **Confirmed** · as of" in words(listed)
    assert "to be checked <t:" in words(listed)


async def test_a_claim_that_nobody_checks_gets_no_new_notes_and_a_trial_says_why(overdue: Community) -> None:
    await overdue.services.wishes.change(overdue.sams_actor, Wish.STALE_AFTER, "0")
    await overdue.mira.send(overdue.news, SAID)
    assert overdue.last_note() is None
    tried = words(await overdue.sam.slash(overdue.news, "desk test", text=SAID))
    assert "nobody has checked the claim it repeats for too long" in tried
    assert "nobody has checked this claim since 24 Jun 2023 02:00 UTC" in tried
    assert "no new notes until then" in words(await stale(overdue))


async def test_why_tells_that_an_earlier_note_would_not_be_put_any_more(overdue: Community) -> None:
    await overdue.mira.send(overdue.news, SAID)
    note = overdue.last_note()
    await overdue.services.wishes.change(overdue.sams_actor, Wish.STALE_AFTER, "0")
    why = words(await overdue.mira.click(note, label="Why?"))
    assert "nobody has checked this claim since 24 Jun 2023 02:00 UTC" in why


async def test_a_moderator_who_loses_the_role_loses_the_buttons_too(overdue: Community) -> None:
    listed = await stale(overdue)
    overdue.env.backend.get_guild(overdue.guild.id).members[overdue.sam.id].role_ids.clear()
    for label in ("Checked, still so", "Judge"):
        assert "Manage Messages" in words(await press(listed, overdue.sam, label))


async def test_the_buttons_of_a_list_work_after_a_restart(overdue: Community) -> None:
    listed = await stale(overdue)
    await overdue.env.restart_bot(CaveatBot(overdue.services))
    await press(listed, overdue.sam, "Checked, still so")
    assert "✅ Checked" in words_of(listed.response.message)


async def test_checks_that_found_nothing_new_do_not_fill_the_history(overdue: Community) -> None:
    for _ in range(20):
        await overdue.sam.slash(overdue.news, "desk recheck", claim="helicopter-shot-down")
    shown = await overdue.mira.slash(overdue.news, "claim show", claim="helicopter-shot-down")
    history = words(await overdue.mira.click(shown.response, label="History"))
    assert history.count("Unverified") == 1
    assert "checked again" in history
