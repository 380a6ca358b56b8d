import simcord
from discord import app_commands

from claims.errors import NotFound
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words
from tests.cogs.test_notes import SAID


async def test_a_claim_is_shown_to_who_asks_and_to_all_when_wanted(community: Community) -> None:
    answer = await community.mira.slash(community.news, "claim show", claim="google-news-blocked")
    assert answer.ephemeral
    assert "✅ **Confirmed**" in words(answer)
    assert "high confidence" in words(answer)
    shared = await community.mira.slash(
        community.news, "claim show", claim="google-news-blocked", public=True
    )
    assert not shared.ephemeral


async def test_a_claim_is_shown_as_it_stood(community: Community) -> None:
    answer = await community.mira.slash(
        community.news, "claim show", claim="google-news-blocked", as_of="24 Jun 2023 03:00"
    )
    assert "🟡 **Unverified**" in words(answer)


async def test_a_wrong_name_or_time_is_answered_with_what_to_do(community: Community) -> None:
    unknown = await community.mira.slash(community.news, "claim show", claim="nothing-like-it")
    assert "/claim search" in words(unknown)
    simcord.assert_error(community.env, NotFound)
    unreadable = await community.mira.slash(
        community.news, "claim show", claim="six-helicopters", as_of="yesterday-ish"
    )
    assert "2023-06-24 02:00" in words(unreadable)
    simcord.assert_error(community.env, app_commands.TransformerError)


async def test_typing_offers_claims_by_the_beginnings_of_words(community: Community) -> None:
    offered = await community.mira.autocomplete(community.news, "claim show", "claim", "russ heli")
    assert {choice["value"] for choice in offered} == {"helicopter-shot-down", "six-helicopters"}
    assert len(await community.mira.autocomplete(community.news, "claim show", "claim", "")) == 3


async def test_search_finds_claims_by_meaning_and_by_words(community: Community) -> None:
    answer = await community.mira.slash(
        community.news, "claim search", words="chopper downed by the mercenaries"
    )
    assert "helicopter-shot-down" in words(answer)
    nothing = await community.mira.slash(community.news, "claim search", words="zzzz qqqq")
    assert "Try other words" in words(nothing)


async def test_a_text_is_checked_and_so_is_a_message_from_its_menu(community: Community) -> None:
    typed = await community.mira.slash(community.news, "claim check", text=SAID)
    assert "helicopter-shot-down" in words(typed)
    message = await community.sam.send(community.news, "is google news really blocked in russia?")
    checked = await community.mira.context_menu(community.news, "Check this message", message)
    assert checked.ephemeral
    assert "asks about: Google News has been blocked in Russia." in words(checked)


async def test_a_text_that_repeats_nothing_is_not_called_true(community: Community) -> None:
    answer = await community.mira.slash(community.news, "claim check", text="I like coffee")
    assert "does not mean it is true" in words(answer)


async def test_a_brief_tells_where_the_claims_stand(community: Community) -> None:
    answer = await community.mira.slash(community.news, "event brief")
    assert "The Wagner mutiny" in words(answer)
    assert "🟡 2 unverified · ✅ 1 confirmed" in words(answer)


async def test_a_timeline_is_paged_and_keeps_its_time_limit(community: Community) -> None:
    answer = await community.mira.slash(community.news, "event timeline", as_of="2023-06-24 08:00")
    assert "page 1 of 2" in words(answer)
    assert buttons(answer.response)["← Back"]["disabled"]
    turned = await community.mira.click(answer.response.message, label="Next →")
    assert "page 2 of 2" in words(turned)
    assert "Entry number 12." in words(turned)
    assert "Entry number 13." not in words(turned)


async def test_who_is_who_lists_names_and_their_aliases(community: Community) -> None:
    answer = await community.mira.slash(community.news, "event people")
    assert "Founder of Wagner." in words(answer)
    assert "Пригожин" in words(answer)


async def test_a_server_without_events_is_told_how_to_get_one(empty_community: Community) -> None:
    answer = await empty_community.mira.slash(empty_community.news, "event brief")
    assert "/caveat setup" in words(answer)
    simcord.assert_error(empty_community.env, NotFound)
