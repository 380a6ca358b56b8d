"""Files given to /desk import over sockets: bad, large and lost ones, and processes that die meanwhile."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Sequence

import pytest

from claims.audit import Revision
from db.stores import open_stores
from playground.answers import Answer, text_of
from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import shown

pytestmark = pytest.mark.wire

MEBIBYTE = 1024 * 1024
MANY = 20_000
HEADER = "slug,statement,wordings,links\n"
TABLE = HEADER + "bridge-fell,A bridge over the Oka has been blown up.,they blew the Oka bridge,\n"
UMLAUTS = "slug,statement\nzuege-stehen,Alle Züge über Köln stehen.\n"


async def hand_over(playground: Playground, file: Json) -> Answer:
    """Have the moderator compare a file with what is stored."""
    return await playground.people.slash("sam", "mod-desk", "desk import", file=file)


def table(
    playground: Playground, text: str = TABLE, encoding: str = "utf-8", size: int | None = None
) -> Json:
    """Return a table as an attachment, in some encoding; Discord may say another size than it has."""
    return playground.attach("claims.csv", text.encode(encoding), size)


async def slugs(playground: Playground, bot: BotProcess) -> list[str]:
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        return [claim.slug for claim in await stores.claims.claims(int(playground.world.guild["id"]))]


async def press(playground: Playground, compared: Answer) -> Answer:
    """Have the moderator import what was compared."""
    assert compared.message is not None
    (confirm, _) = compared.custom_ids
    return await playground.people.click("sam", compared.message, confirm)


async def trail(playground: Playground, bot: BotProcess) -> Sequence[Revision]:
    """Return all that was ever changed: a change and its record are one."""
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        return await stores.audit.revisions(int(playground.world.guild["id"]))


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("claims.csv", TABLE)
    return packed.getvalue()


BAD = [
    ("claims.csv", zipped(), "is a zip archive or a workbook (.xlsx), not a table"),
    ("claims.csv", UMLAUTS.encode("cp1252"), "is not UTF-8 throughout (line 2)"),
    ("claims.csv", TABLE.encode() + UMLAUTS.encode("cp1252"), "is not UTF-8 throughout (line 4)"),
    ("claims.csv", b"\xff\xfe" + TABLE.encode(), "is not UTF-16 throughout"),
    ("claims.csv", HEADER.encode() + b"a,nothing \x00 here,,\n", "line 2 holds a NUL"),
    ("claims.csv", b"", "is empty"),
    ("claims.csv", b"\xef\xbb\xbf \n", "is empty"),
    ("claims.csv", (HEADER + "a,One.,,\na,Two.,,\n").encode(), "“a” is there already: row 2"),
    ("claims.csv", (HEADER + "a,One.,,narrower b\nb,Two.,,narrower a\n").encode(), "a → b → a"),
    ("claims.csv", (HEADER + "a,One.,,narrower nowhere\n").encode(), "There is no claim “nowhere”"),
    ("claims.exe", TABLE.encode(), "Files to import end in .yaml"),
    ("pack.yaml", zipped(), "pack.yaml is not UTF-8"),
    ("pack.json", b'{"format": "caveat-pack/1"', "is not valid JSON"),
]


async def test_files_that_are_none_are_refused_in_words_and_leave_nothing_behind(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    before = await trail(playground, bot)
    for name, octets, words in BAD:
        told = await hand_over(playground, playground.attach(name, octets))
        assert told.ephemeral
        assert words in told.text.replace("\\", "")
        assert told.custom_ids == []
    assert await trail(playground, bot) == before
    assert "incident" not in bot.log
    assert "1 new" in (await hand_over(playground, table(playground))).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
async def test_a_table_as_spreadsheets_write_it_keeps_its_umlauts(
    playground: Playground, bot: BotProcess, encoding: str
) -> None:
    await bot.connect()
    file = playground.attach("claims.csv", UMLAUTS.encode(encoding))
    compared = await hand_over(playground, file)
    assert "+ zuege-stehen: Alle Züge über Köln stehen." in compared.text
    await press(playground, compared)
    await shown(playground, compared.message, "Imported claims.csv")
    card = await playground.people.slash("sam", "mod-desk", "claim show", claim="zuege-stehen")
    assert "Alle Züge über Köln stehen." in card.text


async def test_a_large_file_is_refused_without_being_fetched_and_one_that_hides_its_size_once_it_is_there(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    before = await trail(playground, bot)
    large = TABLE + "," * 25 * MEBIBYTE
    fetching = playground.faults.hold(method="GET", path="/cdn/attachments", carried_out=False)
    told = await hand_over(playground, table(playground, large))
    assert "That file has 25.0 MB; 8 MB is the most here. Split it" in told.text
    assert not fetching.reached.is_set()
    playground.faults.clear_rest()
    told = await hand_over(playground, table(playground, large, size=100))
    assert "That file has 25.0 MB; 8 MB is the most here. Split it" in told.text
    assert await trail(playground, bot) == before
    assert "1 new" in (await hand_over(playground, table(playground))).text


@pytest.mark.parametrize("status", [404, 403, 500, None])
async def test_a_file_that_discord_does_not_hand_over_is_asked_for_again(
    playground: Playground, bot: BotProcess, status: int | None
) -> None:
    await bot.connect()
    before = await trail(playground, bot)
    lose(playground, status)
    told = await hand_over(playground, table(playground))
    assert "Attach it again with /desk import" in told.text
    compared = await hand_over(playground, table(playground))
    lose(playground, status)
    await press(playground, compared)
    await shown(playground, compared.message, "claims.csv was not imported.")
    assert await trail(playground, bot) == before
    assert "incident" not in bot.log


def lose(playground: Playground, status: int | None) -> None:
    """Have Discord answer the next fetching of a file with a status, or with half of the file."""
    if status is None:
        playground.faults.lose_answer(method="GET", path="/cdn/attachments")
    else:
        playground.faults.fail_rest(status, method="GET", path="/cdn/attachments")


async def test_a_file_that_comes_slowly_is_waited_for(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    slow = playground.faults.hold(method="GET", path="/cdn/attachments", carried_out=True)
    comparing = asyncio.create_task(hand_over(playground, table(playground)))
    async with slow.reached_within(PATIENCE_S):
        assert "Import" not in (await playground.people.slash("mira", "general", "claim search")).text
    assert "1 new" in (await comparing).text


@pytest.mark.slow
async def test_a_process_that_was_killed_since_the_comparison_asks_for_the_file_again(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    compared = await hand_over(playground, table(playground))
    await bot.kill()
    await bot.connect()
    told = await press(playground, compared)
    assert told.text == "That comparison is over. Give me the file again with /desk import."
    assert "bridge-fell" not in await slugs(playground, bot)


def under_way(playground: Playground, compared: Answer) -> bool:
    """Tell whether claims are being written, or are on a machine that takes too little time to tell of it."""
    assert compared.message is not None
    told = text_of(playground.world.find_message(compared.message["id"]))
    return f" of {MANY:,} …" in told or "Imported" in told


@pytest.mark.slow
async def test_killed_in_the_middle_of_an_import_it_has_imported_all_of_it_or_nothing(
    playground: Playground, bot: BotProcess
) -> None:
    rows = "".join(f"train-{n},Train number {n} was stopped near Voronezh.,,\n" for n in range(MANY))
    await bot.connect()
    before = await slugs(playground, bot)
    compared = await hand_over(playground, table(playground, HEADER + rows))
    await press(playground, compared)
    await playground.world.wait_until(lambda: under_way(playground, compared), PATIENCE_S)
    await bot.kill()
    found = await slugs(playground, bot)
    assert len(found) in (len(before), len(before) + MANY)
    await bot.connect()
    again = await hand_over(playground, table(playground, HEADER + rows))
    assert (f"{MANY} new" if found == before else "0 new") in again.text
