"""Sending over WhatsApp: what is posted, and what an answer means."""

import hashlib
import hmac

import pytest
import urllib3

from chalicelib.channels import http
from chalicelib.channels.domain import Act, Option, SendError
from chalicelib.channels.whatsapp import provider
from chalicelib.channels.whatsapp.markup import to_whatsapp
from tests.channels.meta.samples import (
    CREDENTIALS,
    NUMBER,
    SECRET,
    TOKEN,
    Wire,
    a_file,
    channel,
    outgoing,
    refused,
)

YES = (200, {"messaging_product": "whatsapp", "messages": [{"id": "wamid.out"}]})
pytestmark = pytest.mark.feature("CH-17")


@pytest.fixture
def send(monkeypatch):
    def run(wire=None, credentials=CREDENTIALS, **facts):
        wire = wire or Wire(YES)
        monkeypatch.setattr(http, "pool", lambda: wire)
        assert provider.send(outgoing(**facts), channel("whatsapp"), credentials) == "wamid.out"
        return wire.bodies()[-1]

    return run


def refusal_of(send, *answers, **facts):
    with pytest.raises(SendError) as refusal:
        send(Wire(*answers), **facts)
    return refusal.value


@pytest.mark.feature("MSG-01")
def test_a_text_is_posted_as_documented(send):
    wire = Wire(YES)

    body = send(wire, reply_to="wamid.in")

    [(method, url, given)] = wire.requests
    proof = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
    assert method == "POST"
    assert url == (f"https://graph.facebook.com/v25.0/{NUMBER}/messages?appsecret_proof={proof}")
    assert given["headers"]["Authorization"] == f"Bearer {TOKEN}"
    assert body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "4791234567",
        "type": "text",
        "text": {"body": "Yes, we ship to Norway.", "preview_url": False},
        "biz_opaque_callback_data": "cnv_1.2",
        "context": {"message_id": "wamid.in"},
    }


@pytest.mark.parametrize(
    ("to", "fields"),
    [
        ("+4791234567", {"recipient_type": "individual", "to": "4791234567"}),
        ("NO.13491208655302741918", {"recipient_type": "individual", "recipient": None}),
        ("120363418770915618@g.us", {"recipient_type": "group", "to": None}),
        ("Y2FwaV9ncm91cDoxNzA1NTU1MDEzOTox", {"recipient_type": "group", "to": None}),
    ],
)
def test_a_number_an_id_and_a_group_are_addressed_each_in_its_way(send, to, fields):
    body = send(to=to)

    expected = {key: value or to for key, value in fields.items()}
    assert {key: body[key] for key in ("recipient_type", "to", "recipient") if key in body} == (
        expected
    )


def test_a_link_in_a_text_is_shown(send):
    assert send(text="https://shop.example")["text"]["preview_url"] is True


@pytest.mark.parametrize(
    ("kind", "as_", "media"),
    [
        ("image", "image", {"caption": "Look"}),
        ("video", "video", {"caption": "Look"}),
        ("audio", "audio", {}),
        ("file", "document", {"caption": "Look", "filename": "tent.jpg"}),
    ],
)
def test_a_file_is_sent_by_its_link(send, kind, as_, media):
    file = a_file(kind)

    body = send(files=(file,), text="Look")

    assert body["type"] == as_
    assert body[as_] == {"link": file.url} | media


@pytest.mark.feature("MSG-23")
def test_quick_replies_are_buttons_below_the_text(send):
    options = (Option("yes", "Yes, please"), Option("no", "No"))

    body = send(text="Shall we send it?", options=options)

    assert body["type"] == "interactive"
    assert body["interactive"] == {
        "type": "button",
        "body": {"text": "Shall we send it?"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "yes", "title": "Yes, please"}},
                {"type": "reply", "reply": {"id": "no", "title": "No"}},
            ]
        },
    }


