"""Where moderators keep a claim's evidence: add a source, correct, archive and grade it, take it out."""

from __future__ import annotations

from claims.audit import Action, Change
from claims.changes import notes_differ
from claims.citations import Appraisal, Citation
from claims.errors import claim_not_found
from claims.ledger import Entry, corrected, entry, with_source, without_source
from claims.model import Claim
from claims.people import Actor, Role
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher


class LedgerDesk:
    """Changes the sources of claims; notes that show another source then are brought up to date.

    A change names its entry as the moderator saw it; changes of two entries do not get in each other's way.
    """

    def __init__(self, claims: ClaimStore, guilds: GuildStore, matcher: Matcher, clock: Clock) -> None:
        self._claims = claims
        self._guilds = guilds
        self._matcher = matcher
        self._clock = clock

    async def ledger(self, actor: Actor, slug: str) -> Claim:
        """Return the claim whose sources are to be shown.

        Raises:
            NotAllowed: the actor has no role at the desk.
            NotFound: no such claim.
        """
        actor.must_be(Role.VIEWER)
        return await self._claim(actor.guild_id, slug)

    async def entry(self, actor: Actor, slug: str, mark: str) -> Entry:
        """Return an entry that a moderator is about to change.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Changed: somebody corrected the source or took it out meanwhile.
        """
        actor.must_moderate()
        return entry(await self._claim(actor.guild_id, slug), mark)

    async def add(self, actor: Actor, slug: str, citation: Citation) -> Claim:
        """Rest the latest judgement on one more source.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            AlreadyThere: it has that source.
            Invalid: the source names nothing, its address cannot be opened, or the claim is out of use.
            Changed: someone changed the claim at the same moment.
        """
        claim = await self._in_use(actor, slug)
        return await self._save(actor, claim, with_source(claim, citation.on()))

    async def correct(self, actor: Actor, slug: str, mark: str, citation: Citation) -> Claim:
        """Say anew what was published, in every judgement that rests on it; raises as `add` does."""
        claim = await self._in_use(actor, slug)
        piece = citation.on(entry(claim, mark).piece)
        return await self._save(actor, claim, corrected(claim, mark, piece))

    async def appraise(self, actor: Actor, slug: str, mark: str, appraisal: Appraisal) -> Claim:
        """Say how a source is kept and how far it is trusted; raises as `add` does."""
        claim = await self._in_use(actor, slug)
        piece = appraisal.on(entry(claim, mark).piece, self._clock())
        return await self._save(actor, claim, corrected(claim, mark, piece))

    async def cite_again(self, actor: Actor, slug: str, mark: str) -> Claim:
        """Rest the latest judgement on a source of an earlier one, too; raises as `add` does."""
        claim = await self._in_use(actor, slug)
        return await self._save(actor, claim, with_source(claim, entry(claim, mark).piece))

    async def remove(self, actor: Actor, slug: str, mark: str) -> Claim:
        """Take a source out, whichever judgements rest on it.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Invalid: a verdict would be left without any source, or the claim is out of use.
            Changed: somebody corrected the source, or changed the claim, at the same moment.
        """
        claim = await self._in_use(actor, slug)
        return await self._save(actor, claim, without_source(claim, mark))

    async def _save(self, actor: Actor, before: Claim, after: Claim) -> Claim:
        if after == before:
            return before
        now = self._clock()
        since = now - (await self._guilds.settings(actor.guild_id)).note_age
        change = Change(Action.EVIDENCED, actor.user_id, now)
        saved = await self._claims.save(
            actor.guild_id, after, change, since if notes_differ(before, after) else None
        )
        self._matcher.refresh(actor.guild_id, saved.slug)
        return saved

    async def _in_use(self, actor: Actor, slug: str) -> Claim:
        actor.must_moderate()
        return (await self._claim(actor.guild_id, slug)).in_use()

    async def _claim(self, guild_id: int, slug: str) -> Claim:
        claim = await self._claims.claim(guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        return claim
