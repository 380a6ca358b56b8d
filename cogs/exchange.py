"""Files of claims in Discord: /desk import compares first and asks, /desk export answers with a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor
from bot.imports import Pending, fetched
from bot.patience import telling
from bot.replies import whisper
from bot.ui.differences import Chosen, DifferenceSheet, ImportedSheet, ImportForm
from bot.ui.ids import exchange as exchange_ids
from bot.ui.sheet import Sheet, TextSheet
from bot.ui.words import plain
from claims.errors import Invalid, PackProblem
from claims.exchange import Format, Publisher, Wanted, Wish
from claims.ports.exchange import Batch
from cogs.choices import event_choices

MOST_BYTES = 8 * 1024 * 1024
_MEBIBYTE = 1024 * 1024
_SUFFIXES = {Format.PACK: "yaml", Format.CSV: "csv", Format.CLAIMREVIEW: "jsonld", Format.EVERYTHING: "zip"}
IMPORTS = [
    app_commands.Choice(name="a pack (.yaml, .json)", value=Format.PACK.value),
    app_commands.Choice(name="a table (.csv)", value=Format.CSV.value),
    app_commands.Choice(name="ClaimReview (.jsonld)", value=Format.CLAIMREVIEW.value),
    app_commands.Choice(name="notes of X (.tsv), as leads", value=Format.NOTES.value),
]
EXPORTS = [
    app_commands.Choice(name="one event as a pack (.yaml)", value=Format.PACK.value),
    app_commands.Choice(name="claims as a table (.csv)", value=Format.CSV.value),
    app_commands.Choice(name="published claims as ClaimReview (.jsonld)", value=Format.CLAIMREVIEW.value),
    app_commands.Choice(name="everything this server owns (.zip)", value=Format.EVERYTHING.value),
]


class ExchangeCommands(commands.Cog):
    """What /desk has for files; no cog by itself, for Discord knows a group of commands as one."""

    bot: CaveatBot

    @app_commands.command(name="import")
    @app_commands.choices(format=IMPORTS)
    @app_commands.autocomplete(event=event_choices)
    async def import_file(
        self,
        interaction: discord.Interaction[CaveatBot],
        file: discord.Attachment,
        event: app_commands.Range[str, 1, 60] | None = None,
        format: app_commands.Choice[str] | None = None,
        publish: bool | None = None,
    ) -> None:
        """Compare a file with your claims, and import it when you say so: all of it or nothing.

        Args:
            file: A pack, a table, ClaimReview or notes of X; up to 8 MB.
            event: For claims that name no event; needed only where there are several.
            format: What kind of file it is, if its name does not say.
            publish: Let its claims get notes at once. Packs do; everything else becomes drafts.
        """
        await _compare(interaction, file, Format(format.value) if format else None, Wish(event, publish))

    @app_commands.command()
    @app_commands.choices(format=EXPORTS)
    @app_commands.autocomplete(event=event_choices)
    async def export(
        self,
        interaction: discord.Interaction[CaveatBot],
        format: app_commands.Choice[str],
        event: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Take claims out as a file that only you see.

        Args:
            format: Which kind of file to make.
            event: Only this event; a pack holds one.
        """
        await _hand_out(interaction, Format(format.value), event)


class ChooseControl(Control, template=exchange_ids.CHOOSE):
    """Asks for a file to import."""

    async def press(self, interaction: Interaction) -> None:
        """Show the form, then what the file would change."""
        (await to_actor(interaction)).must_moderate()

        async def chosen(answered: Interaction, asked: Chosen) -> None:
            await _compare(answered, *asked)

        await interaction.response.send_modal(ImportForm(chosen))


class ExportControl(Control, template=exchange_ids.EXPORT):
    """Takes claims out as a file."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the file; a pack holds the latest event."""
        actor, kind, event = await to_actor(interaction), Format(self.found["format"]), None
        if kind is Format.PACK:
            event = (await interaction.client.services.events.event(actor.guild_id)).slug
        await _hand_out(interaction, kind, event)


class ImportControl(Control, template=exchange_ids.IMPORT):
    """Imports a file that was compared."""

    async def press(self, interaction: Interaction) -> None:
        """Read the file again, import it and show what that changed."""
        actor, services = await to_actor(interaction), interaction.client.services
        actor.must_moderate()
        pending = await _taken(interaction, self.found["token"])
        name = pending.file.filename
        sheet: Sheet = TextSheet(f"{plain(name)} was not imported.")
        await interaction.response.edit_message(view=TextSheet(f"Importing {plain(name)} …"))
        try:
            with _plainly():
                batch = await _opened(interaction, pending)
                progress = _Shown(interaction, name)
                work = services.exchange.bring_in(actor, batch, pending.wish, progress.note)
                done = await telling(work, progress.show)
                sheet = DifferenceSheet(name, done) if done.refused else ImportedSheet(name, done)
        finally:
            await interaction.edit_original_response(view=sheet)
        interaction.client.dispatcher.wake()


