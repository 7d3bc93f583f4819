"""Conversations over REST, as the contract with the console says."""

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.conversations import service
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import now
from chalicelib.runtime.paging import encode_cursor
from tests.aws import Calls
from tests.builders import NOON, later
from tests.door import call


@pytest.fixture
def desk(company):
    """An agent and a conversation that waits."""
    return company, company.agent(), company.message("Do you ship?").conversation_id


def path(id_, *rest):
    return "/".join(["/v1/conversations", id_, *rest])


@pytest.mark.feature("MSG-01", "ASG-01")
def test_an_answer_is_its_event_with_all_that_it_changed(desk):
    company, anna, id_ = desk

    answer = call("POST", path(id_, "messages"), {"text": "Yes", "client_id": "c1"}, anna)

    person = {"id": anna.user_id, "name": "Anna Berg"}
    assert answer.status == 201
    event = answer.json
    assert event["data"]["delivery"].pop("at") == event["occurred_at"]
    assert event.pop("id").startswith("msg_")
    assert event.pop("occurred_at").endswith("Z")
    assert event == {
        "type": "message.sent",
        "account_id": company.account_id,
        "conversation_id": id_,
        "seq": 2,
        "actor": {"kind": "agent"} | person,
        "data": {
            "text": "Yes",
            "format": "plain",
            "channel_id": company.webchat.id,
            "channel_kind": "webchat",
            "client_id": "c1",
            "attachments": [],
            "reply_to": None,
            "edited_at": None,
            "deleted_at": None,
            "labels": [],
            "private_labels": [],
            "reactions": [],
            "options": [],
            "answer": None,
            "unsupported": False,
            "forwarded": False,
            "referral": None,
            "author": None,
            "template": None,
            "mail": None,
            "delivery": {"status": "sent", "error": None},
            "suggestion_id": None,
            "sources": [],
            "ai": None,
            "original": None,
            "language": None,
            "shown_as": None,
        },
        "changes": {"assignees": [person]},
        "version": 1,
    }


@pytest.mark.feature("ASG-05")
@pytest.mark.parametrize(("act", "body"), [("take", None), ("messages", {"text": "Me too"})])
def test_who_comes_second_is_told_who_won_and_nothing_is_stored(desk, act, body):
    company, anna, id_ = desk
    bo = company.agent("Bo Lind")
    assert call("POST", path(id_, "take"), caller=anna).status == 200

    answer = call("POST", path(id_, act), body, bo)

    assert answer.status == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json == {
        "type": "/problems/taken",
        "title": "It changed in the meantime",
        "status": 409,
        "code": "taken",
        "detail": "Anna Berg took this conversation",
        "winner": {"id": anna.user_id, "name": "Anna Berg"},
    }
    assert len(company.thread(id_)) == 2


@pytest.mark.feature("CONV-16", "ASG-03", "CONV-18", "CONV-23")
def test_a_conversation_is_taken_noted_closed_and_reopened(desk):
    _, anna, id_ = desk

    opened = call("GET", path(id_), caller=anna).json
    taken = call("POST", path(id_, "take"), caller=anna).json
    note = call("POST", path(id_, "notes"), {"text": "VIP"}, anna)
    closed = call("POST", path(id_, "close"), {"disposition": "solved"}, anna).json
    reopened = call("POST", path(id_, "reopen"), caller=anna).json

    person = [{"id": anna.user_id, "name": "Anna Berg"}]
    assert (opened["assignees"], taken["assignees"]) == ([], person)
    assert (note.status, note.json["data"]["text"]) == (201, "VIP")
    assert (closed["status"], closed["version"]) == ("closed", 4)
    assert (reopened["status"], reopened["assignees"]) == ("open", person)


def test_opening_a_conversation_assigns_nothing_and_marks_nothing_read(desk, aws):
    company, anna, id_ = desk
    before = aws.items("conversations")

    call("GET", path(id_), caller=anna)
    call("GET", path(id_, "timeline"), caller=anna)

    assert aws.items("conversations") == before
    assert company.head(id_).assignees == ()


@pytest.mark.feature("CONV-19")
def test_closing_what_is_not_ones_own_is_forbidden(desk):
    company, _, id_ = desk

    answer = call("POST", path(id_, "close"), {}, company.agent("Bo Lind"))

    assert (answer.status, answer.json["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("messages", {}, "body"),
        ("messages", {"text": ""}, "body"),
        ("messages", {"text": " \n\t "}, "body"),
        ("messages", {"text": "x", "format": "html"}, "format"),
        ("messages", {"text": "x", "attachments": ["x"] * 11}, "attachments"),
        ("labels", {"add": ["x"] * 11}, "add"),
        ("snooze", {"until": "tomorrow"}, "until"),
        ("snooze", {"until": "2026-03-02T12:00:00"}, "until"),
        ("merge", {}, "conversation_id"),
        ("messages", {"text": "x" * 10_001}, "text"),
        ("messages", {"text": "x", "client_id": "a#b"}, "client_id"),
        ("messages", {"text": "x", "client_id": "x" * 65}, "client_id"),
        ("messages", {"text": "x", "actor": "customer"}, "actor"),
        ("notes", {"text": 1}, "text"),
        ("assign", {}, "user_ids"),
        ("assign", {"user_ids": ["x"] * 21}, "user_ids"),
        ("close", {"disposition": ""}, "disposition"),
        ("read", {"up_to": -1}, "up_to"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(desk, act, body, field):
    company, anna, id_ = desk

    answer = call("POST", path(id_, act), body, anna)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert len(company.thread(id_)) == 1


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 101}, {"status": "deleted"}, {"cursor": "%%%"}, {"sort": "x"},
     {"cursor": "x" * 1001}],
)  # fmt: skip
def test_a_wrong_list_is_refused_not_fatal(company, query):
    answer = call("GET", "/v1/conversations", caller=company.admin, query=query)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


