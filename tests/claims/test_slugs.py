from hypothesis import given
from hypothesis import strategies as st

from claims.checks import check_slug
from claims.slugs import free_slug


def test_a_short_name_keeps_the_telling_words() -> None:
    assert free_slug("The mayor has closed every bridge in the city", []) == "mayor-closed-every-bridge-city"


def test_a_taken_name_is_numbered() -> None:
    assert free_slug("Bridge closed", ["bridge-closed", "bridge-closed-2"]) == "bridge-closed-3"


@given(st.text(max_size=300), st.lists(st.just("claim"), max_size=1))
def test_any_statement_gets_a_valid_name(statement: str, taken: list[str]) -> None:
    slug = free_slug(statement, taken)
    assert check_slug(slug) == slug
    assert slug not in taken
