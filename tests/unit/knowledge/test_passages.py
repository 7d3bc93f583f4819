"""Texts cut into passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.knowledge.domain.passages import LONGEST, Piece, cut, digest, tidy

TEXT = """# Help

We help you with everything.

## Returns

Within *sixty* days.

### Gifts

Gifts until January, every year.

## Shipping

Three days to Norway.
"""


def test_a_passage_carries_the_headings_above_it():
    assert [(one.title, one.text) for one in cut(TEXT, "Help")] == [
        ("Help", "We help you with everything."),
        ("Help › Returns", "Within *sixty* days."),
        ("Help › Returns › Gifts", "Gifts until January, every year."),
        ("Help › Shipping", "Three days to Norway."),
    ]


def test_a_passage_is_found_on_its_page_by_the_nearest_heading_with_an_id():
    anchors = {"returns": "back", "shipping": "ship"}

    assert [one.anchor for one in cut(TEXT, "Help", anchors)] == ["", "back", "back", "ship"]


def test_long_texts_are_cut_at_paragraphs_then_at_sentences_then_anywhere():
    paragraphs = "\n\n".join(f"Paragraph {n} is short. " + "Words follow. " * 40 for n in range(5))
    unending = "word " * 1000 + "x" * 3000

    for text in (paragraphs, unending):
        pieces = cut(text, "T")
        assert len(pieces) > 2
        assert all(len(one.text) <= LONGEST for one in pieces)
        kept = "".join("".join(one.text.split()) for one in pieces)
        assert kept == "".join(text.split())


@given(st.text(max_size=4000))
def test_no_text_makes_a_passage_that_is_too_long_or_empty(text):
    for one in cut(text, "T"):
        assert one.text.strip()
        assert len(one.text) <= LONGEST + 2 * 100


def test_tables_are_told_row_by_row():
    table = "| To | Days | Price |\n|---|---|---|\n| Norway | 1 to 3 | 79 kr |\n| Sweden | 3 | |"

    [one] = cut(table, "Shipping")

    assert one.text == "Norway: Days 1 to 3, Price 79 kr\nSweden: Days 3"


@pytest.mark.parametrize("text", ["", "\n\n", "# Only a heading", "ok", "| | |\n|---|---|", "---"])
def test_what_says_nothing_is_no_passage(text):
    assert cut(text, "T") == []


def test_text_that_nobody_sees_is_dropped():
    [one] = cut("We ship\u200b to Nor\u00adway\U000e0041 in two\u202e days.", "T")

    assert one.text == "We ship to Norway in two days."


def page(*texts):
    return [Piece("T", text) for text in texts]


def test_what_most_pages_say_is_left_out_of_all():
    menu = "Menu: tents, jackets, help and contact"
    pages = [page(f"{menu}\n\nPage number {n} has a text of its own.") for n in range(5)]

    assert [[one.text for one in kept] for kept in tidy(pages)] == [
        [f"Page number {n} has a text of its own."] for n in range(5)
    ]


def test_two_pages_that_say_the_same_are_no_boilerplate_but_one_passage():
    pages = [page("We ship to all of Norway."), page("We  ship to all of NORWAY.")]

    assert [len(kept) for kept in tidy(pages)] == [1, 0]


def test_the_same_text_has_the_same_name():
    assert digest("We ship  to *Norway*.") == digest("we ship to norway.")
    assert digest("We ship.") != digest("We do not ship.")
