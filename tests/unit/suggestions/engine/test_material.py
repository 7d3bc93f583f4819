"""What is learnt from: thinned to what teaches, with a bound on all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.suggestions.engine import material
from chalicelib.suggestions.engine.domain import Document, Example


def test_the_same_words_for_the_same_document_count_once_as_the_newest():
    old = Example("Where is my parcel?", "d1", outcome="edited", distance=0.5)
    new = Example("where is my PARCEL", "d1", outcome="sent")

    assert material.accepted([old, new, Example("where is it", "d2")], {"d1", "d2"}) == [
        new,
        Example("where is it", "d2"),
    ]


def test_of_too_many_examples_of_a_document_the_newest_are_kept():
    many = [Example(f"question {i}", "d1") for i in range(material.FOR_EACH + 50)]

    kept = {one.message for one in material.accepted(many, {"d1"})}

    assert len(kept) == material.FOR_EACH
    assert "question 0" not in kept
    assert f"question {material.FOR_EACH + 49}" in kept


def test_of_too_many_examples_in_all_none_of_a_rare_document_is_lost(monkeypatch):
    monkeypatch.setattr(material, "EXAMPLES", 100)
    many = [Example(f"question {i}", f"d{i % 4}") for i in range(400)]
    rare = [Example("a rare one", "rare")]

    kept = material.accepted([*rare, *many], {"d0", "d1", "d2", "d3", "rare"})

    assert len(kept) <= 100
    assert rare[0] in kept


def test_rejected_examples_are_not_accepted_ones():
    turned_down = [Example("q", "d1", outcome=outcome) for outcome in ("rejected", "ignored")]

    assert material.accepted(turned_down, {"d1"}) == []
    assert len(material.judged(turned_down, {"d1"}, 10)) == 2


def test_free_replies_are_kept_once_each_and_the_newest(monkeypatch):
    monkeypatch.setattr(material, "REPLIES", 2)
    said = [Example(f"m{i}", reply=f"r{i}") for i in range(3)]

    assert material.replied([*said, said[2], Example("m", "d1", reply="r")]) == said[1:]


@given(text=st.text(max_size=3_000))
def test_pieces_lose_no_word(text):
    together = " ".join(material.pieces(text))

    if together:
        kept = material.tokens(together)
        assert all(word in kept for word in material.tokens(text[: material.LONGEST]))


@pytest.mark.parametrize("text", ["", "Short. Very short.", "x" * material.PIECE])
def test_a_short_text_has_no_pieces(text):
    assert material.pieces(text) == []


def test_a_reply_is_known_by_its_sound_only_until_there_is_a_map():
    reply = Document("r", "reply", "", "How many nights will you stay?")

    assert [one.role for one in material.texts([reply], [], spoken=False)] == ["own"]
    assert [one.role for one in material.texts([reply], [], spoken=True)] == ["said"]


def test_the_heading_of_a_page_s_passage_stands_for_it_alone_too():
    page = Document("p", "page", "Care › Jackets › Washing down", "At thirty degrees")
    whole = Document("a", "article", "Washing", "At thirty degrees")

    assert [one.text for one in material.texts([page], [], spoken=False)] == [
        "Care › Jackets › Washing down",
        "Washing down",
        "Care › Jackets › Washing down . At thirty degrees",
    ]
    assert [one.text for one in material.texts([whole], [], spoken=False)] == [
        "Washing",
        "Washing . At thirty degrees",
    ]
