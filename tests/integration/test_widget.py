"""The visitor's side: a session per page and person, their own thread and no one else's."""

from datetime import timedelta

import jwt
import pytest
import requests

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.runtime import tokens
from chalicelib.runtime.ids import now
from chalicelib.runtime.secrets import read_secret
from chalicelib.runtime.tokens import LIFETIME, RENEWABLE, Visitor, issue
from tests.builders import a_company
from tests.door import call

SHOP = {"origin": "https://shop.example"}


def session(widget, headers=None, **body):
    return call("POST", f"/v1/widget/{widget.id}/sessions", body, headers=headers or SHOP)


def bearer(token):
    return {"Authorization": f"Bearer {token}", **SHOP}


def write(token, text, client_id="c1"):
    body = {"text": text, "client_id": client_id}
    return call("POST", "/v1/widget/messages", body, headers=bearer(token))


def thread(token, **query):
    return call("GET", "/v1/widget/timeline", headers=bearer(token), query=query)


def a_token(company, age=timedelta(0), **claims):
    """A token of a visitor that was issued some time ago, perhaps with other claims."""
    visitor = Visitor(company.account_id, company.webchat.id, "ctc_old")
    good = jwt.decode(issue(visitor, now() - age), options={"verify_signature": False})
    secret = claims.pop("secret", read_secret("switchboard/dev/visitor-tokens"))
    return jwt.encode(good | claims, secret, algorithm=claims.pop("alg", "HS256"))


@pytest.mark.feature("WID-01", "CH-01")
def test_a_visitor_writes_and_the_message_waits_for_an_agent(company):
    opened = session(company.webchat).json

    sent = write(opened["token"], "Do you ship to Norway?")

    assert sent.status == 201
    head = company.head(sent.json["conversation_id"])
    assert head.contact.id == opened["contact"]["id"]
    assert head.contact.name == opened["contact"]["name"]
    assert head.team_id == company.webchat.team_id
    assert head.waiting_since


def test_a_session_tells_how_the_company_presents_itself(company):
    widget = company.channel(
        name="Help",
        settings={"allowed_origins": ["*"], "greeting": "Hei!", "color": "#ff0000"},
    )

    made = session(widget).json

    assert made["widget"] == {
        "id": widget.id,
        "name": "Help",
        "company": "Fjord Gear",
        "greeting": "Hei!",
        "color": "#ff0000",
    }


@pytest.mark.feature("WID-01")
@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"x": "y"}])
def test_a_page_that_is_not_listed_gets_no_session(company, headers):
    answer = session(company.webchat, headers)

    assert (answer.status, answer.json["code"]) == (403, "forbidden")


@pytest.mark.parametrize("which", ["sms", "unknown"])
def test_what_is_no_widget_does_not_exist(company, which):
    from tests.builders import a_channel

    widget = company.sms if which == "sms" else a_channel(id="chn_unknown")

    assert session(widget).status == 404


@pytest.mark.feature("WID-11")
def test_a_returning_visitor_is_the_same_contact_with_the_same_conversation(company):
    first = session(company.webchat).json
    write(first["token"], "Hi")

    again = session(company.webchat, token=first["token"]).json

    assert again["contact"] == first["contact"]
    assert [one["data"]["text"] for one in thread(again["token"]).json["items"]] == ["Hi"]


@pytest.mark.feature("WID-11")
def test_an_expired_token_opens_nothing_but_buys_a_fresh_one(company):
    old = a_token(company, age=LIFETIME + timedelta(minutes=1))

    refused = thread(old)
    renewed = session(company.webchat, token=old).json

    assert (refused.status, refused.json["code"]) == (401, "unauthorized")
    assert renewed["contact"]["id"] == "ctc_old"
    assert thread(renewed["token"]).status == 200


def test_a_token_that_is_too_old_begins_anew(company):
    ancient = a_token(company, age=LIFETIME + RENEWABLE + timedelta(minutes=1))

    assert session(company.webchat, token=ancient).json["contact"]["id"] != "ctc_old"


@pytest.mark.parametrize(
    "claims",
    [{"secret": "b" * 64}, {"sub": None}, {"exp": None}, {"exp": "never"}, {"sub": {"a": 1}}],
)
def test_a_forged_token_opens_nothing_and_renews_nothing(company, claims):
    forged = a_token(company, **claims)

    assert thread(forged).status == 401
    assert session(company.webchat, token=forged).json["contact"]["id"] != "ctc_old"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ø" * 50, "Bearer x"])
