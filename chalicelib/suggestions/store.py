"""Suggestions lie with their conversation; models lie in S3."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.runtime.clients import s3
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta
from chalicelib.suggestions.domain import Passage, State, Suggestion

KEPT = timedelta(days=180)


class OfferItem(Model):
    """What was offered for one message. Its attribute `frame` is told to the agents by the
    table's stream."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    frame = JSONAttribute()
    states = JSONAttribute(default=dict)
    ttl = NumberAttribute()


def save(
    account_id: str, conversation_id: str, message_id: str, frame: dict[str, Any], at: datetime
) -> bool:
    """Store the offer for a message, once; whether it is new."""
    item = OfferItem(
        f"{account_id}#{conversation_id}",
        f"suggestion#{message_id}",
        frame=frame,
        ttl=expires(KEPT, at),
    )
    try:
        item.save(condition=OfferItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def latest(account_id: str, conversation_id: str) -> list[Suggestion]:
    """What is offered for the newest message that anything was offered for."""
    items = OfferItem.query(
        f"{account_id}#{conversation_id}",
        OfferItem.sk.startswith("suggestion#"),
        scan_index_forward=False,
        limit=1,
        consistent_read=True,
    )
    return next((_suggestions(item) for item in items), [])


def settle(account_id: str, conversation_id: str, suggestion: Suggestion) -> None:
    """Store what an agent made of a suggestion."""
    item = OfferItem.get(f"{account_id}#{conversation_id}", f"suggestion#{suggestion.message_id}")
    item.update(
        actions=[OfferItem.states.set(dict(item.states) | {suggestion.id: suggestion.state})]
    )


def _suggestions(item: OfferItem) -> list[Suggestion]:
    offered = item.frame["data"]["suggestions"]
    return [
        Suggestion(
            one["id"],
            one["message_id"],
            Passage(
                one["source"]["kind"], one["source"]["id"], one["source"]["title"], one["text"]
            ),
            one["score"],
            State(item.states.get(one["id"], State.OFFERED)),
        )
        for one in offered
    ]


def save_model(account_id: str, data: bytes) -> None:
    """Store an account's model."""
    s3().put_object(Bucket=settings().bucket, Key=_key(account_id), Body=data)


def load_model(account_id: str, known_etag: str | None) -> tuple[str, bytes] | None:
    """An account's model and its tag; None when the caller's is the newest or there is none."""
    try:
        if known_etag:
            answer = s3().get_object(
                Bucket=settings().bucket, Key=_key(account_id), IfNoneMatch=known_etag
            )
        else:
            answer = s3().get_object(Bucket=settings().bucket, Key=_key(account_id))
    except ClientError as error:
        if error.response["Error"]["Code"] in {"304", "NotModified", "NoSuchKey", "404"}:
            return None
        raise
    return answer["ETag"], answer["Body"].read()


def _key(account_id: str) -> str:
    return f"models/{account_id}.model"
