"""Messages over services and the door: sent once, quoted, edited, deleted, their files."""

from functools import partial

import boto3
import pytest

from chalicelib.accounts import service as accounts
from chalicelib.attachments import service as attachments
from chalicelib.conversations import service, views
from chalicelib.conversations import worker as publisher
from chalicelib.conversations.service import Written
from chalicelib.realtime import worker as push
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.builders import a_sender, a_stream_event, later
from tests.door import call
from tests.integration.desk import do, path
from tests.integration.test_realtime import items_of, open_socket, open_visitor

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")


@pytest.fixture
def chat(company):
    """A web chat that Anna answered a moment ago."""
    anna, sender = company.agent(), a_sender(company.webchat)
    id_ = company.message("Do you ship?", sender).conversation_id
    sent = service.reply(anna, id_, Written("Yse, we do"), now())
    return company, anna, id_, sent


def message(who, id_, message_id, method="PATCH", body=None, *rest):
    return call(method, path(id_, "messages", message_id, *rest), body, who)


def shown(who, id_):
    """What the thread says over HTTP."""
    items = call("GET", path(id_, "timeline"), caller=who).json["items"]
    messages = ("message.received", "message.sent")
    return [one["data"]["text"] for one in items if one["type"] in messages]


@pytest.mark.feature("MSG-11")
def test_sent_twice_at_once_it_is_one_message_for_both(company, at_once):
    anna = company.agent()
    id_ = company.message().conversation_id
    written = Written("Yes", client_id="c1")

    sent = at_once([partial(service.reply, anna, id_, written, later(9))] * 6)

    assert len({one.id for one in sent}) == 1
    assert [e.type for e in company.thread(id_)] == ["message.received", "message.sent"]


@pytest.mark.feature("MSG-01", "MSG-02", "MSG-20")
def test_a_message_is_kept_with_author_channel_time_and_format(chat):
    _company, anna, id_, _ = chat

    sent = do(anna, id_, "messages", {"text": "*Yes*", "format": "markdown"}).json

    stored = call("GET", path(id_, "timeline"), caller=anna).json["items"][-1]
    assert stored == sent
    assert (sent["actor"]["kind"], sent["actor"]["name"]) == ("agent", "Anna Berg")
    assert (sent["data"]["format"], sent["data"]["text"]) == ("markdown", "*Yes*")
    assert sent["data"]["channel_kind"] == "webchat"


@pytest.mark.feature("MSG-13")
def test_a_message_quotes_an_earlier_one_and_the_customer_sees_which(chat):
    company, anna, id_, _ = chat
    first = company.thread(id_)[0]

    sent = do(anna, id_, "messages", {"text": "Everywhere", "reply_to": first.id}).json

    quoted = {"message_id": first.id, "text": "Do you ship?", "author": "customer"}
    assert sent["data"]["reply_to"] == quoted
    assert views.visitor_data(company.thread(id_)[-1])["data"]["reply_to"] == quoted


@pytest.mark.feature("MSG-13")
def test_what_is_not_in_the_conversation_cannot_be_quoted(chat):
    company, anna, id_, _ = chat
    elsewhere = company.message().id
    note = service.add_note(anna, id_, "secret", now()).id

    assert do(anna, id_, "messages", {"text": "x", "reply_to": elsewhere}).status == 404
    assert do(anna, id_, "messages", {"text": "x", "reply_to": note}).status == 422
    assert len(company.thread(id_)) == 3


@pytest.mark.feature("MSG-16")
def test_an_author_corrects_a_message_and_everyone_reads_it_anew(chat, aws, sockets):
    company, anna, id_, sent = chat
    open_socket(anna, "anna")
    open_visitor(company, company.head(id_).contact.id, "visitor")

    edited = message(anna, id_, sent.id, body={"text": "Yes, we do"})

    assert (edited.status, edited.json["data"]["text"]) == (200, "Yes, we do")
    assert edited.json["data"]["edited_at"]
    assert shown(anna, id_) == ["Do you ship?", "Yes, we do"]
    assert company.head(id_).preview.text == "Yes, we do"
    earlier = message(anna, id_, sent.id, "GET", None, "history").json["items"]
    assert [(one["text"], one["by"]["name"]) for one in earlier] == [("Yse, we do", "Anna Berg")]
    push.push(a_stream_event(items_of(aws, id_)[-1:]), None)
    for socket in ("anna", "visitor"):
        [frame] = sockets.frames[socket]
        assert frame["type"] == "message.edited"
        assert frame["data"] == {"message_id": sent.id, "text": "Yes, we do"}


