"""How conversations begin, rest, come back and end: rule by rule."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given, strategies

from chalicelib.conversations import domain
from chalicelib.conversations.domain import (
    ActorKind,
    ChannelRef,
    Person,
    Priority,
    Route,
    Snooze,
    Status,
)
from chalicelib.runtime.errors import Forbidden, Refused, Taken, UnpaidInvoice
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
    an_agent,
    later,
)

ID = "evt_x"
CLEO = Person("usr_cleo", "Cleo Dahl")
HOUR = 3600
SMS = ChannelRef("chn_2", "twilio_sms", "SMS", True)


MINUTE = later(60)


def received(conversation, at=MINUTE, via=None, present=None):
    route = via or a_route()
    return domain.receive(conversation, a_customer(), a_message(), route, ID, at, present)


@pytest.mark.feature("CONV-43", "ASG-09")
def test_a_contacts_own_assignee_gets_their_new_conversation():
    draft = a_conversation(version=0, assignees=(ANNA,), waiting_since=None)

    change = domain.start(draft, a_customer(), a_message(), ID)

    assert change.after.waiting_since is None
    assert change.after.assigned_at == NOON
    why = change.entry.changes["decision"]
    assert why["reason"] == "New conversations of this contact go to Anna Berg."
    assert change.entry.changes == {
        "created": True,
        "assignees": domain.people((ANNA,)),
        "decision": why,
    }
    assert change.load_deltas() == {ANNA.id: 1}


@pytest.mark.feature("CONV-59")
@pytest.mark.parametrize(
    ("present", "left"),
    [(None, (ANNA, BO)), ({ANNA.id, BO.id}, (ANNA, BO)), ({BO.id}, (BO,)), ({CLEO.id}, ())],
)
def test_a_message_reopens_for_those_who_are_there(present, left):
    change = received(a_closed_conversation(assignees=(ANNA, BO)), present=present)

    assert change.after.assignees == left
    assert change.after.waiting_since == (None if left else later(60))
    assert change.entry.changes == {"status": "open", "assignees": domain.people(left)}


@pytest.mark.feature("CONV-59", "CONV-23")
def test_an_explicit_reopening_goes_past_who_is_absent():
    closed = a_closed_conversation(assignees=(ANNA,))

    change = domain.reopen(closed, an_agent(BO), ID, later(60), {BO.id})

    assert (change.after.assignees, change.after.waiting_since) == ((), later(60))
    assert change.entry.changes == {"status": "open", "assignees": []}


@pytest.mark.feature("CONV-59", "CONV-21")
def test_an_answer_takes_a_closed_conversation_over_from_who_is_absent():
    closed = a_closed_conversation(assignees=(ANNA,))

    change = domain.reply(closed, an_agent(BO), a_message("Hi"), a_route(), ID, later(60), {BO.id})

    assert change.after.assignees == (BO,)
    assert change.entry.changes == {"status": "open", "assignees": domain.people((BO,))}


@pytest.mark.feature("CONV-22", "CONV-55", "CONV-28")
@pytest.mark.parametrize(
    ("after_close", "hours", "passed", "belongs"),
    [
        ("reopen", None, 0, True),
        ("reopen", None, 20 * 365 * 24 * HOUR, True),  # closed ones never expire
        ("reopen", 24, 24 * HOUR, True),
        ("reopen", 24, 24 * HOUR + 0.001, False),
        ("new", None, 0, False),
        ("new", 24, 1, False),
    ],
)
def test_policy_and_time_decide_whether_a_message_belongs_to_what_was_closed(
    after_close, hours, passed, belongs
):
    closed = a_closed_conversation(closed_at=NOON, last_entry_at=later(9 * HOUR))

    assert domain.continues(closed, after_close, hours, later(passed)) is belongs


@pytest.mark.feature("CONV-23", "CONV-26")
def test_an_open_one_always_goes_on_and_a_deleted_one_never():
    assert domain.continues(a_conversation(), "new", 1, later(9 * 24 * HOUR))
    assert not domain.continues(a_conversation(status=Status.DELETED), "reopen", None, NOON)


@pytest.mark.feature("CONV-37")
def test_the_customers_channel_becomes_the_one_to_answer_on_and_the_other_stays():
    change = received(a_conversation(), via=Route(SMS, "+4790000001"))

    assert (change.after.channel, change.after.address) == (SMS, "+4790000001")
    assert change.after.routes == (Route(a_channel_ref(), "ctc_1"),)
    back = received(change.after)
    assert (back.after.channel, back.after.routes) == (
        a_channel_ref(),
        (Route(SMS, "+4790000001"),),
    )


@pytest.mark.feature("CONV-37")
def test_a_customer_who_writes_from_another_number_is_answered_there():
    by_sms = a_conversation(channel=SMS, address="+4790000001")

    after = received(by_sms, via=Route(SMS, "+4790000002")).after

    assert (after.address, after.routes) == ("+4790000002", ())


@pytest.mark.feature("CONV-47")
@pytest.mark.parametrize("until", [None, later(HOUR)])
def test_what_is_snoozed_is_in_nobodys_inbox_and_load(until):
    mine = a_conversation(assignees=(ANNA,))

    change = domain.snooze(mine, an_agent(), until, ID, NOON)

    assert change.after.snooze == Snooze(until)
    assert domain.shelf(change.after) == "snoozed"
    assert change.load_deltas() == {ANNA.id: -1}
    told = "2026-03-02T13:00:00.000Z" if until else None
    assert change.entry.data == {"until": told}
    assert change.entry.changes == {"snooze": {"until": told}}


@pytest.mark.feature("CONV-47")
def test_a_time_of_another_zone_is_told_in_utc():
    until = later(HOUR).astimezone(timezone(timedelta(hours=9)))

    entry = domain.snooze(a_conversation(), an_agent(), until, ID, NOON).entry

    assert entry.data == {"until": "2026-03-02T13:00:00.000Z"}


@pytest.mark.feature("CONV-47")
@pytest.mark.parametrize(
    ("until", "words"), [(NOON, "still to come"), (later(367 * 24 * HOUR), "within a year")]
)
def test_nobody_snoozes_into_the_past_or_for_ever(until, words):
    with pytest.raises(Refused, match=words):
        domain.snooze(a_conversation(), an_agent(), until, ID, NOON)


def test_only_what_is_open_can_be_snoozed_and_only_what_is_snoozed_woken():
    with pytest.raises(Refused, match="open"):
        domain.snooze(a_closed_conversation(), an_agent(), None, ID, NOON)
    with pytest.raises(Refused, match="not snoozed"):
        domain.wake(a_conversation(), an_agent(), ID, NOON)


@pytest.mark.feature("CONV-47")
def test_it_comes_back_unread_to_who_had_read_all_of_it():
    asleep = a_conversation(
        assignees=(ANNA,), snooze=Snooze(later(9)), version=5, reads={ANNA.id: 5}
    )

    change = domain.wake(asleep, domain.SYSTEM, ID, later(9))

    assert change.after.snooze is None
    assert domain.is_unread(change.after, ANNA.id)
    assert change.load_deltas() == {ANNA.id: 1}
    assert change.entry.changes == {"snooze": None}


@pytest.mark.feature("CONV-47")
@pytest.mark.parametrize("until", [None, later(9 * HOUR)])
def test_a_customers_message_wakes_it_before_its_time(until):
    asleep = a_conversation(snooze=Snooze(until), waiting_since=None)

    change = received(asleep)

    assert (change.after.snooze, change.after.waiting_since) == (None, later(60))
    assert change.entry.changes == {"snooze": None}


@pytest.mark.feature("CONV-47")
def test_nothing_that_colleagues_do_wakes_it():
    asleep = a_conversation(assignees=(ANNA,), snooze=Snooze(None))
    acts = [
        domain.reply(asleep, an_agent(), a_message("Hi"), a_route(), ID, NOON),
        domain.note(asleep, an_agent(), {"text": "x"}, (), ID, NOON),
        domain.assign(asleep, an_agent(), (BO,), ID, NOON),
        domain.assign(asleep, an_agent(), (), ID, NOON),
        domain.update(asleep, an_agent(), ID, NOON, important=True),
    ]

    assert all(act.after.snooze == Snooze(None) for act in acts)
    assert all(act.after.waiting_since is None for act in acts)


@pytest.mark.feature("CONV-47", "CONV-18")
def test_closing_ends_a_snooze():
    asleep = a_conversation(assignees=(ANNA,), snooze=Snooze(later(HOUR)))

    after = domain.close(asleep, an_agent(), None, ID, NOON).after

    assert (after.snooze, domain.shelf(after)) == (None, "closed")


@pytest.mark.feature("CONV-24", "CONV-27")
def test_an_unpaid_invoice_keeps_a_conversation_from_being_closed_and_deleted():
    owes = a_conversation(assignees=(ANNA,), unpaid_invoices=1)
    admin = an_agent(ANNA, admin=True)

    with pytest.raises(UnpaidInvoice):
        domain.close(owes, admin, None, ID, NOON)
    with pytest.raises(UnpaidInvoice):
        domain.delete(owes, admin, ID, NOON)
    with pytest.raises(UnpaidInvoice):
        domain.close(owes, domain.SYSTEM, None, ID, NOON)
    assert not domain.close(replace(owes, unpaid_invoices=0), admin, None, ID, NOON).after.is_open


@pytest.mark.feature("CONV-25", "CONV-26", "CONV-02")
def test_of_a_deleted_conversation_remains_only_that_it_was():
    full = a_conversation(
        assignees=(ANNA,), topic="Refund", labels=("lbl_1",), starred=frozenset({ANNA.id}),
        preview=domain.Preview("secret", ActorKind.CUSTOMER), address="+4790000001",
    )  # fmt: skip

    change = domain.delete(full, an_agent(BO, admin=True), ID, later(60))

    gone = change.after
    assert (gone.status, gone.number, gone.version) == (Status.DELETED, full.number, 2)
    assert (gone.topic, gone.labels, gone.starred, gone.preview) == (None, (), frozenset(), None)
    assert (gone.address, gone.contact.name) == ("", "")
    assert (change.entry.actor, change.entry.occurred_at) == (an_agent(BO, admin=True), later(60))
    assert change.load_deltas() == {ANNA.id: -1}


@pytest.mark.feature("CONV-25")
def test_an_agent_does_not_delete_not_even_their_own():
    with pytest.raises(Forbidden, match="admin"):
        domain.delete(a_conversation(assignees=(ANNA,)), an_agent(), ID, NOON)


@pytest.mark.feature("CONV-30", "CONV-39", "CONV-48")
def test_topic_priority_and_importance_are_told_when_they_change_and_move_nothing():
    before = a_conversation()
    marks = {"topic": "Refund", "priority": Priority.HIGH, "important": True}

    change = domain.update(before, an_agent(), ID, later(60), **marks)

    assert change.entry.data == marks
    assert change.after.last_entry_at == NOON
    assert domain.update(change.after, an_agent(), ID, later(61), **marks) is None
    less = domain.update(change.after, an_agent(), ID, later(61), **marks | {"priority": None})
    assert less.entry.data == {"priority": None}


@pytest.mark.feature("CONV-40", "CONV-41")
def test_only_named_users_can_have_a_restricted_conversation():
    restricted = a_conversation(visible_to=(ANNA,))

    with pytest.raises(Refused, match="restricted") as refusal:
        domain.assign(restricted, an_agent(), (ANNA, BO), ID, NOON)
    assert refusal.value.facts == {"user_ids": [BO.id]}
    assert domain.assign(restricted, an_agent(), (ANNA,), ID, NOON).after.assignees == (ANNA,)


@pytest.mark.feature("CONV-40")
def test_a_conversation_is_restricted_to_some_and_opened_again():
    change = domain.restrict(a_conversation(), an_agent(), (ANNA, BO), ID, NOON)

    assert change.after.visible_to == (ANNA, BO)
    assert change.entry.data == change.entry.changes == {"visible_to": domain.people((ANNA, BO))}
    again = domain.restrict(change.after, an_agent(), None, ID, NOON)
    assert again.after.visible_to is None
    assert again.entry.changes == {"visible_to": None}


@pytest.mark.feature("CONV-40")
@pytest.mark.parametrize(
    ("named", "words"),
    [
        ((), "name 1 to 15"),
        (tuple(Person(f"usr_{n}", "x") for n in range(16)), "name 1 to 15"),
        ((BO,), "name yourself"),
    ],
)
def test_a_restriction_names_a_few_and_oneself(named, words):
    with pytest.raises(Refused, match=words):
        domain.restrict(a_conversation(), an_agent(), named, ID, NOON)


@pytest.mark.feature("CONV-41")
def test_who_has_a_conversation_cannot_be_shut_out_of_it():
    with pytest.raises(Refused, match="Bo Lind has the conversation") as refusal:
        domain.restrict(a_conversation(assignees=(BO,)), an_agent(), (ANNA,), ID, NOON)

    assert refusal.value.facts == {"user_ids": [BO.id]}


@pytest.mark.feature("ASG-05")
def test_of_two_who_assign_at_once_the_second_is_told_who_has_it():
    given = domain.assign(a_conversation(), an_agent(ANNA), (BO,), ID, NOON).after

    with pytest.raises(Taken, match="Bo Lind") as refusal:
        domain.assign(given, an_agent(CLEO, admin=True), (ANNA,), ID, later(1))
    assert refusal.value.facts == {"winner": {"id": BO.id, "name": BO.name}}


@pytest.mark.feature("ASG-05", "ASG-03")
def test_who_assigned_it_may_think_better_of_it_at_once():
    given = domain.assign(a_conversation(), an_agent(ANNA), (BO,), ID, NOON).after

    assert domain.assign(given, an_agent(ANNA), (), ID, later(1)).after.is_waiting
    assert domain.assign(given, an_agent(ANNA), (CLEO,), ID, later(1)).after.assignees == (CLEO,)
    assert domain.assign(given, an_agent(BO), (), ID, later(1)).after.is_waiting


@pytest.mark.feature("CONV-32", "CONV-33")
@pytest.mark.parametrize("kind", [ActorKind.AI_AGENT, ActorKind.AUTO_RESPONDER, ActorKind.SYSTEM])
def test_what_no_human_says_is_no_answer_takes_nothing_and_reopens_nothing(kind):
    robot = domain.Actor(kind)
    waiting = a_conversation()

    after = domain.reply(waiting, robot, a_message("Soon"), a_route(), ID, later(9)).after
    handed = domain.assign(after, an_agent(), (ANNA,), ID, later(10)).after
    closed = domain.reply(a_closed_conversation(), robot, a_message("Soon"), a_route(), ID, NOON)

    assert (after.unreplied_since, after.assignees, after.waiting_since) == (NOON, (), NOON)
    assert handed.unreplied_since == NOON  # the AI agent handed it to a human, who must reply yet
    human = domain.reply(handed, an_agent(), a_message("Hi"), a_route(), ID, later(20)).after
    assert human.unreplied_since is None
    assert closed.after.status is Status.CLOSED


@given(strategies.lists(strategies.sampled_from(["receive", "note", "reply", "update"])))
def test_the_last_update_moves_with_what_is_said_and_never_back(acts):
    conversation, at = a_conversation(assignees=(ANNA,)), NOON
    for number, act in enumerate(acts):
        at = later(number)
        before = conversation.last_entry_at
        if act == "receive":
            conversation = received(conversation, at).after
        elif act == "note":
            conversation = domain.note(conversation, an_agent(), {"text": "x"}, (), ID, at).after
        elif act == "reply":
            conversation = domain.reply(
                conversation, an_agent(), a_message(), a_route(), ID, at
            ).after
        else:
            marked = domain.update(conversation, an_agent(), ID, at, topic=str(number))
            conversation = marked.after
        assert conversation.last_entry_at == (before if act == "update" else at)
        assert conversation.told_at == at
