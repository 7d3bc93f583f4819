"""Events as the Messaging API describes them, written by us."""

KIM, GROUP, ROOM = "U4af4980629", "C9f1e2d3c4b", "R7a6b5c4d3e"
AT = 1_767_261_600_250


def an_event(type_, **facts):
    """An event of Kim's in the chat between the two."""
    known = {
        "type": type_,
        "mode": "active",
        "timestamp": AT,
        "source": {"type": "user", "userId": KIM},
        "webhookEventId": "01KDWHOOKEVENT",
        "deliveryContext": {"isRedelivery": False},
    }
    return known | facts


def a_message(type_, **content):
    message = {"id": "468789577898262530", "type": type_} | content
    return an_event("message", message=message, replyToken="r1")


def a_body(*events):
    return {"destination": "Uaccount", "events": list(events)}


ALL = [
    a_body(a_message("text", text="Hei", quotedMessageId="46878")),
    a_body(a_message("image", contentProvider={"type": "line"})),
    a_body(a_message("file", fileName="a.pdf", fileSize=10), a_message("hologram")),
    a_body(a_message("location", title="Opera", latitude=59.9, longitude=10.7)),
    a_body(an_event("postback", postback={"data": "a=1", "params": {"date": "2026-01-02"}})),
    a_body(an_event("unsend", unsend={"messageId": "1"})),
    a_body(an_event("follow"), an_event("unfollow")),
    a_body(an_event("join", source={"type": "group", "groupId": GROUP})),
    a_body(),
]