@pytest.mark.feature("MSG-16")
def test_after_the_set_time_or_on_a_providers_channel_it_stays_as_it_is(company):
    anna = company.agent()
    ids = [company.message(channel=channel).conversation_id
           for channel in (company.webchat, company.sms)]  # fmt: skip
    late = service.reply(anna, ids[0], Written("x"), later(1))
    by_sms = service.reply(anna, ids[1], Written("x"), now())

    assert message(anna, ids[0], late.id, body={"text": "y"}).status == 422
    refused = message(anna, ids[1], by_sms.id, body={"text": "y"})
    assert (refused.status, refused.json["code"]) == (422, "refused")
    accounts.update_policy(company.admin, {"edit_minutes": 0})
    fresh = service.reply(anna, ids[0], Written("x"), later(2, now()))
    assert "0 minutes" not in message(anna, ids[0], fresh.id, body={"text": "y"}).body


@pytest.mark.feature("MSG-15")
def test_a_deleted_message_is_a_tombstone_for_all_and_the_original_stays_in_the_history(
    chat, aws, sockets
):
    company, anna, id_, sent = chat
    open_visitor(company, company.head(id_).contact.id, "visitor")

    gone = message(anna, id_, sent.id, "DELETE")

    assert (gone.status, gone.json) == (200, {"retracted": True})
    assert shown(anna, id_) == ["Do you ship?", ""]
    earlier = message(anna, id_, sent.id, "GET", None, "history").json["items"]
    assert [one["text"] for one in earlier] == ["Yse, we do"]
    push.push(a_stream_event(items_of(aws, id_)[-1:]), None)
    assert sockets.types("visitor") == ["message.deleted"]
    assert "Yse" not in str(sockets.frames["visitor"])
    assert "Yse" not in str([views.visitor_data(e) for e in company.thread(id_)])


@pytest.mark.feature("MSG-15")
def test_what_a_provider_has_delivered_is_said_not_to_be_retracted(company):
    anna = company.agent()
    id_ = company.message(channel=company.sms).conversation_id
    sent = service.reply(anna, id_, Written("x"), now())

    assert message(anna, id_, sent.id, "DELETE").json == {"retracted": False}


@pytest.mark.feature("MSG-15", "MSG-16")
def test_colleagues_and_customers_messages_are_not_ones_own_to_change(chat):
    company, _, id_, sent = chat
    bo, customers = company.agent("Bo Lind"), company.thread(id_)[0].id

    assert message(bo, id_, sent.id, body={"text": "No"}).status == 403
    assert message(bo, id_, sent.id, "DELETE").status == 403
    assert message(company.admin, id_, sent.id, body={"text": "No"}).status == 403
    assert message(company.admin, id_, customers, "DELETE").status == 422
    assert message(company.admin, id_, "msg_none", "DELETE").status == 404
    assert message(company.admin, id_, sent.id, "DELETE").status == 200


@pytest.mark.feature("MSG-14", "MSG-15", "MSG-16")
def test_what_is_no_message_is_not_changed_or_reacted_to_as_one(chat):
    _, anna, id_, _ = chat
    note = service.add_note(anna, id_, "Look", now())

    assert message(anna, id_, note.id, body={"text": "No"}).status == 422
    assert message(anna, id_, note.id, "DELETE").status == 422
    assert do(anna, id_, f"messages/{note.id}/reactions", {"emoji": "👍"}).status == 422


@pytest.mark.feature("MSG-15", "MSG-16")
def test_an_edit_that_races_a_deletion_never_brings_the_text_back(chat, at_once):
    company, anna, id_, sent = chat
    at = now()

    at_once(
        [
            partial(service.edit, anna, id_, sent.id, "again", at),
            partial(service.delete_message, anna, id_, sent.id, at),
        ]
    )

    entry = service.load_entry(company.account_id, id_, sent.seq)
    assert entry.data["text"] == ""
    assert entry.data["deleted_at"]
    assert "message.deleted" in [one.type for one in company.thread(id_)]


