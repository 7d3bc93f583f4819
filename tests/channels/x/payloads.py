"""Events as X's documentation describes them, written by us."""

US, KIM = "1745000000000000001", "1745000000000000002"
AT = "1767261600250"
USERS = {
    KIM: {"id": KIM, "name": "Kim Berg", "profile_image_url_https": "https://pbs.example/kim.jpg"},
    US: {"id": US, "name": "Nordlys"},
}


def an_event(sender=KIM, to=US, **data):
    """A direct message with this content."""
    return {
        "type": "message_create",
        "id": "2080765901528535096",
        "created_timestamp": AT,
        "message_create": {
            "sender_id": sender,
            "target": {"recipient_id": to},
            "message_data": {"text": "", **data},
        },
    }


def account_activity(*events, users=USERS):
    """The older API's envelope."""
    return {"for_user_id": US, "direct_message_events": list(events), "users": users}


def activity(event_type, payload):
    """The newer API's."""
    data = {"event_uuid": "-6", "filter": {"user_id": US}, "event_type": event_type}
    return {"data": data | {"payload": payload}}


def received(*events, event_type="dm.received"):
    users = {id_: {"data": user} for id_, user in USERS.items()}
    return activity(event_type, {"direct_message_events": list(events), "users": users})


def a_signal(sender=KIM, to=US, **facts):
    return {"created_timestamp": AT, "sender_id": sender, "target": {"recipient_id": to}} | facts


def a_chat(sender=KIM):
    return {
        "id": "8e75466b-56ec",
        "sender_id": sender,
        "created_at_msec": AT,
        "conversation_id": f"{KIM}:{US}",
        "encoded_event": "CwAB",
    }


PHOTO = {
    "type": "media",
    "media": {
        "id_str": "12",
        "type": "photo",
        "media_url_https": "https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg",
    },
}
ALL = [
    account_activity(an_event(text="Hei"), an_event(attachment=PHOTO)),
    received(an_event(text="Hei")),
    received(an_event(sender=US, to=KIM, text="Hei"), event_type="dm.sent"),
    activity("dm.read", {"direct_message_mark_read_events": [a_signal(last_read_event_id="1")]}),
    activity("dm.indicate_typing", {"direct_message_indicate_typing_events": [a_signal()]}),
    activity("dm.received", {"id": "1", "sender_id": KIM, "text": "Hei", "participant_ids": [US]}),
    activity("chat.received", a_chat()),
    activity("oauth.revoke", {"user_id": US}),
    {"for_user_id": US, "follow_events": [{"type": "follow"}]},
]
