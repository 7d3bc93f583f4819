"""What is offered, and what an agent makes of it."""

import pytest

from chalicelib.runtime.errors import Refused
from chalicelib.suggestions.domain import (
    LEAST_SCORE,
    OFFERED_AT_MOST,
    Passage,
    State,
    Suggestion,
    answer_text,
    offer,
    settle,
)


def a_passage(text: str = "Yes, we ship to Norway.", kind: str = "article") -> Passage:
    return Passage(kind, "art_1", "Shipping", text)


def a_suggestion(state: State = State.OFFERED) -> Suggestion:
    return Suggestion("sug_1", "msg_1", a_passage(), 0.5, state)


@pytest.mark.feature("AI-01")
def test_the_best_few_are_offered_in_order():
    ranked = [(a_passage(str(number)), 0.9 - number / 10) for number in range(6)]

    assert offer(ranked) == ranked[:OFFERED_AT_MOST]


@pytest.mark.parametrize("kind", list(LEAST_SCORE))
def test_what_answers_only_by_chance_is_not_offered(kind):
    least = LEAST_SCORE[kind]
    good, bad = (a_passage("a", kind), least), (a_passage("b", kind), least - 0.001)

    assert offer([good, bad]) == [good]
    assert offer([bad]) == offer([]) == []


def test_an_article_outranks_an_answer_that_is_only_as_good_as_chance_for_answers():
    article = (a_passage("Returns", "article"), LEAST_SCORE["article"] * 1.5)
    answer = (a_passage("Discounts", "answer"), LEAST_SCORE["answer"] * 1.1)

    assert offer([answer, article]) == [article, answer]


def test_no_text_is_offered_twice_and_the_better_one_stays():
    best, same = (a_passage("We ship."), 0.9), (a_passage(" we  SHIP. "), 0.8)
    other = (a_passage("In two days."), 0.7)

    assert offer([best, same, other]) == [best, other]


@pytest.mark.feature("AI-03", "AI-04")
@pytest.mark.parametrize("state", [State.SENT, State.EDITED, State.REJECTED])
@pytest.mark.parametrize("known", [State.OFFERED, State.EDITED])
def test_an_agent_sends_edits_or_rejects(known, state):
    assert settle(a_suggestion(known), state).state is state


@pytest.mark.parametrize("known", [State.SENT, State.REJECTED])
@pytest.mark.parametrize("state", list(State))
def test_what_is_settled_stays_so(known, state):
    with pytest.raises(Refused, match=f"was {known} already"):
        settle(a_suggestion(known), state)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Short.", "Short."),
        ("a" * 1000 + "\n\n" + "b" * 1000, "a" * 1000),
        ("a" * 1000 + ". " + "b" * 1000, "a" * 1000 + "."),
        ("a" * 3000, "a" * 1500),
    ],
)
def test_a_long_article_is_offered_up_to_where_a_message_may_end(text, answer):
    assert answer_text(text) == answer
