"""What people read: safe, short, and within Discord's limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from discord import ui
from hypothesis import example, given
from hypothesis import strategies as st

from bot.ui.cards import CardView
from bot.ui.events import brief_text, term_line
from bot.ui.explained import TrialSheet, why_text
from bot.ui.help import help_text
from bot.ui.notes import NoteView, note_text
from bot.ui.pages import PagedView
from bot.ui.record import history_text, sources_text
from bot.ui.repeats import RepeatLine
from bot.ui.rollouts import rollout_text
from bot.ui.sheet import Sheet, TextSheet
from bot.ui.words import plain, shorten, source
from claims.accounts import Trial, Why
from claims.checks import MAX_PARAGRAPH, MAX_STATEMENT
from claims.evidence import Evidence
from claims.explaining import explain
from claims.model import Claim, Judgement, Lifecycle, Verdict
from claims.notes import Reason, Rollout, Thresholds, decide
from claims.reading import Explanation, Match, Reading, Stance
from claims.settling import Standing
from tests.mutiny import HELICOPTER, MUTINY, NIGHT, REPORT

HOSTILE = [
    "@everyone look",
    "<@123456789012345678>",
    "[click](https://example.org)",
    "# a heading",
    "- an item",
    "> a quote",
    "**bold** _it_ ~~gone~~ ||spoiler|| `code`",
    "<t:0:R>",
    "<#1> <@&2> </claim show:3>",
    "```\nblock\n```",
    "-# small print",
    "1. a list",
]


def text_length(view: Sheet) -> int:
    return sum(len(item.content) for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def fullest() -> Claim:
    """A claim with every text as long as the domain allows."""
    evidence = tuple(
        Evidence(title=f"{n} " + "*" * 290, publisher="_" * 120, url=f"https://example.org/{n}/" + "x" * 900)
        for n in range(5)
    )
    judgements = tuple(
        Judgement(
            NIGHT + timedelta(hours=hour),
            Verdict.MISLEADING,
            known="*" * MAX_PARAGRAPH,
            unknown="_" * MAX_PARAGRAPH,
            reason="`" * MAX_PARAGRAPH,
            evidence=evidence,
        )
        for hour in range(40)
    )
    return replace(
        HELICOPTER, statement="~" * MAX_STATEMENT, said_by="|" * MAX_STATEMENT, judgements=judgements
    )


async def test_a_note_says_what_is_known_first_then_what_is_not_then_the_source() -> None:
    lines = note_text(Standing(HELICOPTER)).split("\n")
    assert lines[0] == "🟡 **Unverified** · as of <t:1687572000:f>"
    assert lines[1].startswith("Prigozhin said")
    assert lines[2].startswith("**Not known:** whether it happened")
    assert lines[3].startswith("-# Source: [News report of 24 June 2023](https://example.org/report_%281%29)")


async def test_a_usual_note_is_short() -> None:
    assert len(note_text(Standing(HELICOPTER))) <= 350


@pytest.mark.parametrize("text", HOSTILE)
async def test_texts_of_people_show_as_they_are(text: str) -> None:
    shown = plain(text)
    assert "@everyone" not in shown
    assert "\n" not in shown
    for live in ("<@", "<#", "<t:", "[", "**", "~~", "||", "`"):
        assert not re.search(r"(?<!\\)" + re.escape(live), shown), shown
    assert not shown.startswith(("# ", "- ", "> ", "-# ", "1. "))


# What a backslash takes out of a text, and a web address, which Discord shows as it is.
SHOWN_AS_IT_IS = re.compile(r"\\[^a-z0-9\s]|https?://[^\s<>]+")


@given(
    st.lists(st.sampled_from([*"\\`*_~|[]()<>#-@! \ufeff", "a", "1", "https://a.b/", "](https://evil)"])).map(
        "".join
    )
)
@example(r"\[x\](https://evil.example)")
@example("[```](x) and what the bot says")
@example("<a:/||hidden||>")
@example("https://a.b/**c")
def test_no_sign_of_markdown_lives_whatever_stands_before_it(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"[`*_~|\[\]<>]", SHOWN_AS_IT_IS.sub("", shown)), shown
    assert not any(
        re.search(r"[`*|\[\]]|~~", address) for address in SHOWN_AS_IT_IS.findall(shown) if "//" in address
    )
    assert not re.match(r"[#>-]|\d+\. ", shown.lstrip("\ufeff"))


def test_an_address_with_markdown_in_it_ends_where_its_link_does() -> None:
    report = Evidence(title="Report", url="https://example.org/a(b)**c||`")
    assert source(report) == "[Report](https://example.org/a%28b%29%2A%2Ac%7C%7C%60)"


@pytest.mark.parametrize("turn", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
def test_no_text_turns_round_the_words_beside_it(turn: str) -> None:
    assert plain(f"Wagner {turn}evol htiw") == "Wagner evol htiw"


def test_no_letter_grows_over_the_lines_above_and_below_it() -> None:
    assert plain("H" + "\u0335\u0321" * 30 + "i") == "H" + "\u0335\u0321" * 2 + "i"
    hebrew, vietnamese = "שָּׁ֑לוֹם", "Tiê\u0301ng Viê\u0323t"
    assert (plain(hebrew), plain(vietnamese)) == (hebrew, vietnamese)


def test_what_is_written_from_right_to_left_keeps_its_marks() -> None:
    assert plain("سقطت مروحية\u200f!") == "سقطت مروحية\u200f!"


@given(st.text(max_size=300))
def test_a_text_made_safe_keeps_its_letters(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    assert [c for c in plain(text) if c.isalnum()] == letters


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_shortened_text_fits(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest


def went_by(slug: str, text: str) -> Match:
    """A match with every text of its explanation as long as a message."""
    long = Explanation(said=text, wording=text, agreed=(text,) * 9, missing=(text,), cue=text, against=text)
    return Match(slug, 0.99, Stance.REPORTS, None, long)


def trial_of(text: str, paused: Reason | None = None) -> Trial:
    """A trial of a message about three claims, and about three more that have to stand back."""
    claims = {f"claim-{n}": replace(fullest(), slug=f"claim-{n}", statement=text[:300]) for n in range(6)}
    reading, thresholds = Reading("text", tuple(went_by(slug, text) for slug in claims)), Thresholds(0.6, 0.3)
    decision = decide(reading, claims, thresholds)
    return Trial(explain(reading, decision, claims, thresholds), claims, paused)


def why_of(text: str, claim: Claim = HELICOPTER, score: float = 0.99) -> Why:
    """Why a note stands under a message of which this was said."""
    reading = Reading("text", (replace(went_by(claim.slug, text), score=score),))
    claims, thresholds = {claim.slug: claim}, Thresholds(0.6, 0.3)
    account = explain(reading, decide(reading, claims, thresholds), claims, thresholds)
    return Why(claim, account.matches[0])


@pytest.mark.parametrize(
    "view",
    [
        lambda: TrialSheet(trial_of("*_" * 2000), ["Read Message History"] * 3, message_content=False),
        lambda: TrialSheet(trial_of("[" * 4000, Reason.GUILD_PAUSED), [], message_content=False),
        lambda: TextSheet(why_text(why_of("`" * 4000, fullest()), edited=True, moderator=True)),
        lambda: NoteView([Standing(fullest())] * 3),
        lambda: NoteView([Standing(fullest(), before=HELICOPTER.current)] * 3),
        lambda: CardView(fullest()),
        lambda: TextSheet(sources_text(fullest())),
        lambda: TextSheet(history_text(fullest())),
        lambda: TextSheet(brief_text(MUTINY.event, [fullest()] * 50, MUTINY.timeline)),
        lambda: TextSheet(help_text(moderator=True)),
        lambda: PagedView(
            "x" * 100, [term_line(t) for t in MUTINY.terms] * 99, 3, lambda to: f"people:{to}:x"
        ),
        lambda: PagedView("x", ["y" * 1000] * 99, 99, lambda to: f"people:{to}:x"),
    ],
)
async def test_the_longest_texts_fit_discords_limits(view: Any) -> None:
    built = view()
    assert 0 < text_length(built) <= 4000
    assert built.total_children_count <= 40
    for item in built.walk_children():
        if isinstance(item, ui.Button):
            assert len(item.custom_id or "") <= 100


@pytest.mark.parametrize("text", HOSTILE)
async def test_explanations_show_what_people_wrote_as_it_is(text: str) -> None:
    sheet = TrialSheet(trial_of(text), [], message_content=True)
    shown = [item.content for item in sheet.walk_children() if isinstance(item, ui.TextDisplay)]
    shown.append(why_text(why_of(text), edited=False, moderator=True))
    for live in ("@everyone", "<@", "<#", "<t:", "[click](", "||spoiler", "~~gone", "```"):
        assert not any(re.search(r"(?<!\\)" + re.escape(live), part) for part in shown), shown


async def test_a_note_whose_claim_was_withdrawn_is_told_as_such() -> None:
    withdrawn = replace(HELICOPTER, lifecycle=Lifecycle.WITHDRAWN)
    told = why_text(why_of("said", withdrawn), edited=False, moderator=False)
    assert "would not get this note" in told
    assert "This claim is withdrawn." in told


async def test_how_sure_a_match_is_stays_with_moderators() -> None:
    assert "How sure" in why_text(why_of("said"), edited=False, moderator=True)
    assert " %" not in why_text(why_of("said"), edited=False, moderator=False)


async def test_a_message_that_no_longer_resembles_the_claim_is_told_so() -> None:
    told = why_text(Why(HELICOPTER, None), edited=True, moderator=False)
    assert "does not repeat this claim" in told
    assert "The message was edited after the note was posted." in told


async def test_discord_py_keeps_no_memory_of_a_note() -> None:
    assert NoteView([Standing(HELICOPTER)]).is_finished()


async def test_a_claim_without_a_known_text_is_told_by_who_says_it() -> None:
    bare = replace(HELICOPTER, judgements=(Judgement(NIGHT, Verdict.UNVERIFIED),))
    assert "Yevgeny Prigozhin, audio message: Wagner forces" in note_text(Standing(bare))
    assert "No source recorded yet." in note_text(Standing(bare))


def changed_to(verdict: Verdict, reason: str = "Wreck photographed.") -> Standing:
    """A note's claim after a change of verdict."""
    day = timedelta(days=1)
    later = Judgement(NIGHT + day, verdict, known="It lies in a field.", reason=reason, evidence=(REPORT,))
    return Standing(HELICOPTER.judged(later), before=HELICOPTER.current)


