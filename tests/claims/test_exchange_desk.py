"""Bringing claims in from files: compared first, all or nothing, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.comparing import MOST_SHOWN, Step
from claims.errors import Changed, Invalid, NotAllowed, NotFound
from claims.exchange import Wish
from claims.exchange_desk import CHUNK, ExchangeDesk
from claims.model import Lifecycle, Link, Relation, Verdict
from claims.people import Actor, Role
from claims.told import Refusal, Told, ToldJudgement
from tests import fakes
from tests.contract.samples import EVENT, change, claim, dossier
from tests.fake_exchange import Audit, Exchange, File

GUILD = 1
MODERATOR, MEMBER = Actor(GUILD, 10, Role.MODERATOR), Actor(GUILD, 11)


@dataclass
class Room:
    desk: ExchangeDesk
    store: Exchange
    noticed: list[int]

    @property
    def kept(self) -> list[str]:
        return [slug for guild, slug in self.store.events.claims.kept if guild == GUILD]

    async def compare(self, *entries: Told | Refusal, wish: Wish = Wish()) -> Sequence[str]:  # noqa: B008
        return [str(each) for each in (await self.desk.compare(MODERATOR, File(entries), wish)).refusals]


@pytest.fixture
async def room() -> Room:
    events, noticed = fakes.Events(fakes.Claims()), list[int]()
    await events.load(GUILD, dossier(), change())
    store = Exchange(events)

    async def notice(guild_id: int) -> None:
        noticed.append(guild_id)

    desk = ExchangeDesk(
        store, events, fakes.Guilds(), fakes.Breakings(fakes.Jobs()), Audit(), notice, fakes.Ticking()
    )
    return Room(desk, store, noticed)


def row(number: int, slug: str | None = None, **fields: object) -> Told:
    told = {"statement": f"Bridge number {number} fell.", **fields}
    return Told(f"row {number}", slug or f"bridge-{number}", **told)  # type: ignore[arg-type]


async def test_a_comparison_counts_and_shows_and_stores_nothing(room: Room) -> None:
    known = row(
        4, "helicopter", statement="", judgement=ToldJudgement(Verdict.UNVERIFIED, known="Nobody knows.")
    )
    same = row(5, "aircraft", statement="")
    found = await room.desk.compare(MODERATOR, File([row(2), row(3), known, same]), Wish())
    assert (found.added, found.drafts, found.changed, found.unchanged, found.refused) == (2, 2, 1, 1, 0)
    assert [step.slug for step in found.steps] == ["bridge-2", "bridge-3", "helicopter"]
    assert found.steps[2].what[:2] == ("verdict misleading → unverified", "confidence high → low")
    assert room.kept == ["aircraft", "helicopter"]
    assert room.store.changes == []


async def test_an_import_stores_what_the_comparison_showed(room: Room) -> None:
    file = File([row(2), row(3, "helicopter", statement="It flew.")])
    found, done = (
        await room.desk.compare(MODERATOR, file, Wish()),
        await room.desk.bring_in(MODERATOR, file, Wish()),
    )
    assert done == found
    assert room.kept == ["aircraft", "helicopter", "bridge-2"]
    assert [change.action for change in room.store.changes] == [Action.IMPORTED]
    assert room.noticed == [GUILD]
    claims = room.store.events.claims.kept
    assert claims[GUILD, "bridge-2"].lifecycle is Lifecycle.DRAFT
    assert claims[GUILD, "helicopter"].statement == "It flew."
    assert claims[GUILD, "helicopter"].judgements == claim().judgements


async def test_importing_twice_changes_nothing_the_second_time(room: Room) -> None:
    file = File([row(2), row(3)])
    await room.desk.bring_in(MODERATOR, file, Wish())
    again = await room.desk.bring_in(MODERATOR, file, Wish())
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert len(room.store.changes) == 1


async def test_one_refused_row_keeps_everything_out(room: Room) -> None:
    done = await room.desk.bring_in(MODERATOR, File([row(2), Refusal("row 3, column slug", "No.")]), Wish())
    assert [str(refusal) for refusal in done.refusals] == ["row 3, column slug: No."]
    assert room.kept == ["aircraft", "helicopter"]
    assert room.noticed == []


REFUSED = [
    ([row(2, "same"), row(3, "same")], "row 3: “same” is there already: row 2. Keep one of them."),
    ([row(2, statement="")], "row 2: There is no claim “bridge-2” yet"),
    ([row(2, event="elsewhere")], "row 2: There is no event “elsewhere”"),
    ([row(2, links=(Link(Relation.WIDER, "nowhere"),))], "row 2: There is no claim “nowhere”"),
    (
        [
            row(2, "a", links=(Link(Relation.NARROWER, "b"),)),
            row(3, "b", links=(Link(Relation.NARROWER, "a"),)),
        ],
        "row 2: a → b → a: “a” would be narrower than itself",
    ),
    (
        [row(2, "aircraft", statement="", links=(Link(Relation.NARROWER, "helicopter"),))],
        "row 2: aircraft → helicopter → aircraft",
    ),
    ([row(2, judgement=ToldJudgement(Verdict.FALSE))], "row 2: “false” needs at least one source"),
    ([row(2, statement="x" * 301)], "row 2: The statement has 301 characters"),
    ([row(2, "Bad")], "row 2: “Bad” is no short name"),
]


@pytest.mark.parametrize(("entries", "told"), REFUSED, ids=[told for _, told in REFUSED])
async def test_what_breaks_a_rule_is_refused_with_its_place(
    room: Room, entries: list[Told], told: str
) -> None:
    [problem] = await room.compare(*entries)
    assert problem.startswith(told)


async def test_a_link_may_lead_to_a_later_row_and_to_a_stored_claim(room: Room) -> None:
    links = (Link(Relation.NARROWER, "bridge-3"), Link(Relation.NARROWER, "helicopter"))
    assert await room.compare(row(2, links=links), row(3)) == []


async def test_a_hundred_mistakes_are_counted_and_the_first_are_told(room: Room) -> None:
    found = await room.desk.compare(MODERATOR, File([Refusal(f"row {n}", "No.") for n in range(100)]), Wish())
    assert found.refused == 100
    assert len(found.refusals) == MOST_SHOWN


async def test_a_large_file_is_never_held_whole(room: Room) -> None:
    counts: list[tuple[int, int | None]] = []
    entries = [row(number) for number in range(CHUNK * 2 + 1)]
    done = await room.desk.bring_in(
        MODERATOR, File(entries), Wish(), lambda count, of: counts.append((count, of))
    )
    assert done.added == CHUNK * 2 + 1
    assert len(done.steps) == MOST_SHOWN
    steps = (CHUNK, CHUNK * 2, CHUNK * 2 + 1)
    assert counts == [*((count, None) for count in steps), *((count, CHUNK * 2 + 1) for count in steps)]
    assert max(work.most_asked for work in room.store.works) == CHUNK


async def test_a_claim_that_changes_meanwhile_stops_the_import(room: Room) -> None:
    rival = claim("bridge-2", event=EVENT, wordings=("the bridge is gone",))
    room.store.before_keeping = Step(None, rival)
    file = File([row(2, counter_wordings=("the bridge is gone",))])
    with pytest.raises(Changed, match="Nothing was imported: row 2"):
        await room.desk.bring_in(MODERATOR, file, Wish())
    assert room.store.changes == []


async def test_old_notes_show_what_an_import_changes(room: Room) -> None:
    await room.desk.bring_in(MODERATOR, File([row(2)]), Wish())
    [since] = room.store.rolled_out_since
    assert since < room.store.changes[0].at - timedelta(days=29)


async def test_publishing_is_a_wish_of_its_own(room: Room) -> None:
    await room.desk.bring_in(MODERATOR, File([row(2)]), Wish(publish=True))
    assert room.store.events.claims.kept[GUILD, "bridge-2"].notable


async def test_a_pack_brings_its_event_and_its_claims_are_published(room: Room) -> None:
    pack = dossier("second")
    entries = [Told("claims → 1", "tank", event="second", statement="A tank burns.")]
    file = File(entries, replace(pack, claims=()), trusted=True)
    found = await room.desk.bring_in(MODERATOR, file, Wish())
    assert found.event == "the event “A mutiny” is new"
    assert room.store.events.claims.kept[GUILD, "tank"].notable
    again = await room.desk.bring_in(MODERATOR, file, Wish())
    assert not again.anything
    with pytest.raises(Invalid, match="brings its own event"):
        await room.desk.compare(MODERATOR, file, Wish(event=EVENT))


async def test_which_event_is_asked_for_where_there_are_several(room: Room) -> None:
    await room.store.events.load(GUILD, replace(dossier("second"), claims=()), change())
    assert "names no event" in (await room.compare(row(2)))[0]
    assert await room.compare(row(2), wish=Wish("second")) == []
    with pytest.raises(NotFound):
        await room.compare(row(2), wish=Wish("third"))


async def test_an_event_is_taken_out_whole_without_links_that_leave_it(room: Room) -> None:
    whole = await room.desk.dossier(MODERATOR)
    assert whole == dossier()
    outside = Link(Relation.WIDER, "elsewhere")
    kept = room.store.events.claims.kept
    kept[GUILD, "aircraft"] = replace(kept[GUILD, "aircraft"], links=(outside,))
    assert await room.desk.dossier(MODERATOR, EVENT) == dossier()
    with pytest.raises(NotFound):
        await room.desk.dossier(MODERATOR, "elsewhere")


async def test_only_moderators_bring_claims_in_or_take_them_out(room: Room) -> None:
    with pytest.raises(NotAllowed):
        await room.desk.compare(MEMBER, File([row(2)]), Wish())
    with pytest.raises(NotAllowed):
        await room.desk.bring_in(MEMBER, File([row(2)]), Wish())
    with pytest.raises(NotAllowed):
        await room.desk.dossier(MEMBER)
    for pages in (room.desk.claims(MEMBER), room.desk.notes(MEMBER)):
        with pytest.raises(NotAllowed):
            await anext(pages)
    for asked in (room.desk.events, room.desk.settings, room.desk.trail):
        with pytest.raises(NotAllowed):
            await asked(MEMBER)
