"""When questions are the same, and which answer is the best."""

import pytest

from chalicelib.knowledge.domain import Answer
from chalicelib.knowledge.domain.proposals import (
    ALIKE,
    alike,
    bands,
    known,
    proposal_id,
    recurring,
    words,
)

ASKED = "Is the red Skarv jacket waterproof?"


def an_answer(question=ASKED, text="Yes, it is.", conversation="cnv_1", seq=2):
    return Answer(f"{conversation}#{seq}", question, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ASKED, "is the red skarv jacket waterproof please"),
        ("Do you ship to Norway?", "do you ship to norway"),
        ("送料はいくらですか", "送料はいくらですか？"),
    ],
)
def test_questions_in_other_dress_are_the_same_and_meet_in_a_band(one, other):
    assert alike(words(one), words(other)) >= ALIKE
    assert set(bands(words(one))) & set(bands(words(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do you ship to Norway?", "Do you have tents?"),
        ("Where is my order?", "Where is your shop?"),
        ("Hi", "Thanks"),
        ("", ""),
    ],
)
def test_other_questions_are_not(one, other):
    assert alike(words(one), words(other)) < ALIKE


def test_a_question_must_come_from_two_conversations():
    mine = an_answer()

    assert recurring(mine, []) is None
    assert recurring(mine, [an_answer(seq=4)]) is None
    assert recurring(mine, [an_answer(conversation="cnv_0")]) == mine


@pytest.mark.feature("AI-25")
def test_the_best_answer_says_what_the_others_say():
    odd = an_answer(text="No idea, ask in the shop.", conversation="cnv_9")
    good = [
        an_answer(text="Yes, it keeps out rain for a day.", conversation=f"cnv_{n}")
        for n in range(3)
    ]

    assert recurring(odd, good) == good[-1]


def test_what_is_about_something_else_has_no_say():
    other = an_answer("Do you rent tents?", "We rent tents.", "cnv_2")

    assert recurring(an_answer(), [other]) is None


def test_a_question_like_one_that_was_proposed_is_known():
    assert known(ASKED, ["the red skarv jacket: waterproof?"])
    assert not known(ASKED, ["Do you rent tents?"])
    assert not known(ASKED, [])


def test_a_proposals_id_says_where_it_comes_from():
    assert proposal_id(an_answer(conversation="cnv_01ABC", seq=7)) == "prp_01ABC_7"
