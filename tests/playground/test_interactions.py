"""Commands, menus, controls and forms, answered by a bot on the real client."""

import asyncio
import io
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from playground.answers import NoAnswer
from playground.errors import ApiError, Refused
from playground.limits import UNHURRIED
from playground.permissions import Permission
from playground.server import Playground
from tests.playground.small_bot import SmallBot, connected

Act = discord.Interaction[Any]


async def suggest(_: Act, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} {n}", value=f"{typed}-{n}") for n in range(3)]


async def test_a_subcommand_gets_its_options_and_answers_ephemerally(
    playground: Playground, bot: SmallBot
) -> None:
    group = app_commands.Group(name="claim", description="Claims")

    @group.command(name="show", description="Show a claim")
    async def show(act: Act, claim: str, who: discord.Member, depth: int = 1) -> None:
        await act.response.send_message(f"{claim} {who.name} {depth + 1}", ephemeral=True)

    bot.tree.add_command(group)
    async with connected(playground, bot):
        answer = await playground.people.slash(
            "mira", "general", "claim show", claim="helicopter", who="jonas", depth="4"
        )
    assert (answer.kind, answer.text, answer.ephemeral) == ("message", "helicopter jonas 5", True)
    assert all(m["content"] != answer.text for m in playground.world.history("general"))


async def test_autocomplete_returns_the_choices(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="find", description="Find")
    @app_commands.autocomplete(claim=suggest)
    async def find(act: Act, claim: str) -> None:
        await act.response.send_message(claim)

    async with connected(playground, bot):
        choices = await playground.people.autocomplete("mira", "general", "find", "claim", "heli")
    assert choices[0] == {"name": "heli 0", "value": "heli-0"}
    assert len(choices) == 3


async def test_a_context_menu_gets_the_message_whole_without_the_content_intent(
    playground: Playground,
) -> None:
    bot = SmallBot(intents=discord.Intents(guilds=True, guild_messages=True))

    @bot.tree.context_menu(name="Check this message")
    async def check(act: Act, message: discord.Message) -> None:
        await act.response.send_message(f"Checked: {message.content}", ephemeral=True)

    async with connected(playground, bot):
        said = await playground.people.say("jonas", "general", "25,000 men on the march")
        answer = await playground.people.menu("mira", "Check this message", said)
    assert answer.text == "Checked: 25,000 men on the march"


async def test_a_deferred_answer_is_awaited_with_its_followups(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="slow", description="Slow")
    async def slow(act: Act) -> None:
        await act.response.defer(ephemeral=True, thinking=True)
        await act.edit_original_response(content="Done")
        await act.followup.send("One more thing", ephemeral=True)

    async with connected(playground, bot):
        answer = await playground.people.slash("mira", "general", "slow")
        assert (answer.kind, answer.text, answer.deferred, answer.ephemeral) == (
            "message",
            "Done",
            True,
            True,
        )
        await playground.world.wait_until(
            lambda: [m for _, m in playground.world.whispers.values() if m["content"] == "One more thing"]
        )


async def test_the_first_followup_fills_the_placeholder(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="slow", description="Slow")
    async def slow(act: Act) -> None:
        await act.response.defer()
        await act.followup.send("Here it is")
        original = await act.original_response()
        await original.edit(content="Here it is, corrected")
        await act.delete_original_response()

    async with connected(playground, bot):
        answer = await playground.people.slash("mira", "general", "slow")
        await playground.world.wait_for(
            lambda event: (
                event.name == "MESSAGE_DELETE" and event.payload["id"] == (answer.message or {})["id"]
            )
        )
    assert answer.text == "Here it is"


class Judge(ui.Modal, title="Judge a claim"):
    why: ui.Label[Any] = ui.Label(text="Why", component=ui.TextInput(custom_id="why", max_length=50))
    verdict: ui.Label[Any] = ui.Label(
        text="Verdict",
        component=ui.Select(
            custom_id="verdict", options=[discord.SelectOption(label=v, value=v) for v in ("true", "false")]
        ),
    )

    async def on_submit(self, act: Act, /) -> None:
        assert isinstance(self.why.component, ui.TextInput)
        assert isinstance(self.verdict.component, ui.Select)
        words = f"{self.verdict.component.values[0]}: {self.why.component.value}"
        await act.response.send_message(words)


