"""The ports, kept in memory: what the domain's own tests run on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from claims.audit import Action, Change
from claims.breaking import Breaking, BriefShown
from claims.changes import differences
from claims.claim_text import ClaimText
from claims.errors import AlreadyThere, NotFound, claim_changed, claim_not_found
from claims.events import Dossier, Event, Term, TimelineEntry
from claims.jobs import LEASE, MANY_ATTEMPTS, Job, JobKind, Share
from claims.listing import Listed
from claims.model import Claim, Lifecycle
from claims.notes import Ending, Note, NoteState, Repeat, Reservation, Rollout
from claims.proposals import Excerpt, Proposal, Ruling
from claims.reading import Explanation, Match, Reading, Stance
from claims.seconding import Pending, PendingState, pending_not_found
from claims.settings import GuildSettings
from db.audit import as_json

NOW = datetime(2023, 6, 24, 3, tzinfo=UTC)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Ticking:
    """A clock that moves a second whenever it is asked."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Claims:
    kept: dict[tuple[int, str], Claim] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    rolled_out_since: list[datetime | None] = field(default_factory=list)
    on_verdict: list[Callable[[int, str, datetime], None]] = field(default_factory=list)
    earlier: dict[tuple[int, str, int], Claim] = field(default_factory=dict)

    async def claim(self, guild_id: int, slug: str) -> Claim | None:
        return self.kept.get((guild_id, slug))

    async def claims(self, guild_id: int) -> Sequence[Claim]:
        return [claim for (guild, _), claim in sorted(self.kept.items()) if guild == guild_id]

    async def listed(self, guild_id: int) -> Sequence[Listed]:
        by_slug = [Listed.of(claim) for claim in await self.claims(guild_id)]
        return sorted(by_slug, key=lambda each: each.checked_at, reverse=True)

    async def add(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        if (guild_id, claim.slug) in self.kept:
            raise AlreadyThere(claim.slug)
        return self._keep(guild_id, claim, change)

    async def save(
        self, guild_id: int, claim: Claim, change: Change, notes_since: datetime | None = None
    ) -> Claim:
        stored = self.kept.get((guild_id, claim.slug))
        if stored is None:
            raise claim_not_found(claim.slug)
        if stored.revision != claim.revision:
            seen = self.earlier.get((guild_id, claim.slug, claim.revision))
            raise claim_changed(claim.slug, _changed(seen, stored) if seen else ())
        self.rolled_out_since.append(notes_since)
        if stored.verdict is not claim.verdict:
            for tell in self.on_verdict:
                tell(guild_id, claim.slug, change.at)
        return self._keep(guild_id, claim, change)

    def _keep(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        kept = replace(claim, revision=claim.revision + 1)
        if (before := self.kept.get((guild_id, claim.slug))) is not None:
            self.earlier[guild_id, claim.slug, before.revision] = before
        self.kept[guild_id, claim.slug] = kept
        self.changes.append(change)
        return kept


def _changed(seen: Claim, stored: Claim) -> list[str]:
    """Name what differs between two revisions of a claim."""
    return [each.field for each in differences(as_json(seen), as_json(stored))]


@dataclass
class Events:
    claims: Claims
    dossiers: dict[tuple[int, str], Dossier] = field(default_factory=dict)

    async def events(self, guild_id: int) -> Sequence[Event]:
        return [dossier.event for (guild, _), dossier in self.dossiers.items() if guild == guild_id]

    async def timeline(self, guild_id: int, event: str) -> Sequence[TimelineEntry]:
        return self.dossiers[guild_id, event].timeline

    async def terms(self, guild_id: int, event: str | None = None) -> Sequence[Term]:
        return [term for d in self.dossiers.values() if event in {None, d.event.slug} for term in d.terms]

    async def load(self, guild_id: int, dossier: Dossier, change: Change) -> None:
        if (guild_id, dossier.event.slug) in self.dossiers:
            raise AlreadyThere(dossier.event.slug)
        self.dossiers[guild_id, dossier.event.slug] = dossier
        for claim in dossier.claims:
            await self.claims.add(guild_id, claim, change)


JobKey = tuple[int, JobKind, int]


@dataclass
class Jobs:
    kept: dict[JobKey, Job] = field(default_factory=dict)
    leases: dict[JobKey, tuple[str, datetime]] = field(default_factory=dict)

    def enqueue(self, guild_id: int, kind: JobKind, subject: int, channel_id: int, at: datetime) -> None:
        """Cause a job, as the other stores do."""
        key = guild_id, kind, subject
        known = self.kept.get(key)
        turn, attempts = (known.turn + 1, known.attempts) if known else (1, 0)
        self.kept[key] = Job(guild_id, kind, subject, channel_id, turn, attempts, at)

    async def take(
        self, share: Share, holder: str, now: datetime, most: int, *, hasty: bool = False
    ) -> Sequence[Job]:
        free = [
            key
            for key, job in self.kept.items()
            if job.due_at <= now and (key not in self.leases or self.leases[key][1] <= now)
            if share.first <= (job.guild_id >> 22) % share.count <= share.last
        ]
        for key in free[:most]:
            self.kept[key] = replace(self.kept[key], attempts=self.kept[key].attempts + 1)
            self.leases[key] = holder, now + LEASE
        return [self.kept[key] for key in free[:most]]

    async def renew(self, holder: str, now: datetime) -> None:
        self.leases |= {
            key: (holder, now + LEASE) for key, (name, _) in self.leases.items() if name == holder
        }

    async def done(self, job: Job) -> None:
        key = job.guild_id, job.kind, job.subject
        self.leases.pop(key, None)
        kept = self.kept.pop(key, None)
        if kept is not None and kept.turn != job.turn:
            self.kept[key] = replace(kept, attempts=0)

    async def put_off(self, job: Job, due_at: datetime) -> None:
        key = job.guild_id, job.kind, job.subject
        self.leases.pop(key, None)
        self.kept[key] = replace(self.kept[key], due_at=due_at)

    async def stuck(self, guild_id: int) -> int:
        return sum(job.guild_id == guild_id and job.attempts >= MANY_ATTEMPTS for job in self.kept.values())

    async def holders(self, share: Share) -> Sequence[str]:
        return sorted({name for name, _ in self.leases.values()})

    async def let_go(self, holder: str) -> None:
        self.leases = {key: lease for key, lease in self.leases.items() if lease[0] != holder}


@dataclass
class Notes:
    jobs: Jobs = field(default_factory=Jobs)
    kept: dict[tuple[int, int, str], Note] = field(default_factory=dict)
    repeated: dict[tuple[int, int, str], int] = field(default_factory=dict)

    async def reserve(
        self,
        notes: Sequence[Note],
        quiet_since: datetime | None = None,
        echoes: int = 0,
        quiet_by_claim: Mapping[str, datetime] | None = None,
    ) -> Reservation:
        fresh, repeats = [], []
        for note in notes:
            noted = self._noted_before(note, (quiet_by_claim or {}).get(note.slug, quiet_since))
            if noted is not None:
                self.repeated[note.guild_id, note.message_id, note.slug] = noted.message_id
                count = list(self.repeated.values()).count(noted.message_id)
                repeats.append(Repeat(note.slug, noted.message_id, noted.reply_id, count))
            elif self._is_free(note):
                before = self.kept.get((note.guild_id, note.message_id, note.slug))
                self._keep(replace(note, reply_id=before.reply_id if before else None))
                fresh.append(note.slug)
        if fresh:
            self._cause(JobKind.SETTLE, notes[0])
        elif any(repeat.number <= echoes for repeat in repeats):
            self._cause(JobKind.ECHO, notes[0])
        return Reservation(tuple(fresh), tuple(repeats))

    async def release(self, guild_id: int, message_id: int) -> Sequence[str]:
        notes = await self.of_message(guild_id, message_id)
        released = [note.slug for note in notes if note.state is NoteState.RESERVED]
        for slug in released:
            del self.kept[guild_id, message_id, slug]
        return released

    async def settled(self, job: Job, reply_id: int, revisions: Mapping[str, int], at: datetime) -> None:
        for slug, revision in revisions.items():
            note = self.kept[job.guild_id, job.subject, slug]
            state = NoteState.POSTED if note.live else NoteState.WITHDRAWN
            self._keep(replace(note, state=state, reply_id=reply_id, shown_revision=revision))
        await self.jobs.done(job)

    async def removed(self, job: Job) -> None:
        for note in await self.of_message(job.guild_id, job.subject):
            self._keep(replace(note, reply_id=None))
        await self.jobs.done(job)

    async def refused(self, job: Job, revisions: Mapping[str, int]) -> None:
        self.kept = {key: note for key, note in self.kept.items() if note.state is not NoteState.RESERVED}
        await self.jobs.done(job)

    async def end(
        self, guild_id: int, message_id: int, slugs: Sequence[str], by: Ending, at: datetime
    ) -> Sequence[str]:
        ended = []
        for slug in slugs:
            note = self.kept.get((guild_id, message_id, slug))
            if note is not None and note.live:
                self._keep(replace(note, state=NoteState.WITHDRAWN, ended_by=by))
                self._cause(JobKind.SETTLE, replace(note, reserved_at=at))
                ended.append(slug)
        return ended

    async def of_message(self, guild_id: int, message_id: int) -> Sequence[Note]:
        return [note for key, note in self.kept.items() if key[:2] == (guild_id, message_id)]

    async def by_reply(self, guild_id: int, reply_id: int) -> Sequence[Note]:
        return [note for note in self.kept.values() if note.reply_id == reply_id]

    async def repeats(self, guild_id: int, message_id: int) -> Sequence[Repeat]:
        return [
            Repeat(slug, noted, self.kept[guild, noted, slug].reply_id, 0)
            for (guild, message, slug), noted in self.repeated.items()
            if (guild, message) == (guild_id, message_id) and self.kept[guild, noted, slug].live
        ]

    async def rollout(self, guild_id: int, slug: str, revision: int) -> Rollout | None:
        return None

    def _keep(self, note: Note) -> None:
        self.kept[note.guild_id, note.message_id, note.slug] = note

    def _cause(self, kind: JobKind, note: Note) -> None:
        self.jobs.enqueue(note.guild_id, kind, note.message_id, note.channel_id, note.reserved_at)

    def _is_free(self, note: Note) -> bool:
        kept = self.kept.get((note.guild_id, note.message_id, note.slug))
        return kept is None or kept.ended_by is Ending.AUTHOR

    def _noted_before(self, note: Note, since: datetime | None) -> Note | None:
        others = (
            kept
            for kept in self.kept.values()
            if kept.live
            and kept.message_id != note.message_id
            and (kept.slug, kept.channel_id) == (note.slug, note.channel_id)
        )
        return next((kept for kept in others if since is not None and kept.reserved_at > since), None)


@dataclass
class Proposals:
    notes: Notes
    kept: dict[tuple[int, int, str], Proposal] = field(default_factory=dict)
    excerpts: dict[tuple[int, int], Excerpt] = field(default_factory=dict)

    async def propose(
        self, proposals: Sequence[Proposal], quiet_since: datetime | None, excerpt: Excerpt | None
    ) -> Sequence[str]:
        fresh = [each for each in proposals if not self._known(each, quiet_since)]
        for each in fresh:
            self.kept[each.guild_id, each.message_id, each.slug] = each
            self._show(each, each.proposed_at)
            if excerpt is not None:
                self.excerpts[each.guild_id, each.message_id] = excerpt
                self._cause(JobKind.FORGET, each, excerpt.kept_until)
        return [each.slug for each in fresh]

    async def of_message(self, guild_id: int, message_id: int) -> Sequence[Proposal]:
        return [each for key, each in self.kept.items() if key[:2] == (guild_id, message_id)]

    async def excerpt(self, guild_id: int, message_id: int) -> Excerpt | None:
        return self.excerpts.get((guild_id, message_id))

    async def rule(self, proposal: Proposal, ruling: Ruling, change: Change, note: Note | None) -> bool:
        key = proposal.guild_id, proposal.message_id, proposal.slug
        if not self.kept[key].open:
            return False
        self.kept[key] = replace(self.kept[key], ruling=ruling, ruled_by=change.actor_id)
        if note is not None:
            await self.notes.reserve([note])
        self._show(proposal, change.at)
        return True

    async def read_again(
        self, guild_id: int, message_id: int, said: Sequence[str], excerpt: Excerpt | None, at: datetime
    ) -> bool:
        proposals = await self.of_message(guild_id, message_id)
        for each in proposals:
            if each.slug not in said and each.open:
                self.kept[guild_id, message_id, each.slug] = replace(each, lapsed=True)
            self._show(each, at)
        kept = self.excerpts.pop((guild_id, message_id), None)
        if kept is not None and said and excerpt is not None:
            self.excerpts[guild_id, message_id] = excerpt
        return bool(proposals)

    async def forget(self, job: Job, at: datetime) -> None:
        kept = self.excerpts.get((job.guild_id, job.subject))
        if kept is not None and kept.kept_until <= at:
            del self.excerpts[job.guild_id, job.subject]
        await self.notes.jobs.done(job)

    def _known(self, proposal: Proposal, since: datetime | None) -> bool:
        same = (proposal.guild_id, proposal.message_id, proposal.slug)
        others = (
            each
            for each in self.kept.values()
            if (each.slug, each.channel_id) == (proposal.slug, proposal.channel_id)
        )
        known = self.kept.get(same)
        recent = any(since is not None and each.proposed_at > since for each in others)
        return same in self.notes.kept or (known is not None and not known.lapsed) or recent

    def _show(self, proposal: Proposal, at: datetime) -> None:
        self._cause(JobKind.PROPOSAL, proposal, at)

    def _cause(self, kind: JobKind, proposal: Proposal, at: datetime) -> None:
        self.notes.jobs.enqueue(proposal.guild_id, kind, proposal.message_id, proposal.channel_id, at)


@dataclass
class Reviews:
    claims: Claims
    jobs: Jobs
    tidied_before: list[datetime] = field(default_factory=list)

    async def to_check(self, guild_id: int, due_by: datetime) -> Sequence[str]:
        claims = await self.claims.claims(guild_id)
        found = [claim for claim in claims if claim.needs_check or self._is_due(claim, due_by)]
        return [claim.slug for claim in sorted(found, key=lambda claim: claim.review_by or _LONG_AGO)]

    async def set_aside(self, job: Job, now: datetime, notes_since: datetime) -> Sequence[str]:
        overdue = [claim for claim in await self.claims.claims(job.guild_id) if self._is_due(claim, now)]
        for claim in overdue:
            aside = replace(claim, lifecycle=Lifecycle.NEEDS_RECHECK)
            await self.claims.save(job.guild_id, aside, Change(Action.LAPSED, 0, now), notes_since)
        await self.jobs.done(job)
        return [claim.slug for claim in overdue]

    async def tidy(self, guild_id: int, before: datetime) -> None:
        self.tidied_before.append(before)

    def _is_due(self, claim: Claim, by: datetime) -> bool:
        published = claim.lifecycle is Lifecycle.PUBLISHED
        return published and claim.review_by is not None and claim.review_by <= by


@dataclass
class Guilds:
    kept: dict[int, GuildSettings] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    async def settings(self, guild_id: int) -> GuildSettings:
        return self.kept.get(guild_id, GuildSettings())

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        self.kept[guild_id] = settings
        self.changes.append(change)

    async def alter_settings(
        self, guild_id: int, alter: Callable[[GuildSettings], GuildSettings], change: Change
    ) -> GuildSettings:
        before = await self.settings(guild_id)
        settings = alter(before)
        if settings != before:
            await self.save_settings(guild_id, settings, change)
        return settings


@dataclass
class Breakings:
    jobs: Jobs = field(default_factory=Jobs)
    kept: list[Breaking] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    asked: int = 0

    async def live(self, guild_id: int, now: datetime) -> Sequence[Breaking]:
        self.asked += 1
        return [each for each in self.kept if each.guild_id == guild_id and each.lives(now)]

    async def begin(self, breaking: Breaking, change: Change) -> None:
        for known in await self.live(breaking.guild_id, change.at):
            if known.event == breaking.event or known.channel_id == breaking.channel_id:
                raise AlreadyThere(known.event)
        self.kept.append(breaking)
        self._cause(breaking, change)

    async def alter(
        self, guild_id: int, event: str, alter: Callable[[Breaking], Breaking], change: Change
    ) -> Breaking:
        for known in await self.live(guild_id, change.at):
            if known.event == event:
                return self._put(known, replace(alter(known), changed_at=change.at), change)
        raise NotFound(event)

    async def of_channel(self, guild_id: int, channel_id: int) -> Sequence[Breaking]:
        place = guild_id, channel_id
        return [each for each in self.kept if (each.guild_id, each.channel_id) == place and not each.closed]

    async def settled(self, job: Job, shown: Sequence[BriefShown]) -> None:
        for each in shown:
            (known,) = (kept for kept in self.kept if kept.begun_at == each.breaking.begun_at)
            self.kept[self.kept.index(known)] = replace(
                known, brief_id=each.brief_id, pinned=each.pinned, closed=each.closed
            )
        await self.jobs.done(job)

    async def calm(self, job: Job, change: Change) -> None:
        for known in await self.of_channel(job.guild_id, job.channel_id):
            if known.ended_at is None and not known.lives(change.at):
                self._put(known, replace(known, ended_at=known.ends_at, changed_at=change.at), change)
        await self.jobs.done(job)

    def _put(self, before: Breaking, after: Breaking, change: Change) -> Breaking:
        self.kept[self.kept.index(before)] = after
        self._cause(after, change)
        return after

    def _cause(self, breaking: Breaking, change: Change) -> None:
        guild_id, place = breaking.guild_id, breaking.channel_id
        self.changes.append(change)
        self.jobs.enqueue(guild_id, JobKind.BRIEF, place, place, change.at)
        if breaking.ended_at is None:
            self.jobs.enqueue(guild_id, JobKind.CALM, place, place, breaking.ends_at)


@dataclass
class Seconds:
    claims: Claims
    kept: dict[tuple[int, int], Pending] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    async def propose(self, pending: Pending, change: Change) -> Pending:
        claim = await self.claims.claim(pending.guild_id, pending.slug)
        if claim is None or claim.revision != pending.revision:
            raise claim_changed(pending.slug)
        return self._keep(replace(pending, number=len(self.kept) + 1), change)

    async def pending(self, guild_id: int, number: int) -> Pending | None:
        return self.kept.get((guild_id, number))

    async def open(self, guild_id: int) -> Sequence[Pending]:
        return [each for each in self.kept.values() if each.state is PendingState.OPEN]

    async def second(self, guild_id: int, number: int, change: Change, notes_since: datetime) -> Claim:
        pending = self._expected(guild_id, number)
        pending.must_let_second(change.actor_id)
        claim = await self.claims.claim(guild_id, pending.slug)
        assert claim is not None
        if claim.revision != pending.revision:
            self.kept[guild_id, number] = replace(pending, state=PendingState.OUTDATED)
            self.kept[guild_id, number].must_be_open()
        self._keep(pending.decided(PendingState.SECONDED, change.actor_id, change.at), change)
        return await self.claims.save(guild_id, pending.on(claim), change, notes_since)

    async def decline(self, guild_id: int, number: int, change: Change) -> Pending:
        pending = self._expected(guild_id, number)
        pending.must_be_open()
        return self._keep(pending.decided(PendingState.DECLINED, change.actor_id, change.at), change)

    def _expected(self, guild_id: int, number: int) -> Pending:
        if (guild_id, number) not in self.kept:
            raise pending_not_found(number)
        return self.kept[guild_id, number]

    def _keep(self, pending: Pending, change: Change) -> Pending:
        self.kept[pending.guild_id, pending.number] = pending
        self.changes.append(change)
        return pending


@dataclass
class SlugMatcher:
    """Finds a claim by its short name and wordings; "probably", "perhaps", "no ", "?" mean what they say."""

    claims: Claims
    refreshed: list[tuple[int, str | None]] = field(default_factory=list)

    async def read(self, guild_id: int, text: str) -> Reading:
        said = [(claim, _way(claim, text)) for claim in await self.claims.claims(guild_id)]
        found = [(claim.slug, Explanation(text.strip(), way)) for claim, way in said if way]
        score = 0.6 if "perhaps" in text else 0.8 if "probably" in text else 0.99
        stance = Stance.DENIES if "no " in text else Stance.ASKS if "?" in text else Stance.ASSERTS
        return Reading(text.strip(), tuple(Match(slug, score, stance, None, why) for slug, why in found))

    async def rank(self, guild_id: int, text: str) -> Reading:
        return await self.read(guild_id, text)

    async def search(self, guild_id: int, text: str) -> Reading:
        return await self.read(guild_id, text)

    async def trial(self, guild_id: int, changed: ClaimText) -> SlugTrial:
        stored = self.claims.kept[guild_id, changed.slug]
        taught = replace(stored, wordings=changed.wordings, counter_wordings=changed.counter_wordings)
        after = Claims({**self.claims.kept, (guild_id, changed.slug): taught})
        return SlugTrial(guild_id, SlugMatcher(Claims(dict(self.claims.kept))), SlugMatcher(after))

    def refresh(self, guild_id: int, slug: str | None = None) -> None:
        self.refreshed.append((guild_id, slug))


@dataclass
class SlugTrial:
    guild_id: int
    before: SlugMatcher
    after: SlugMatcher

    async def read(self, texts: Sequence[str]) -> Sequence[tuple[Reading, Reading]]:
        return [
            (await self.before.read(self.guild_id, text), await self.after.read(self.guild_id, text))
            for text in texts
        ]


def _way(claim: Claim, text: str) -> str:
    """The claim's own text that a message is nearest to, "" where it says nothing of it."""
    near = (wording for wording in claim.wordings if wording in text)
    return next(near, claim.statement if claim.slug in text else "")
