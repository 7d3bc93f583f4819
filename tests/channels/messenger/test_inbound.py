"""Messenger's webhooks as facts."""

import pytest

from chalicelib.channels.messenger.inbound import parse
from chalicelib.runtime.errors import Invalid
from tests.channels.meta.samples import PAGE, PERSON, event, events, hook

pytestmark = pytest.mark.feature("CH-04")


def fact(request):
    [found] = parse(request)
    return found


def said(**message):
    return fact(events(event(message={"mid": "m_1"} | message)))


def test_a_text_is_a_message_of_its_sender():
    found = said(text="Do you ship to Norway?")

    assert (found.kind, found.direction, found.text) == (
        "message",
        "inbound",
        "Do you ship to Norway?",
    )
    assert (found.sender, found.recipient, found.provider_message_id) == (PERSON, PAGE, "m_1")
    assert found.at.isoformat() == "2025-10-09T08:53:20.123000+00:00"


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file", "ig_reel", "template"])
def test_an_attachment_is_named_by_its_address(kind):
    given = {"type": kind, "payload": {"url": "https://cdn.example/1", "title": "A tent"}}

    [file] = said(attachments=[given]).attachments

    assert (file.type, file.url, file.title) == (kind, "https://cdn.example/1", "A tent")


def test_two_photos_are_two_attachments_of_one_message():
    photos = [{"type": "image", "payload": {"url": f"https://cdn.example/{n}"}} for n in (1, 2)]

    found = said(text="Look", attachments=photos)

    assert [file.url for file in found.attachments] == [
        "https://cdn.example/1",
        "https://cdn.example/2",
    ]


def test_a_sticker_a_place_and_a_link_keep_what_they_are():
    given = [
        {
            "type": "image",
            "payload": {"url": "https://cdn.example/s", "sticker_id": 369239263222822},
        },
        {"type": "location", "payload": {"coordinates": {"lat": 59.9, "long": 10.7}}},
        {"type": "fallback", "title": "Tents", "url": "https://shop.example", "payload": None},
    ]

    sticker, place, link = said(attachments=given).attachments

    assert sticker.details == {"sticker_id": "369239263222822"}
    assert (place.latitude, place.longitude, place.url) == (59.9, 10.7, None)
    assert (link.type, link.url, link.title) == ("fallback", "https://shop.example", "Tents")


def test_a_quick_reply_carries_what_was_read_and_what_was_meant():
    found = said(text="Yes", quick_reply={"payload": "YES"})

    assert (found.kind, found.text, found.answer.payload) == ("message", "Yes", "YES")


def test_an_answer_names_the_message_that_it_answers():
    assert said(text="That one", reply_to={"mid": "m_0"}).reply_to == "m_0"


def test_the_ad_through_which_a_customer_came_is_kept():
    ad = {"source": "ADS", "ad_id": "6", "ads_context_data": {"ad_title": "Tents"}}

    assert said(text="Hi", referral=ad).referral == ad


def test_what_the_page_writes_elsewhere_is_no_customers_message():
    found = said(text="Calling you", is_echo=True, app_id=15, metadata="cnv_1.2")

    assert (found.kind, found.direction, found.ref) == ("echo", "outbound", "cnv_1.2")
    assert found.details == {"app_id": "15"}


@pytest.mark.parametrize("message", [{"is_unsupported": True, "text": "x"}, {}, {"text": ""}])
def test_what_cannot_be_shown_is_said_to_be_there(message):
    found = said(**message)

    assert (found.kind, found.text) == ("unsupported", "")
    assert found.reason


def test_a_message_without_an_id_gets_the_same_one_each_time():
    first, again = (said(mid=None, text="Hi") for _ in range(2))

    assert first.kind == "message"
    assert first.provider_message_id == again.provider_message_id
    assert first.provider_message_id != said(mid=None, text="Ho").provider_message_id


@pytest.mark.feature("MSG-23")
def test_a_pressed_button_has_an_id_also_where_messenger_gives_none():
    pressed = event(postback={"title": "Get started", "payload": "START"})

    found, again = fact(events(pressed)), fact(events(pressed))
    named = fact(events(event(postback={"mid": "m_7", "payload": "START"})))

    assert (found.kind, found.text, found.answer.payload) == ("postback", "Get started", "START")
    assert found.provider_message_id == again.provider_message_id
    assert (named.provider_message_id, named.text) == ("m_7", "")


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(
    ("reaction", "emoji", "removed"),
    [
        ({"action": "react", "emoji": "😢", "reaction": "sad"}, "😢", False),
        ({"action": "react", "reaction": "love"}, "❤️", False),
        ({"action": "react", "reaction": "other"}, "👍", False),
        ({"action": "unreact", "emoji": "😢"}, None, True),
    ],
)
def test_a_reaction_is_put_on_a_message_or_taken_back(reaction, emoji, removed):
    found = fact(events(event(reaction={"mid": "m_0"} | reaction)))

    assert (found.kind, found.reply_to, found.sender) == ("reaction", "m_0", PERSON)
    assert (found.emoji, found.removed) == (emoji, removed)


