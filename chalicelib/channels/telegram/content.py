"""What a Telegram message holds (Telegram docs: "Bot API", Message): one sort of content each, with
a caption where that is a file."""

from __future__ import annotations

import re
from typing import Any

from chalicelib.channels.facts import Answer, Attachment
from chalicelib.channels.payload import ident, listing, mapping, number, present, text, whole

Json = dict[str, Any]
FILES = {
    "animation": "video",
    "document": "document",
    "audio": "audio",
    "voice": "audio",
    "video": "video",
    "video_note": "video",
    "sticker": "sticker",
}
"""In the order of looking: an animation is described as a document as well."""
_SERVICE = """
    new_chat_members new_chat_member new_chat_participant left_chat_member left_chat_participant
    new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created
    channel_chat_created message_auto_delete_timer_changed migrate_from_chat_id pinned_message
    successful_payment refunded_payment users_shared user_shared chat_shared connected_website
    write_access_allowed passport_data proximity_alert_triggered boost_added chat_background_set
    checklist_tasks_done checklist_tasks_added direct_message_price_changed forum_topic_created
    forum_topic_edited forum_topic_closed forum_topic_reopened general_forum_topic_hidden
    general_forum_topic_unhidden giveaway_created giveaway_completed paid_message_price_changed
    video_chat_scheduled video_chat_started video_chat_ended video_chat_participants_invited
    voice_chat_scheduled voice_chat_started voice_chat_ended voice_chat_participants_invited
    gift unique_gift suggested_post_approved suggested_post_approval_failed suggested_post_declined
    suggested_post_paid suggested_post_refunded
"""
SERVICE = frozenset(_SERVICE.split())
"""What the app itself writes into a chat."""
IN_WORDS = ("text", "caption", "dice", "poll", "checklist", "game", "web_app_data")
CONTENT = frozenset((*IN_WORDS, "photo", "contact", "location", "venue", *FILES))
"""What people write, send or start."""
_COMMAND = re.compile(r"(/[A-Za-z0-9_]{1,64})(?:@\w+)?(?=\s|$)(?:\s+(\S+))?")


def words(message: Json) -> str:
    """What was written, or what stands for it."""
    written = text(message.get("text")) or text(message.get("caption"))
    if written:
        return written
    dice = mapping(message.get("dice"))
    if dice:
        return f"{text(dice.get('emoji'))} {ident(dice.get('value')) or ''}".strip()
    poll = mapping(message.get("poll"))
    if poll:
        options = [text(mapping(one).get("text")) for one in listing(poll.get("options"))]
        return "\n".join([text(poll.get("question")), *(f"• {one}" for one in options if one)])
    listed = mapping(message.get("checklist"))
    titles = [text(mapping(one).get("text")) for one in listing(listed.get("tasks"))]
    if listed:
        return "\n".join([text(listed.get("title")), *(f"• {one}" for one in titles if one)])
    form = mapping(message.get("web_app_data"))
    return text(mapping(message.get("game")).get("title")) or text(form.get("button_text"))


def attachments(message: Json) -> list[Attachment]:
    """The file, place or contact of a message."""
    sizes = [mapping(one) for one in listing(message.get("photo"))]
    sizes = [one for one in sizes if ident(one.get("file_id"))]
    if sizes:
        return [_file("image", max(sizes, key=_extent))]
    for name, kind in FILES.items():
        file = mapping(message.get(name))
        if ident(file.get("file_id")):
            found = _file(kind, file)
            return [found.model_copy(update=_nature(name, file))]
    if mapping(message.get("contact")):
        return [_contact(mapping(message.get("contact")))]
    venue = mapping(message.get("venue"))
    spot = mapping(message.get("location")) or mapping(venue.get("location"))
    return [_place(spot, venue)] if spot else []


def _extent(photo: Json) -> tuple[int, int]:
    return (
        (whole(photo.get("width")) or 0) * (whole(photo.get("height")) or 0),
        whole(photo.get("file_size")) or 0,
    )


def _file(kind: str, file: Json) -> Attachment:
    return Attachment(
        type=kind,
        id=ident(file.get("file_id")),
        mime_type=text(file.get("mime_type")) or None,
        filename=text(file.get("file_name")) or None,
        size=whole(file.get("file_size")),
    )


def _nature(name: str, file: Json) -> Json:
    if name == "sticker":
        moves = file.get("is_animated") is True or file.get("is_video") is True
        details = present(emoji=text(file.get("emoji")), set_name=text(file.get("set_name")))
        return {"animated": moves or None, "details": details}
    return {"voice": name == "voice" or None, "animated": name == "animation" or None}


def _contact(contact: Json) -> Attachment:
    names = (text(contact.get("first_name")), text(contact.get("last_name")))
    phone = ident(contact.get("phone_number"))
    return Attachment(
        type="contact",
        name=" ".join(one for one in names if one) or None,
        phones=[phone] if phone else None,
    )


def _place(spot: Json, venue: Json) -> Attachment:
    return Attachment(
        type="location",
        latitude=number(spot.get("latitude")),
        longitude=number(spot.get("longitude")),
        name=text(venue.get("title")) or None,
        address=text(venue.get("address")) or None,
    )


def answer(message: Json) -> Answer | None:
    """What a form that a bot opened inside Telegram sent back."""
    form = mapping(message.get("web_app_data"))
    return Answer(kind="web_app", payload=text(form.get("data"))) if form else None


def command(message: Json) -> tuple[str | None, str | None]:
    """The command that a message begins with, and what follows it (of `/start`, what the link that
    opened the chat carried)."""
    found = _COMMAND.match(text(message.get("text")))
    return (found[1], found[2]) if found else (None, None)


def reply_to(message: Json) -> str | None:
    """The message that this one answers. In a forum each one answers the topic's own first."""
    earlier = mapping(message.get("reply_to_message"))
    if "forum_topic_created" in earlier:
        return None
    return ident(earlier.get("message_id")) or ident(
        mapping(message.get("external_reply")).get("message_id")
    )


def forwarded(message: Json) -> bool | None:
    """Whether somebody else wrote it first."""
    marks = ("forward_origin", "forward_from", "forward_date", "forward_sender_name")
    return any(name in message for name in marks) or None
