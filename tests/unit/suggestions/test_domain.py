"""What is offered, what an agent makes of it, and what that teaches."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.runtime.errors import Refused
from chalicelib.suggestions.domain import (
    FEW_CLICKS,
    LEAST_CONFIDENCE,
    LEAST_PAUSE,
    LONGEST_PAUSE,
    OFFERED_AT_MOST,
    Found,
    Offer,
    Outcome,
    Passage,
    State,
    Suggestion,
    answer_text,
    distance,
    facts,
    hits,
    is_worse,
    next_night,
    offer,
    pause,
    settle,
)

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHIPPING = "Yes, we ship to Norway and Sweden within two days."
RETURNS = "Send it back within thirty days and we pay you back."


def a_passage(text: str = SHIPPING, id_: str = "art_1") -> Passage:
    return Passage("article", id_, "Shipping", text)


def a_suggestion(
    state: State = State.OFFERED, id_: str = "sug_1", text: str = SHIPPING, passage: str = "art_1"
) -> Suggestion:
    return Suggestion(id_, "msg_1", a_passage(text, passage), 0.5, state)


def an_offer(*suggestions: Suggestion) -> Offer:
    return Offer("msg_1", "Do you ship to Norway?", suggestions)


def taught(offered: Offer, sent: str, suggestion_id: str | None = None) -> dict[str, Outcome]:
    return {
        one.suggestion_id: one.outcome for one in facts(offered, "cnv_1", sent, suggestion_id, AT)
    }


@pytest.mark.feature("AI-01")
def test_the_likeliest_few_are_offered_in_order():
    found = [Found(a_passage(str(number)), 0.9 - number / 10) for number in range(6)]

    assert offer(reversed(found)) == found[:OFFERED_AT_MOST]


def test_what_answers_only_by_chance_is_not_offered():
    good = Found(a_passage("a"), LEAST_CONFIDENCE)
    bad = Found(a_passage("b"), LEAST_CONFIDENCE - 0.001)

    assert offer([good, bad]) == [good]
    assert offer([bad]) == offer([]) == []


def test_no_text_is_offered_twice_and_the_likelier_one_stays():
    best, same = Found(a_passage("We ship."), 0.9), Found(a_passage(" we  SHIP. "), 0.8)
    other = Found(a_passage("In two days."), 0.7)

    assert offer([best, same, other]) == [best, other]


@pytest.mark.parametrize(
    ("id_", "source"), [("art_1", "art_1"), ("art_1#2", "art_1"), ("cnv_1#7", "cnv_1")]
)
def test_a_part_of_an_article_is_shown_as_the_article(id_, source):
    assert a_passage(id_=id_).source_id == source


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


@pytest.mark.feature("AI-06")
def test_the_suggestion_that_was_sent_is_confirmed_and_those_beside_it_were_passed_over():
    offered = an_offer(a_suggestion(), a_suggestion(id_="sug_2", text=RETURNS, passage="art_2"))

    assert taught(offered, SHIPPING, "sug_1") == {
        "sug_1": Outcome.SENT,
        "sug_2": Outcome.IGNORED,
    }


@pytest.mark.feature("AI-06")
def test_an_answer_of_ones_own_passes_over_all_that_was_offered():
    assert taught(an_offer(a_suggestion()), "Let me ask the warehouse.") == {
        "sug_1": Outcome.IGNORED
    }


def test_a_suggestion_that_an_agent_writes_word_for_word_is_confirmed():
    assert taught(an_offer(a_suggestion()), SHIPPING.upper()) == {"sug_1": Outcome.SENT}


def test_an_edited_suggestion_is_confirmed_by_how_much_of_it_was_kept():
    [one] = facts(an_offer(a_suggestion()), "cnv_1", f"Hi Kim! {SHIPPING}", "sug_1", AT)

    assert one.outcome is Outcome.EDITED
    assert 0 < one.distance < 0.3


def test_a_suggestion_of_which_hardly_a_word_was_kept_was_no_answer():
    assert taught(an_offer(a_suggestion()), "No, sorry, only in Denmark.", "sug_1") == {
        "sug_1": Outcome.IGNORED
    }


def test_what_was_rejected_is_not_told_of_again():
    offered = an_offer(a_suggestion(State.REJECTED))

    assert taught(offered, "Something else entirely.") == {}


@given(st.text(), st.text())
def test_a_distance_is_a_share_and_nothing_for_the_same_words(a, b):
    assert 0 <= distance(a, b) <= 1
    assert distance(a, a) == distance(a, f"  {a} ") == 0


@given(st.integers(0, 10**6))
def test_training_never_takes_more_than_a_twentieth_of_the_time_up_to_its_longest_pause(seconds):
    took = timedelta(seconds=seconds)

    waits = pause(took)

    assert LEAST_PAUSE <= waits <= LONGEST_PAUSE
    assert waits == LONGEST_PAUSE or waits >= 20 * took


@given(st.text(), st.datetimes(timezones=st.just(UTC), max_value=datetime(9000, 1, 1)))
def test_every_account_is_trained_once_a_night_at_a_time_of_its_own(account, at):
    following = next_night(account, at)

    assert at < following <= at + timedelta(days=1)
    assert following.hour in (2, 3)
    assert next_night(account, following) == following + timedelta(days=1)


def test_a_model_is_worse_when_it_finds_clearly_fewer_of_enough_clicks():
    assert is_worse(new_hits=80, old_hits=90, clicks=100)
    assert not is_worse(new_hits=86, old_hits=90, clicks=100)
    assert not is_worse(new_hits=0, old_hits=FEW_CLICKS - 1, clicks=FEW_CLICKS - 1)


def test_a_hit_is_among_the_first_three():
    ranked = [["a", "b", "c", "d"], ["a", "b", "c", "d"], []]

    assert hits(ranked, ["c", "d", "a"]) == 1
