"""What may happen to a conversation, rule by rule."""

import itertools
from dataclasses import replace

import pytest

from chalicelib.conversations import domain
from chalicelib.conversations.domain import ActorKind, DeliveryStatus, Person, Status
from chalicelib.runtime.errors import Forbidden, Refused, Taken
from tests.builders import (
    ANNA,
    BO,
    NOON,
    a_channel_ref,
    a_closed_conversation,
    a_conversation,
    a_customer,
    a_message,
    a_route,
    a_sent_entry,
    a_start,
    an_agent,
    later,
)

ID = "msg_x"


@pytest.mark.feature("CONV-01", "CONV-02", "MSG-02")
def test_a_first_message_starts_an_open_conversation_that_waits():
    change = a_start()

    assert change.before is None
    assert change.after.status is Status.OPEN
    assert change.after.waiting_since == change.after.unreplied_since == NOON
    assert change.after.preview == domain.Preview("Do you ship to Norway?", ActorKind.CUSTOMER, 1)
    assert (change.after.version, change.entry.seq, change.after.received_seq) == (1, 1, 1)
    assert (change.entry.type, change.entry.changes) == ("message.received", {"created": True})


def test_a_further_message_keeps_the_time_of_the_oldest_unanswered_one():
    change = domain.receive(
        a_conversation(), a_customer(), a_message("Hello?"), a_route(), ID, later(60)
    )

    assert change.after.unreplied_since == NOON
    assert change.after.last_entry_at == later(60)
    assert change.after.received_seq == change.after.version == 2
    assert change.entry.changes == {}


@pytest.mark.feature("CONV-20")
def test_a_customers_message_reopens_for_those_who_had_the_conversation():
    closed = a_closed_conversation(assignees=(ANNA,))

    change = domain.receive(closed, a_customer(), a_message(), a_route(), ID, later(60))

    assert change.after.is_open
    assert change.after.assignees == (ANNA,)
    assert change.after.waiting_since is None
    assert change.entry.changes == {"status": "open", "assignees": domain.people((ANNA,))}


@pytest.mark.feature("CONV-20")
def test_a_reopened_conversation_that_nobody_had_waits_from_then_on():
    change = domain.receive(
        a_closed_conversation(), a_customer(), a_message(), a_route(), ID, later(60)
    )

    assert change.after.waiting_since == later(60)
    assert change.entry.changes["assignees"] == []


@pytest.mark.feature("ASG-01", "CONV-32")
def test_an_answer_takes_an_unassigned_conversation():
    change = domain.reply(a_conversation(), an_agent(), a_message("Yes"), a_route(), ID, later(5))

    assert change.after.assignees == (ANNA,)
    assert change.after.assigned_at == later(5)
    assert change.after.waiting_since is None
    assert change.after.unreplied_since is None
    assert change.entry.changes == {"assignees": domain.people((ANNA,))}


def test_an_answer_in_ones_own_conversation_changes_nothing_else():
    mine = a_conversation(assignees=(ANNA,))

    change = domain.reply(mine, an_agent(), a_message("Yes"), a_route(), ID, later(5))

    assert change.entry.changes == {}
    assert change.after.assigned_at == NOON


def test_a_colleagues_answer_joins_the_conversation_without_taking_it_over():
    hers = a_conversation(assignees=(ANNA,))

    change = domain.reply(hers, an_agent(BO), a_message("Hi, Bo here"), a_route(), ID, later(60))

    assert change.after.assignees == (ANNA,)


@pytest.mark.feature("CONV-21")
def test_an_agents_answer_reopens_a_closed_conversation_and_takes_it_if_nobody_had_it():
    change = domain.reply(
        a_closed_conversation(), an_agent(), a_message("One more thing"), a_route(), ID, later(60)
    )

    assert change.after.is_open
    assert change.after.assignees == (ANNA,)
    assert change.entry.changes == {"status": "open", "assignees": domain.people((ANNA,))}


@pytest.mark.feature("CONV-21")
def test_an_answer_in_a_closed_conversation_leaves_it_with_those_who_had_it():
    closed = a_closed_conversation(assignees=(BO,))

    change = domain.reply(closed, an_agent(), a_message("Hi"), a_route(), ID, later(60))

    assert change.after.assignees == (BO,)
    assert change.entry.changes == {"status": "open"}


@pytest.mark.feature("MSG-12")
@pytest.mark.parametrize(("pushes", "status"), [(True, "queued"), (False, "sent")])
def test_an_answer_is_queued_for_a_provider_and_sent_where_the_customer_reads_from_us(
    pushes, status
):
    conversation = a_conversation(channel=a_channel_ref(pushes))

    route = a_route(a_channel_ref(pushes))
    change = domain.reply(conversation, an_agent(), a_message("Yes"), route, ID, NOON)

    assert change.entry.data["delivery"] == {
        "status": status,
        "error": None,
        "at": "2026-03-02T12:00:00.000Z",
    }


