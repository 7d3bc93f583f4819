"""Messages for later: held, cancelled, moved, and in the thread exactly once."""

import json

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations import worker as publisher
from chalicelib.realtime import worker as push
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.ids import iso, now, parse_iso
from chalicelib.scheduled import service, store
from chalicelib.timers import worker as timers
from tests.aws import Calls
from tests.builders import a_bus_event, a_sender, an_sqs_event, later
from tests.door import call
from tests.integration.scheduling import HOUR, due, plan, ring, said, status, undoable, waiting
from tests.integration.test_realtime import items_of, open_socket


@pytest.fixture
def desk(company):
    """Anna, who has a customer's conversation, and its path."""
    anna = company.agent("Anna Berg")
    first = company.message(at=now(), channel=company.sms, sender=a_sender(company.sms))
    conversations.take(anna, first.conversation_id, now())
    return company, anna, f"/v1/conversations/{first.conversation_id}/scheduled"


@pytest.mark.feature("MSG-17")
def test_a_scheduled_message_waits_in_the_list_and_is_sent_by_its_author_at_its_time(desk, clock):
    company, anna, path = desk
    later_one = plan(anna, path, text="Second", send_at=iso(later(2 * HOUR, now())))
    one = plan(anna, path)

    assert [each["id"] for each in waiting(company.admin, path)] == [one["id"], later_one["id"]]
    assert (one["status"], one["hold"], one["author"]["name"]) == ("waiting", True, "Anna Berg")

    assert ring(company, one, clock) == []

    [*_, entry] = company.thread(one["conversation_id"])
    assert (entry.type, entry.data["text"], entry.actor.id) == (
        "message.sent",
        "See you tomorrow",
        anna.user_id,
    )
    assert entry.data["client_id"] == one["id"]
    assert entry.data["delivery"]["status"] == "queued"
    assert [each["id"] for each in waiting(anna, path)] == [later_one["id"]]


@pytest.mark.feature("MSG-17", "MSG-18")
def test_the_event_that_tells_of_it_sets_its_timer_and_agents_hear_of_each_state(
    desk, clock, sockets, aws
):
    company, anna, path = desk
    open_socket(anna, "anna")
    one = undoable(anna, path)
    [stored] = items_of(aws, one["conversation_id"], "scheduled#")
    made = {"Keys": {key: stored[key] for key in ("pk", "sk")}, "NewImage": stored}
    event = {"Records": [{"eventName": "INSERT", "dynamodb": made}]}

    push.push(event, None)
    with Calls() as calls:
        publisher.publish(event, None)

    [frame] = sockets.frames["anna"]
    assert (frame["type"], frame["data"]) == ("scheduled.updated", one)
    [(_, given)] = [sent for sent in calls.sent if sent[0] == "PutEvents"]
    detail = json.loads(given["Entries"][0]["Detail"])
    clock(now())
    with Calls() as calls:
        timers.timers(an_sqs_event(a_bus_event("scheduled.updated", detail)), None)
    [(_, given)] = [sent for sent in calls.sent if sent[0] == "SendMessage"]
    assert json.loads(given["MessageBody"])["id"] == one["id"]
    assert 0 <= given["DelaySeconds"] <= 10

    # being set on its way is nobody's news; having been sent is
    store.mark(store.load(company.account_id, one["conversation_id"], one["id"]), sending=True)
    for heard, act in ((1, lambda: None), (2, lambda: ring(company, one, clock))):
        act()
        [after] = items_of(aws, one["conversation_id"], "scheduled#")
        change = {**made, "OldImage": stored, "NewImage": after}
        push.push({"Records": [{"eventName": "MODIFY", "dynamodb": change}]}, None)
        assert len(sockets.frames["anna"]) == heard
    assert sockets.frames["anna"][-1]["data"]["status"] == "sent"


@pytest.mark.feature("MSG-17")
def test_a_timer_that_comes_twice_sends_once_and_one_that_comes_early_waits_on(desk, clock):
    company, anna, path = desk
    one = plan(anna, path)

    clock(later(-10, parse_iso(one["send_at"])))
    with Calls() as calls:
        timers.timers(an_sqs_event(due(company, one)), None)
    assert said(company, one) == []
    [(_, given)] = [sent for sent in calls.sent if sent[0] == "SendMessage"]
    assert given["DelaySeconds"] == 10

    for seconds in (0, 0, 500):
        assert ring(company, one, clock, seconds) == []
    assert said(company, one) == ["See you tomorrow"]


@pytest.mark.feature("MSG-17")
def test_a_customers_message_holds_it_back_and_it_goes_out_at_a_new_time_or_by_hand(desk, clock):
    company, anna, path = desk
    one, other = plan(anna, path), plan(anna, path, text="By hand")
    company.message("Wait!", company.head(one["conversation_id"]).address, company.sms, at=now())

    for each in (one, other):
        assert ring(company, each, clock) == []

    assert said(company, one) == []
    held = waiting(anna, path)
    assert [each["status"] for each in held] == ["held", "held"]
    assert held[0]["reason"] == "The customer wrote in the meantime"
    changed = call(
        "PATCH", f"{path}/{one['id']}", {"send_at": iso(later(2 * HOUR, now()))}, anna
    ).json
    assert (changed["status"], changed["reason"]) == ("waiting", None)
    assert ring(company, changed, clock) == []
    sent = call("POST", f"{path}/{other['id']}/send", caller=anna)
    again = call("POST", f"{path}/{other['id']}/send", caller=anna)
    assert (sent.status, again.status) == (201, 201)
    assert sent.json["id"] == again.json["id"]
    assert said(company, one) == ["See you tomorrow", "By hand"]
    assert waiting(anna, path) == []