def test_a_customer_changes_what_they_wrote():
    found = fact(events(event(message_edit={"mid": "m_1", "text": "Size M", "num_edit": 2})))

    assert (found.kind, found.reply_to, found.text) == ("edit", "m_1", "Size M")
    assert found.details == {"num_edit": 2}


@pytest.mark.feature("MSG-12")
def test_delivered_and_read_hold_up_to_a_time():
    delivered = fact(events(event(delivery={"mids": ["m_1", 2, None], "watermark": 1760000000123})))
    read = fact(events(event(read={"watermark": 1760000000123})))

    assert (delivered.kind, delivered.ids) == ("delivery", ["m_1", "2"])
    assert delivered.up_to == read.up_to
    assert read.up_to.isoformat() == "2025-10-09T08:53:20.123000+00:00"
    assert (read.kind, read.provider_message_id) == ("read", None)


@pytest.mark.parametrize(
    ("what", "kind", "named"),
    [
        ({"referral": {"ref": "r", "source": "SHORTLINK"}}, "referral", None),
        ({"optin": {"ref": "r", "user_ref": "u"}}, "optin", None),
        ({"pass_thread_control": {"new_owner_app_id": 1}}, "handover", "pass_thread_control"),
        ({"take_thread_control": {}}, "handover", "take_thread_control"),
        ({"app_roles": {"1": ["primary_receiver"]}}, "handover", "app_roles"),
        ({"policy-enforcement": {"action": "block"}}, "account_event", "policy_enforcement"),
        ({"account_linking": {"status": "linked"}}, "account_event", "account_linking"),
        ({"game_play": {"game_id": "1"}}, "ignored", None),
        ({}, "ignored", None),
        ({"message": "text"}, "ignored", None),
        ({"reaction": {"emoji": "👍"}}, "ignored", None),
        ({"message_edit": {"mid": "m_1"}}, "ignored", None),
    ],
)
def test_other_events_are_told_apart(what, kind, named):
    found = fact(events(event(**what)))

    assert (found.kind, found.sender, found.recipient) == (kind, PERSON, PAGE)
    assert found.details.get("event") == named


def test_a_visitor_who_opted_in_by_a_checkbox_is_known_by_its_reference():
    found = fact(events({"optin": {"user_ref": "u_1"}, "recipient": {"id": PAGE}}))

    assert (found.kind, found.sender) == ("optin", "u_1")


@pytest.mark.parametrize("own", [True, False])
def test_what_another_app_handles_is_only_overheard(own):
    message = {"mid": "m_1", "text": "Hi", "is_echo": own}

    found = fact(events(event(message=message), key="standby"))

    assert (found.kind, found.text) == ("standby", "Hi")
    assert found.direction == ("outbound" if own else "inbound")


def test_posts_and_comments_of_the_page_are_not_conversations():
    change = {"field": "feed", "value": {"item": "comment", "message": "Nice"}}

    assert fact(events(change, key="changes")).kind == "ignored"


@pytest.mark.feature("CH-33")
def test_events_of_many_entries_come_out_in_order():
    entry = {"messaging": [event(message={"mid": f"m_{n}", "text": str(n)}) for n in range(3)]}

    found = parse(hook({"object": "page", "entry": [entry, entry]}))

    assert [one.text for one in found] == ["0", "1", "2", "0", "1", "2"]
    assert len({one.provider_message_id for one in found}) == 3


def test_a_broken_event_does_not_take_the_others_along():
    found = parse(events(None, 7, {"message": []}, event(message={"mid": "m_1", "text": "Hi"})))

    assert [one.kind for one in found] == ["ignored", "ignored", "ignored", "message"]


@pytest.mark.parametrize(
    "body",
    [{}, {"object": "page", "entry": {}}, {"object": "instagram", "entry": [{"messaging": [{}]}]}],
)
def test_a_call_that_tells_nothing_is_acknowledged(body):
    assert fact(hook(body)).reason == "no events"


@pytest.mark.parametrize("body", [b"not json", b"[]", b""])
def test_what_is_no_webhook_is_refused(body):
    with pytest.raises(Invalid):
        parse(hook(body))
