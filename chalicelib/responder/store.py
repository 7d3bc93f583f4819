"""Auto-replies in DynamoDB: one shelf of an account, and what a conversation heard last."""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.responder.domain.replies import MOST, AutoReply, data, of
from chalicelib.runtime.ids import iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.shelf import Shelf
from chalicelib.runtime.tables import meta

shelf: Shelf[AutoReply] = Shelf("auto-replies", "auto-reply", of, data, MOST)


class HeardItem(Model):
    """`auto-reply`, in the conversation's own partition: when it last got one, to what and on which
    occasion. It goes with its conversation."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="auto-reply")
    at = UnicodeAttribute()
    message_id = UnicodeAttribute()
    spell = UnicodeAttribute()


def claim(
    account_id: str,
    conversation_id: str,
    message_id: str,
    spell: str,
    pause: timedelta,
    at: datetime,
) -> bool:
    """Whether a conversation may hear something now: not within the pause since it last did, nor on
    the occasion on which it did. The same message asked for again may, so that a crash in between
    costs no answer."""
    item = HeardItem(
        f"{account_id}#{conversation_id}", at=iso(at), message_id=message_id, spell=spell
    )
    over = (HeardItem.at <= iso(at - pause)) & (HeardItem.spell != spell)
    free = HeardItem.pk.does_not_exist() | over
    try:
        item.save(condition=free | (HeardItem.message_id == message_id))
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True
