from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import bench
from evals.bench.arrivals import gaps
from evals.bench.command import DOCUMENT, DOCUMENTS, PARTS, record
from evals.bench.figures import percentile, short
from evals.bench.fresh import in_fresh_process
from evals.bench.length import of_length
from evals.bench.memory import peak_mb, resident_mb
from evals.bench.plots import PLOTS
from evals.bench.sections import Findings, Section, put

SECTION = Section("Speed", ["what", "ms"], [["reading", "1"]], ["Target: 2 ms."])


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([3, 1, 2], 50, 2),
        (list(range(1, 101)), 99, 99),
        (list(range(1, 101)), 100, 100),
        (list(range(1, 1001)), 99.9, 999),
        ([7], 1, 7),
    ],
)
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(
    values: list[float], percent: float, expected: float
) -> None:
    assert percentile(values, percent) == expected


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0.1, 100))
def test_a_percentile_is_one_of_the_values(values: list[float], percent: float) -> None:
    found = percentile(values, percent)
    assert sum(value <= found for value in values) >= percent / 100 * len(values) - 1e-6
    assert found in values


def test_nothing_measured_is_shown_as_nothing() -> None:
    assert math.isnan(percentile([], 50))
    assert [short(value) for value in (math.nan, 1234.5, 56.78, 0.123)] == ["-", "1,234", "56.8", "0.12"]


def test_arrivals_are_repeatable_fill_the_time_and_keep_the_rate() -> None:
    first = list(gaps(100, 20, seed=1))
    assert first == list(gaps(100, 20, seed=1))
    assert 19 < sum(first) <= 20
    assert 1_850 < len(first) < 2_150


def test_messages_have_exactly_the_length_asked_for() -> None:
    for length in (10, 1_000):
        assert [len(text) for text in of_length(["hello there", "what a day"], length, 3)] == [length] * 3


def test_a_fresh_process_answers_with_its_own_memory() -> None:
    here = in_fresh_process("evals.bench.figures", "percentile", values=[1, 2, 3], percent=50)
    assert here == 2
    assert 0 < resident_mb() <= peak_mb()


def test_tables_replace_those_of_the_run_before_and_nothing_else() -> None:
    document = "# Title\n\n<!-- speed: begin -->\nold\n<!-- speed: end -->\n\nMore.\n"
    once = put(document, "speed", [SECTION])
    assert "### Speed" in once and "Target: 2 ms." in once and "old" not in once
    assert once.startswith("# Title\n") and once.endswith("\n\nMore.\n")
    assert put(once, "speed", [SECTION]) == once
    with pytest.raises(ValueError, match="memory"):
        put(document, "memory", [SECTION])


def test_the_document_has_a_place_for_every_part_and_shows_every_plot() -> None:
    document = (DOCUMENTS / DOCUMENT).read_text(encoding="utf-8")
    for part in PARTS:
        put(document, part, [SECTION])
    for part in PLOTS:
        assert f"(performance-{part}.svg)" in document


@pytest.mark.parametrize("part", PLOTS)
def test_plots_are_drawn_beside_the_tables_and_alike_every_time(part: str, tmp_path: Path) -> None:
    (tmp_path / DOCUMENT).write_text(f"<!-- {part}: begin --><!-- {part}: end -->")
    fields = {PLOTS[part].along, *(line.field for panel in PLOTS[part].panels for line in panel.lines)}
    found = Findings([SECTION], [dict.fromkeys(fields, value) for value in (1.0, 10.0, 1_000.0)])
    drawn = []
    for _ in range(2):
        record(part, found, tmp_path)
        drawn.append((tmp_path / f"performance-{part}.svg").read_text(encoding="utf-8"))
    assert ET.fromstring(drawn[0]).tag.endswith("svg")  # noqa: S314 - drawn by this very test
    assert drawn[0] == drawn[1]


def test_the_chat_table_names_all_that_read_the_same_messages(
    eval_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.main(["chat", "--look"])
    printed = capsys.readouterr().out
    for name in ("Caveat", "SQLite FTS5, then rapidfuzz", "MiniLM on every message", "tantivy alone"):
        assert f"| {name} " in printed


def test_an_unknown_part_is_refused_with_the_names_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["speed"])
    assert "there is no part speed; there are chat, latency, claims" in capsys.readouterr().err
