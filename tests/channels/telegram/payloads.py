"""Updates as the Bot API describes them, written by us."""

KIM = {"id": 7001, "is_bot": False, "first_name": "Kim", "last_name": "Berg", "username": "kimb"}
PRIVATE = {"id": 7001, "type": "private", "first_name": "Kim"}
GROUP = {"id": -1009, "type": "supergroup", "title": "Hytta"}


def a_message(**content):
    """A message of Kim's in their own chat."""
    known = {"message_id": 5, "from": KIM, "chat": PRIVATE, "date": 1767261600}
    return known | content


def an_update(**update):
    return {"update_id": 900} | update


PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 900},
    {"file_id": "large", "file_unique_id": "l", "width": 900, "height": 600, "file_size": 90000},
    {"file_id": "middle", "file_unique_id": "m", "width": 320, "height": 200, "file_size": 9000},
]
BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "q1"}], [{"text": "No"}]]}
ALL = [
    an_update(message=a_message(text="Hei")),
    an_update(message=a_message(photo=PHOTO, caption="Se", media_group_id="13")),
    an_update(message=a_message(voice={"file_id": "v", "mime_type": "audio/ogg", "duration": 2})),
    an_update(message=a_message(contact={"phone_number": "+4791234567", "first_name": "Ola"})),
    an_update(message=a_message(location={"latitude": 59.9, "longitude": 10.7})),
    an_update(message=a_message(poll={"question": "When?", "options": [{"text": "Now"}]})),
    an_update(message=a_message(chat=GROUP, migrate_to_chat_id=-100777)),
    an_update(edited_message=a_message(text="Hei!", edit_date=1767261700)),
    an_update(channel_post={"message_id": 9, "chat": GROUP, "date": 1767261600, "text": "News"}),
    an_update(
        callback_query={
            "id": "77",
            "from": KIM,
            "message": a_message(reply_markup=BUTTONS),
            "data": "q1",
        }
    ),
    an_update(
        message_reaction={
            "chat": PRIVATE,
            "message_id": 5,
            "user": KIM,
            "date": 1767261600,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    ),
    an_update(
        my_chat_member={
            "chat": PRIVATE,
            "from": KIM,
            "date": 1767261600,
            "old_chat_member": {"status": "member"},
            "new_chat_member": {"status": "kicked"},
        }
    ),
    an_update(business_message=a_message(text="Hei", business_connection_id="bc1")),
    an_update(deleted_business_messages={"chat": PRIVATE, "message_ids": [1, 2]}),
    an_update(business_connection={"id": "bc1", "user": KIM, "date": 1, "is_enabled": True}),
]