@pytest.mark.feature("ASG-05")
@pytest.mark.parametrize("seconds", [0, 0.5, 1.999])
@pytest.mark.parametrize(
    "act",
    [
        lambda c, by, at: domain.reply(c, by, a_message("Me too"), a_route(), ID, at),
        lambda c, by, at: domain.take(c, by, ID, at),
        lambda c, by, at: domain.assign(c, by, (BO,), ID, at),
    ],
)
def test_of_two_who_cross_the_second_is_told_who_won(act, seconds):
    with pytest.raises(Taken, match="Anna Berg took this conversation") as refusal:
        act(a_conversation(assignees=(ANNA,)), an_agent(BO), later(seconds))

    assert refusal.value.facts == {"winner": {"id": ANNA.id, "name": ANNA.name}}


def test_after_two_seconds_a_colleague_has_seen_the_assignment_and_may_answer():
    hers = a_conversation(assignees=(ANNA,))

    assert (
        domain.reply(hers, an_agent(BO), a_message("Hi"), a_route(), ID, later(2)).after.version
        == 2
    )
    assert domain.assign(hers, an_agent(BO), (BO,), ID, later(2)).after.assignees == (BO,)


def test_giving_a_conversation_to_another_is_never_a_crossing():
    hers = a_conversation(assignees=(ANNA,))

    given = domain.assign(hers, an_agent(ANNA), (BO,), ID, later(0.1))

    assert given.after.assignees == (BO,)


@pytest.mark.feature("ASG-03")
def test_taking_makes_a_conversation_ones_own_without_a_message():
    change = domain.take(a_conversation(), an_agent(), ID, later(60))

    assert change.after.assignees == (ANNA,)
    assert change.after.waiting_since is None
    assert change.after.unreplied_since == NOON
    assert change.entry.type == "conversation.assigned"
    assert change.entry.data == change.entry.changes == {"assignees": domain.people((ANNA,))}


@pytest.mark.feature("ASG-05")
def test_what_a_colleague_has_cannot_be_taken_however_late():
    with pytest.raises(Taken):
        domain.take(a_conversation(assignees=(ANNA,)), an_agent(BO), ID, later(86_400))


def test_assigning_to_nobody_puts_it_back_into_unassigned():
    change = domain.assign(a_conversation(assignees=(ANNA,)), an_agent(), (), ID, later(9))

    assert change.after.assignees == ()
    assert change.after.waiting_since == later(9)
    assert change.after.assigned_at is None


def test_a_conversation_that_waits_keeps_waiting_since_when_nobody_is_assigned_again():
    change = domain.assign(a_conversation(), an_agent(), (), ID, later(9))

    assert change.after.waiting_since == NOON


@pytest.mark.parametrize(
    "act", [domain.take, lambda c, *a: domain.assign(c, a[0], (ANNA,), *a[1:])]
)
def test_a_closed_conversation_cannot_be_assigned(act):
    with pytest.raises(Refused, match="reopen"):
        act(a_closed_conversation(), an_agent(), ID, NOON)


@pytest.mark.feature("CONV-18", "CONV-19", "CONV-02")
@pytest.mark.parametrize("by", [an_agent(ANNA), an_agent(BO, admin=True)])
def test_an_assignee_or_an_admin_closes(by):
    change = domain.close(a_conversation(assignees=(ANNA,)), by, "solved", ID, later(60))

    assert change.after.status is Status.CLOSED
    assert change.after.assignees == (ANNA,)
    assert change.after.waiting_since is None
    assert change.after.unreplied_since is None
    assert (change.entry.actor, change.entry.occurred_at) == (by, later(60))
    assert change.entry.data == {"disposition": "solved"}
    assert change.entry.changes == {"status": "closed"}


@pytest.mark.feature("CONV-19")
@pytest.mark.parametrize("assignees", [(), (ANNA,)])
def test_a_colleague_cannot_close_what_is_not_theirs(assignees):
    with pytest.raises(Forbidden, match="assignee"):
        domain.close(a_conversation(assignees=assignees), an_agent(BO), None, ID, NOON)


def test_what_is_closed_cannot_be_closed_again():
    with pytest.raises(Refused, match="closed already"):
        domain.close(a_closed_conversation(assignees=(ANNA,)), an_agent(), None, ID, NOON)


@pytest.mark.feature("CONV-23")
def test_an_explicit_reopening_brings_it_back_to_those_who_had_it():
    change = domain.reopen(a_closed_conversation(assignees=(ANNA,)), an_agent(BO), ID, later(60))

    assert change.after.is_open
    assert change.after.assignees == (ANNA,)
    assert change.entry.changes == {"status": "open", "assignees": domain.people((ANNA,))}


