"""Closing, reopening and beginning anew, over the services and the door."""

from functools import partial

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability
from chalicelib.availability import service as availability
from chalicelib.channels import service as channels
from chalicelib.contacts import service as contacts
from chalicelib.conversations import service, store
from chalicelib.conversations.domain import Status
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import Conflict, Taken
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.builders import a_sender, bus_event, later
from tests.door import call
from tests.integration.desk import do, inbox, path

HOUR = 3600


@pytest.fixture
def closed(company):
    """A customer whose conversation Anna had and closed."""
    anna, sender = company.agent(), a_sender(company.sms)
    id_ = company.message("Hi", sender, company.sms).conversation_id
    service.take(anna, id_, later(1))
    service.close(anna, id_, "solved", later(2))
    return company, anna, id_, partial(company.message, sender=sender, channel=company.sms)


def go_away(who):
    availability.become(who, who.user_id, Availability.AWAY, None, False, later(50))


def settle(company, **fields):
    accounts.update_policy(company.admin, fields)


@pytest.mark.feature("CONV-02", "CONV-18", "CONV-45")
def test_every_transition_is_in_the_thread_with_who_and_when(closed):
    company, anna, id_, _ = closed
    service.reopen(anna, id_, later(3))

    told = [(e.type, e.actor.id, e.occurred_at) for e in company.thread(id_)[1:]]

    assert told == [
        ("conversation.assigned", anna.user_id, later(1)),
        ("conversation.closed", anna.user_id, later(2)),
        ("conversation.reopened", anna.user_id, later(3)),
    ]
    assert company.thread(id_)[2].data == {"disposition": "solved", "disposition_name": "solved"}


@pytest.mark.feature("CONV-20", "CONV-28")
def test_years_later_a_message_still_finds_its_conversation_and_its_assignee(closed):
    _, anna, id_, writes = closed

    entry = writes("Me again", at=later(9 * 365 * 24 * HOUR))

    assert entry.conversation_id == id_
    assert inbox(anna) == [id_]
    event = bus_event(entry, "conversation.assigned")["detail"]
    assert event["data"]["assignees"] == [{"id": anna.user_id, "name": anna.name}]


@pytest.mark.feature("CONV-22")
def test_under_the_policy_new_a_message_begins_another_and_the_first_stays_closed(closed):
    company, _, id_, writes = closed
    settle(company, after_close="new")

    entry = writes("Something else", at=later(60))

    assert entry.conversation_id != id_
    assert company.head(id_).status is Status.CLOSED
    assert company.head(entry.conversation_id).number == company.head(id_).number + 1
    assert writes("And", at=later(61)).conversation_id == entry.conversation_id


@pytest.mark.feature("CONV-22")
@pytest.mark.parametrize("how_many", [2, 8])
def test_several_messages_at_once_begin_exactly_one_conversation(closed, at_once, how_many):
    company, _, id_, writes = closed
    settle(company, after_close="new")

    entries = at_once([partial(writes, f"m{n}", at=later(60)) for n in range(how_many)])

    begun = {entry.conversation_id for entry in entries}
    assert len(begun) == 1
    assert begun != {id_}
    texts = {entry.data["text"] for entry in company.thread(begun.pop())}
    assert texts == {f"m{n}" for n in range(how_many)}


@pytest.mark.feature("CONV-22")
def test_an_agents_message_begins_another_too_and_the_customer_answers_there(closed):
    company, anna, id_, writes = closed
    settle(company, after_close="new")

    sent = do(anna, id_, "messages", {"text": "One more thing", "client_id": "c1"})
    again = do(anna, id_, "messages", {"text": "One more thing", "client_id": "c1"})

    begun = sent.json["conversation_id"]
    assert (sent.status, again.json["id"]) == (201, sent.json["id"])
    assert begun != id_
    assert company.head(id_).status is Status.CLOSED
    assert company.head(begun).is_assigned_to(anna.user_id)
    assert writes("Yes?", at=now()).conversation_id == begun


@pytest.mark.feature("CONV-23")
def test_what_was_reopened_goes_on_in_both_directions_whatever_the_policy(closed):
    company, anna, id_, writes = closed
    settle(company, after_close="new")
    service.reopen(anna, id_, later(3))

    assert writes("Hello?", at=later(4)).conversation_id == id_
    assert service.reply(anna, id_, Written("Yes"), later(5)).conversation_id == id_


@pytest.mark.feature("CONV-22")
def test_a_channels_own_policy_wins_over_the_accounts(closed):
    company, _, id_, writes = closed
    changed = call(
        "PATCH",
        f"/v1/channels/{company.sms.id}",
        {"settings": company.sms.settings | {"after_close": "new"}},
        company.admin,
    )
    assert changed.status == 200
    channel = channels.get(company.account_id, company.sms.id)

    assert writes("Hello?", channel=channel, at=later(60)).conversation_id != id_


