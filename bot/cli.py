"""The command line: `caveat run | demo | match | show | stats | import | export | db …`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from bot import logs
from bot.settings import Settings
from claims.errors import ClaimError
from claims.exchange import Format, Wish
from claims.times import parse_instant

cli = typer.Typer(
    help="Caveat keeps a record of claims and notes what is known when someone repeats one.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="Look after the database.", no_args_is_help=True)
cli.add_typer(database, name="db")

_STREAM = Path("-")

_errors = Console(stderr=True, highlight=False, soft_wrap=True)

Guild = Annotated[
    int | None, typer.Option(help="The server's id; not needed where the database holds only one.")
]
EventSlug = Annotated[str | None, typer.Option(help="The event's short name.")]
FileFormat = Annotated[
    Format | None, typer.Option("--format", help="The format, if the file's name does not say.")
]

PackFile = Annotated[Path, typer.Option(help="A pack (.yaml, .json).", show_default=False)]


@cli.command()
def run() -> None:
    """Start the bot for Discord; needs DISCORD_TOKEN (see .env.example)."""
    from bot.app import run as run_bot

    _do(lambda: asyncio.run(run_bot(_settings())))


@cli.command()
def demo(
    port: Annotated[
        int, typer.Option(help="The playground's port on this machine; 0 picks a free one.")
    ] = 8420,
    as_of: Annotated[
        str, typer.Option(help="Load what was known at that time (UTC), or everything with “now”.")
    ] = "2023-06-24 02:00",
) -> None:
    """Open the playground: a Discord of your own on this machine, with the bot in it."""
    from bot.demo import play

    _do(lambda: asyncio.run(play(port, None if as_of == "now" else parse_instant(as_of))))


@cli.command()
def match(
    claims: Annotated[
        Path, typer.Option(help="A pack (.yaml, .json) or claims as JSONL.", show_default=False)
    ],
    messages: Annotated[
        Path | None, typer.Option(help="JSONL with id and text; standard input if left out, or with -.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="One message instead of a file; prints why, for people to read.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where the results go; standard output if left out, or with -.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many matches to list for a message.")] = 5,
    threads: Annotated[int, typer.Option(min=1, max=64, help="How many threads read messages.")] = 1,
    index: Annotated[
        Path | None, typer.Option(help="A folder that keeps the claims as read, to begin sooner next time.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add to each result why it is so.")] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Tell on standard error where time went.")
    ] = False,
) -> None:
    """Match messages to claims, without Discord and without a database."""
    from bot.offline import Matching, explain_text, match_file
    from bot.ui.terminal import explanation

    how = Matching(claims, top, threads, profile, _settings().encoder, index)
    if text is None:
        problems = _do(lambda: match_file(how, messages or _STREAM, out or _STREAM, explained=explain))
    elif messages or out:
        _refuse("--text prints its answer for people; leave --messages and --out away, or --text.")
    else:
        account, problems = _do(lambda: explain_text(how, text))
        Console(highlight=False).print(explanation(account))
    raise typer.Exit(1 if problems else 0)


@cli.command()
def show(
    slug: Annotated[str, typer.Argument(help="The claim's short name.")],
    pack: PackFile,
    as_of: Annotated[
        str | None, typer.Option(help="As it stood then, for example “2023-06-24 02:00” (UTC).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show a claim from a pack, as it stood at a time."""
    from bot.offline import show_claim

    typer.echo(_do(lambda: show_claim(slug, pack, parse_instant(as_of) if as_of else None, as_json=json)))


@cli.command(name="import")
def import_claims(
    file: Annotated[Path, typer.Argument(help="A pack, a table, ClaimReview or notes of X.")],
    guild: Guild = None,
    event: EventSlug = None,
    file_format: FileFormat = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    publish: Annotated[
        bool | None,
        typer.Option("--publish/--draft", help="Let claims get notes; packs do unless told otherwise."),
    ] = None,
) -> None:
    """Import a file of claims, all of it or nothing; exit status 1 when something in it is refused."""
    from bot.exchange import Incoming, import_file
    from bot.ui.differences import difference_lines
    from bot.ui.terminal import printable

    asked = Incoming(file, guild, Wish(event, publish), file_format, dry_run)
    with _progress("claims") as progress:
        found = _do(lambda: asyncio.run(import_file(_settings(), asked, progress)))
    for line in difference_lines(found, shown=50):
        typer.echo(printable(line), err=bool(found.refused))
    if found.refused:
        raise typer.Exit(1)
    if not found.anything:
        typer.echo("There is nothing to import.")
    else:
        typer.echo("Nothing was imported: this was a dry run." if dry_run else f"Imported {file}.")