def test_what_is_open_cannot_be_reopened():
    with pytest.raises(Refused, match="open already"):
        domain.reopen(a_conversation(), an_agent(), ID, NOON)


@pytest.mark.feature("CONV-32")
def test_a_note_is_no_answer():
    before = a_conversation()

    after = domain.note(before, an_agent(), {"text": "VIP"}, (), ID, later(60)).after

    assert (after.unreplied_since, after.preview) == (before.unreplied_since, before.preview)
    assert after.waiting_since == NOON


ORDER = ("queued", "sent", "failed", "delivered", "read")


@pytest.mark.feature("MSG-12", "CH-33")
@pytest.mark.parametrize("reports", list(itertools.permutations(ORDER[1:])))
def test_reports_in_any_order_end_in_the_furthest_state(reports):
    message, conversation = a_sent_entry(), a_conversation(version=2)

    for report in reports:
        change = domain.deliver(conversation, message, DeliveryStatus(report), None, ID, NOON)
        if change:
            conversation, message = change.after, change.rewrite.after

    assert message.data["delivery"]["status"] == "read"


@pytest.mark.feature("MSG-12")
@pytest.mark.parametrize(("known", "report"), list(itertools.product(ORDER, ORDER)))
def test_a_report_counts_only_when_it_tells_of_a_later_stage(known, report):
    change = domain.deliver(
        a_conversation(), a_sent_entry(known), DeliveryStatus(report), None, ID, NOON
    )

    assert (change is not None) == (ORDER.index(report) > ORDER.index(known))


def test_a_report_does_not_move_the_conversation_in_any_list():
    before = a_conversation(version=2)

    change = domain.deliver(before, a_sent_entry(), DeliveryStatus.FAILED, "blocked", ID, later(60))

    assert change
    told = {"version": 3, "revision": before.revision + 1, "told_at": later(60)}
    assert change.after == replace(before, **told)
    assert change.entry.data["error"] == "blocked"
    assert change.entry.actor == domain.SYSTEM


@pytest.mark.feature("MSG-12")
def test_a_failed_message_can_be_queued_again():
    message = a_sent_entry("failed")

    change = domain.retry(a_conversation(version=3), message, an_agent(), ID, later(60))

    again = change.rewrite.after
    assert again.data["delivery"] == {
        "status": "queued",
        "error": None,
        "at": "2026-03-02T12:01:00.000Z",
    }
    assert again.data["text"] == message.data["text"]


@pytest.mark.parametrize("status", ["queued", "sent", "delivered", "read"])
def test_only_what_failed_can_be_sent_again(status):
    with pytest.raises(Refused, match="failed"):
        domain.retry(a_conversation(), a_sent_entry(status), an_agent(), ID, NOON)


@pytest.mark.parametrize(
    ("before", "after", "deltas"),
    [
        (None, a_conversation(), {}),
        (a_conversation(), a_conversation(assignees=(ANNA,)), {ANNA.id: 1}),
        (
            a_conversation(assignees=(ANNA,)),
            a_conversation(assignees=(BO,)),
            {ANNA.id: -1, BO.id: 1},
        ),
        (a_conversation(assignees=(ANNA, BO)), a_conversation(assignees=(BO,)), {ANNA.id: -1}),
        (
            a_conversation(assignees=(ANNA, BO)),
            a_closed_conversation(assignees=(ANNA, BO)),
            {ANNA.id: -1, BO.id: -1},
        ),
        (a_closed_conversation(assignees=(ANNA,)), a_conversation(assignees=(ANNA,)), {ANNA.id: 1}),
        (a_conversation(assignees=(ANNA,)), a_conversation(assignees=(ANNA,)), {}),
    ],
)
def test_a_change_says_how_it_moves_each_agents_load(before, after, deltas):
    change = domain.Change(before, after, a_sent_entry())

    assert change.load_deltas() == deltas


def test_a_late_writer_with_a_slow_clock_does_not_turn_time_back():
    conversation = a_conversation(last_entry_at=later(60))

    change = domain.receive(conversation, a_customer(), a_message(), a_route(), ID, later(30))

    assert change.after.last_entry_at == change.entry.occurred_at == later(60)


def test_a_preview_is_one_line_of_at_most_140_characters():
    change = domain.receive(
        a_conversation(), a_customer(), a_message("  a\n\n b\t" + "c" * 200), a_route(), ID, NOON
    )

    assert change.after.preview
    assert change.after.preview.text == ("a b " + "c" * 200)[:140]


def test_is_assigned_to_knows_nobody_by_no_name():
    assert not a_conversation(assignees=(Person("usr_anna", "Anna"),)).is_assigned_to(None)