@pytest.mark.feature("CONV-55")
@pytest.mark.parametrize(("seconds", "same"), [(0, True), (HOUR, True), (HOUR + 0.001, False)])
def test_the_reopen_window_ends_to_the_millisecond(closed, seconds, same):
    company, _, id_, writes = closed
    settle(company, reopen_hours=1)

    entry = writes("Hello?", at=later(2 + seconds))

    assert (entry.conversation_id == id_) is same


@pytest.mark.feature("CONV-59")
def test_a_reopened_conversation_of_an_absent_agent_waits_for_anyone(closed):
    company, anna, id_, writes = closed
    go_away(anna)

    writes("Hello?", at=later(60))

    assert inbox(anna) == []
    assert inbox(anna, "unassigned") == [id_]
    assert company.load(anna) == 0


@pytest.mark.feature("CONV-59", "CONV-21", "CONV-23")
def test_agents_who_reopen_go_past_who_is_absent_but_not_past_themselves(closed):
    company, anna, id_, _ = closed
    bo = company.agent("Bo Lind")
    go_away(anna)

    service.reopen(anna, id_, later(60))
    assert inbox(anna) == [id_]
    service.close(anna, id_, None, later(70))
    service.reply(bo, id_, Written("Bo here"), later(80))

    assert (inbox(anna), inbox(bo)) == ([], [id_])
    assert (company.load(anna), company.load(bo)) == (0, 1)


@pytest.mark.feature("CONV-29")
def test_where_it_is_asked_for_nobody_closes_without_saying_how_it_ended(company):
    id_ = company.message().conversation_id
    asks = call("PATCH", "/v1/settings", {"needs_disposition": True}, company.admin)
    assert asks.json["needs_disposition"] is True

    refused = do(company.admin, id_, "close", {})

    assert (refused.status, refused.json["code"]) == (422, "refused")
    assert refused.json["missing"] == ["disposition"]
    assert company.head(id_).is_open
    assert do(company.admin, id_, "close", {"disposition": "solved"}).status == 200
    assert company.thread(id_)[-1].data == {"disposition": "solved", "disposition_name": "solved"}
    assert company.head(id_).disposition == "solved"


@pytest.mark.feature("ASG-09", "CONV-43")
def test_a_contacts_default_assignees_may_be_several_and_why_is_told(company):
    anna, bo, sender = company.agent("Anna Berg"), company.agent("Bo Lind"), a_sender(company.sms)
    known = company.message("Hi", sender, company.sms)
    service.close(company.admin, known.conversation_id, None, later(1))
    settle(company, after_close="new")
    chosen = {"assignee_ids": [anna.user_id, bo.user_id]}
    contacts.change(company.admin, known.actor.id, chosen)

    entry = company.message("Me again", sender, company.sms, at=later(60))

    id_ = entry.conversation_id
    assert id_ != known.conversation_id
    assert inbox(anna) == inbox(bo) == [id_]
    assert company.load(anna) == company.load(bo) == 1
    why = bus_event(entry, "conversation.assigned")["detail"]["data"]["decision"]
    assert why["strategy"] == "contact"
    assert why["reason"] == "New conversations of this contact go to Anna Berg and Bo Lind."


@pytest.mark.feature("ASG-10")
def test_a_visitor_whom_nobody_knows_waits_for_anyone_and_is_known_the_next_time(company):
    anna, sender = company.agent("Anna Berg"), a_sender(company.webchat)
    settle(company, after_close="new")
    first = company.message("Hi", sender)
    assert company.head(first.conversation_id).is_waiting
    service.close(company.admin, first.conversation_id, None, later(1))
    contacts.change(company.admin, first.actor.id, {"assignee_ids": [anna.user_id]})

    stranger = company.message("Hello", at=later(60))
    again = company.message("Me again", sender, at=later(60))

    assert company.head(stranger.conversation_id).is_waiting
    assert inbox(anna) == [again.conversation_id]


@pytest.mark.feature("ASG-09", "CONV-40")
def test_of_default_assignees_only_those_who_are_there_and_may_see_it_get_it(company):
    anna, bo, sender = company.agent("Anna Berg"), company.agent("Bo Lind"), "+46812345679"
    fields = {
        "name": "Vera",
        "phone": sender,
        "visible_to": [anna.user_id],
        "assignee_ids": [bo.user_id, anna.user_id],
    }
    contacts.create(company.admin, fields, later(0))

    id_ = company.message("Hi", sender, company.sms).conversation_id

    assert [person.id for person in company.head(id_).assignees] == [anna.user_id]