async def test_after_a_change_of_verdict_a_note_strikes_the_old_one_and_says_why() -> None:
    lines = note_text(changed_to(Verdict.CONFIRMED)).split("\n")
    assert lines[0] == "~~🟡 Unverified~~ → ✅ **Confirmed** · as of <t:1687658400:f>"
    assert lines[1] == "It lies in a field."
    assert lines[2] == "**Why it changed:** Wreck photographed."


async def test_a_change_of_verdict_without_a_reason_is_shown_without_one() -> None:
    assert "Why it changed" not in note_text(changed_to(Verdict.FALSE, reason=""))


async def test_a_note_without_a_change_strikes_nothing_through() -> None:
    standing = Standing(changed_to(Verdict.FALSE).claim)
    assert "~~" not in note_text(standing)
    assert "Why it changed" not in note_text(standing)


@pytest.mark.parametrize("text", HOSTILE)
async def test_the_reason_of_a_change_shows_as_it_is_written(text: str) -> None:
    shown = note_text(changed_to(Verdict.FALSE, reason=text)).split("\n")[2]
    assert shown == f"**Why it changed:** {plain(text)}"


@pytest.mark.parametrize(
    ("rollout", "text"),
    [
        (Rollout(142, 0, 0, 0), "Updating 142 earlier notes … **0** updated, 142 to go."),
        (Rollout(1, 0, 0, 0), "Updating 1 earlier note … **0** updated, 1 to go."),
        (Rollout(146, 100, 3, 0), "Updating 146 earlier notes … **100** updated, 3 gone, 43 to go."),
        (Rollout(142, 142, 0, 0), "Earlier notes: **142** updated."),
        (
            Rollout(146, 142, 3, 1),
            "Earlier notes: **142** updated, 3 gone, 1 failed: I may not edit there any more.",
        ),
    ],
)
def test_a_moderator_is_told_how_far_a_change_has_got(rollout: Rollout, text: str) -> None:
    assert rollout_text(rollout) == text


async def test_a_repeat_is_led_to_every_note_by_a_line_of_its_own() -> None:
    line = RepeatLine(["https://discord.com/channels/1/2/3", "https://discord.com/channels/1/2/4"])
    [shown] = [item.content for item in line.walk_children() if isinstance(item, ui.TextDisplay)]
    assert "[note 1](https://discord.com/channels/1/2/3) · [note 2](https://discord.com/" in shown
    assert shown.startswith("-# ")


async def test_history_strikes_the_former_verdict_through_and_deletes_nothing() -> None:
    changed = HELICOPTER.judged(
        Judgement(
            NIGHT + timedelta(days=1), Verdict.CONFIRMED, reason="Wreck photographed.", evidence=(REPORT,)
        )
    )
    first, second = history_text(changed).split("\n")[1:]
    assert "~~Unverified~~ → ✅ **Confirmed** · Wreck photographed." in first
    assert "🟡 **Unverified**" in second
