"""Words, their errors, and what is shown of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.search.text import (
    LONGEST,
    SNIPPET,
    distance,
    errors,
    fold,
    snippet,
    tokens,
    words,
)


@pytest.mark.feature("SRCH-04")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Malmo", "Malmö"),
        ("malmo", "MALMÖ"),
        ("Lodz", "Łódź"),
        ("Aarhus", "Aarhus"),
        ("Tromso", "Tromsø"),
        ("STRASSE", "Straße"),
        ("oeuvre", "œuvre"),
        ("istanbul", "İstanbul"),
        ("αθηνα", "Αθήνα"),
        ("cafe", "cafe\u0301"),
    ],
)
def test_accents_and_case_do_not_matter(typed, meant):
    assert fold(typed) == fold(meant)


@pytest.mark.feature("SRCH-04")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do you ship to Norway?", ["do", "you", "ship", "to", "norway"]),
        ("ship, SHIP & Ship", ["ship"]),
        ("anna@example.com", ["anna", "example", "com"]),
        ("order AB-1234", ["order", "ab", "1234"]),
        ("I'm a b", []),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("送料無料 ok", ["送料", "料無", "無料", "ok"]),
        ("🙂 …", []),
        ("x" * 60, ["x" * LONGEST]),
    ],
)
def test_a_text_falls_into_words(text, expected):
    assert words(text) == expected


@given(st.text(max_size=300))
def test_tokens_are_in_order_inside_the_text_and_folding_them_again_changes_nothing(text):
    found = list(tokens(text))

    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert all(len(word) >= 2 for word in words(text))


@given(st.text(max_size=200))
def test_a_text_is_found_by_its_own_words(text):
    for token in tokens(text):
        assert token.word in [other.word for other in tokens(text[token.start : token.end])]


@pytest.mark.feature("SRCH-04")
@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("refund", "refund", 0),
        ("refudn", "refund", 1),
        ("refun", "refund", 1),
        ("reffund", "refund", 1),
        ("redund", "refund", 1),
        ("delviery", "delivery", 1),
        ("dlviery", "delivery", 2),
        ("cat", "catalogue", 3),
    ],
)
def test_the_distance_of_words_counts_their_errors(one, other, errors):
    assert distance(one, other, 2) == errors
    assert distance(other, one, 2) == errors


LETTERS = st.text("abc", max_size=7)


@given(LETTERS, LETTERS)
def test_a_distance_is_the_same_both_ways_and_nothing_only_between_equals(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 9) >= abs(len(one) - len(other))


@given(LETTERS, LETTERS)
def test_a_bound_only_cuts_what_lies_above_it(one, other):
    assert distance(one, other, 2) == min(3, distance(one, other, 9))


@given(LETTERS, st.integers(0, 6), st.sampled_from("abc"))
def test_one_letter_put_in_is_one_error(word, at, letter):
    assert distance(word, word[:at] + letter + word[at:], 2) == 1


def test_short_words_must_be_right_and_long_ones_may_have_two_errors():
    assert [errors("a" * n) for n in (3, 4, 7, 8)] == [0, 1, 1, 2]


def shown(text, word):
    return snippet(text, [token for token in tokens(text) if token.word == word])


def test_a_short_text_is_shown_whole():
    assert shown("Do you ship?", "ship") == "Do you ship?"


def test_of_a_long_text_the_part_around_the_first_match_is_shown():
    text = f"{'before ' * 40}needle {'after ' * 40}"

    part = shown(text, "needle")

    assert len(part) <= SNIPPET
    assert part.startswith("…before")
    assert " needle after" in part
    assert part.endswith("after…")


@given(
    st.lists(st.text("abcdefg ", min_size=1, max_size=60), max_size=30).map(" ".join),
    st.lists(st.text("abcdefg ", min_size=1, max_size=60), max_size=30).map(" ".join),
)
def test_the_first_match_is_always_in_the_snippet(before, after):
    text = " ".join(f"{before} needle {after}".split())

    part = shown(text, "needle")

    assert len(part) <= SNIPPET
    assert "needle" in part
    assert part.strip("…") in text
