"""X's events as facts. Recorded ones: tests/channels/test_recorded.py."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels.x.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.channels.messengers import a_call
from tests.channels.x.payloads import (
    KIM,
    PHOTO,
    US,
    a_chat,
    a_signal,
    account_activity,
    activity,
    an_event,
    received,
)

MOMENT = datetime(2026, 1, 1, 10, 0, 0, 250_000, tzinfo=UTC)


def told(body):
    """The one fact of a delivery."""
    [fact] = parse(a_call(body))
    return fact


@pytest.mark.feature("CH-08", "CH-30")
@pytest.mark.parametrize("envelope", [account_activity, received])
def test_a_message_reads_the_same_from_either_api(envelope):
    fact = told(envelope(an_event(text="Hei på deg")))

    assert (fact.kind, fact.direction, fact.text) == ("message", "inbound", "Hei på deg")
    assert (fact.sender, fact.recipient, fact.at) == (KIM, US, MOMENT)
    assert fact.provider_message_id == "2080765901528535096"
    assert fact.sender_name == "Kim Berg"
    assert fact.avatar_url == "https://pbs.example/kim.jpg"


@pytest.mark.feature("CH-33")
@pytest.mark.parametrize("envelope", [account_activity, received])
def test_what_we_wrote_comes_back_as_an_echo(envelope):
    fact = told(envelope(an_event(sender=US, to=KIM, text="Hei")))

    assert (fact.kind, fact.direction, fact.sender, fact.recipient) == (
        "echo",
        "outbound",
        US,
        KIM,
    )


@pytest.mark.feature("CH-33")
def test_several_messages_in_one_call_keep_their_order():
    found = parse(a_call(account_activity(an_event(text="1"), None, an_event(text="2"))))

    assert [(fact.kind, fact.text) for fact in found] == [
        ("message", "1"),
        ("ignored", ""),
        ("message", "2"),
    ]


@pytest.mark.feature("MSG-21")
def test_a_photo_lies_at_an_address():
    [file] = told(account_activity(an_event(attachment=PHOTO))).attachments

    assert (file.type, file.url) == ("image", "https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg")


@pytest.mark.parametrize(("kind", "animated"), [("video", None), ("animated_gif", True)])
def test_of_a_film_the_best_variant_counts(kind, animated):
    variants = [
        {"content_type": "application/x-mpegURL", "url": "https://video.example/list.m3u8"},
        {"content_type": "video/mp4", "bitrate": 320, "url": "https://video.example/small.mp4"},
        {"content_type": "video/mp4", "bitrate": 2176, "url": "https://video.example/large.mp4"},
    ]
    media = {"type": kind, "media_url_https": "https://x", "video_info": {"variants": variants}}
    event = an_event(attachment={"type": "media", "media": media})

    [file] = told(account_activity(event)).attachments
    assert (file.type, file.url, file.animated) == (
        "video",
        "https://video.example/large.mp4",
        animated,
    )


def test_a_place_has_longitude_before_latitude():
    spot = {"coordinates": {"type": "Point", "coordinates": [10.7, 59.9]}}
    shared = {"type": "shared_coordinate", "shared_coordinate": spot}
    event = an_event(attachment={"type": "location", "location": shared})

    [place] = told(account_activity(event)).attachments
    assert (place.type, place.latitude, place.longitude) == ("location", 59.9, 10.7)


def test_a_picked_quick_reply_is_an_answer():
    event = an_event(text="Yes", quick_reply_response={"type": "options", "metadata": "q1"})

    assert told(account_activity(event)).answer.payload == "q1"


def test_the_post_through_which_somebody_came_is_kept():
    event = an_event(text="x") | {"initiated_via": {"tweet_id": "77"}}

    assert told(account_activity(event)).referral == {"tweet_id": "77"}


def test_a_message_in_the_second_versions_words_is_one_too():
    flat = {"id": "1", "sender_id": KIM, "text": "Hei", "participant_ids": [KIM, US]}
    fact = told(activity("dm.received", flat | {"created_at": "2026-01-01T10:00:00.250Z"}))

    assert (fact.kind, fact.text, fact.sender, fact.recipient) == ("message", "Hei", KIM, US)
    assert fact.at == MOMENT


@pytest.mark.feature("MSG-12")
def test_having_read_is_up_to_a_time():
    event = a_signal(last_read_event_id="963085315333238788")
    fact = told({"for_user_id": US, "direct_message_mark_read_events": [event]})

    assert (fact.kind, fact.sender, fact.up_to) == ("read", KIM, MOMENT)
    assert fact.provider_message_id == "963085315333238788"


def test_typing_is_told():
    fact = told(
        activity("dm.indicate_typing", {"direct_message_indicate_typing_events": [a_signal()]})
    )

    assert (fact.kind, fact.sender, fact.direction) == ("typing", KIM, "inbound")


def test_our_own_reading_is_no_customers():
    event = a_signal(sender=US, to=KIM, last_read_event_id="1")
    fact = told({"for_user_id": US, "direct_message_mark_read_events": [event]})

    assert fact.direction == "outbound"


@pytest.mark.parametrize(
    ("event", "sender", "recipient", "direction"),
    [("chat.received", KIM, US, "inbound"), ("chat.sent", US, KIM, "outbound")],
)
def test_what_is_encrypted_is_told_as_that(event, sender, recipient, direction):
    fact = told(activity(event, a_chat(sender)))

    assert (fact.kind, fact.reason) == ("unsupported", "end-to-end encrypted chat")
    assert (fact.sender, fact.recipient, fact.direction) == (sender, recipient, direction)


@pytest.mark.parametrize(
    "body",
    [
        {"for_user_id": US, "follow_events": [{}]},
        {"for_user_id": US, "tweet_create_events": [{}]},
        {"user_event": {"revoke": {}}},
        {},
        activity("post.create", {}),
        activity("oauth.revoke", {}),
        activity("chat.conversation_join", {}),
        activity("chat.received", {}),
        activity("dm.received", {}),
        activity("dm.received", {"id": "1"}),
        activity(None, None),
    ],
)
def test_what_is_no_message_is_acknowledged(body):
    assert told(body).kind == "ignored"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null"])
def test_what_is_no_object_is_refused(body):
    with pytest.raises(Invalid):
        parse(a_call(body))
