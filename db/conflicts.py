"""What others changed of a claim while a moderator was at it."""

from __future__ import annotations

from claims.changes import differences
from claims.model import Claim
from db.database import Session

# Every save raises a claim's revision by one and leaves one record.
_SINCE = """
    SELECT before_json, after_json FROM revisions WHERE guild_id = $1 AND subject = $2
    ORDER BY number DESC LIMIT $3"""


async def changed_since(session: Session, guild_id: int, stored: Claim, revision: int) -> list[str]:
    """Return the fields, in words, that differ between an earlier revision of a claim and the stored one."""
    saves = stored.revision - revision
    if saves <= 0:
        return []
    rows = await session.fetch(_SINCE, guild_id, f"claim:{stored.slug}", saves)
    if not rows:
        return []
    return [each.field for each in differences(rows[-1]["before_json"], rows[0]["after_json"])]
