"""The forum tags of a guild's choice: which verdict shows as which tag of a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from claims.audit import Action, Change
from claims.model import Verdict
from claims.people import Actor, Role
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.settings import GuildSettings

# Discord: Channel Object, applied_tags.
MOST_TAGS = 5


class TagDesk:
    """Lets moderators choose."""

    def __init__(self, guilds: GuildStore, clock: Clock) -> None:
        self._guilds = guilds
        self._clock = clock

    async def choose(self, actor: Actor, verdict: Verdict, tag: str) -> GuildSettings:
        """Show a verdict as a tag of that name, in every forum that has one; an empty name shows it no more.

        Raises:
            NotAllowed: the actor is no moderator.
            Invalid: the name is longer than a tag's can be.
        """
        actor.must_be(Role.LEAD)

        def chosen(settings: GuildSettings) -> GuildSettings:
            others = {each: name for each, name in settings.tags.items() if each is not verdict}
            return replace(settings, tags={**others, verdict: tag.strip()} if tag.strip() else others)

        change = Change(Action.CONFIGURED, actor.user_id, self._clock())
        return await self._guilds.alter_settings(actor.guild_id, chosen, change)


def wanted_names(chosen: Mapping[Verdict, str], verdicts: Iterable[Verdict]) -> list[str]:
    """Return the names of the tags that show some verdicts, each once, as they are compared."""
    return list(dict.fromkeys(chosen[verdict].casefold() for verdict in verdicts if verdict in chosen))


def retagged(
    applied: Sequence[str],
    available: Sequence[str],
    chosen: Mapping[Verdict, str],
    verdicts: Iterable[Verdict],
    *,
    required: bool,
) -> list[str]:
    """Return the tags a post should have, given those it has; what the guild has not chosen stays.

    Args:
        applied: the names of the post's tags.
        available: the names of the forum's tags; case does not matter.
        chosen: which verdict shows as which tag.
        verdicts: of the claims whose notes stand, best first.
        required: whether the forum wants a tag on every post: then the last one is not taken away.
    """
    ours, wanted = {name.casefold() for name in chosen.values()}, wanted_names(chosen, verdicts)
    kept = [name for name in applied if name.casefold() not in ours or name.casefold() in wanted]
    there = {name.casefold() for name in kept}
    offered = {name.casefold(): name for name in reversed(available)}
    fresh = [offered[name] for name in wanted if name in offered and name not in there]
    tags = [*kept, *fresh[: MOST_TAGS - len(kept)]]
    return list(applied) if required and not tags else tags