@pytest.mark.parametrize("position", ["~~", "0", "2026", "\u0000", "ø" * 100])
@pytest.mark.parametrize("which", ["conversations", "notifications", "articles"])
def test_a_cursor_of_another_list_does_no_harm(company, which, position):
    query = {"cursor": encode_cursor(position)}

    assert call("GET", f"/v1/{which}", caller=company.admin, query=query).status == 200


@pytest.mark.parametrize("position", ["~~", "0", "p:~~", "u:~~", "p:", "u:", "\u0000"])
@pytest.mark.parametrize("sort", ["newest", "oldest", "created", "priority"])
@pytest.mark.parametrize("inbox", ["me", "unassigned", "all"])
def test_a_cursor_of_another_order_does_no_harm(desk, inbox, sort, position):
    company, _, _ = desk
    query = {"inbox": inbox, "sort": sort, "cursor": encode_cursor(position)}

    assert call("GET", "/v1/conversations", caller=company.admin, query=query).status in (200, 400)


@pytest.mark.parametrize(
    "before",
    ["%%", "[]", "{}", '"1"', "true", "-1", "0", "1.5", "9" * 900, '{"x":1e999}', "[" * 900, "null",
     '{"cnv_x":5}'],
)  # fmt: skip
@pytest.mark.parametrize("what", ["timeline", "notes"])
def test_a_wrong_place_in_a_thread_is_refused_not_fatal(desk, what, before):
    _, anna, id_ = desk
    name = "before" if what == "timeline" else "cursor"

    answer = call("GET", path(id_, what), caller=anna, query={name: before})

    fits = before in ("{}", '{"cnv_x":5}')  # a place in threads that are not here
    assert answer.status == (200 if fits else 400)
    assert not fits or answer.json["items"] == []


@pytest.mark.feature("CONV-16", "RT-10")
def test_a_thread_is_read_backwards_page_by_page_and_forwards_from_a_gap(desk):
    _, anna, id_ = desk
    for number in range(2, 8):
        service.add_note(anna, id_, str(number), later(number))

    def seqs(**query):
        answer = call("GET", path(id_, "timeline"), caller=anna, query=query).json
        return [one["seq"] for one in answer["items"]], answer["next_cursor"]

    assert seqs(limit=3) == ([5, 6, 7], "5")
    assert seqs(limit=3, before=5) == ([2, 3, 4], "2")
    assert seqs(limit=3, before=2) == ([1], None)
    assert seqs(after_seq=4) == ([5, 6, 7], None)
    assert seqs(after_seq=7) == ([], None)
    assert seqs() == ([1, 2, 3, 4, 5, 6, 7], None)


@pytest.mark.feature("MSG-12")
def test_only_a_failed_message_of_ours_is_sent_again(company):
    anna = company.agent()
    entry = company.message(channel=company.sms)
    sent = service.reply(anna, entry.conversation_id, Written("Yes"), now())

    def retry(message_id):
        return call(
            "POST", path(entry.conversation_id, "messages", message_id, "retry"), caller=anna
        )

    assert retry(sent.id).status == 422
    service.report_delivery(sent, "failed", "blocked", now())
    again = retry(sent.id)
    assert (again.status, again.json["data"]["delivery"]["status"]) == (202, "queued")
    assert retry(entry.id).status == 404
    assert retry(sent.id[:-1] + "Z").status == 404


def test_inboxes_are_listed_with_their_numbers_and_the_badge(desk):
    company, anna, _ = desk

    answer = call("GET", "/v1/inboxes", caller=anna).json

    team = f"team:{company.team_id}"
    assert answer == {
        "items": [
            {"id": "me", "name": "My inbox", "kind": "me", "open": 0, "unreplied": 0, "unread": 0},
            {"id": "unassigned", "name": "Unassigned", "kind": "unassigned", "open": 1,
             "unreplied": 1, "unread": None},
            {"id": "mentions", "name": "Mentions", "kind": "mentions", "open": 0, "unreplied": 0,
             "unread": 0},
            {"id": "starred", "name": "Starred", "kind": "starred", "open": 0, "unreplied": 0,
             "unread": None},
            {"id": team, "name": "Entire team", "kind": "team", "open": 1, "unreplied": 1,
             "unread": None},
        ],
        "badge": 1,
        "waiting": 1,
    }  # fmt: skip


def test_a_row_of_a_list_is_unread_only_for_its_reader(desk):
    _, anna, id_ = desk
    service.take(anna, id_, NOON)

    def row():
        items = call("GET", "/v1/conversations", caller=anna).json["items"]
        return [(one["id"], one["unread"]) for one in items]

    assert row() == [(id_, True)]
    assert call("POST", path(id_, "read"), {"up_to": 2}, anna).status == 204
    assert row() == [(id_, False)]


def test_an_answer_costs_the_caller_the_head_one_transaction_and_its_draft(desk):
    company, anna, id_ = desk
    accounts.policy(company.account_id)  # what a warm function knows for a minute

    with Calls() as calls:
        call("POST", path(id_, "messages"), {"text": "Yes"}, anna)

    assert calls == {"Query": 1, "GetItem": 1, "TransactWriteItems": 1, "DeleteItem": 1}


def test_a_repeated_write_with_its_key_is_one_message(desk):
    company, anna, id_ = desk
    key = {"Idempotency-Key": "key-1"}

    answers = [
        call("POST", path(id_, "messages"), {"text": "Yes"}, anna, headers=key) for _ in range(2)
    ]

    assert answers[0].json == answers[1].json
    assert len(company.thread(id_)) == 2
