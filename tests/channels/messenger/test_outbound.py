"""Sending over Messenger and Instagram, and connecting both: one language, two hosts."""

import pytest

from chalicelib.channels import http
from chalicelib.channels.domain import Act, Option, SendError
from chalicelib.channels.instagram import outbound as instagram
from chalicelib.channels.messenger import outbound as messenger
from chalicelib.channels.registry import provider_of
from tests.channels.meta.samples import (
    CREDENTIALS,
    IG,
    PAGE,
    PERSON,
    TOKEN,
    Wire,
    a_file,
    channel,
    outgoing,
    refused,
)

FACEBOOK = "https://graph.facebook.com/v25.0"
INSTAGRAM = "https://graph.instagram.com/v25.0"
YES = (200, {"recipient_id": PERSON, "message_id": "m_out"})
PROFILES = {"messenger": messenger.profile, "instagram": instagram.profile}
BOTH = pytest.mark.parametrize("kind", ["messenger", "instagram"])
pytestmark = pytest.mark.feature("CH-04", "CH-31")


@pytest.fixture
def wired(monkeypatch):
    def run(*answers):
        wire = Wire(*(answers or [YES]))
        monkeypatch.setattr(http, "pool", lambda: wire)
        return wire

    return run


def send(kind, **facts):
    message = outgoing(to=PERSON, **facts)
    return provider_of(kind).send(message, channel(kind), CREDENTIALS)


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("messenger", f"POST {FACEBOOK}/{PAGE}/messages"),
        ("instagram", f"POST {INSTAGRAM}/me/messages"),
    ],
)
def test_a_text_is_posted_as_documented(wired, kind, url):
    wire = wired()

    assert send(kind) == "m_out"

    assert wire.paths() == [url]
    [body] = wire.bodies()
    assert body["recipient"] == {"id": PERSON}
    assert body["message"]["text"] == "Yes, we ship to Norway."
    assert body["messaging_type"] == "RESPONSE"
    assert "tag" not in body
    [(_, full, given)] = wire.requests
    assert given["headers"]["Authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in full


def test_our_name_for_a_message_and_what_it_answers_go_along_on_messenger(wired):
    wire = wired()

    send("messenger", reply_to="m_in")

    [body] = wire.bodies()
    assert body["message"]["metadata"] == "cnv_1.2"
    assert body["reply_to"] == {"mid": "m_in"}


@pytest.mark.feature("CH-07")
@BOTH
def test_a_person_may_answer_later_than_a_day_and_that_is_said(wired, kind):
    wire = wired()

    send(kind, outside_window=True)

    [body] = wire.bodies()
    assert (body["messaging_type"], body["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")


@BOTH
@pytest.mark.parametrize("file", ["image", "audio", "video", "file"])
def test_a_file_is_sent_by_its_link(wired, kind, file):
    wire, link = wired(), a_file(file)

    send(kind, files=(link,), text="")

    [body] = wire.bodies()
    assert body["message"]["attachment"] == {"type": file, "payload": {"url": link.url}}
    assert "text" not in body["message"]


@pytest.mark.feature("MSG-23")
@BOTH
def test_quick_replies_stand_below_the_text(wired, kind):
    wire = wired()

    send(kind, options=(Option("yes", "Yes"), Option("no", "No")))

    [body] = wire.bodies()
    assert body["message"]["quick_replies"] == [
        {"content_type": "text", "title": "Yes", "payload": "yes"},
        {"content_type": "text", "title": "No", "payload": "no"},
    ]


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(
    ("kind", "emoji", "given"), [("messenger", "😊", "😊"), ("instagram", "❤️", "love")]
)
def test_a_reaction_is_sent_and_taken_back(wired, kind, emoji, given):
    wire, provider = wired((200, {"recipient_id": PERSON})), provider_of(kind)

    for one in (emoji, None):
        provider.act(Act("reaction", PERSON, "m_in", one), channel(kind), CREDENTIALS)

    put, taken = wire.bodies()
    assert put == {
        "recipient": {"id": PERSON},
        "sender_action": "react",
        "payload": {"message_id": "m_in", "reaction": given},
    }
    assert taken["sender_action"] == "unreact"
    assert taken["payload"] == {"message_id": "m_in"}


def test_instagram_takes_hearts_alone(wired):
    wire = wired()

    with pytest.raises(SendError, match="heart"):
        provider_of("instagram").act(
            Act("reaction", PERSON, "m_in", "👍"), channel("instagram"), CREDENTIALS
        )
    assert wire.requests == []


@BOTH
@pytest.mark.parametrize("what", ["edit", "delete"])
def test_what_was_sent_cannot_be_changed(wired, kind, what):
    wire = wired()

    with pytest.raises(SendError, match="cannot"):
        provider_of(kind).act(Act(what, PERSON, "m_out"), channel(kind), CREDENTIALS)
    assert wire.requests == []


@pytest.mark.feature("CH-06")
@BOTH
def test_a_closed_window_is_final_and_holds_no_channel(wired, kind):
    wired(refused(10, "outside of allowed window", status=403, error_subcode=2534022))

    with pytest.raises(SendError, match="7 days") as refusal:
        send(kind)
    assert (refusal.value.retryable, refusal.value.unauthorized) == (False, False)


@pytest.mark.feature("CH-34")
@BOTH
def test_an_expired_token_is_flagged(wired, kind):
    wired(refused(190, "expired", status=400, error_subcode=463))

    with pytest.raises(SendError) as refusal:
        send(kind)
    assert refusal.value.unauthorized


@BOTH
@pytest.mark.parametrize("answer", [(200, {}), (200, b"[]"), (200, {"message_id": None})])
def test_an_answer_without_an_id_is_no_yes(wired, kind, answer):
    wired(answer)

    with pytest.raises(SendError) as refusal:
        send(kind)
    assert not refusal.value.retryable


@pytest.mark.parametrize(
    ("kind", "me", "kept", "paths"),
    [
        (
            "messenger",
            {"id": PAGE, "name": "Nordlys"},
            {"recipient": PAGE, "page_name": "Nordlys"},
            [f"GET {FACEBOOK}/me", f"POST {FACEBOOK}/{PAGE}/subscribed_apps"],
        ),
        (
            "instagram",
            {"user_id": IG, "username": "nordlys"},
            {"recipient": IG, "username": "nordlys"},
            [f"GET {INSTAGRAM}/me", f"POST {INSTAGRAM}/me/subscribed_apps"],
        ),
    ],
)
def test_connecting_proves_the_token_and_subscribes(wired, kind, me, kept, paths):
    wire = wired((200, me), (200, {"success": True}))

    assert provider_of(kind).register(channel(kind), CREDENTIALS, "https://x.example") == kept

    assert wire.paths() == paths
    [body] = wire.bodies()
    assert {"messages", "standby"} <= set(body["subscribed_fields"].split(","))


@pytest.mark.parametrize(
    ("kind", "me"),
    [("messenger", {"id": "1", "name": "Other"}), ("instagram", {"user_id": 1}), ("messenger", {})],
)
def test_a_token_of_another_account_is_refused_before_anything_is_set(wired, kind, me):
    wire = wired((200, me))

    with pytest.raises(SendError, match="belongs to"):
        provider_of(kind).register(channel(kind), CREDENTIALS, "https://x.example")
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    ("kind", "told", "known"),
    [
        ("messenger", {"first_name": "Kari", "last_name": "Dal"}, {"sender_name": "Kari Dal"}),
        ("messenger", {"first_name": "Kari", "last_name": None}, {"sender_name": "Kari"}),
        ("instagram", {"name": "", "username": "kari"}, {"sender_name": "kari"}),
        (
            "instagram",
            {"name": "Kari", "profile_pic": "https://cdn.example/k"},
            {"sender_name": "Kari", "avatar_url": "https://cdn.example/k"},
        ),
        ("messenger", {}, {}),
    ],
)
def test_a_customer_is_called_by_name_where_meta_tells_it(wired, kind, told, known):
    wire = wired((200, told))

    assert PROFILES[kind](PERSON, channel(kind), CREDENTIALS) == known

    host = FACEBOOK if kind == "messenger" else INSTAGRAM
    assert wire.paths() == [f"GET {host}/{PERSON}"]


@BOTH
@pytest.mark.parametrize("answer", [refused(100, error_subcode=2018218), refused(190), (500, b"")])
def test_a_name_that_meta_keeps_is_no_error(wired, kind, answer):
    wired(answer)

    assert PROFILES[kind](PERSON, channel(kind), CREDENTIALS) == {}