async def test_a_form_with_labels_is_filled_and_sent(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="judge", description="Judge")
    async def judge(act: Act) -> None:
        await act.response.send_modal(Judge())

    async with connected(playground, bot):
        form = await playground.people.slash("sam", "mod-desk", "judge")
        assert form.kind == "modal"
        assert form.custom_ids == ["why", "verdict"]
        with pytest.raises(Refused, match="why is required"):
            await playground.people.submit("sam", form, why="", verdict="false")
        answer = await playground.people.submit("sam", form, why="No proof", verdict=["false"])
    assert answer.text == "false: No proof"


class Exchanged(ui.LayoutView):
    """A button that puts another file in the place of the one shown."""

    def __init__(self, name: str) -> None:
        super().__init__(timeout=None)
        button: ui.Button[Any] = ui.Button(label="Exchange", custom_id="exchange")
        button.callback = self.exchange  # type: ignore[method-assign]
        self.add_item(ui.File(f"attachment://{name}"))
        self.add_item(ui.ActionRow(button))

    async def exchange(self, act: Act) -> None:
        second = discord.File(io.BytesIO(b"second"), "second.txt")
        await act.response.edit_message(view=Exchanged("second.txt"), attachments=[second])


async def test_a_first_answer_carries_files_and_exchanges_them(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="file", description="File")
    async def file(act: Act) -> None:
        first = discord.File(io.BytesIO(b"first"), "first.txt")
        await act.response.send_message(view=Exchanged("first.txt"), file=first, ephemeral=True)

    def shown(message: dict[str, Any] | None) -> tuple[str, bytes]:
        assert message is not None
        (attachment,) = message["attachments"]
        return message["components"][0]["file"]["url"], playground.world.files[attachment["id"]][1]

    async with connected(playground, bot):
        before = await playground.people.slash("sam", "mod-desk", "file")
        after = await playground.people.click("sam", before.message or {}, "exchange")
    assert [content for _, content in (shown(before.message), shown(after.message))] == [b"first", b"second"]
    assert shown(after.message)[0].endswith("/second.txt")


class Proof(ui.Modal, title="Add proof"):
    file: ui.Label[Any] = ui.Label(text="File", component=ui.FileUpload(custom_id="file"))

    async def on_submit(self, act: Act, /) -> None:
        assert isinstance(self.file.component, ui.FileUpload)
        (file,) = self.file.component.values
        await act.response.send_message(f"{file.filename}: {(await file.read()).decode()}")


async def test_a_form_takes_a_file_that_was_handed_over(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="prove", description="Prove")
    async def prove(act: Act) -> None:
        await act.response.send_modal(Proof())

    async with connected(playground, bot):
        form = await playground.people.slash("sam", "mod-desk", "prove")
        with pytest.raises(Refused, match="Choose between 1 and 1"):
            await playground.people.submit("sam", form, file=[])
        with pytest.raises(Refused, match="There is no such file"):
            await playground.people.submit("sam", form, file=[{"id": "1"}])
        attached = playground.attach("proof.txt", b"It flew")
        answer = await playground.people.submit("sam", form, file=[attached])
    assert answer.text == "proof.txt: It flew"


class Note(ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        button: ui.Button[Any] = ui.Button(label="Sources", custom_id="sources")
        picker: ui.Select[Any] = ui.Select(
            custom_id="pick", options=[discord.SelectOption(label=v, value=v) for v in "abc"]
        )
        button.callback = self.show_sources  # type: ignore[method-assign]
        picker.callback = self.picked  # type: ignore[method-assign]
        self.picker = picker
        self.add_item(
            ui.Container(ui.TextDisplay("Not confirmed"), ui.ActionRow(button), ui.ActionRow(picker))
        )

    async def show_sources(self, act: Act) -> None:
        await act.response.send_message("Two sources", ephemeral=True)

    async def picked(self, act: Act) -> None:
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay(f"Picked {self.picker.values[0]}"))
        await act.response.edit_message(view=view)


async def test_buttons_and_selects_of_a_layout_work(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="note", description="Note")
    async def note(act: Act) -> None:
        await act.response.send_message(view=Note())

    async with connected(playground, bot):
        shown = await playground.people.slash("mira", "general", "note")
        assert shown.text == "Not confirmed"
        assert shown.message is not None
        clicked = await playground.people.click("jonas", shown.message, "sources")
        assert (clicked.text, clicked.ephemeral) == ("Two sources", True)
        picked = await playground.people.select("mira", shown.message, "pick", "b")
        assert (picked.kind, picked.text) == ("update", "Picked b")
        with pytest.raises(Refused, match="no such control"):
            await playground.people.click("mira", shown.message, "gone")


