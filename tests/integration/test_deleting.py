"""Deleting for good: who may, what goes, and what keeps it from going."""

import boto3
import pytest

from chalicelib.conversations import service, store, worker
from chalicelib.conversations.domain import Status
from chalicelib.conversations.service import First, Written
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.runtime.errors import NotFound, Refused
from tests.builders import a_sender, an_sqs_event, later
from tests.door import call
from tests.integration.desk import do, inbox, owe, path


@pytest.mark.feature("CONV-24", "CONV-27", "CONV-26")
def test_over_http_an_unpaid_invoice_refuses_close_and_delete(company):
    id_ = company.message().conversation_id
    owe(company, id_, 1)

    closing = do(company.admin, id_, "close", {})
    deleting = call("DELETE", path(id_), caller=company.admin)

    for answer in (closing, deleting):
        assert (answer.status, answer.json["code"]) == (409, "unpaid_invoice")
        assert "invoice" in answer.json["detail"]
    assert len(company.thread(id_)) == 1
    owe(company, id_, 0)
    assert do(company.admin, id_, "close", {}).status == 200


@pytest.mark.feature("CONV-25", "CONV-26")
def test_only_an_admin_deletes_and_then_it_is_nowhere(company, aws):
    anna = company.agent()
    id_ = company.message().conversation_id
    do(anna, id_, "take")
    number = company.head(id_).number

    assert call("DELETE", path(id_), caller=anna).status == 403
    assert call("DELETE", path(id_), caller=company.admin).status == 204

    for caller in (anna, company.admin):
        assert call("GET", path(id_), caller=caller).status == 404
        assert call("GET", path(id_, "timeline"), caller=caller).status == 404
        assert inbox(caller, "all", "any") == inbox(caller, "me", "any") == []
        found = call("GET", "/v1/conversations", caller=caller, query={"number": number})
        assert found.json["items"] == []
    assert company.load(anna) == 0
    assert do(anna, id_, "messages", {"text": "Hi"}).status == 404


@pytest.mark.feature("CONV-26", "CONV-01")
def test_who_writes_after_a_deletion_begins_a_new_conversation(company):
    sender = a_sender(company.sms)
    first = company.message("Hi", sender, company.sms)
    service.delete(company.admin, first.conversation_id, later(1))

    second = company.message("Hi again", sender, company.sms, at=later(2))

    assert second.conversation_id != first.conversation_id
    assert second.actor.id == first.actor.id
    assert [e.data["text"] for e in company.thread(second.conversation_id)] == ["Hi again"]


@pytest.fixture
def full(company):
    """A conversation with something of every kind in it, also of a merged one."""
    anna, sender = company.agent(), a_sender(company.webchat)
    entry = company.message("secret text", sender)
    id_ = entry.conversation_id
    service.take(anna, id_, later(1))
    shared = labels.create(anna, "Refund", "#cc0000", LabelScope.TEAM, None)
    own = labels.create(anna, "Mine", "#cc0000", LabelScope.PRIVATE, None)
    service.label(anna, id_, [shared.id, own.id], [], later(2))
    service.label_message(anna, id_, entry.id, [shared.id, own.id], [], later(2))
    service.star(anna, id_)
    service.add_note(anna, id_, "secret note", later(3), mentions=[company.admin.user_id])
    for number in range(60):
        service.add_note(anna, id_, f"secret {number}", later(4))
    contact = company.head(id_).contact.id
    second = service.start(
        anna, First(contact, None, company.webchat.id), Written("secret too"), later(9)
    )
    service.merge(anna, id_, second.id, later(20))
    return company, anna, id_, second.id, shared


def left_of(company, aws, ids):
    """What is stored of conversations, by sort key, and what points to them by number."""
    return sorted(
        item["sk"]["S"]
        for item in aws.items("conversations")
        if any(item["pk"]["S"].endswith(id_) for id_ in ids)
        or (
            "mark#number" in item["pk"]["S"]
            and item["pk"]["S"].startswith(company.account_id)
            and item["conversation_id"]["S"] in ids
        )
    )


@pytest.mark.feature("CONV-26")
def test_a_purge_leaves_nothing_and_may_stop_half_way_and_come_twice(full, aws, monkeypatch):
    company, _, id_, second, shared = full
    service.delete(company.admin, id_, later(60))
    keys = {"account_id": company.account_id}
    put_file(company, id_)
    events = [{"detail": keys | {"conversation_id": one}} for one in (id_, second)]
    real, rounds = store.purge, []

    def stops(account_id, conversation_id, keep, limit):
        rounds.append(conversation_id)
        if len(rounds) == 2:
            raise RuntimeError("the function's time is over")
        return real(account_id, conversation_id, keep, 25)

    monkeypatch.setattr(store, "purge", stops)
    first = worker.purge(an_sqs_event(events[0]), None)
    assert len(first["batchItemFailures"]) == 1
    assert len(left_of(company, aws, {id_})) > 25

    for _ in range(2):
        assert worker.purge(an_sqs_event(*events), None) == {"batchItemFailures": []}

    assert len(left_of(company, aws, {id_, second})) == 4  # two heads, two last entries
    assert "secret" not in str([i for i in aws.items("conversations")
                                if i["pk"]["S"].startswith(company.account_id)])  # fmt: skip
    assert service.labelled(company.admin, shared.id, None, 9) == ([], None)
    assert files_of(company) == []


def put_file(company, id_):
    """A file of the conversation."""
    key = f"attachments/{company.account_id}/{id_}/att_1"
    boto3.client("s3").put_object(Bucket="data", Key=key, Body=b"secret")


def files_of(company):
    """Every version of every file of the company."""
    found = boto3.client("s3").list_object_versions(
        Bucket="data", Prefix=f"attachments/{company.account_id}/"
    )
    return found.get("Versions", [])


@pytest.mark.feature("CONV-26", "CONV-50")
def test_what_was_merged_into_it_is_deleted_with_it(full):
    company, _, id_, second, _ = full

    service.delete(company.admin, id_, later(60))

    assert company.head(second).status is Status.DELETED
    with pytest.raises(NotFound):
        service.visible(company.admin, second)


@pytest.mark.feature("CONV-26", "CONV-50")
def test_a_merged_one_is_not_deleted_from_under_the_other(full):
    company, _, id_, second, _ = full

    with pytest.raises(Refused, match="merged into"):
        service.delete(company.admin, second, later(60))
    assert len(service.thread(company.admin, id_, None, None, None, 100).entries) == 66 + 2


def test_a_purge_of_what_was_not_deleted_touches_nothing(full, aws):
    company, _, id_, _, _ = full
    before = left_of(company, aws, {id_})

    service.purge(company.account_id, id_)

    assert left_of(company, aws, {id_}) == before