def test_what_is_no_token_opens_nothing(company, token):
    assert thread(token).status == 401
    assert write(token, "Hi").status == 401
    assert call("POST", "/v1/widget/tickets", headers=bearer(token)).status == 401


def test_an_unsigned_token_opens_nothing(company):
    claims = jwt.decode(a_token(company), options={"verify_signature": False})
    unsigned = jwt.encode(claims, None, algorithm="none")

    assert thread(unsigned).status == 401


@pytest.mark.feature("AUTH-11")
def test_a_token_of_another_widget_begins_anew_here(company):
    other = a_company()
    foreign = session(other.webchat).json

    here = session(company.webchat, token=foreign["token"]).json

    assert here["contact"]["id"] != foreign["contact"]["id"]


@pytest.mark.feature("MSG-11")
def test_a_message_sent_twice_is_one(company):
    token = session(company.webchat).json["token"]

    one, two = write(token, "Hi", "c1"), write(token, "Hi", "c1")

    assert one.json["id"] == two.json["id"]
    assert len(thread(token).json["items"]) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "", "client_id": "c"}, "text"),
        ({"text": " \n", "client_id": "c"}, "text"),
        ({"text": "x" * 4097, "client_id": "c"}, "text"),
        ({"text": "hi"}, "client_id"),
        ({"text": "hi", "client_id": "c#d"}, "client_id"),
        ({"text": "hi", "client_id": "c", "as": "agent"}, "as"),
    ],
)
def test_what_a_visitor_may_not_write_is_named(company, body, field):
    token = session(company.webchat).json["token"]

    answer = call("POST", "/v1/widget/messages", body, headers=bearer(token))

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.feature("WID-11", "RT-10")
def test_a_visitor_sees_messages_and_closing_but_neither_notes_nor_assignments(company):
    anna = company.agent()
    token = session(company.webchat).json["token"]
    id_ = write(token, "Hi").json["conversation_id"]
    conversations.add_note(anna, id_, "Difficult customer", now())
    conversations.assign(anna, id_, [anna.user_id], now())
    conversations.reply(anna, id_, Written("Hello"), now())
    conversations.close(anna, id_, None, now())

    answer = thread(token)

    assert [(one["seq"], one["type"]) for one in answer.json["items"]] == [
        (1, "message.received"),
        (4, "message.sent"),
        (5, "conversation.closed"),
    ]
    conversation = answer.json["conversation"]
    assert (conversation["id"], conversation["status"]) == (id_, "closed")
    assert "Difficult" not in answer.body


def test_who_never_wrote_has_an_empty_thread(company):
    token = session(company.webchat).json["token"]

    empty = {"items": [], "next_cursor": None, "conversation": None, "queue": None}
    assert thread(token).json == empty


@pytest.fixture
def token(company):
    """A visitor's."""
    return session(company.webchat).json["token"]


@pytest.fixture
def long_thread(company):
    """A thread in which two notes follow each message."""
    anna = company.agent()
    token = session(company.webchat).json["token"]
    for number in range(8):
        id_ = write(token, str(number), f"c{number}").json["conversation_id"]
        for _ in range(2):
            conversations.add_note(anna, id_, "internal", now())
    return token


@pytest.mark.feature("WID-11")
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_a_visitor_pages_back_to_the_beginning_without_gap_or_repeat(long_thread, limit):
    seen, before = [], {}
    while True:
        page = thread(long_thread, limit=limit, **before).json
        seen = [one["data"]["text"] for one in page["items"]] + seen
        if page["next_cursor"] is None:
            break
        before = {"before": page["next_cursor"]}

    assert seen == [str(number) for number in range(8)]


@pytest.mark.feature("RT-10")
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_a_visitor_catches_up_after_what_they_have(long_thread, limit):
    seen, after = [], 4  # the second message's seq
    while after is not None:
        page = thread(long_thread, limit=limit, after_seq=after).json
        seen += [one["data"]["text"] for one in page["items"]]
        after = page["next_cursor"]

    assert seen == [str(number) for number in range(2, 8)]


@pytest.mark.feature("RT-10")
def test_what_came_after_much_that_is_internal_is_not_missed(company, token):
    id_ = write(token, "Hi").json["conversation_id"]
    anna = company.agent()
    for _ in range(12):  # more than one call looks through at this limit
        conversations.add_note(anna, id_, "internal", now())
    write(token, "Still there?", "c2")

    page, after = thread(token, limit=2, after_seq=1).json, None
    seen = page["items"]
    while (after := page["next_cursor"]) is not None:
        page = thread(token, limit=2, after_seq=after).json
        seen += page["items"]

    assert [one["data"]["text"] for one in seen] == ["Still there?"]


