"""What the outside world sees."""

import json

import pytest
from pydantic import TypeAdapter

from chalicelib.conversations import domain, views
from chalicelib.conversations.domain import DeliveryStatus
from tests.builders import (
    ANNA,
    BO,
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

AT = later(60)
ANSWER = a_message("Yes") | {"suggestion_id": None}
CHANGES = {
    "start": a_start(),
    "receive": domain.receive(a_conversation(), a_customer(), a_message(), a_route(), "msg_1", AT),
    "reopening receive": domain.receive(
        a_closed_conversation(assignees=(ANNA,)), a_customer(), a_message(), a_route(), "msg_1", AT
    ),
    "taking reply": domain.reply(a_conversation(), an_agent(), ANSWER, a_route(), "msg_1", AT),
    "reply": domain.reply(
        a_conversation(assignees=(ANNA,)), an_agent(), ANSWER, a_route(), "msg_1", AT
    ),
    "reopening reply": domain.reply(
        a_closed_conversation(assignees=(BO,)), an_agent(), ANSWER, a_route(), "msg_1", AT
    ),
    "note": domain.note(
        a_conversation(),
        an_agent(),
        {"text": "x", "parent_id": None, "client_id": None},
        (BO,),
        "nte_1",
        AT,
    ),
    "take": domain.take(a_conversation(), an_agent(), "evt_1", AT),
    "close": domain.close(a_conversation(), an_agent(admin=True), "solved", "evt_1", AT),
    "reopen": domain.reopen(a_closed_conversation(assignees=(ANNA,)), an_agent(), "evt_1", AT),
    "deliver": domain.deliver(
        a_conversation(), a_sent_entry(), DeliveryStatus.FAILED, "blocked", "evt_1", AT
    ),
    "retry": domain.retry(a_conversation(), a_sent_entry("failed"), an_agent(), "evt_1", AT),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_event_fits_the_model_it_is_published_by(what):
    entry = CHANGES[what].entry

    validated = TypeAdapter(views.AnyEvent).validate_python(views.event_data(entry))

    assert type(validated) is views.EVENTS[entry.type]


@pytest.mark.parametrize("what", CHANGES)
def test_an_event_over_rest_reads_as_the_one_on_the_socket(what):
    entry = CHANGES[what].entry
    rest = json.loads(views.event(entry).model_dump_json())
    frame = json.loads(json.dumps(views.event_data(entry)))

    rest["data"].pop("private_labels", None)  # the reader's own, on no socket
    rest["changes"] = {key: value for key, value in rest["changes"].items() if value is not None}
    assert {key: rest[key] for key in frame} == frame


@pytest.mark.parametrize(
    ("what", "types"),
    [
        ("start", ["message.received", "conversation.created"]),
        ("receive", ["message.received"]),
        (
            "reopening receive",
            ["message.received", "conversation.reopened", "conversation.assigned"],
        ),
        ("taking reply", ["message.sent", "conversation.assigned"]),
        ("reply", ["message.sent"]),
        ("reopening reply", ["message.sent", "conversation.reopened"]),
        ("note", ["note.added"]),
        ("take", ["conversation.assigned"]),
        ("close", ["conversation.closed"]),
        ("reopen", ["conversation.reopened", "conversation.assigned"]),
        ("deliver", ["delivery.updated"]),
        ("retry", ["delivery.updated"]),
    ],
)
def test_a_change_is_on_the_bus_under_each_name_of_what_it_did(what, types):
    assert [type_ for type_, _ in views.bus_events(CHANGES[what].entry)] == types


@pytest.mark.parametrize("what", CHANGES)
def test_events_of_one_change_have_ids_of_their_own_and_name_their_type(what):
    told = views.bus_events(CHANGES[what].entry)

    assert len({detail["id"] for _, detail in told}) == len(told)
    assert all(detail["type"] == type_ for type_, detail in told)


def test_who_was_assigned_is_in_the_event_that_says_so():
    details = dict(views.bus_events(CHANGES["taking reply"].entry))

    data = details["conversation.assigned"]["data"]
    assert data == {
        "assignees": domain.people((ANNA,)),
        "decision": None,
        "offer_id": None,
        "taken_from": [],
    }
    assert details["message.sent"]["data"]["text"] == "Yes"


def test_a_visitor_sees_messages_and_whether_it_is_open_and_nothing_else():
    assert {
        "message.received",
        "message.sent",
        "message.edited",
        "message.deleted",
        "message.reacted",
        "conversation.closed",
        "conversation.reopened",
    } == views.PUBLIC
    assert set(views.EVENTS) >= views.PUBLIC


def test_a_row_tells_whether_it_is_unread_only_to_a_reader():
    view = views.conversation_view(a_conversation(), ANNA.id)

    assert view.unread is True
    assert "unread" not in views.conversation_data(a_conversation())


def test_a_row_reads_as_the_contract_says():
    view = views.conversation_view(a_conversation(assignees=(ANNA,)), ANNA.id)
    row = json.loads(view.model_dump_json())

    channel = {"id": "chn_1", "kind": "webchat", "name": "Shop"}
    assert row == {
        "id": "cnv_1",
        "number": 1,
        "status": "open",
        "team_id": "tm_1",
        "channel": channel,
        "channels": [channel | {"address": "ctc_1", "heard_at": None, "opted_out": False}],
        "contact": {"id": "ctc_1", "name": "Visitor 0001", "avatar_url": None},
        "assignees": [{"id": "usr_anna", "name": "Anna Berg"}],
        "preview": None,
        "topic": None,
        "priority": None,
        "important": False,
        "snooze": None,
        "labels": [],
        "visible_to": None,
        "created_at": "2026-03-02T12:00:00.000Z",
        "last_entry_at": "2026-03-02T12:00:00.000Z",
        "waiting_since": None,
        "unreplied_since": "2026-03-02T12:00:00.000Z",
        "version": 1,
        "received_seq": 1,
        "customer_read_seq": 0,
        "merged_into": None,
        "merged": [],
        "offer": None,
        "invitations": [],
        "skills": [],
        "weight": 1,
        "disposition": None,
        "sla": None,
        "unread": True,
        "starred": False,
        "mentioned": False,
        "private_labels": [],
        "read_seq": 0,
    }
