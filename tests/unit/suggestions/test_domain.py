"""What is offered, and what an agent makes of it."""

import pytest

from chalicelib.runtime.errors import Refused
from chalicelib.suggestions.domain import (
    LEAST_SCORE,
    OFFERED_AT_MOST,
    Passage,
    State,
    Suggestion,
    offer,
    settle,
)


def a_passage(text: str = "Yes, we ship to Norway.") -> Passage:
    return Passage("article", "art_1", "Shipping", text)


def a_suggestion(state: State = State.OFFERED) -> Suggestion:
    return Suggestion("sug_1", "msg_1", a_passage(), 0.5, state)


@pytest.mark.feature("AI-01")
def test_the_best_few_are_offered_in_order():
    ranked = [(a_passage(str(number)), 0.9 - number / 10) for number in range(6)]

    assert offer(ranked) == ranked[:OFFERED_AT_MOST]


def test_what_answers_only_by_chance_is_not_offered():
    good, bad = (a_passage("a"), LEAST_SCORE), (a_passage("b"), LEAST_SCORE - 0.001)

    assert offer([good, bad]) == [good]
    assert offer([bad]) == offer([]) == []


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
