"""Drafts: on whichever device, one's own alone, and gone when they were sent."""

import pytest

from chalicelib.drafts import service
from chalicelib.runtime.ids import now
from tests.builders import later
from tests.door import call


@pytest.fixture
def desk(company):
    """Anna, and the path of a conversation's drafts."""
    entry = company.message(at=now())
    return company, company.agent("Anna Berg"), f"/v1/conversations/{entry.conversation_id}"


def put(who, path, kind="reply", **body):
    return call("PUT", f"{path}/drafts/{kind}", body, who)


def drafts(who, path):
    return call("GET", f"{path}/drafts", caller=who).json


@pytest.mark.feature("MSG-19", "NOTE-02")
def test_reply_and_note_have_a_draft_each_which_the_next_device_finds(desk):
    _, anna, path = desk
    files = {"attachments": ["att_1"], "reply_to": "msg_1"}

    assert put(anna, path, text="We shi", **files).status == 204
    assert put(anna, path, "note", text="Ask @Bo", mentions=["usr_bo"]).status == 204

    found = drafts(anna, path)
    assert (found["reply"]["text"], found["note"]["text"]) == ("We shi", "Ask @Bo")
    assert (found["reply"]["attachments"], found["reply"]["reply_to"]) == (["att_1"], "msg_1")
    assert found["note"]["mentions"] == ["usr_bo"]
    assert found["reply"]["updated_at"] <= found["note"]["updated_at"]


@pytest.mark.feature("MSG-19")
def test_a_draft_replaces_the_former_and_an_empty_one_is_none(desk):
    _, anna, path = desk
    put(anna, path, text="One", reply_to="msg_1")
    put(anna, path, text="Two")
    assert drafts(anna, path)["reply"]["text"] == "Two"
    assert drafts(anna, path)["reply"]["reply_to"] is None

    put(anna, path, attachments=["att_1"])
    assert drafts(anna, path)["reply"]["text"] == ""

    for _ in range(2):
        assert put(anna, path, text=" \n").status == 204
    assert drafts(anna, path) == {"reply": None, "note": None}


@pytest.mark.feature("MSG-19")
def test_nobody_sees_anothers_draft(desk):
    company, anna, path = desk
    put(anna, path, text="Secret")

    assert drafts(company.admin, path) == {"reply": None, "note": None}
    put(company.admin, path, text="Mine")
    assert drafts(anna, path)["reply"]["text"] == "Secret"


def test_in_a_conversation_that_one_may_not_see_there_are_no_drafts(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    entry = company.message(at=now(), channel=company.channel(team_id=company.team(anna)))
    path = f"/v1/conversations/{entry.conversation_id}"

    assert put(bo, path, text="Hi").status == 404
    assert call("GET", f"{path}/drafts", caller=bo).status == 404
    assert drafts(company.caller(anna.user_id), path) == {"reply": None, "note": None}


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("letter", {"text": "Hi"}, 404),
        ("reply", {"text": "x" * 20_000}, 204),
        ("reply", {"text": "x" * 20_001}, 400),
        ("note", {"mentions": ["u"] * 21}, 400),
        ("note", {"words": "Hi"}, 400),
    ],
)
def test_what_is_no_draft_is_refused(desk, kind, body, status):
    _, anna, path = desk

    assert put(anna, path, kind, **body).status == status


@pytest.mark.feature("MSG-19")
def test_what_was_sent_noted_or_scheduled_is_no_draft_any_more(desk):
    _, anna, path = desk
    sending = {
        "reply": [("messages", {}), ("scheduled", {"delay_seconds": 5})],
        "note": [("notes", {})],
    }

    for kind, doors in sending.items():
        for door, facts in doors:
            put(anna, path, "reply", text="Reply")
            put(anna, path, "note", text="Note")
            assert call("POST", f"{path}/{door}", {"text": "Sent"} | facts, anna).status == 201
            left = drafts(anna, path)
            assert left[kind] is None
            assert left["note" if kind == "reply" else "reply"]


def test_discarding_what_is_not_there_is_harmless(desk):
    _, anna, path = desk
    conversation_id = path.rpartition("/")[2]

    service.discard(anna.account_id, conversation_id, anna.user_id, "note")

    assert drafts(anna, path)["note"] is None


def test_a_draft_outlives_what_happens_in_the_thread(desk):
    company, anna, path = desk
    put(anna, path, text="Still here")
    head = company.head(path.rpartition("/")[2])

    company.message("Hello?", head.address, at=later(60, now()))

    assert drafts(anna, path)["reply"]["text"] == "Still here"
