"""What Discord takes of layouts and forms."""

from __future__ import annotations

from typing import Any

from discord import ui

from tests.bot.test_ui import text_length


def check_layout(view: Any) -> None:
    """Hold a layout to Discord's limits."""
    assert 0 < text_length(view) <= 4000
    assert view.total_children_count <= 40
    for item in view.walk_children():
        if isinstance(item, ui.Button | ui.Select):
            assert len(item.custom_id or "") <= 100
        if isinstance(item, ui.Select):
            _check_select(item)
        if isinstance(item, ui.Button):
            assert 0 < len(item.label or "") <= 80


def check_form(form: Any) -> None:
    """Hold a form to Discord's limits."""
    assert len(form.title) <= 45
    assert len(form.children) <= 5
    for label in form.children:
        assert len(label.text) <= 45
        assert len(label.description or "") <= 100
        if isinstance(label.component, ui.Select):
            _check_select(label.component)
        elif isinstance(label.component, ui.TextInput) and label.component.default:
            assert len(label.component.default) <= (label.component.max_length or 4000)


def _check_select(select: ui.Select[Any]) -> None:
    assert 0 < len(select.options) <= 25
    assert len({option.value for option in select.options}) == len(select.options)
    for option in select.options:
        assert 0 < len(option.label) <= 100
        assert len(option.value) <= 100
        assert len(option.description or "") <= 100
