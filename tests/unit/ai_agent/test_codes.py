"""Codes in what customers write: found, told from other numbers, left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ai_agent.domain import codes
from chalicelib.ai_agent.domain.rules import Action
from chalicelib.ai_agent.service.history import said, stretch, talk_of, unanswered
from chalicelib.conversations.service.ai import actor
from tests.builders import a_customer, a_message, a_sent_entry

pytestmark = pytest.mark.feature("AI-20")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("482913", ["482913"]),
        ("482 913", ["482913"]),
        ("48-29-13", ["482913"]),
        ("4 8 2 9 1 3", ["482913"]),
        ("The code: 482913.", ["482913"]),
        ("(482913)", ["482913"]),
        ("٤٨٢٩١٣", ["482913"]),
        ("482913 and 120774", ["482913", "120774"]),
        ("48291", []),
        ("4829131", []),
        ("order NX482913", []),
        ("#482913", []),
        ("+482913", []),
        ("482913%", []),
        ("482,913.50", []),
        ("1.482913", []),
        ("+47 912 34 567", []),
        ("4111 1111 1111 1111", []),
        ("²²²²²²", []),
        ("", []),
    ],
)
def test_six_digits_are_found_and_parts_of_other_numbers_are_not(text, found):
    assert codes.codes(text) == found


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("482913", False, "482913"),
        (" 482 913! ", False, "482913"),
        ("My code is 482913, thanks", True, "482913"),
        ("My code is 482913, thanks", False, None),
        ("482913 or 120774", True, None),
        ("Where is 482913?", True, None),
        ("I ordered number 482913 two weeks ago and it never came", True, None),
        ("I have none", True, None),
    ],
)
def test_a_code_is_told_alone_or_with_few_words_where_it_was_asked_for(text, asked, told):
    assert codes.told(text, asked) == told


@given(st.text(max_size=60))
def test_no_code_is_left_in_a_text_without_its_codes(text):
    assert codes.codes(codes.hidden(text)) == []


def test_what_a_text_says_besides_its_code_is_left():
    assert codes.hidden("It is 482 913, ok") == "It is [code], ok"
    assert codes.is_left("It is [code]")
    assert not codes.is_left(codes.hidden("482913."))
    assert codes.is_left("👍")


def a_talk():
    """The AI agent asks for a code, and the customer tells one."""
    asked = {"text": "Your code?", "ai": {"action": "verify"}}
    message = a_message("code 482913 please")
    return [
        a_sent_entry(seq=2, actor=actor("Nova"), data=a_message("Hi") | asked),
        a_sent_entry(seq=3, type="message.received", actor=a_customer(), data=message),
        a_sent_entry(
            seq=4,
            type="message.received",
            actor=a_customer(),
            data=a_message("Order 482913 never came though"),
        ),
        a_sent_entry(seq=5, type="message.received", actor=a_customer(), data=a_message("482913")),
    ]


def test_what_was_said_is_known_without_the_codes():
    talk = a_talk()

    assert [text for _, text in said(talk)][1:] == [
        "code [code] please",
        "Order [code] never came though",
        "[code]",
    ]
    assert [one.text for one in talk_of(talk)][-1] == "Order [code] never came though"
    assert "482913" not in "".join(turn.text for turn in stretch(talk, talk[-1]))
    assert stretch(talk, talk[1])[-1].action == Action.VERIFY


def test_the_number_of_an_order_is_readable_where_no_code_was_asked_for():
    entry = a_sent_entry(
        seq=2, type="message.received", actor=a_customer(), data=a_message("Order 482913?")
    )

    assert [text for _, text in said([entry])] == ["Order 482913?"]


def test_what_waits_is_what_came_after_the_last_word_of_ours():
    talk = a_talk()

    assert unanswered(talk, talk[2]) == talk[1:3]
    assert unanswered(talk, talk[-1]) == talk[1:]
