"""The moderators' desk, and what members may look up: one service over the stores and the matcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from claims.audit import Action, Change
from claims.drafts import NewClaim, NewJudgement, read_source
from claims.errors import claim_not_found, event_not_found, not_known_yet
from claims.freshness import checked, seen_at
from claims.listing import Listed, spells
from claims.model import Claim, Judgement, Lifecycle, Verdict
from claims.people import Actor, Role
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.events import EventStore
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher
from claims.reading import Match
from claims.second_desk import SecondDesk
from claims.seconding import Pending
from claims.slugs import free_slug


class ClaimDesk:
    """Looks claims up, and changes them on a moderator's word."""

    def __init__(
        self,
        claims: ClaimStore,
        events: EventStore,
        guilds: GuildStore,
        matcher: Matcher,
        seconding: SecondDesk,
        clock: Clock,
    ) -> None:
        self._claims = claims
        self._events = events
        self._guilds = guilds
        self._matcher = matcher
        self._seconding = seconding
        self._clock = clock

    async def claims(self, guild_id: int) -> Sequence[Claim]:
        """Return all claims of the guild, by slug."""
        return await self._claims.claims(guild_id)

    async def claim(self, guild_id: int, slug: str, as_of: datetime | None = None) -> Claim:
        """Return a claim, as it stood at an instant when one is given.

        Raises:
            NotFound: no such claim, or nothing was known of it then.
        """
        claim = await self._claims.claim(guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        if as_of is None:
            return claim
        then = claim.at(as_of)
        if then is None:
            raise not_known_yet(slug, claim.judgements[0].as_of)
        return then

    async def search(self, guild_id: int, text: str, *, drafts: bool = False) -> list[Claim]:
        """Return the claims a text may be about, likeliest first; all of them for a blank text."""
        claims = await self._readable(guild_id, drafts=drafts)
        if not text.strip():
            return list(claims.values())
        reading = await self._matcher.search(guild_id, text)
        spelled = [claim.slug for claim in claims.values() if spells(claim, text)]
        ranked = [match.slug for match in reading.matches if match.slug in claims]
        return [claims[slug] for slug in dict.fromkeys((*spelled, *ranked))]

    async def listed(self, guild_id: int, *, drafts: bool = False) -> list[Listed]:
        """Return all claims as lists name them, the latest judged first; quickly, of thousands too."""
        return [each for each in await self._claims.listed(guild_id) if drafts or not each.is_draft]

    async def spelled(self, guild_id: int, text: str, *, drafts: bool = False) -> list[Listed]:
        """Return the claims whose words begin like those typed; all of them for a blank text."""
        return [each for each in await self.listed(guild_id, drafts=drafts) if spells(each, text)]

    async def nearest(self, guild_id: int, text: str) -> list[str]:
        """Return the short names of a few claims a text may be about, likeliest first.

        It takes long while the matcher gets ready, which nobody who opens a form can wait for.
        """
        reading = await self._matcher.search(guild_id, text)
        return [match.slug for match in reading.matches]

    async def check(self, guild_id: int, text: str, *, drafts: bool = False) -> list[tuple[Claim, Match]]:
        """Return the claims a text may repeat, likeliest first, each with how it matched."""
        reading = await self._matcher.rank(guild_id, text)
        claims = await self._readable(guild_id, drafts=drafts)
        return [(claims[match.slug], match) for match in reading.matches if match.slug in claims]

    async def _readable(self, guild_id: int, *, drafts: bool) -> dict[str, Claim]:
        """Return the claims by slug; drafts are for those with a role at the desk."""
        claims = await self._claims.claims(guild_id)
        return {claim.slug: claim for claim in claims if drafts or not claim.is_draft}

    async def add(self, actor: Actor, new: NewClaim) -> Claim:
        """Record a new claim, unverified as of now, under a short name made of its words.

        What a contributor records is a draft until a moderator judges it.

        Raises:
            NotAllowed: the actor is no contributor.
            NotFound: no such event.
            Invalid: a text is empty or too long, or an address cannot be opened.
        """
        claim = await self.draft(actor, new)
        added = await self._claims.add(actor.guild_id, claim, self._change(Action.ADDED, actor))
        self._matcher.refresh(actor.guild_id, added.slug)
        return added

    async def judge(self, actor: Actor, slug: str, new: NewJudgement, revision: int) -> Claim | Pending:
        """Put a new judgement on a claim; `revision` is the one the moderator looked at.

        Where another moderator must second it, nothing is saved yet and the proposal is returned.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Changed: someone changed the claim since the moderator looked.
            Invalid: the judgement breaks a rule, such as a verdict without a source, or the claim is retired.
        """
        actor.must_moderate()
        claim, now = await self._in_use(actor.guild_id, slug), self._clock()
        judged = checked(claim, new.on(claim, now, actor.user_id), new.check_again, now)
        if await self._seconding.is_needed(actor.guild_id, claim, new.verdict):
            return await self._seconding.propose(actor, judged, seen_at(claim, revision))
        settings = await self._guilds.settings(actor.guild_id)
        since, seen = now - settings.note_age, seen_at(claim, revision)
        return await self._save(actor, replace(judged, revision=seen), Action.JUDGED, since)

    async def word(
        self,
        actor: Actor,
        slug: str,
        wordings: Sequence[str],
        *,
        counter: bool = False,
        never: Sequence[str] = (),
        revision: int | None = None,
    ) -> Claim:
        """Add ways people say the claim, or (counter) ways that must never match.

        Args:
            actor: Who teaches it.
            slug: The claim.
            wordings: What to add.
            counter: Whether those must never match.
            never: Ways that must never match besides, saved at the same time.
            revision: The one the moderator looked at; None for whatever it is by now.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Changed: someone changed the claim since the moderator looked.
            Invalid: a wording is too long, or both a wording and one that must never match.
        """
        actor.must_moderate()
        claim = await self._in_use(actor.guild_id, slug)
        taught = claim
        for wording in wordings:
            taught = taught.worded(wording, counter=counter)
        for wording in never:
            taught = taught.worded(wording, counter=True)
        seen = claim.revision if revision is None else seen_at(claim, revision)
        return await self._save(actor, replace(taught, revision=seen), Action.WORDED)

    async def pause(self, actor: Actor, slug: str, *, paused: bool = True) -> Claim:
        """Stop, or resume, automatic notes for one claim."""
        actor.must_moderate()
        claim = await self._in_use(actor.guild_id, slug)
        if claim.auto_note is not paused:
            return claim
        changed = replace(claim, auto_note=not paused)
        return await self._save(actor, changed, Action.PAUSED if paused else Action.RESUMED)

    async def draft(self, actor: Actor, new: NewClaim) -> Claim:
        """Return the claim that `add` would record, and raise what it would raise; nothing is saved."""
        actor.must_be(Role.CONTRIBUTOR)
        if new.event not in {event.slug for event in await self._events.events(actor.guild_id)}:
            raise event_not_found(new.event)
        now = self._clock()
        taken = {each.slug for each in await self._claims.listed(actor.guild_id)}
        first = Judgement(
            as_of=now,
            verdict=Verdict.UNVERIFIED,
            known=new.known.strip(),
            evidence=read_source(new.source, Verdict.UNVERIFIED),
            judged_by=actor.user_id,
        )
        return Claim(
            slug=free_slug(new.statement, taken),
            event=new.event,
            statement=new.statement.strip(),
            said_by=new.said_by.strip(),
            first_said_at=new.first_said_at or now,
            wordings=new.wordings,
            judgements=(first,),
            lifecycle=Lifecycle.PUBLISHED if actor.may_moderate else Lifecycle.DRAFT,
        )

    async def _in_use(self, guild_id: int, slug: str) -> Claim:
        return (await self.claim(guild_id, slug)).in_use()

    async def _save(
        self, actor: Actor, claim: Claim, action: Action, notes_since: datetime | None = None
    ) -> Claim:
        change = self._change(action, actor)
        saved = await self._claims.save(actor.guild_id, claim, change, notes_since)
        self._matcher.refresh(actor.guild_id, saved.slug)
        return saved

    def _change(self, action: Action, actor: Actor) -> Change:
        return Change(action, actor.user_id, self._clock())
