"""Which claims a form offers to pick from, in the time that opening a form may take."""

from __future__ import annotations

from bot.edge import Interaction
from bot.patience import before_a_form
from claims.errors import NotFound
from claims.listing import Listed

_NO_CLAIM = "There is no other claim here that could be picked. Record one first with /desk add."


async def claims_to_pick(
    interaction: Interaction, text: str, *but: str, drafts: bool = False
) -> list[Listed]:
    """Return the claims in use, `but` some, those first that a text is likely about, then the latest judged.

    Where the likeliest are not known in time, all of them come as the latest judged.

    Raises:
        NotFound: there is none.
    """
    guild_id, desk = interaction.guild_id or 0, interaction.client.services.claims
    listed = await desk.listed(guild_id, drafts=drafts)
    offered = [each for each in listed if not each.retired and each.slug not in but]
    if not offered:
        raise NotFound(_NO_CLAIM)
    nearest = await before_a_form(desk.nearest(guild_id, text)) or []
    places = {slug: place for place, slug in enumerate(nearest)}
    return sorted(offered, key=lambda each: places.get(each.slug, len(places)))