@pytest.mark.feature("RT-07")
def test_both_sides_reading_shows_in_the_visitors_thread(company, token):
    anna = company.agent()
    id_ = write(token, "Hi").json["conversation_id"]
    conversations.reply(anna, id_, Written("Hello"), now())
    conversations.mark_read(anna, id_, 1)

    answer = call("POST", "/v1/widget/read", {"up_to": 2}, headers=bearer(token))

    assert answer.status == 204
    assert thread(token).json["conversation"] == {
        "id": id_,
        "status": "open",
        "agent_read_seq": company.head(id_).agent_read_seq,
        "customer_read_seq": 2,
    }
    assert company.head(id_).agent_read_seq >= 1


def test_who_never_wrote_has_read_nothing(token):
    read = call("POST", "/v1/widget/read", {"up_to": 2}, headers=bearer(token))

    assert read.status == 204


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200)


def uploaded(token, content=PNG, name="photo.png", mime_type="image/png"):
    """A visitor's file, uploaded as their browser does it; answers its id."""
    body = {"name": name, "mime_type": mime_type, "size": len(content)}
    offered = call("POST", "/v1/widget/attachments", body, headers=bearer(token)).json
    form = offered["upload"]
    requests.post(form["url"], form["fields"], files={"file": content}, timeout=5)
    return offered["attachment"]["id"]


def send(token, text, *files, client_id="c1"):
    body = {"text": text, "attachments": files, "client_id": client_id}
    return call("POST", "/v1/widget/messages", body, headers=bearer(token))


def link(token, message_id, file_id):
    path = f"/v1/widget/messages/{message_id}/attachments/{file_id}"
    return call("GET", path, headers=bearer(token))


@pytest.mark.feature("MSG-04", "MSG-22")
@pytest.mark.parametrize("first", [True, False])
def test_a_visitor_sends_a_photo_and_reads_it_again_by_a_link(company, token, first):
    if not first:
        write(token, "Hi", "c0")
    file = uploaded(token)

    sent = send(token, "", file)

    assert sent.status == 201
    assert sent.json["data"]["attachments"][0]["name"] == "photo.png"
    answer = link(token, sent.json["id"], file)
    assert (answer.status, answer.json["expires_in"]) == (200, 300)
    assert requests.get(answer.json["url"], timeout=5).content == PNG
    assert send(token, "", file).json["id"] == sent.json["id"]


@pytest.mark.feature("MSG-22", "AUTH-11")
def test_a_visitor_gets_at_no_file_of_anothers_conversation(company, token):
    file = uploaded(token)
    message = send(token, "", file).json["id"]
    other = session(company.webchat).json["token"]
    write(other, "Hi")

    assert link(other, message, file).status == 404
    assert link(token, message, "att_01JD0000000000000000000000").status == 404
    assert link(token, "msg_1", file).status == 404
    assert send(other, "", file, client_id="c2").json["code"] == "refused"


@pytest.mark.feature("MSG-21")
def test_a_file_that_runs_is_refused_and_the_message_is_not_stored(company, token):
    file = uploaded(token, b"<!doctype html><script>", "cat.png")

    answer = send(token, "look", file)

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert "cat.png cannot be sent" in answer.json["detail"]
    assert thread(token).json["items"] == []


@pytest.mark.feature("CONV-50")
def test_a_visitors_thread_goes_on_in_what_it_was_merged_into(company, token):
    sent = write(token, "Hi").json
    other = company.message(
        "Hello there", sent["actor"]["id"], company.channel(name="Help"), at=now()
    ).conversation_id
    conversations.merge(company.agent(), other, sent["conversation_id"], now())

    write(token, "Still me", "c2")

    page = thread(token).json
    assert page["conversation"]["id"] == other
    assert [one["data"]["text"] for one in page["items"]] == ["Hi", "Hello there", "Still me"]


@pytest.mark.feature("AUTH-11")
def test_a_visitors_ticket_and_thread_are_their_own(company):
    mine, other = session(company.webchat).json["token"], session(company.webchat).json["token"]
    write(mine, "My secret")

    assert thread(other).json["items"] == []
    assert call("POST", "/v1/widget/tickets", headers=bearer(other)).json["expires_in"] == 60


def test_a_token_tells_who_it_is_for(company):
    visitor = Visitor("acc_1", "chn_1", "ctc_1")

    assert tokens.read(issue(visitor, now())) == visitor
