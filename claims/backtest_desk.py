"""Runs backtests: what a claim's new wordings would have hit, before they are armed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from secrets import token_hex

from claims.backtest import (
    SIZES,
    Backtest,
    Draft,
    Finding,
    Progress,
    Sample,
    Stage,
    account_of,
    as_if_on,
    resembles,
)
from claims.claim_text import ClaimText
from claims.desk import ClaimDesk
from claims.errors import Invalid, NotFound
from claims.model import Claim
from claims.notes import Thresholds, Wishes
from claims.people import Actor
from claims.ports.clock import Clock
from claims.ports.feedback import StopStore
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher, TrialReader
from claims.reading import Reading
from claims.stopped_words import without_stopped

LIFETIME = timedelta(minutes=15)
MOST_READING = 3
_GONE = (
    "This backtest is gone: I keep none for longer than 15 minutes, nor past a restart, and one for each "
    "moderator. Start another with /desk backtest."
)
_STILL_READING = (
    "You have a backtest that is still reading. Wait for its end, or cancel it with /desk backtest."
)
_ALL_BUSY = (
    f"{MOST_READING} backtests are running, and I can do no more at once. Press Start again in a minute."
)
_NO_CHANNEL = "Pick at least one channel to read."
_NOT_THAT_MANY = "I can look at 100, 500, 1,000 or 5,000 messages. Pick one of these numbers."
_UNDER_WAY = "This backtest is under way or over. Start another with /desk backtest."
_NOT_OVER = "This backtest is not over yet. Wait for its end, or cancel it."
_NOTHING_TO_ARM = "There is nothing to arm: the claim was tested as it is."


class Reader:
    """What one backtest reads with, as long as it reads."""

    def __init__(self, trial: TrialReader, draft: Draft, wishes: Wishes) -> None:
        self.trial = trial
        self.wishes = wishes
        slug = draft.claim.slug
        self.before: dict[str, Claim | None] = {slug: as_if_on(draft.claim)}
        self.after: dict[str, Claim | None] = {slug: as_if_on(draft.changed)}


class BacktestDesk:
    """Keeps the backtests of this process in memory: one a moderator, and forgets them by itself."""

    def __init__(
        self,
        claims: ClaimDesk,
        stops: StopStore,
        guilds: GuildStore,
        matcher: Matcher,
        thresholds: Thresholds,
        clock: Clock,
    ) -> None:
        self._claims = claims
        self._stops = stops
        self._guilds = guilds
        self._matcher = matcher
        self._thresholds = thresholds
        self._clock = clock
        self._kept: dict[tuple[int, int], Backtest] = {}

    def reading(self, actor: Actor) -> Backtest | None:
        """Return the moderator's backtest that is reading at this moment."""
        kept = self._kept.get((actor.guild_id, actor.user_id))
        return kept if kept is not None and kept.stage is Stage.READING else None

    async def open(
        self, actor: Actor, slug: str, wordings: Sequence[str] = (), never: Sequence[str] = ()
    ) -> Backtest:
        """Prepare a backtest; it takes the place of the moderator's last one.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Invalid: a wording breaks a rule, the claim has them all, or another one is still reading.
        """
        actor.must_moderate()
        draft = Draft.of(await self._claims.claim(actor.guild_id, slug), wordings, never)
        if self.reading(actor) is not None:
            raise Invalid(_STILL_READING)
        opened = Backtest(actor.guild_id, actor.user_id, token_hex(4), draft, self._clock())
        self._kept[actor.guild_id, actor.user_id] = opened
        return opened

    def find(self, actor: Actor, token: str) -> Backtest:
        """Return a moderator's backtest.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: it is gone, or somebody else's.
        """
        actor.must_moderate()
        self.forget_old()
        found = self._kept.get((actor.guild_id, actor.user_id))
        if found is None or found.token != token:
            raise NotFound(_GONE)
        return found

    def choose(
        self, actor: Actor, token: str, *, channels: Iterable[int] | None = None, size: int | None = None
    ) -> Backtest:
        """Take note of which channels to read, or how many messages in all."""
        found = self.find(actor, token)
        if found.stage is not Stage.CHOOSING:
            raise Invalid(_UNDER_WAY)
        if size is not None and size not in SIZES:
            raise Invalid(_NOT_THAT_MANY)
        found.channels = found.channels if channels is None else tuple(channels)
        found.size = size or found.size
        return found

    async def start(self, actor: Actor, token: str) -> tuple[Backtest, Reader]:
        """Begin to read, against the claim as it is by now.

        Raises:
            NotFound: the backtest or its claim is gone.
            Invalid: it was begun before, no channel is picked, or too many are reading.
        """
        found = self.choose(actor, token)
        if not found.channels:
            raise Invalid(_NO_CHANNEL)
        if sum(each.stage is Stage.READING for each in self._kept.values()) >= MOST_READING:
            raise Invalid(_ALL_BUSY)
        found.stage, found.since = Stage.READING, self._clock()
        try:
            return found, await self._reader(found)
        except BaseException:
            found.stage = Stage.CHOOSING
            raise

    async def read(self, backtest: Backtest, reader: Reader, samples: Sequence[Sample], met: int) -> None:
        """Read messages, of `met` that were looked at; the others were passed over."""
        readings = await reader.trial.read([sample.text for sample in samples])
        for sample, (before, after) in zip(samples, readings, strict=True):
            finding = await self._compare(backtest, reader, sample, before, after)
            if finding is not None:
                backtest.findings.append(finding)
        backtest.looked_at += met
        backtest.passed_over += met - len(samples)

    def progress(self, backtest: Backtest) -> Progress:
        """Return how far a backtest has got."""
        return backtest.progress(self._clock())

    def end(self, backtest: Backtest, stage: Stage) -> None:
        """Say what ended a backtest; only the first end counts."""
        if backtest.stage is Stage.READING:
            backtest.stage, backtest.since = stage, self._clock()

    async def arm(self, actor: Actor, token: str) -> Claim:
        """Teach the claim what was tested, and forget the backtest.

        Raises:
            NotFound: the backtest or its claim is gone.
            Changed: someone changed the claim since it was tested.
            Invalid: it is not over, or nothing was to be changed.
        """
        found = self.find(actor, token)
        if not found.over:
            raise Invalid(_NOT_OVER)
        if not found.draft.changes:
            raise Invalid(_NOTHING_TO_ARM)
        draft = found.draft
        seen = draft.claim
        saved = await self._claims.word(
            actor, seen.slug, draft.wordings, never=draft.never, revision=seen.revision
        )
        self._forget(found)
        return saved

    def discard(self, actor: Actor, token: str) -> None:
        """Forget a backtest that is not reading."""
        found = self.find(actor, token)
        if found.stage is Stage.READING:
            raise Invalid(_NOT_OVER)
        self._forget(found)

    def forget_old(self) -> None:
        """Forget the backtests whose time is over."""
        now = self._clock()
        for each in list(self._kept.values()):
            # Those that read are ended by whoever reads; a clock that was set back must not keep any.
            if each.stage is not Stage.READING and not timedelta() <= now - each.since < LIFETIME:
                self._forget(each)

    def _forget(self, backtest: Backtest) -> None:
        if self._kept.get((backtest.guild_id, backtest.user_id)) is backtest:
            del self._kept[backtest.guild_id, backtest.user_id]

    async def _reader(self, backtest: Backtest) -> Reader:
        asked = backtest.draft
        claim = await self._claims.claim(backtest.guild_id, asked.claim.slug)
        backtest.draft = Draft.of(claim, asked.wordings, asked.never)
        settings = await self._guilds.settings(backtest.guild_id)
        wishes = Wishes(settings.answers_questions, settings.notes_unproven)
        changed = ClaimText.of(backtest.draft.changed)
        return Reader(await self._matcher.trial(backtest.guild_id, changed), backtest.draft, wishes)

    async def _compare(
        self, backtest: Backtest, reader: Reader, sample: Sample, before: Reading, after: Reading
    ) -> Finding | None:
        slug = backtest.draft.claim.slug
        if not any(resembles(each, slug, self._thresholds) for each in (before, after)):
            return None
        accounts = []
        for reading, claims in ((before, reader.before), (after, reader.after)):
            known = await self._known(backtest.guild_id, reading, claims)
            stopped = await without_stopped(self._stops, backtest.guild_id, reading, {slug})
            accounts.append(account_of(stopped, slug, known, self._thresholds, reader.wishes))
        return Finding(sample.channel_id, sample.message_id, *accounts)

    async def _known(
        self, guild_id: int, reading: Reading, claims: dict[str, Claim | None]
    ) -> dict[str, Claim]:
        """Return the claims of a reading, each asked for once in a backtest."""
        for match in reading.matches:
            if match.slug not in claims:
                try:
                    claims[match.slug] = await self._claims.claim(guild_id, match.slug)
                except NotFound:
                    claims[match.slug] = None
        return {slug: claim for slug, claim in claims.items() if claim is not None}
