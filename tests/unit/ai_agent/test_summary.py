"""A conversation in a few lines of its own."""

import pytest

from chalicelib.ai_agent.domain.outcome import Outcome, closed, handed_over, spoke, top
from chalicelib.ai_agent.domain.summary import Spoken, summarize


def customer(text):
    return Spoken("customer", "Kari", text)


@pytest.mark.feature("AI-23")
def test_it_says_who_wanted_what_what_was_answered_and_what_is_open():
    talk = [
        customer("Hello!"),
        customer("My tent from order 4711 is torn. Can I get a new one?"),
        Spoken(
            "ai",
            "Nova",
            "You can send it back within 30 days. More follows.",
            ("Returns",),
            "answer",
        ),
        customer("Thanks"),
        customer("But who pays for the parcel?"),
        Spoken("ai", "Nova", "I don't know.", (), "dont_know"),
    ]

    text = summarize(talk, "Kari", "The customer asked for a person.")

    assert text.splitlines()[0] == "Summary: The customer asked for a person."
    assert "Kari wants: Can I get a new one?" in text
    assert "order 4711 is torn" in text
    assert "AI agent: You can send it back within 30 days. (source: Returns)" in text
    assert text.splitlines()[-1] == "Open: But who pays for the parcel?"
    assert "I don't know" not in text


@pytest.mark.feature("AI-23")
def test_it_is_short_however_long_the_talk():
    talk = [customer(f"Question {i} about thing number {i}? " + "word " * 200) for i in range(200)]

    text = summarize(talk, "Kari")

    assert len(text) < 2000
    assert len(text.splitlines()) <= 12


@pytest.mark.parametrize("talk", [[], [customer("Hi")], [customer("   ")]])
def test_of_nothing_said_it_says_so(talk):
    assert "has not asked anything yet" in summarize(talk, "Kari")


def test_after_an_answer_nothing_is_open():
    talk = [customer("Do you ship?"), Spoken("agent", "Anna", "Yes, we do.")]

    text = summarize(talk, "Kari")

    assert text.endswith("Open: nothing.")
    assert "Anna: Yes, we do." in text


@pytest.mark.feature("AI-26")
def test_a_conversation_is_counted_once_for_each_thing_that_became_of_it():
    first, moved = spoke(Outcome(), "2026-03-01", answered=True)
    again, nothing = spoke(first, "2026-03-02", answered=True)
    done, solved = closed(again, "2026-03-02", with_ai=True)
    over, changed = handed_over(done, "2026-03-03", "asked")

    assert moved == {"2026-03-01": {"conversations": 1, "answered": 1}}
    assert (again, nothing) == (first, {})
    assert solved == {"2026-03-02": {"resolved": 1}}
    assert changed == {
        "2026-03-02": {"resolved": -1},
        "2026-03-03": {"handed_over": 1, "handed_over_asked": 1},
    }
    assert handed_over(over, "2026-03-04", "error") == (over, {})
    assert closed(over, "2026-03-05", with_ai=True) == (over, {})


def test_questions_with_the_same_words_are_one():
    asked = [("Do you sell unicorns?", "c3"), ("Dragons?", "c2"), ("do you sell Unicorns", "c1")]

    assert top(asked) == [("Do you sell unicorns?", 2, "c3"), ("Dragons?", 1, "c2")]
