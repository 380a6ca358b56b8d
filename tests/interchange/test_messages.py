"""Messages are read line by line; a bad line costs itself and nothing else."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interchange.lines import LONGEST_LINE, Line, LineProblem, read_lines
from interchange.messages import Message, read_messages


def read(octets: bytes) -> list[Message | LineProblem]:
    return list(read_messages(io.BytesIO(octets)))


def test_messages_come_in_order_with_their_ids_as_they_were() -> None:
    octets = b'{"id": "a", "text": "one"}\n{"id": 7, "text": "two"}\n{"id": 7.5, "text": ""}'

    assert read(octets) == [Message(1, "a", "one"), Message(2, 7, "two"), Message(3, 7.5, "")]


def test_byte_order_mark_carriage_returns_and_blank_lines_do_no_harm() -> None:
    octets = b'\xef\xbb\xbf{"id": 1, "text": "one"}\r\n\r\n   \n{"id": 2, "text": "two", "channel": 5}\r\n'

    assert read(octets) == [Message(1, 1, "one"), Message(4, 2, "two")]


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"{", "It is not valid JSON"),
        (b"[1]", "It is no JSON object."),
        (b'"text"', "It is no JSON object."),
        (b'{"text": "no id"}', "It needs an “id”, a text or a number."),
        (b'{"id": null, "text": "x"}', "It needs an “id”"),
        (b'{"id": true, "text": "x"}', "It needs an “id”"),
        (b'{"id": 1e999, "text": "x"}', "It needs an “id”"),
        (b'{"id": NaN, "text": "x"}', "It holds NaN"),
        (b'{"id": 1}', "It needs a “text” in quotes."),
        (b'{"id": 1, "text": 5}', "It needs a “text” in quotes."),
        (b'{"id": 1, "text": null}', "It needs a “text” in quotes."),
        (b'{"id": 1, "text": "\xe4"}', "It is not UTF-8."),
        (b'{"id": ' + b"1" * 5000 + b', "text": "x"}', "a number has too many digits"),
        (b"[" * 100_000, "It is nested too deep."),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_is_read(octets: bytes, words: str) -> None:
    first, second = read(octets + b'\n{"id": 2, "text": "two"}\n')

    assert isinstance(first, LineProblem)
    assert first.number == 1
    assert words in first.text
    assert str(first).startswith("line 1: ")
    assert second == Message(2, 2, "two")


def test_a_lone_surrogate_in_a_text_becomes_a_replacement_character() -> None:
    assert read(rb'{"id": 1, "text": "a\ud83d b\ud83d\ude00"}') == [Message(1, 1, "a\ufffd b\U0001f600")]


def test_utf_16_is_named_once() -> None:
    problems = read('{"id": 1, "text": "x"}\n{"id": 2, "text": "y"}\n'.encode("utf-16"))

    assert [str(problem) for problem in problems] == [
        "line 1: The text is written in UTF-16. Save it as UTF-8 and try again."
    ]


def test_nothing_comes_of_nothing() -> None:
    assert read(b"") == []


class Stingy(io.BytesIO):
    """A stream that remembers the most it was asked for at once."""

    most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0, "asked for a whole line, however long"
        self.most = max(self.most, size)
        return super().readline(size)


def test_a_huge_line_is_passed_over_without_being_held() -> None:
    stream = Stingy(b"x" * (3 * LONGEST_LINE) + b'\n{"id": 2, "text": "two"}\n')

    first, second = read_messages(stream)

    assert str(first) == f"line 1: It is longer than {LONGEST_LINE} bytes. Shorten it."
    assert second == Message(2, 2, "two")
    assert stream.most <= LONGEST_LINE + 1


def test_a_line_of_just_the_longest_length_is_read() -> None:
    line = b'{"id": 1, "text": "x"}'

    assert [type(found) for found in read_lines(io.BytesIO(line + b"\n"), len(line) + 1)] == [Line]
    assert [type(found) for found in read_lines(io.BytesIO(line + b"\n"), len(line))] == [LineProblem]


@given(st.binary(max_size=300))
def test_no_bytes_cause_a_crash(octets: bytes) -> None:
    numbers = [found.number for found in read(octets)]

    assert numbers == sorted(set(numbers))


@given(st.lists(st.tuples(st.text() | st.integers(), st.text(st.characters(codec="utf-8")))))
def test_what_a_tool_writes_is_read(messages: list[tuple[str | int, str]]) -> None:
    lines = "\n".join(json.dumps({"id": identity, "text": text}) for identity, text in messages)

    found = [message for message in read(lines.encode()) if isinstance(message, Message)]

    assert [(message.id, message.text) for message in found] == messages
