"""Instagram's webhooks as facts, as far as they differ from Messenger's."""

import pytest

from chalicelib.channels.instagram.inbound import parse
from tests.channels.meta.samples import PERSON, event, events

pytestmark = pytest.mark.feature("CH-31")


def fact(*given, key="messaging"):
    [found] = parse(events(*given, of="instagram", key=key))
    return found


def said(**message):
    return fact(event(message={"mid": "aWd_1"} | message))


def test_a_text_is_a_message_of_its_sender():
    found = said(text="Do you ship to Norway?")

    assert (found.kind, found.sender, found.text) == ("message", PERSON, "Do you ship to Norway?")


def test_an_answer_to_a_story_keeps_the_story():
    story = {"id": "17", "url": "https://cdn.example/story"}

    found = said(text="Where is it from?", reply_to={"story": story})

    assert (found.reply_to, found.details) == (None, {"reply_to_story": story})


def test_a_mention_in_a_story_is_a_message_with_the_story():
    given = {"type": "story_mention", "payload": {"url": "https://cdn.example/story"}}

    [file] = said(attachments=[given]).attachments

    assert (file.type, file.url) == ("story_mention", "https://cdn.example/story")


@pytest.mark.parametrize("own", [True, False])
def test_a_message_that_was_unsent_is_deleted(own):
    found = said(is_deleted=True, is_echo=own)

    assert (found.kind, found.reply_to) == ("delete", "aWd_1")
    assert found.direction == ("outbound" if own else "inbound")


@pytest.mark.feature("MSG-12")
def test_a_message_that_was_seen_is_named():
    found = fact(event(read={"mid": "aWd_0"}))

    assert (found.kind, found.provider_message_id, found.up_to) == ("read", "aWd_0", None)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"message": {"mid": "random_mid", "text": "random_text"}}, "message"),
        ({"reaction": {"mid": "m", "action": "react", "emoji": "❤"}}, "reaction"),
        ({"postback": {"title": "Talk to human", "payload": "p"}}, "postback"),
        ({"read": {"mid": "m"}}, "read"),
    ],
)
def test_the_dashboards_test_calls_mean_the_same(value, kind):
    value = event(**value) | {"timestamp": "1527459824"}

    found = fact({"field": "messages", "value": value}, key="changes")

    assert (found.kind, found.sender) == (kind, PERSON)
    assert found.at.isoformat() == "2018-05-27T22:23:44+00:00"


def test_what_another_app_handles_is_only_overheard():
    value = event(message={"mid": "m", "text": "Hi"})

    assert fact({"field": "standby", "value": value}, key="changes").kind == "standby"
    assert fact(event(read={"mid": "m"}), key="standby").kind == "standby"
    assert fact(event(), key="standby").kind == "ignored"


def test_comments_are_not_conversations():
    found = fact({"field": "comments", "value": {"id": "1", "text": "Nice"}}, key="changes")

    assert (found.kind, found.details) == ("ignored", {"field": "comments"})
