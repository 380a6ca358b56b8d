"""What Discord turns down: messages, layouts, forms and commands that break a rule."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import command_rules, component_rules, components, drafts, mentions, stage
from playground.errors import ApiError
from playground.payloads import COMPONENTS_V2, LOADING

V2 = COMPONENTS_V2


def world() -> Any:
    return stage.build(lambda: 1_700_000_000.0)


def text(content: str = "Words") -> dict[str, Any]:
    return {"type": components.TEXT, "content": content}


def button(custom_id: str = "a", **changes: Any) -> dict[str, Any]:
    return {"type": components.BUTTON, "style": 1, "label": "Go", "custom_id": custom_id} | changes


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": components.ROW, "components": list(inner)}


def select(options: int, **changes: Any) -> dict[str, Any]:
    offered = [{"label": str(n), "value": str(n)} for n in range(options)]
    return {"type": components.STRING_SELECT, "custom_id": "s", "options": offered} | changes


NESTED = {"type": components.CONTAINER, "components": [{"type": components.CONTAINER}]}


def refused_at(error: ApiError) -> str:
    """Return the dotted path of the field an error names."""
    path, inner = [], error.body.get("errors", {})
    while inner and "_errors" not in inner:
        step, inner = next(iter(inner.items()))
        path.append(step)
    return ".".join(path)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"content": "x" * 2001}, "content"),
        ({"content": 5}, "content"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4096}, {"description": "x" * 1905}]}, "embeds"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds"),
        ({"embeds": [{"fields": [{"name": "", "value": "x"}]}]}, "embeds.0.fields.0.name"),
        ({"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]}, "embeds.0.fields"),
        ({"embeds": [{"title": "t", "url": "javascript:1"}]}, "embeds.0.url"),
        ({"content": "x", "flags": V2, "components": [text()]}, "content"),
        ({"embeds": [{"title": "x"}], "flags": V2, "components": [text()]}, "embeds"),
        ({"components": [text()]}, "components.0.type"),
        ({"components": [row(button())] * 6}, "components.1.components.0.custom_id"),
        ({"components": [row(*[button(str(n)) for n in range(6)])]}, "components.0.components"),
        ({"components": [row(button(label="x" * 81))]}, "components.0.components.0.label"),
        ({"components": [row(button(label=None))]}, "components.0.components.0"),
        ({"components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id"),
        ({"components": [row(button(style=5, custom_id=None))]}, "components.0.components.0.url"),
        ({"components": [row(select(26))]}, "components.0.components.0.options"),
        ({"components": [row(select(0))]}, "components.0.components.0.options"),
        ({"components": [row(button(), select(3))]}, "components.0.components"),
        ({"flags": V2, "components": [button()]}, "components.0.type"),
        ({"flags": V2, "components": [text(str(n)) for n in range(41)]}, "components"),
        ({"flags": V2, "components": [text("x" * 2500), text("y" * 1501)]}, "components"),
        ({"flags": V2, "components": [text("")]}, "components.0.content"),
        ({"flags": V2, "components": [{"type": 9, "components": [text()]}]}, "components.0.accessory"),
        (
            {"flags": V2, "components": [NESTED]},
            "components.0.components.0.type",
        ),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
    ],
)
def test_a_message_that_breaks_a_rule_is_refused_at_the_right_field(body: dict[str, Any], where: str) -> None:
    with pytest.raises(ApiError) as refused:
        drafts.compose(world(), body)
    assert refused.value.body["code"] == 50035
    assert refused_at(refused.value) == where


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"embeds": []}, {"flags": V2, "components": []}])
def test_an_empty_message_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ApiError) as refused:
        drafts.compose(world(), body)
    assert refused.value.body["code"] == 50006


def test_a_layout_at_its_limits_is_accepted() -> None:
    parts = [text("x" * 100) for _ in range(40)]
    fields = drafts.compose(world(), {"flags": V2, "components": parts})
    assert [one["id"] for one in fields["components"]] == list(range(1, 41))


def test_an_edit_cannot_take_the_layout_flag_off() -> None:
    before = drafts.compose(world(), {"flags": V2, "components": [text()]})
    edited = drafts.compose(world(), {"flags": 0, "components": [text("New")]}, before)
    assert edited["flags"] == V2
    with pytest.raises(ApiError):
        drafts.compose(world(), {"content": "Plain again", "flags": 0}, before)


def test_an_edit_keeps_what_it_does_not_name() -> None:
    before = drafts.compose(world(), {"content": "Kept", "embeds": [{"title": "Gone"}]})
    edited = drafts.compose(world(), {"embeds": []}, before | {"flags": LOADING})
    assert (edited["content"], edited["embeds"]) == ("Kept", [])


@given(st.text(max_size=2000).filter(bool))
def test_any_text_within_the_limit_is_kept_as_it_is(content: str) -> None:
    assert drafts.compose(world(), {"content": content})["content"] == content


def test_who_or_what_is_chosen_already_is_told_by_ids_as_texts() -> None:
    sent = {"type": components.CHANNEL_SELECT, "default_values": [{"id": 2**60 + 1, "type": "channel"}]}
    [kept] = components.numbered([sent])
    assert kept["default_values"] == [{"id": "1152921504606846977", "type": "channel"}]


@given(st.lists(st.sampled_from([None, 0, 1, 2, 3, 7]), min_size=1, max_size=8))
def test_numbering_gives_every_component_an_id_of_its_own(ids: list[int | None]) -> None:
    given_ids = list(dict.fromkeys(one for one in ids if one)) + [None] * 3
    numbered = components.numbered([text() | ({"id": one} if one else {}) for one in given_ids])
    assert len({one["id"] for one in numbered}) == len(numbered)


def modal(*parts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"title": "Form", "custom_id": "form", "components": list(parts)} | changes


def label(component: dict[str, Any], words: str = "Label") -> dict[str, Any]:
    return {"type": components.LABEL, "label": words, "component": component}


FIELD = {"type": components.TEXT_INPUT, "custom_id": "why", "style": 1}
UPLOAD = {"type": components.FILE_UPLOAD, "custom_id": "proof"}


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (modal(label(FIELD), title="x" * 46), "data.title"),
        (modal(label(FIELD), custom_id=""), "data.custom_id"),
        (modal(), "data.components"),
        (modal(*[label(FIELD | {"custom_id": str(n)}) for n in range(6)]), "data.components"),
        (modal(label(FIELD, "x" * 46)), "data.components.0.label"),
        (modal(label(button())), "data.components.0.component.type"),
        (modal(label(UPLOAD | {"max_values": 11})), "data.components.0.component.max_values"),
        (modal(label(FIELD), label(FIELD)), "data.components.1.component.custom_id"),
    ],
)
def test_a_form_that_breaks_a_rule_is_refused(form: dict[str, Any], where: str) -> None:
    with pytest.raises(ApiError) as refused:
        component_rules.check_modal(form)
    assert refused_at(refused.value) == where


def command(**changes: Any) -> dict[str, Any]:
    return {"name": "claim", "description": "Claims", "options": []} | changes


def option(name: str = "what", **changes: Any) -> dict[str, Any]:
    return {"name": name, "description": "What", "type": 3} | changes


def choices(count: int) -> list[dict[str, Any]]:
    return [{"name": f"{n:050}", "value": "v" * 100} for n in range(count)]


BAD_INNER = "options.0.options.0.description"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (command(name="Claim"), "name"),
        (command(name="two words"), "name"),
        (command(name="x" * 33), "name"),
        (command(description="x" * 101), "description"),
        (command(description=""), "description"),
        (command(options=[option(str(n)) for n in range(26)]), "options"),
        (command(options=[option("a"), option("b", required=True)]), "options.1"),
        (command(options=[option(), option()]), "options"),
        (command(options=[option(choices=choices(26))]), "options.0.choices"),
        (command(options=[option(autocomplete=True, choices=choices(1))]), "options.0.autocomplete"),
        (command(options=[option(type=1, options=[option(description="")])]), BAD_INNER),
        (command(options=[option(str(n), choices=choices(25)) for n in range(3)]), "name"),
        ({"name": "Check this", "type": 3, "description": "No"}, "description"),
    ],
)
def test_a_command_that_breaks_a_rule_is_refused(body: dict[str, Any], where: str) -> None:
    with pytest.raises(ApiError) as refused:
        command_rules.check(body)
    assert refused_at(refused.value) == where


def test_a_hundred_and_one_commands_are_too_many() -> None:
    with pytest.raises(ApiError) as refused:
        command_rules.check_all([command(name=f"c{n}") for n in range(101)])
    assert refused.value.body["code"] == 30032


def test_mentions_follow_what_is_allowed() -> None:
    here = world()
    mira, role = here.find_user("mira"), here.guild["roles"][1]
    words = f"<@{mira['id']}> <@&{role['id']}> @everyone <@1>"
    everyone = mentions.resolve(here, words, None)
    nobody = mentions.resolve(here, words, {"parse": []}, {"author": mira})
    listed = mentions.resolve(here, words, {"parse": [], "users": [mira["id"]]})
    replied = mentions.resolve(here, "Hi", {"parse": [], "replied_user": True}, {"author": mira})
    assert everyone == {"mentions": [mira], "mention_roles": [role["id"]], "mention_everyone": True}
    assert nobody == {"mentions": [], "mention_roles": [], "mention_everyone": False}
    assert listed["mentions"] == replied["mentions"] == [mira]