@cli.command(name="export")
def export_claims(
    file: Annotated[Path, typer.Argument(help="Where to write: .yaml, .json, .csv, .jsonld or .zip.")],
    guild: Guild = None,
    event: EventSlug = None,
    file_format: FileFormat = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes, for claimreview.")] = None,
    page: Annotated[str, typer.Option(help="The page where reviews stand, for claimreview.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Export claims as a pack, a table or ClaimReview, or everything a server owns as a zip archive."""
    from bot.exchange import Outgoing, export_file

    asked = Outgoing(file, guild, file_format, event, publisher, page, force)
    with _progress("claims") as progress:
        count = _do(lambda: asyncio.run(export_file(_settings(), asked, progress)))
    typer.echo(f"Exported {count} claims to {file}.")


@cli.command()
def stats(
    guild: Annotated[
        int | None, typer.Option(help="A server's id; each server if left out.", show_default=False)
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=90, help="How many days, of which today is the last.")] = 30,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Count notes, wrong matches, delays and silence, as /desk stats does."""
    from bot.offline import count_notes, counts_as_json
    from bot.ui.terminal_counts import counts_table

    now = datetime.now(UTC)
    counted = _do(lambda: asyncio.run(count_notes(_settings(), guild, days, now)))
    if json:
        typer.echo(counts_as_json(counted))
    else:
        for guild_id, found in counted:
            Console(highlight=False).print(counts_table(guild_id, found))


@database.command()
def migrate() -> None:
    """Bring the database up to this release."""
    from bot.offline import migrate_database

    typer.echo(f"The database is at version {_do(lambda: asyncio.run(migrate_database(_settings())))}.")


@database.command()
def check() -> None:
    """Check the database and its audit trail; exit status 1 when something is wrong."""
    from bot.offline import check_database

    findings = _do(lambda: asyncio.run(check_database(_settings())))
    for finding in findings:
        typer.echo(finding)
    if findings:
        raise typer.Exit(1)
    typer.echo("The database is sound.")


@database.command()
def audit(
    guild: Annotated[int, typer.Option(help="The server's id.", show_default=False)],
    claim: Annotated[str | None, typer.Option(help="Only changes of this claim (its short name).")] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print each change in full, as a line of JSON.")
    ] = False,
) -> None:
    """List who changed what and when in a server, the newest first."""
    from bot.offline import print_trail

    count = _do(lambda: asyncio.run(print_trail(_settings(), guild, claim, typer.echo, as_json=json)))
    if not count:
        _errors.print("caveat: nothing was changed there.")


@database.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")]) -> None:
    """Copy the SQLite database to a file, also while the bot runs."""
    from bot.offline import backup_database

    _do(lambda: backup_database(_settings(), file))
    typer.echo(f"Saved to {file}.")


@database.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that “caveat db backup” wrote.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the present database.")] = False,
) -> None:
    """Bring a saved SQLite database back; stop the bot first."""
    from bot.offline import restore_database

    _do(lambda: restore_database(_settings(), file, overwrite=overwrite))
    typer.echo(f"Restored from {file}.")


def main() -> None:
    """Run the command line."""
    # Our matrices are small: OpenBLAS's own threads double the processor time and save none of ours.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    cli()


def _settings() -> Settings:
    settings = Settings.load()
    logs.configure(settings.log, settings.log_format)
    return settings


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show on standard error how far a command is, where somebody looks at it."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_errors, transient=True, disable=not _errors.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda count, of: bar.update(task, completed=count, total=of)


def _do(work: Callable[[], Any]) -> Any:
    """Return what the work returns; tell a ClaimError in its own words and exit with status 2."""
    try:
        return work()
    except ClaimError as problem:
        _refuse(str(problem))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _refuse(sentence: str) -> NoReturn:
    _errors.print(f"caveat: {sentence}", markup=False)
    raise typer.Exit(2)