@pytest.mark.feature("MSG-17", "MSG-18")
@pytest.mark.parametrize("make", [lambda *a: plan(*a, hold=False), undoable])
def test_what_nothing_shall_hold_goes_out_also_when_the_customer_writes(desk, clock, make):
    company, anna, path = desk
    one = make(anna, path)
    company.message("Wait!", company.head(one["conversation_id"]).address, company.sms, at=now())

    ring(company, one, clock)

    assert said(company, one) == ["See you tomorrow"]


@pytest.mark.feature("MSG-18")
def test_undone_within_its_seconds_it_is_never_sent(desk, clock):
    company, anna, path = desk
    one = undoable(anna, path)

    for _ in range(2):
        assert call("DELETE", f"{path}/{one['id']}", caller=anna).status == 204
    assert ring(company, one, clock) == []

    assert said(company, one) == []
    assert waiting(anna, path) == []


@pytest.mark.feature("MSG-18")
def test_what_was_sent_cannot_be_undone(desk, clock):
    company, anna, path = desk
    one = undoable(anna, path)
    ring(company, one, clock)

    answer = call("DELETE", f"{path}/{one['id']}", caller=anna)

    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert "sent already" in answer.json["detail"]
    assert call("PATCH", f"{path}/{one['id']}", {"text": "No"}, anna).status == 409


@pytest.mark.feature("MSG-18")
def test_undoing_and_sending_at_once_have_one_outcome(desk, clock, at_once):
    company, anna, path = desk
    for number in range(20):
        one = undoable(anna, path, text=f"Message {number}")
        clock(parse_iso(one["send_at"]))
        cancelled, sent = at_once(
            [
                lambda one=one: service.cancel(
                    anna, one["conversation_id"], one["id"], parse_iso(one["send_at"])
                ),
                lambda one=one: timers.timers(an_sqs_event(due(company, one)), None),
            ]
        )
        assert sent == {"batchItemFailures": []}
        assert cancelled is None or isinstance(cancelled, Conflict)
        assert (f"Message {number}" in said(company, one)) == (cancelled is not None)
        assert status(company, one) == ("cancelled" if cancelled is None else "sent")


@pytest.mark.feature("MSG-17")
@pytest.mark.parametrize("broken", ["mark", "reply", "save"])
def test_whatever_stops_on_the_way_is_taken_up_by_the_next_delivery(
    desk, clock, monkeypatch, broken
):
    company, anna, path = desk
    one = plan(anna, path)

    def crash(*_, **__):
        raise ConnectionError("the function died")

    with monkeypatch.context() as dying:
        where = conversations if broken == "reply" else store
        dying.setattr(where, broken, crash)
        assert ring(company, one, clock) == [{"itemIdentifier": "sqs-1"}]
    assert status(company, one) == "waiting"

    assert ring(company, one, clock) == []

    assert said(company, one) == ["See you tomorrow"]
    assert status(company, one) == "sent"


def test_a_busy_conversation_is_tried_again_and_not_held(desk, clock, monkeypatch):
    company, anna, path = desk
    one = plan(anna, path)

    def busy(*_, **__):
        raise Conflict("the conversation is too busy; try again")

    with monkeypatch.context() as crowded:
        crowded.setattr(conversations, "reply", busy)
        assert ring(company, one, clock) == [{"itemIdentifier": "sqs-1"}]

    assert ring(company, one, clock) == []
    assert said(company, one) == ["See you tomorrow"]


@pytest.mark.feature("MSG-17", "AUTH-11")
def test_what_its_author_may_no_longer_send_is_held_and_never_sent(company, clock):
    from chalicelib.accounts import service as accounts

    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna, bo)
    first = company.message(at=now(), channel=company.channel(team_id=team))
    path = f"/v1/conversations/{first.conversation_id}/scheduled"
    anna, bo = company.caller(anna.user_id), company.caller(bo.user_id)
    one = plan(anna, path)
    accounts.update_team(company.admin, team, None, None, frozenset({bo.user_id}))

    assert ring(company, one, clock) == []

    assert said(company, one) == []
    [held] = waiting(bo, path)
    assert (held["status"], held["reason"]) == (
        "held",
        "Its author may no longer see this conversation",
    )
    assert call("GET", path, caller=anna).status == 404
    assert call("DELETE", f"{path}/{one['id']}", caller=bo).status == 204


@pytest.mark.feature("MSG-17")
def test_a_message_that_was_moved_goes_out_at_its_new_time_only(desk, clock):
    company, anna, path = desk
    one = plan(anna, path)
    moved = call(
        "PATCH",
        f"{path}/{one['id']}",
        {"send_at": iso(later(3 * HOUR, now())), "text": "Moved", "hold": False},
        anna,
    ).json

    with Calls() as calls:
        assert ring(company, one, clock) == []
    assert said(company, one) == []
    assert calls["CreateSchedule"] == 1  # a time that has come, of a message that has not

    assert ring(company, moved, clock) == []
    assert said(company, one) == ["Moved"]
