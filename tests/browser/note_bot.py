"""A bot that shows the page everything a bot can answer with."""

import asyncio
from typing import Any

import discord
from discord import app_commands, ui

from tests.playground.small_bot import SmallBot

Asked = discord.Interaction[Any]
VERDICTS = ("False", "Confirmed")
CLAIMS = ("Wagner shot down a helicopter", "25,000 men follow Wagner", "Rostov was entered unopposed")


class Note(ui.LayoutView):
    """Text in a container, and three buttons: one answers, one edits, one never answers."""

    def __init__(self, verdict: str = "🟡 **Unverified**") -> None:
        super().__init__(timeout=None)
        text = ui.TextDisplay[Any](f"{verdict} · as of <t:1687564800:f>")
        row = ui.ActionRow[Any]()
        for label, act in (
            ("Sources", self._sources),
            ("Judge", self._judge),
            ("Wrong match", self._silence),
        ):
            button = ui.Button[Any](label=label, custom_id=label)
            button.callback = act  # type: ignore[method-assign]
            row.add_item(button)
        self.add_item(ui.Container(text, ui.Separator(), row, accent_colour=0xF0B232))

    async def _sources(self, asked: Asked) -> None:
        await asked.response.send_message("[The Guardian](https://example.org/a)", ephemeral=True)

    async def _judge(self, asked: Asked) -> None:
        await asked.response.edit_message(view=Note("🟢 **Confirmed**"))

    async def _silence(self, asked: Asked) -> None:
        return


class Form(ui.Modal, title="Record a claim"):
    statement = ui.Label[Any](
        text="Statement", description="One sentence.", component=ui.TextInput(min_length=10, max_length=100)
    )
    verdict = ui.Label[Any](
        text="Verdict",
        component=ui.Select(options=[discord.SelectOption(label=v) for v in ("False", "True")]),
    )

    async def on_submit(self, asked: Asked, /) -> None:
        await asked.response.send_message(f"Recorded: {self.statement.component.value}", ephemeral=True)


class ProofForm(ui.Modal, title="Add proof"):
    proof = ui.Label[Any](text="Proof", component=ui.FileUpload(custom_id="proof"))

    async def on_submit(self, asked: Asked, /) -> None:
        (file,) = self.proof.component.values
        await asked.response.send_message(f"{file.filename}: {(await file.read()).decode()}", ephemeral=True)


class NoteBot(SmallBot):
    """Notes under messages about helicopters, four commands, one entry in the message menu."""

    def __init__(self) -> None:
        super().__init__()
        self.may_finish = asyncio.Event()
        claim = app_commands.Group(name="claim", description="Claims")
        show = app_commands.Command(name="show", description="Show a claim", callback=self._show)
        show.autocomplete("claim")(self._suggest)
        claim.add_command(show)
        claim.add_command(app_commands.Command(name="add", description="Record a claim", callback=self._add))
        claim.add_command(app_commands.Command(name="prove", description="Add proof", callback=self._prove))
        claim.add_command(app_commands.Command(name="slow", description="Takes time", callback=self._slow))
        self.tree.add_command(claim)
        self.tree.add_command(app_commands.ContextMenu(name="Check this message", callback=self._check))

    async def on_message(self, message: discord.Message) -> None:
        if "helicopter" in message.content and not message.author.bot:
            await message.reply(view=Note(), mention_author=False)

    async def _show(self, asked: Asked, claim: str, as_of: str = "", private: bool = False) -> None:
        await asked.response.send_message(f"Shown: {claim} {as_of}", ephemeral=private)

    async def _suggest(self, asked: Asked, current: str) -> list[app_commands.Choice[str]]:
        fitting = [claim for claim in CLAIMS if current.lower() in claim.lower()]
        return [app_commands.Choice(name=claim, value=claim.split()[0].lower()) for claim in fitting]

    async def _add(self, asked: Asked) -> None:
        await asked.response.send_modal(Form())

    async def _prove(self, asked: Asked) -> None:
        await asked.response.send_modal(ProofForm())

    async def _slow(self, asked: Asked) -> None:
        await asked.response.defer()
        await self.may_finish.wait()
        await asked.followup.send("Done at last")

    async def _check(self, asked: Asked, message: discord.Message) -> None:
        await asked.response.send_message(f"Nothing recorded about: {message.content}", ephemeral=True)