@pytest.mark.feature("CONV-18", "MSG-01")
def test_a_reply_that_races_a_close_is_never_lost(company, at_once):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))

    outcomes = at_once(
        [
            partial(service.close, anna, id_, None, later(60)),
            partial(service.reply, anna, id_, Written("Yes"), later(60)),
            partial(company.message, "Hello?", company.head(id_).address, at=later(60)),
        ]
    )

    assert not [one for one in outcomes if isinstance(one, Exception)]
    types = [entry.type for entry in company.thread(id_)]
    assert sorted(types[2:]) == ["conversation.closed", "message.received", "message.sent"]
    reopened = types[-1] != "conversation.closed"
    assert company.head(id_).is_open is reopened
    assert company.load(anna) == int(reopened)


@pytest.mark.feature("ASG-05", "ASG-03")
def test_of_take_and_assign_at_once_one_wins_and_the_other_learns_who(company, at_once):
    anna, bo, cleo = (company.agent(name) for name in ("Anna Berg", "Bo Lind", "Cleo Dahl"))
    id_ = company.message().conversation_id
    acts = [
        partial(service.take, anna, id_, later(60)),
        partial(service.assign, company.admin, id_, [bo.user_id], later(60)),
        partial(service.assign, cleo, id_, [cleo.user_id], later(60)),
    ]

    outcomes = at_once(acts)

    lost = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in lost] == [Taken, Taken]
    [winner] = company.head(id_).assignees
    assert all(one.facts == {"winner": {"id": winner.id, "name": winner.name}} for one in lost)
    assert sum(company.load(one) for one in (anna, bo, cleo)) == 1


@pytest.mark.feature("CONV-56")
def test_numbers_are_unique_and_in_order_however_many_begin_at_once(company, at_once):
    entries = at_once([partial(company.message, channel=company.sms) for _ in range(12)])

    found = [company.head(entry.conversation_id).number for entry in entries]
    assert sorted(found) == list(range(1, 13))
    for number, entry in zip(found, entries, strict=True):
        assert service.find_number(company.account_id, number) == entry.conversation_id


@pytest.mark.feature("CONV-43")
def test_a_contacts_defaults_hold_for_each_new_conversation_of_theirs(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    fields = {
        "name": "Vera",
        "phone": "+46812345678",
        "visible_to": [anna.user_id, company.admin.user_id],
        "assignee_id": anna.user_id,
    }
    contact, _ = contacts.create(company.admin, fields, later(0))

    entry = company.message("Hi", "+46812345678", company.sms)

    head = company.head(entry.conversation_id)
    assert head.contact.id == contact.id
    assert head.is_assigned_to(anna.user_id)
    assert inbox(company.caller(anna.user_id)) == [head.id]
    assert company.load(anna) == 1
    assert call("GET", path(head.id), caller=bo).status == 404
    assert company.caller(anna.user_id).restricted


ACTIONS = {
    "close": ("close", {}, 3),  # head, entry, seat; and the load
    "snooze": ("snooze", {"until": None}, 3),
    "assign": ("assign", {"user_ids": []}, 3),
}


@pytest.mark.parametrize("act", ACTIONS)
def test_an_action_is_one_transaction_of_the_head_the_entry_the_seat_and_the_load(company, act):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    name, body, rows = ACTIONS[act]

    with Calls() as calls:
        assert do(anna, id_, name, body).status == 200

    assert calls["TransactWriteItems"] == 1
    assert len(calls.transactions()[0]) == rows + 1


@pytest.mark.parametrize("act", ["read", "unread"])
def test_a_read_mark_costs_the_head_and_ones_own_seat(company, act):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    service.mark_read(anna, id_, 1)
    body = {"up_to": 2} if act == "read" else None

    with Calls() as calls:
        assert do(anna, id_, act, body).status == 204

    assert calls == {"Query": 1, "GetItem": 1, "TransactWriteItems": 1}
    assert len(calls.transactions()[0]) == 2


def test_a_change_that_keeps_losing_says_so_and_stores_nothing(company, monkeypatch):
    anna = company.agent()
    id_ = company.message().conversation_id

    def busy(*_, **__):
        raise Conflict("somebody else was faster")

    monkeypatch.setattr(store, "save", busy)
    monkeypatch.setattr("chalicelib.conversations.service.changing.pause", lambda tried: None)

    with pytest.raises(Conflict, match="too busy"):
        service.take(anna, id_, later(1))
    with pytest.raises(Conflict, match="too busy"):
        service.delete(company.admin, id_, later(1))
