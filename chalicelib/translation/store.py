"""Translations lie with their conversation; what was translated once is remembered for the account.

A remembered translation is encrypted by a key made from the text that it translates: when that text
is deleted, what is left of it here cannot be read by anyone.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.runtime.ids import seq_of
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, expires, meta
from chalicelib.translation.domain import Translation

REMEMBERED = timedelta(days=90)
NONCE = 12
"""Bytes, as AES-GCM takes them (NIST SP 800-38D)."""


class TranslationItem(Model):
    """A message in one other language. An attribute `frame`, where there is one, is told to the
    agents by the table's stream."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    message_id = UnicodeAttribute()
    language = UnicodeAttribute()
    source_language = UnicodeAttribute()
    text = UnicodeAttribute()
    provider = UnicodeAttribute()
    of = UnicodeAttribute()
    """A digest of the text and glossary that it was made from."""
    frame = Json(null=True)


class RememberedItem(Model):
    """A text that was translated before."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="remembered")
    sealed = BinaryAttribute(legacy_encoding=False)
    ttl = NumberAttribute()


def save(
    account_id: str,
    conversation_id: str,
    translation: Translation,
    of: str,
    frame: dict[str, Any] | None = None,
) -> bool:
    """Store a message's translation in place of an earlier one; whether it says anything new."""
    item = TranslationItem(
        f"{account_id}#{conversation_id}",
        _key(translation.message_id, translation.language),
        message_id=translation.message_id,
        language=translation.language,
        source_language=translation.source_language,
        text=translation.text,
        provider=translation.provider,
        of=of,
        frame=frame,
    )
    news = TranslationItem.pk.does_not_exist() | (TranslationItem.of != of)
    try:
        item.save(condition=news)
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def find(
    account_id: str, conversation_id: str, message_id: str, language: str, of: str
) -> Translation | None:
    """A message's translation, if it is of this text and glossary."""
    try:
        item = TranslationItem.get(f"{account_id}#{conversation_id}", _key(message_id, language))
    except TranslationItem.DoesNotExist:
        return None
    return _translation(item) if item.of == of else None


def of_conversation(
    account_id: str, conversation_id: str, language: str | None, limit: int
) -> list[Translation]:
    """The newest translations of a conversation's messages, the newest message first."""
    items = TranslationItem.query(
        f"{account_id}#{conversation_id}",
        TranslationItem.sk.startswith("translation#"),
        scan_index_forward=False,
        limit=limit,
    )
    found = (_translation(item) for item in items)
    return [one for one in found if language is None or one.language == language]


def forget(account_id: str, conversation_id: str, message_id: str) -> None:
    """Remove every translation of a message."""
    pk = f"{account_id}#{conversation_id}"
    found = list(TranslationItem.query(pk, TranslationItem.sk.startswith(_key(message_id, ""))))
    with TranslationItem.batch_write() as batch:
        for item in found:
            batch.delete(item)


def recall(account_id: str, key: str, secret: bytes) -> str | None:
    """What was remembered under a key for who has the secret."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        item = RememberedItem.get(f"{account_id}#translated#{key}", "remembered")
    except RememberedItem.DoesNotExist:
        return None
    sealed = item.sealed
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE], sealed[NONCE:], key.encode()).decode()
    except InvalidTag:
        return None


def remember(account_id: str, key: str, secret: bytes, text: str, at: datetime) -> None:
    """Keep a translation under a key for who has the secret."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    sealed = nonce + AESGCM(secret).encrypt(nonce, text.encode(), key.encode())
    RememberedItem(
        f"{account_id}#translated#{key}", sealed=sealed, ttl=expires(REMEMBERED, at)
    ).save()


def _key(message_id: str, language: str) -> str:
    return f"translation#{seq_of(message_id):010d}#{language.lower()}"


def _translation(item: TranslationItem) -> Translation:
    return Translation(
        item.message_id, item.language, item.source_language, item.text, item.provider
    )
