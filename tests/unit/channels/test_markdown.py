"""Rich text on a channel that shows plain text only."""

import pytest
from hypothesis import given, strategies

from chalicelib.channels.markdown import to_plain

pytestmark = pytest.mark.feature("MSG-20")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Your order is **on its way**.", "Your order is on its way."),
        ("That is *not* _quite_ right", "That is not quite right"),
        ("**very *much* so**", "very much so"),
        (
            "See [our returns](https://nordlys.example/returns).",
            "See our returns (https://nordlys.example/returns).",
        ),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("- one\n- two\n  * three", "• one\n• two\n  • three"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("Type `**kwargs**` there", "Type **kwargs** there"),
        ("```\na = 2 ** 3\n- b\n```", "a = 2 ** 3\n- b"),
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("snake_case_name and a*b*c", "snake_case_name and a*b*c"),
        ("-5 degrees", "-5 degrees"),
        ("[not a link] (really)", "[not a link] (really)"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("**unfinished", "**unfinished"),
        ("مرحبا **بك** يا صديقي", "مرحبا بك يا صديقي"),
        ("nul \x000\x00 stays harmless `code`", "nul 0 stays harmless code"),
    ],
)
def test_marks_go_and_what_is_said_stays(written, plain):
    assert to_plain(written) == plain


@given(strategies.text(alphabet="ab 1.,!?\n", max_size=200))
def test_text_without_marks_is_as_it_was(text):
    assert to_plain(text) == text


@given(
    strategies.text(alphabet="ab*_`[]()-# \n\x000", max_size=120).filter(lambda t: "```" not in t)
)
def test_any_text_becomes_plain_without_losing_a_word(text):
    letters = [c for c in text if c.isalpha()]

    assert [c for c in to_plain(text) if c.isalpha()] == letters
