"""Whatever people write into the desk's fields, it pings nobody, leads nowhere and stays in its place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import simcord

from claims.drafts import NewJudgement
from claims.events import Dossier, Event, Term, TermKind, TimelineEntry
from claims.evidence import Evidence
from claims.following import GATHERING
from claims.model import Claim, Judgement, Verdict
from claims.settings import Mode
from interchange.pack import pack_bytes
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, wish, with_moderators_channel
from tests.cogs.outgoing import Outgoing, parts, troubles
from tests.cogs.shown import buttons, custom_ids, words
from tests.mutiny import NIGHT

HOSTILE = {
    "mentions": "@everyone <@&1> <@1> <@!1> @here <#1>",
    "links": "[x](javascript:alert(1)) [x](https://evil.example)",
    "escaped-links": r"\[x\](https://evil.example) \<@1\> \\<@1>",
    "heading": "# HERE",
    "quote": "> HERE",
    "fence": "```HERE",
    "fence-in-a-link": "[```](HERE)",
    "spoiler": "||HERE [||](x)",
    "struck": "~~HERE **",
    "address": "https://evil.example/**||`",
    "turned": "\u202eEREH\u202c \u2066HERE",
    "hidden": "\ufeff# HERE\u200b <\u200b@1>",
    "family": "👩‍👩‍👧‍👦🏳️‍🌈",
    "zalgo": "H\u0335\u0321\u031b\u0351E\u0337\u0322\u0313R\u0336\u033aE",
    "word": "W" * 60,
}
# What is recorded as a source is linked; one that would break out is written in percents.
SOURCES = r"https://(?:source\.example|discord\.com)/\S*|https://evil\.example/(?:%2A%2A%7C%7C%60)?"

SOURCE = "https://source.example/again"


def claim(name: str, text: str) -> Claim:
    """A claim that has a hostile text in every field, where lines begin and where they do not."""
    words = f"{text} Ferry {name} has sunk off Mariupol"
    known = {"known": words, "unknown": words, "reason": words}
    source = Evidence(title=f"{text} report", publisher=words[:120], url=f"https://source.example/{name}")
    return Claim(
        slug=f"ferry-{name}",
        event="hostile",
        statement=words,
        said_by=f"{text} says so",
        wordings=(f"{text} the {name} went down",),
        counter_wordings=(f"{text} the {name} is afloat",),
        judgements=(
            Judgement(NIGHT, Verdict.UNVERIFIED, **known, evidence=(source,)),
            Judgement(NIGHT + timedelta(hours=1), Verdict.FALSE, **known, evidence=(source,)),
        ),
        review_by=NIGHT + timedelta(hours=2),
    )


def pack() -> Dossier:
    """An event in whose every field somebody tries something."""
    text = "[```](x) @everyone \u202e||"
    return Dossier(
        Event("hostile", f"# HERE {text}", f"> HERE {text}", NIGHT),
        tuple(claim(name, text) for name, text in HOSTILE.items()),
        tuple(
            Term(name, TermKind.PERSON, text[:100], (f"{text} alias",), f"{text} is somebody.")
            for name, text in HOSTILE.items()
        ),
        tuple(
            TimelineEntry(NIGHT + timedelta(minutes=n), f"{text} happened.")
            for n, text in enumerate(HOSTILE.values())
        ),
    )


@pytest.fixture
def outgoing(monkeypatch: pytest.MonkeyPatch) -> Outgoing:
    return Outgoing(monkeypatch)


@pytest.fixture
async def here(empty_community: Community, outgoing: Outgoing) -> Community:
    """A community that has imported the pack; errors are looked for in what is shown."""
    file = ("hostile.yaml", pack_bytes(pack(), "hostile.yaml"))
    shown = await empty_community.sam.slash(empty_community.news, "desk import", file=file)
    assert shown.response is not None
    await empty_community.sam.click(shown.response.message, label=f"Import {len(HOSTILE)} claims")
    return empty_community


def check(outgoing: Outgoing, least: int) -> None:
    """Look at all that was sent."""
    assert len(outgoing.messages) >= least
    found = [trouble for message in outgoing.messages for trouble in troubles(message, SOURCES)]
    assert not found, "\n".join(found)


async def test_what_is_looked_up_stays_in_its_place(here: Community, outgoing: Outgoing) -> None:
    for name, text in HOSTILE.items():
        card = await here.sam.slash(here.news, "claim show", claim=f"ferry-{name}")
        sources = await here.sam.click(card.response.message, label="Sources")
        await here.sam.click(sources.response.message, label="History")
        await here.sam.slash(here.news, "claim search", words=f"{text} ferry")
        await here.sam.slash(here.news, "claim check", text=f"{text} Ferry {name} has sunk off Mariupol")
        await here.sam.slash(here.news, "desk wordings", claim=f"ferry-{name}")
        await here.sam.autocomplete(here.news, "desk judge", "claim", f"Ferry {name}")
        await here.sam.slash(here.news, "desk test", text=f"{text} Ferry {name} has sunk off Mariupol")
    for command in ("event brief", "event timeline", "event people", "desk stale", "desk home", "desk stats"):
        await here.sam.slash(here.news, command)
    await here.sam.autocomplete(here.news, "desk add", "event", "")
    check(outgoing, 8 * len(HOSTILE))


async def test_what_members_suggest_stays_in_its_place(
    here: Community, outgoing: Outgoing, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(here, tmp_path)
    await here.mira.send(here.news, "Ferry word has sunk off Mariupol " + HOSTILE["word"])
    note = here.last_note()
    assert note is not None
    here.env.check_errors = False
    for number, (name, text) in enumerate(HOSTILE.items(), start=1):
        member = here.guild.add_member(here.env.create_user(f"member-{number}"))
        form = await member.slash(here.news, "claim suggest")
        told = {"statement": f"{text} A bridge {name} fell", "source": text, "remark": text, "tell": ["yes"]}
        await member.submit_modal(form, told)
        form = await member.click(note, label="Add evidence")
        source = {"url": f"https://source.example/{name}", "title": f"{text} says", "remark": text}
        await member.submit_modal(form, {**source, "stance": ["supports"], "tell": ["yes"]})
        form = await member.click(note, label="Add evidence")
        await member.submit_modal(form, {**source, "url": text, "stance": ["supports"], "tell": ["no"]})
    await here.sam.slash(here.news, "desk queue")
    await here.sam.slash(here.news, "desk evidence")
    for card, text in zip(await tips(here, desk), HOSTILE.values(), strict=False):
        form = await here.sam.click(card, label="Reject")
        await here.sam.submit_modal(form, {"reason": text})
    await here.env.settle()
    check(outgoing, 8 * len(HOSTILE))


async def tips(here: Community, desk: simcord.ChannelHandle) -> list[Any]:
    """The cards of suggested claims, the oldest first."""
    return [card for card in await cards(here, desk) if "Reject" in buttons(card)]


async def test_what_moderators_write_stays_in_its_place(
    here: Community, outgoing: Outgoing, tmp_path: Path
) -> None:
    await with_moderators_channel(here, tmp_path)
    here.env.check_errors = False
    await here.sam.slash(here.news, "desk breaking")
    for name, text in HOSTILE.items():
        slug = f"ferry-{name}"
        fields = {"known": text, "unknown": text, "source": f"{text} https://source.example/{name}"}
        form = await here.sam.slash(here.news, "desk judge", claim=slug, why=text)
        await here.sam.submit_modal(form, {**fields, "confidence": ["low"], "verdict": ["disputed"]})
        form = await here.sam.slash(here.news, "desk judge", claim=slug, why=text)
        await here.sam.submit_modal(form, {**fields, "confidence": ["low"], "verdict": ["confirmed"]})
        form = await here.sam.slash(here.news, "desk judge", claim=slug, why=text)
        await here.sam.submit_modal(
            form, {**fields, "confidence": ["low"], "verdict": ["false"], "source": "javascript:alert(1)"}
        )
        form = await here.sam.slash(here.news, "desk edit", claim=slug)
        await here.sam.submit_modal(form, {"statement": f"{text} The ferry {name} is lost", "said_by": text})
        form = await here.sam.slash(here.news, "desk wording", claim=slug)
        await here.sam.submit_modal(form, {"wordings": f"{text} lost"})
        form = await here.sam.slash(here.news, "desk add")
        added = {
            "statement": f"{text} The tram {name} derailed",
            "said_by": text,
            "wordings": text,
            "known": text,
        }
        await here.sam.submit_modal(form, {**added, "source": text})
        said = await here.mira.send(here.news, f"{text} the bus {name} burned")
        await here.sam.context_menu(here.news, "Record as claim", said)
        await here.sam.context_menu(here.news, "Use as wording", said)
        shown = await here.sam.slash(here.news, "desk audit", claim=slug)
        last = max(int(option["value"]) for option in options(shown.response.message, "change"))
        await here.sam.select(shown.response.message, [str(last)], custom_id="change")
        await here.sam.slash(here.news, "desk undo", number=last)
        await here.sam.slash(here.news, "desk merge", claim=slug, into="ferry-mentions")
        await here.sam.slash(here.news, "desk second")
        await here.sam.slash(here.news, "desk withdraw", claim=slug, why=text)
        await here.sam.slash(here.news, "claim show", claim=slug)
    await here.sam.slash(here.news, "desk audit")
    check(outgoing, 25 * len(HOSTILE))


def options(message: Any, custom_id: str) -> list[dict[str, Any]]:
    """What a list of a message offers."""
    (found,) = [
        part
        for part in parts([each.to_dict() for each in message.components])
        if part.get("custom_id") == custom_id
    ]
    offered: list[dict[str, Any]] = found["options"]
    return offered


async def test_what_tells_of_a_verdict_stays_in_its_place(here: Community, outgoing: Outgoing) -> None:
    for name, text in HOSTILE.items():
        card = await here.mira.slash(here.news, "claim show", claim=f"ferry-{name}")
        await here.mira.click(card.response.message, label="Follow")
        await here.mira.send(here.news, f"{text} Ferry {name} has sunk off Mariupol")
        note = here.last_note()
        if note is not None:
            await here.mira.click(note, label="Why?")
        desk = here.services.claims
        known = await desk.claim(here.guild.id, f"ferry-{name}")
        new = NewJudgement(Verdict.DISPUTED, known=text, unknown=text, source=SOURCE, reason=text)
        await desk.judge(here.sams_actor, known.slug, new, known.revision)
    here.clock.now += GATHERING
    await here.env.advance_time(6)
    assert here.mira.user.dm_channel.history()
    check(outgoing, 5 * len(HOSTILE))


async def test_cards_about_messages_stay_in_their_place(
    here: Community, outgoing: Outgoing, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(here, tmp_path)
    asked = {"mode": Mode.SUGGEST, "excerpts_kept": timedelta(hours=1), "moderators_channel": desk.id}
    await wish(here, tmp_path, **asked)
    for name, text in HOSTILE.items():
        await here.mira.send(here.news, f"{text} Ferry {name} has sunk off Mariupol {text}")
    shown = await cards(here, desk)
    assert len(shown) > len(HOSTILE) // 2
    for card in shown:
        await here.sam.click(card, label="Wrong match")
    await here.sam.slash(here.news, "desk queue")
    check(outgoing, 2 * len(shown))


async def test_the_panels_of_the_desk_keep_texts_in_their_place(here: Community, outgoing: Outgoing) -> None:
    here.env.check_errors = False
    home = await here.sam.slash(here.news, "desk home")
    form = await here.sam.click(home.response, label="Find a claim")
    await here.sam.submit_modal(form, {"words": HOSTILE["links"]})
    cited = {"publisher": "", "published": "24 Jun 2023", "stance": ["context"]}
    for name, text in HOSTILE.items():
        panel = (await here.sam.slash(here.news, "desk home", claim=f"ferry-{name}")).response
        await here.sam.click(panel, label="Wordings")
        await here.sam.click(panel, label="The claim")
        await here.sam.click(panel, label="Family")
        await here.sam.click(panel, label="Link to a claim")
        await here.sam.click(panel, label="The claim")
        sheet = await here.sam.click(panel, label="Judge")
        await here.sam.click(sheet.response, label="Write and save")
        await here.sam.click(panel, label="Sources")
        form = await here.sam.click(panel, label="Add a source")
        await here.sam.submit_modal(
            form, {**cited, "url": "", "title": f"{text} title", "publisher": text[:120]}
        )
        form = await here.sam.click(panel, label="Add a source")
        await here.sam.submit_modal(form, {**cited, "url": text, "title": text})
        form = await here.sam.click(panel, custom_id=ledger_id(panel.message, "appraise"))
        kept = {"captured": "", "sha256": "", "reliability": ["F"], "credibility": ["6"]}
        await here.sam.submit_modal(form, {**kept, "archive": f"https://source.example/{name}/**||"})
        await here.sam.click(panel, custom_id=ledger_id(panel.message, "edit"))
        await here.sam.click(panel, label="The claim")
        form = await here.sam.click(panel, label="Withdraw")
        await here.sam.submit_modal(form, {"why": text})
    check(outgoing, 18 * len(HOSTILE))


def ledger_id(message: Any, deed: str) -> str:
    """The custom_id of a deed's button beside the first entry of a ledger."""
    return next(each for each in custom_ids(message) if each.startswith(f"ledger:{deed}:"))


async def test_the_pages_of_a_search_turn_whatever_white_space_was_typed(here: Community) -> None:
    listed = await here.sam.slash(here.news, "claim search", words=" ferry\nferry sunk ")
    assert "page 1 of 2" in words(listed)
    await here.sam.click(listed.response, label="Next →")
    assert "page 2 of 2" in words(listed)
