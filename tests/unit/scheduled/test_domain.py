"""What leads from one state of a scheduled message to the next, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.runtime.errors import Conflict, Forbidden, Refused, SwitchboardError
from chalicelib.scheduled import domain
from chalicelib.scheduled.domain import Scheduled, ScheduledStatus
from tests.builders import ANNA, BO, NOON, later


def a_scheduled(**facts):
    """A message of Anna's that waits for an hour."""
    known = {
        "account_id": "acc_1",
        "conversation_id": "cnv_1",
        "id": "sch_1",
        "author": ANNA,
        "text": "See you tomorrow",
        "format": "plain",
        "attachments": (),
        "channel_id": None,
        "reply_to": None,
        "send_at": later(3600),
        "hold": True,
        "seen_seq": 3,
        "created_at": NOON,
    }
    return Scheduled(**(known | facts))


def change(one, by=ANNA, text=None, send_at=None, hold=None, received_seq=3, at=NOON):
    return domain.change(one, by.id, text, send_at, hold, received_seq, at)


@pytest.mark.feature("MSG-17")
@pytest.mark.parametrize(
    ("seconds", "refusal"),
    [
        (-1, "yet to come"),
        (0, None),
        (domain.FURTHEST.total_seconds(), None),
        (domain.FURTHEST.total_seconds() + 1, "next year"),
    ],
)
def test_its_time_is_from_now_to_a_year_ahead(seconds, refusal):
    one = a_scheduled(send_at=later(seconds))

    if refusal is None:
        assert domain.plan(one, 0, NOON) == one
        assert change(a_scheduled(), send_at=later(seconds)).send_at == later(seconds)
        return
    with pytest.raises(Refused, match=refusal):
        domain.plan(one, 0, NOON)
    with pytest.raises(Refused, match=refusal):
        change(a_scheduled(), send_at=later(seconds))


def test_at_most_twenty_wait_in_a_conversation():
    assert domain.plan(a_scheduled(), 19, NOON)
    with pytest.raises(Refused, match="20 messages wait"):
        domain.plan(a_scheduled(), 20, NOON)


@pytest.mark.feature("MSG-17")
@pytest.mark.parametrize(("hold", "received", "overtaken"), [
    (True, 3, False), (True, 4, True), (False, 4, False),
])  # fmt: skip
def test_a_customers_later_message_overtakes_it_unless_it_shall_not(hold, received, overtaken):
    assert domain.is_overtaken(a_scheduled(hold=hold), received) is overtaken


@pytest.mark.feature("MSG-17")
def test_a_new_time_lets_a_held_one_wait_again_with_all_that_was_written_seen():
    held = domain.held(a_scheduled(), "The customer wrote in the meantime")

    again = change(held, send_at=later(7200), received_seq=9)

    assert (again.status, again.reason, again.seen_seq) == (ScheduledStatus.WAITING, None, 9)
    assert not domain.is_overtaken(again, 9)


def test_other_words_alone_leave_a_held_one_held():
    held = domain.held(a_scheduled(), "why")

    assert change(held, text="Anew").status is ScheduledStatus.HELD


def test_only_its_author_changes_it():
    with pytest.raises(Forbidden, match="only Anna Berg"):
        change(a_scheduled(), by=BO, text="I resign")


@pytest.mark.feature("MSG-18")
@pytest.mark.parametrize("facts", [{"sending": True}, {"status": ScheduledStatus.SENT}])
def test_what_is_on_its_way_or_sent_is_not_taken_back(facts):
    one = a_scheduled(**facts)

    for act in (domain.cancel, change):
        with pytest.raises(Conflict, match="sent"):
            act(one)


def test_cancelling_twice_changes_nothing_more():
    cancelled = domain.cancel(a_scheduled())

    assert cancelled.status is ScheduledStatus.CANCELLED
    assert domain.cancel(cancelled) is None
    with pytest.raises(Conflict, match="cancelled"):
        domain.begin(cancelled)


def act(name, one, at):
    """One thing that may happen, at random."""
    return {
        "change": lambda: change(one, text="New", at=at),
        "move": lambda: change(one, send_at=at + timedelta(hours=1), at=at),
        "cancel": lambda: domain.cancel(one) or one,
        "begin": lambda: domain.begin(one),
        "hold": lambda: domain.held(one, "why") if one.is_pending else one,
        "send": lambda: domain.sent(one) if one.sending else one,
    }[name]()


@given(st.lists(st.sampled_from(["change", "move", "cancel", "begin", "hold", "send"])))
def test_whatever_happens_it_ends_once_and_tells_each_state_once(names):
    one, at = a_scheduled(), NOON
    for name in names:
        at += timedelta(minutes=1)
        before = one
        try:
            one = act(name, one, at)
        except SwitchboardError:
            assert one == before
        if not before.is_pending:
            assert one == before
        told = replace(one, sending=before.sending, version=before.version) != before
        assert one.version == before.version + 1 if told else one.version >= before.version
        assert (one.reason is not None) == (one.status is ScheduledStatus.HELD)
        assert not (one.sending and not one.is_pending)
