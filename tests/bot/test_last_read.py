from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

from bot.last_read import LastRead
from claims.notes import Post

NOON = datetime(2023, 6, 24, 12, tzinfo=UTC)


def post(text: str, message_id: int = 100) -> Post:
    return Post(1, 5, message_id, 11, text)


def test_an_update_that_changes_no_word_is_no_news() -> None:
    last_read = LastRead()
    assert last_read.is_news(post("a helicopter was shot down"))
    assert not last_read.is_news(post("a helicopter was shot down"))


def test_other_words_are_news_and_so_are_the_old_ones_when_they_come_back() -> None:
    last_read = LastRead()
    news = [last_read.is_news(post(text)) for text in ("one", "two", "one", "one")]
    assert news == [True, True, True, False]


def test_what_a_message_said_before_its_last_edit_is_no_news() -> None:
    last_read = LastRead()
    first, second = NOON, NOON + timedelta(minutes=1)
    assert last_read.is_new(post("one"))
    assert last_read.is_news(post("two"), first)
    assert last_read.is_news(post("three"), second)
    assert not last_read.is_new(post("one"))
    assert not last_read.is_news(post("two"), first)
    assert not last_read.is_news(post("three"), second)


def test_a_link_preview_that_comes_late_is_news_though_it_is_no_edit() -> None:
    last_read = LastRead()
    last_read.is_new(post("look https://example.org"))
    assert last_read.is_news(post("look https://example.org\nA helicopter was shot down"))


def test_a_message_not_met_before_is_news() -> None:
    last_read = LastRead()
    last_read.is_news(post("the same words", message_id=1))
    assert last_read.is_news(post("the same words", message_id=2))


def test_only_so_many_messages_are_remembered_those_met_last() -> None:
    last_read = LastRead(most=2)
    for message_id in (1, 2, 1, 3):
        last_read.is_news(post("words", message_id))
    assert not last_read.is_news(post("words", 1))
    assert last_read.is_news(post("words", 2))


def test_any_text_that_discord_can_send_is_remembered() -> None:
    last_read = LastRead()
    for message_id, text in enumerate(["", "🚁" * 4000, "half a character \ud83d", "\x00"]):
        assert last_read.is_news(post(text, message_id))
        assert not last_read.is_news(post(text, message_id))


def test_no_words_are_kept() -> None:
    last_read = LastRead()
    last_read.is_news(post("a secret"))
    assert b"secret" not in pickle.dumps(last_read)
