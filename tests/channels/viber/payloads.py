"""Callbacks as Viber's REST API describes them, written by us."""

KIM = {"id": "a1B2c3D4e5F6g7H8==", "name": "Kim Berg", "avatar": "https://avatars.example/kim.jpg"}
TOKEN = 5_741_311_803_571_721_087
AT = 1_767_261_600_250


def a_message(**message):
    """A message of Kim's."""
    return {"event": "message", "timestamp": AT, "message_token": TOKEN, "sender": KIM} | {
        "message": message,
        "silent": False,
    }


def an_event(event, **facts):
    return {"event": event, "timestamp": AT, "message_token": TOKEN} | facts


ALL = [
    a_message(type="text", text="Hei", tracking_data="cnv_1.2"),
    a_message(type="picture", media="https://dl-media.viber.com/1.jpg", text="Se"),
    a_message(type="file", media="https://dl-media.viber.com/1", file_name="a.pdf", size=10),
    a_message(type="location", location={"lat": 59.9, "lon": 10.7}),
    a_message(type="contact", contact={"name": "Ola", "phone_number": "+4791234567"}),
    a_message(type="sticker", sticker_id=46105),
    a_message(type="url", media="https://shop.example"),
    an_event("delivered", user_id=KIM["id"]),
    an_event("failed", user_id=KIM["id"], desc="no device"),
    an_event("subscribed", user=KIM),
    an_event("unsubscribed", user_id=KIM["id"]),
    an_event("conversation_started", type="open", context="shop", user=KIM, subscribed=False),
    an_event("webhook"),
]