@pytest.mark.feature("MSG-16")
def test_two_edits_at_once_both_leave_their_trace(chat, at_once):
    company, anna, id_, sent = chat
    at = now()

    at_once([partial(service.edit, anna, id_, sent.id, text, at) for text in ("a", "b")])

    entry = service.load_entry(company.account_id, id_, sent.seq)
    texts = {entry.data["text"], *(one["text"] for one in entry.history)}
    assert texts == {"Yse, we do", "a", "b"}


def test_a_delivery_report_and_an_edit_do_not_undo_each_other(chat, at_once):
    company, anna, id_, sent = chat

    at_once(
        [
            partial(service.edit, anna, id_, sent.id, "Yes", now()),
            partial(service.report_delivery, sent, "read", None, now()),
        ]
    )

    entry = service.load_entry(company.account_id, id_, sent.seq)
    assert (entry.data["text"], entry.data["delivery"]["status"]) == ("Yes", "read")


def upload(who, name="map.png"):
    """A picture as the console uploads it; its id."""
    body = {"name": name, "mime_type": "image/png", "size": len(PNG)}
    offered = call("POST", "/v1/attachments", body, who).json
    fields = offered["upload"]["fields"]
    metadata = {name.removeprefix("x-amz-meta-"): value for name, value in fields.items()
                if name.startswith("x-amz-meta-")}  # fmt: skip
    boto3.client("s3").put_object(
        Bucket="data", Key=fields["key"], Body=PNG, ContentType="image/png", Metadata=metadata
    )
    return offered["attachment"]["id"]


@pytest.mark.feature("MSG-04", "MSG-22")
def test_a_file_alone_is_a_message_and_is_fetched_by_a_short_lived_link(chat):
    company, anna, id_, _ = chat
    file = upload(anna)

    sent = do(anna, id_, "messages", {"attachments": [file]})

    assert sent.status == 201, sent.body
    [one] = sent.json["data"]["attachments"]
    assert (one["id"], one["name"], one["kind"], one["url"]) == (file, "map.png", "image", None)
    assert company.head(id_).preview.text == "map.png"
    link = message(anna, id_, sent.json["id"], "GET", None, "attachments", file)
    assert link.json["expires_in"] == attachments.LINK_SECONDS
    assert f"{id_}/{file}" in link.json["url"]
    assert "X-Amz-Expires" in link.json["url"] or "Expires=" in link.json["url"]


@pytest.mark.feature("MSG-22")
def test_a_file_is_only_where_its_message_is(chat):
    company, anna, id_, sent = chat
    file = upload(anna)
    carrying = do(anna, id_, "messages", {"attachments": [file]}).json["id"]
    elsewhere = company.message().conversation_id

    def fetched(who, conversation, message_id, attachment=file):
        return message(who, conversation, message_id, "GET", None, "attachments", attachment).status

    assert fetched(anna, id_, carrying) == 200
    assert fetched(anna, id_, sent.id) == 404
    assert fetched(anna, id_, carrying, "att_none") == 404
    assert fetched(anna, elsewhere, carrying) == 404
    assert message(anna, id_, carrying, "DELETE").status == 200
    assert fetched(anna, id_, carrying) == 404


@pytest.mark.feature("MSG-22")
def test_what_somebody_else_uploaded_or_nobody_did_is_not_sent(chat):
    company, anna, id_, _ = chat
    theirs = upload(company.agent("Bo Lind"))

    for file in (theirs, "att_none", "../secret"):
        answer = do(anna, id_, "messages", {"text": "x", "attachments": [file]})
        assert (answer.status, answer.json["code"]) == (422, "refused")
    assert len(company.thread(id_)) == 2


def test_a_rewrite_is_one_transaction_of_head_entry_seat_and_the_message(chat):
    _, anna, id_, sent = chat

    with Calls() as calls:
        service.edit(anna, id_, sent.id, "Yes", now())

    assert calls["TransactWriteItems"] == 1
    assert len(calls.transactions()[0]) == 4
    assert calls["GetItem"] <= 4  # head, message, message as it is now, the account's policy


def test_a_rewrite_is_published_once_and_its_message_not_again(chat, aws):
    _, anna, id_, sent = chat
    service.edit(anna, id_, sent.id, "Yes", now())
    changed = [one for one in items_of(aws, id_) if one["id"]["S"] == sent.id]

    with Calls() as calls:
        publisher.publish(a_stream_event(changed, "MODIFY"), None)

    assert calls == {}