class NoImportControl(Control, template=exchange_ids.NO_IMPORT):
    """Leaves a file alone."""

    async def press(self, interaction: Interaction) -> None:
        """Forget the comparison."""
        pending = await _taken(interaction, self.found["token"])
        text = f"Cancelled. Nothing of {plain(pending.file.filename)} was imported."
        await interaction.response.edit_message(view=TextSheet(text))


class _Shown:
    """How far an import is, shown in place of its buttons."""

    def __init__(self, interaction: Interaction, name: str) -> None:
        self._interaction = interaction
        self._name = name
        self._text = "…"

    def note(self, count: int, of: int | None) -> None:
        """Remember how far it is."""
        self._text = f"{count:,} compared …" if of is None else f"{count:,} of {of:,} …"

    async def show(self) -> None:
        """Show it."""
        text = f"Importing {plain(self._name)}: {self._text}"
        await self._interaction.edit_original_response(view=TextSheet(text))


async def _compare(
    interaction: Interaction, file: discord.Attachment, kind: Format | None, wish: Wish
) -> None:
    """Show what a file would change, and the button that imports it."""
    actor = await to_actor(interaction)
    actor.must_moderate()
    _check_size(file.size)
    await interaction.response.defer(ephemeral=True, thinking=True)
    pending = Pending(file, kind, wish, actor.guild_id, interaction.created_at)
    with _plainly():
        batch = await _opened(interaction, pending)
        found = await interaction.client.services.exchange.compare(actor, batch, wish)
    usable = found.anything and not found.refused
    token = interaction.client.imports.put(pending) if usable else None
    await whisper(interaction, DifferenceSheet(file.filename, found, token))


async def _hand_out(interaction: Interaction, kind: Format, event: str | None) -> None:
    """Answer with a file of claims that only this person sees."""
    actor, files = await to_actor(interaction), interaction.client.services.files
    actor.must_moderate()
    await interaction.response.defer(ephemeral=True, thinking=True)
    name = f"{event or 'caveat'}.{_SUFFIXES[kind]}"
    publisher = Publisher(interaction.guild.name if interaction.guild else "Caveat")
    with tempfile.TemporaryFile() as stream:
        count = await files.export(actor, Wanted(name, kind, publisher, event), stream)
        _check_fits(stream.tell(), interaction.filesize_limit)
        stream.seek(0)
        told: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(f"{count} claims.")
        shown: ui.File[ui.LayoutView] = ui.File(f"attachment://{name}")
        await interaction.followup.send(
            view=Sheet(told, shown), file=discord.File(stream, name), ephemeral=True
        )


async def _taken(interaction: Interaction, token: str) -> Pending:
    guild_id = (await to_actor(interaction)).guild_id
    return interaction.client.imports.take(token, guild_id, interaction.created_at)


async def _opened(interaction: Interaction, pending: Pending) -> Batch:
    octets = await fetched(pending.file)
    _check_size(len(octets))
    files = interaction.client.services.files
    return await files.opened(pending.file.filename, octets, pending.format)


@contextmanager
def _plainly() -> Iterator[None]:
    """Show what is wrong with a file as it is: it repeats words of the file, which are none of ours."""
    try:
        yield
    except PackProblem as problem:
        raise PackProblem("\n".join(plain(line) for line in str(problem).splitlines())) from None


def _check_size(octets: int) -> None:
    if octets > MOST_BYTES:
        size = f"{octets / _MEBIBYTE:.1f} MB"
        raise Invalid(
            f"That file has {size}; 8 MB is the most here. Split it, or ask the operator for `caveat import`."
        )


def _check_fits(size: int, most: int) -> None:
    if size > most:
        raise Invalid(
            f"The file has {size / _MEBIBYTE:.1f} MB, more than Discord lets me send. "
            "Export one event, or ask the operator for `caveat export`."
        )


class Exchange(AnsweringCog):
    """The buttons of files; those under a comparison of before this start are told to begin again."""

    controls = (ExportControl, ChooseControl, ImportControl, NoImportControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Exchange(bot))
