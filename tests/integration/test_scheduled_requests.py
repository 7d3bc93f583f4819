"""Who may do what with a scheduled message, what is refused, and what it costs."""

from dataclasses import replace

import boto3
import pytest

from chalicelib.channels import registry
from chalicelib.conversations import service as conversations
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import now
from chalicelib.scheduled import service
from tests.aws import Calls
from tests.builders import a_sender
from tests.door import call
from tests.integration.scheduling import plan, ring, said, undoable, waiting
from tests.integration.test_attachments import upload


@pytest.fixture
def desk(company):
    """Anna, who has a customer's conversation, and its path."""
    anna = company.agent("Anna Berg")
    first = company.message(at=now(), channel=company.sms, sender=a_sender(company.sms))
    conversations.take(anna, first.conversation_id, now())
    return company, anna, f"/v1/conversations/{first.conversation_id}/scheduled"


def test_its_words_and_time_are_its_authors_and_cancelling_is_everybodys(desk):
    company, anna, path = desk
    one = plan(anna, path)

    for method, end, body in (("PATCH", "", {"text": "I resign"}), ("POST", "/send", None)):
        answer = call(method, f"{path}/{one['id']}{end}", body, company.admin)
        assert (answer.status, answer.json["code"]) == (403, "forbidden")
        assert "only Anna Berg" in answer.json["detail"]
    assert call("PATCH", f"{path}/{one['id']}", {"text": "At 9"}, anna).json["text"] == "At 9"
    assert said(company, one) == []
    assert call("DELETE", f"{path}/{one['id']}", caller=company.admin).status == 204


def test_the_same_request_twice_is_one_message(desk):
    _, anna, path = desk

    first, second = (undoable(anna, path, client_id="c1") for _ in range(2))
    other = plan(anna, path, client_id="c2")

    assert first == second
    assert [one["id"] for one in waiting(anna, path)] == [first["id"], other["id"]]


def test_the_same_request_at_once_is_one_message_and_later_it_learns_what_became_of_it(
    desk, clock, at_once
):
    company, anna, path = desk

    made = at_once([lambda: undoable(anna, path, client_id="c1")] * 4)
    assert len({one["id"] for one in made}) == 1
    ring(company, made[0], clock)

    assert undoable(anna, path, client_id="c1")["status"] == "sent"
    assert said(company, made[0]) == ["See you tomorrow"]


def test_a_twenty_first_message_is_refused(desk):
    _, anna, path = desk
    for _ in range(20):
        plan(anna, path)

    body = {"text": "One more", "delay_seconds": 5}
    answer = call("POST", path, body, anna)

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert len(waiting(anna, path)) == 20


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": "Hi"}, 400, "send_at or delay_seconds"),
        ({"text": "Hi", "delay_seconds": 3, "send_at": "2030-01-01T00:00:00Z"}, 400, "either"),
        ({"text": "Hi", "delay_seconds": 31}, 400, "30"),
        ({"text": "Hi", "send_at": "2030-01-01T00:00:00"}, 400, "timezone"),
        ({"text": " ", "delay_seconds": 3}, 400, "write something"),
        ({"text": "Hi", "send_at": "2020-01-01T00:00:00Z"}, 422, "yet to come"),
        ({"text": "Hi", "send_at": "2050-01-01T00:00:00Z"}, 422, "next year"),
        ({"text": "Hi", "delay_seconds": 3, "options": [{"title": "Yes"}]}, 422, "quick replies"),
        ({"text": "Hi", "delay_seconds": 3, "cc": ["bo@example.com"]}, 422, "one person"),
        ({"text": "Hi", "delay_seconds": 3, "channel_id": "chn_none"}, 404, "channel"),
    ],
)
def test_what_could_not_be_sent_is_refused_at_once(desk, body, status, words):
    _, anna, path = desk

    answer = call("POST", path, body, anna)

    assert answer.status == status
    assert words in answer.body
    assert waiting(anna, path) == []


@pytest.mark.feature("MSG-17", "MSG-04")
def test_its_files_are_kept_until_it_goes_out_however_late(company, clock):
    anna = company.agent("Anna Berg")
    first = company.message(at=now())
    path = f"/v1/conversations/{first.conversation_id}/scheduled"
    file = upload(company, owner=anna.user_id)
    one = plan(anna, path, text="", attachments=[file])
    boto3.client("s3").delete_object(Bucket="data", Key=f"uploads/{company.account_id}/{file}")

    assert ring(company, one, clock) == []

    assert one["attachments"][0]["name"] == "photo.png"
    [*_, entry] = company.thread(first.conversation_id)
    assert [each["id"] for each in entry.data["attachments"]] == [file]


def test_what_a_channel_cannot_carry_is_refused_at_once(desk, monkeypatch):
    company, anna, path = desk
    file = upload(company, owner=anna.user_id)
    sms = registry.provider_of("twilio_sms")
    words_alone = replace(sms, capabilities=replace(sms.capabilities, files={}))
    monkeypatch.setitem(registry._loaded, "twilio_sms", words_alone)

    answer = call("POST", path, {"attachments": [file], "delay_seconds": 5}, anna)

    assert (answer.status, answer.json["detail"]) == (422, "SMS cannot carry files")


def test_in_a_conversation_that_one_may_not_see_there_is_nothing(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    first = company.message(at=now(), channel=company.channel(team_id=company.team(anna)))
    path = f"/v1/conversations/{first.conversation_id}/scheduled"
    one = plan(company.caller(anna.user_id), path)

    for method, end in (("GET", ""), ("DELETE", f"/{one['id']}"), ("POST", f"/{one['id']}/send")):
        assert call(method, path + end, caller=bo).status == 404
    with pytest.raises(NotFound):
        service.change(bo, first.conversation_id, one["id"], "No", None, None, now())


def test_a_list_costs_one_query_and_a_due_message_a_handful_of_calls(desk, clock):
    company, anna, path = desk
    one = plan(anna, path)

    with Calls() as listing:
        waiting(anna, path)
    with Calls() as sending:
        ring(company, one, clock)

    assert listing == {"Query": 2, "GetItem": 1}  # the caller; the head; the list
    assert sending["UpdateItem"] == 1  # on its way
    assert sending["TransactWriteItems"] == 1  # the message
    assert sending["PutItem"] == 1  # sent