async def test_a_late_answer_is_refused_and_the_person_told(bot: SmallBot) -> None:
    late: asyncio.Queue[int] = asyncio.Queue()
    async with Playground(rates=UNHURRIED, answer_within_s=0.05) as playground:

        @bot.tree.command(name="slow", description="Slow")
        async def slow(act: Act) -> None:
            await playground.world.wait_for(lambda event: event.name == "INTERACTION_FAILED")
            with pytest.raises(discord.NotFound) as refused:
                await act.response.send_message("Too late")
            late.put_nowait(refused.value.code)

        async with connected(playground, bot):
            with pytest.raises(NoAnswer, match="did not respond"):
                await playground.people.slash("mira", "general", "slow")
            assert await late.get() == 10062


async def test_an_ephemeral_answer_is_one_persons_alone(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="note", description="Note")
    async def note(act: Act) -> None:
        await act.response.send_message(view=Note(), ephemeral=True)

    async with connected(playground, bot):
        shown = await playground.people.slash("mira", "general", "note")
        assert shown.message is not None
        with pytest.raises(Refused, match="does not see"):
            await playground.people.click("jonas", shown.message, "sources")
        assert (await playground.people.click("mira", shown.message, "sources")).text == "Two sources"
        await playground.people.delete("mira", shown.message)
        with pytest.raises(ApiError, match="Unknown Message"):
            await playground.people.click("mira", shown.message, "sources")


async def test_a_command_in_a_channel_hidden_from_the_bot_is_answered(
    playground: Playground, bot: SmallBot
) -> None:
    @bot.tree.command(name="hello", description="Hello")
    async def hello(act: Act) -> None:
        await act.response.send_message(str(act.app_permissions.view_channel))

    playground.faults.take_permission("general", Permission.VIEW_CHANNEL)
    async with connected(playground, bot):
        assert (await playground.people.slash("mira", "general", "hello")).text == "False"


async def test_a_second_answer_is_refused(playground: Playground, bot: SmallBot) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    @bot.tree.command(name="twice", description="Twice")
    async def twice(act: Act) -> None:
        await act.response.send_message("First")
        act.response._response_type = None  # or discord.py itself would refuse
        with pytest.raises(discord.HTTPException) as refused:
            await act.response.send_message("Second")
        codes.put_nowait(refused.value.code)

    async with connected(playground, bot):
        await playground.people.slash("mira", "general", "twice")
        assert await codes.get() == 40060


async def test_a_command_for_moderators_is_not_offered_to_others(
    playground: Playground, bot: SmallBot
) -> None:
    @bot.tree.command(name="desk", description="Desk")
    @app_commands.default_permissions(manage_guild=True)
    async def desk(act: Act) -> None:
        await act.response.send_message("Welcome")

    async with connected(playground, bot):
        assert [c["name"] for c in await playground.people.commands("sam", "general")] == ["desk"]
        assert await playground.people.commands("mira", "general") == []
        with pytest.raises(Refused, match="mira has no command /desk"):
            await playground.people.slash("mira", "general", "desk")
        assert (await playground.people.slash("sam", "general", "desk")).text == "Welcome"


async def test_what_the_client_would_not_send_is_refused(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="pick", description="Pick")
    @app_commands.choices(colour=[app_commands.Choice(name="Red", value="red")])
    async def pick(act: Act, colour: str, number: app_commands.Range[int, 1, 3] = 1) -> None:
        await act.response.send_message(f"{colour} {number}")

    async with connected(playground, bot):
        for options, sentence in (
            ({}, "colour is required"),
            ({"colour": "blue"}, "not among the choices"),
            ({"colour": "red", "number": 9}, "out of the bounds"),
            ({"colour": "red", "number": "many"}, "does not fit"),
            ({"colour": "red", "shape": "round"}, "no option shape"),
        ):
            with pytest.raises(Refused, match=sentence):
                await playground.people.slash("mira", "general", "pick", **options)
        assert (
            await playground.people.slash("mira", "general", "pick", colour="red", number=3)
        ).text == "red 3"