def test_quick_replies_below_too_long_a_text_are_refused_before_they_are_sent(send):
    error = refusal_of(send, YES, text="x" * 1025, options=(Option("a", "A"),))

    assert "1024" in str(error)
    assert not error.retryable


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(("emoji", "sent"), [("👍", "👍"), (None, "")])
def test_a_reaction_is_sent_and_taken_back(monkeypatch, emoji, sent):
    wire = Wire(YES)
    monkeypatch.setattr(http, "pool", lambda: wire)

    provider.act(
        Act("reaction", "+4791234567", "wamid.in", emoji), channel("whatsapp"), CREDENTIALS
    )

    [body] = wire.bodies()
    assert (body["type"], body["to"]) == ("reaction", "4791234567")
    assert body["reaction"] == {"message_id": "wamid.in", "emoji": sent}


@pytest.mark.parametrize("kind", ["edit", "delete"])
def test_what_was_sent_cannot_be_changed(kind):
    with pytest.raises(SendError, match="cannot change"):
        provider.act(Act(kind, "+4791234567", "wamid.out"), channel("whatsapp"), CREDENTIALS)


@pytest.mark.feature("CH-18")
def test_a_closed_window_is_final_and_names_the_way_round(send):
    error = refusal_of(send, refused(131047, "Re-engagement message"))

    assert "template" in str(error)
    assert not error.retryable


@pytest.mark.feature("CH-34")
def test_an_expired_token_is_flagged(send):
    error = refusal_of(send, refused(190, "Session has expired", status=401))

    assert error.unauthorized
    assert TOKEN not in str(error)


@pytest.mark.parametrize("token", ["", "  ", "EAAB\nHost: x", "tøken", "“EAAB”"])
def test_what_cannot_be_a_token_is_never_sent(send, token):
    error = refusal_of(send, YES, credentials=CREDENTIALS | {"access_token": token})

    assert error.unauthorized


def test_a_token_pasted_with_blanks_is_the_token(send):
    wire = Wire(YES)

    send(wire, credentials={"access_token": f" {TOKEN}\n"})

    [(_, url, given)] = wire.requests
    assert given["headers"]["Authorization"] == f"Bearer {TOKEN}"
    assert "appsecret_proof" not in url


def test_too_much_at_once_waits_as_long_as_meta_asks(send):
    error = refusal_of(send, (*refused(80007, status=429), {"Retry-After": "30"}))

    assert (error.retryable, error.after) == (True, 30.0)


@pytest.mark.parametrize(
    "error",
    [
        urllib3.exceptions.ReadTimeoutError(None, "/", "timed out"),
        urllib3.exceptions.NewConnectionError(None, "refused"),
    ],
)
def test_no_answer_is_tried_later(send, error):
    assert refusal_of(send, error).retryable


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}),
        (200, {"messages": []}),
        (200, {"messages": [{"id": None}]}),
        (200, {"messages": "text"}),
        (200, b"<html>"),
        (200, {"error": {"code": 131026}}),
        (404, b""),
    ],
)
def test_an_answer_without_an_id_is_no_yes(send, answer):
    assert not refusal_of(send, answer).retryable


@pytest.mark.feature("MSG-20")
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**bold** and *italic* and _italic_", "*bold* and _italic_ and _italic_"),
        ("**bold with *italic* inside**", "*bold with _italic_ inside*"),
        ("`**code**` stays", "`**code**` stays"),
        ("```py\n*a*\n```", "```\n*a*\n```"),
        ("* one\n- two\n1. three", "- one\n- two\n1. three"),
        ("[our shop](https://shop.example/a_b)", "our shop (https://shop.example/a_b)"),
        ("[https://x.example](https://x.example)", "https://x.example"),
        ("2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"),
        ("\x000\x00 \x01", "0 "),
        ("", ""),
    ],
)
def test_light_markdown_becomes_whatsapps_own_marks(written, shown):
    assert to_whatsapp(written) == shown
