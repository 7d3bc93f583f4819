"""Offers beside their conversation, facts beside the account's knowledge, models in the bucket."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.models import Model

from chalicelib.runtime.clients import s3
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta
from chalicelib.suggestions.domain import Fact, Offer, Outcome, Passage, State, Suggestion

KEPT = timedelta(days=180)


class OfferItem(Model):
    """What was offered for one message. Its attribute `frame` is told to the agents by the
    table's stream."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    frame = JSONAttribute()
    question = UnicodeAttribute(null=True)
    passages = JSONAttribute(default=dict)
    """The passage behind each suggestion."""
    states = JSONAttribute(default=dict)
    ttl = NumberAttribute()


class FactItem(Model):
    """What an agent's deed says of a passage for a question (`feedback#{time}#{suggestion}`)."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    conversation_id = UnicodeAttribute()
    question = UnicodeAttribute()
    passage_id = UnicodeAttribute()
    outcome = UnicodeAttribute()
    distance = NumberAttribute(default=0)


class TrainingItem(Model):
    """Until when an account's next training has been asked for (`training`)."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    due = UnicodeAttribute(null=True)
    pause = NumberAttribute(default=60)
    """Seconds from a closed conversation to the training that learns of it."""


def save(
    account_id: str,
    conversation_id: str,
    message_id: str,
    question: str,
    frame: dict[str, Any],
    passages: dict[str, str],
    at: datetime,
) -> bool:
    """Store the offer for a message, once; whether it is new."""
    item = OfferItem(
        f"{account_id}#{conversation_id}",
        f"suggestion#{message_id}",
        question=question,
        frame=frame,
        passages=passages,
        ttl=expires(KEPT, at),
    )
    try:
        item.save(condition=OfferItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def latest(account_id: str, conversation_id: str) -> Offer | None:
    """What is offered for the newest message that was looked at."""
    items = OfferItem.query(
        f"{account_id}#{conversation_id}",
        OfferItem.sk.startswith("suggestion#"),
        scan_index_forward=False,
        limit=1,
        consistent_read=True,
    )
    return next((_offer(item) for item in items), None)


def settle(account_id: str, conversation_id: str, suggestion: Suggestion) -> None:
    """Store what an agent made of a suggestion."""
    item = OfferItem.get(f"{account_id}#{conversation_id}", f"suggestion#{suggestion.message_id}")
    item.update(
        actions=[OfferItem.states.set(dict(item.states) | {suggestion.id: suggestion.state})]
    )


def _offer(item: OfferItem) -> Offer:
    data = item.frame["data"]
    suggestions = tuple(
        Suggestion(
            one["id"],
            one["message_id"],
            Passage(
                one["source"]["kind"],
                item.passages.get(one["id"], one["source"]["id"]),
                one["source"]["title"],
                one["text"],
                one["source"].get("url"),
            ),
            one["score"],
            State(item.states.get(one["id"], State.OFFERED)),
        )
        for one in data["suggestions"]
    )
    return Offer(data["message_id"], item.question or "", suggestions)


def save_facts(account_id: str, facts: Iterable[Fact]) -> None:
    """Store facts; the same deed told again replaces itself."""
    for fact in facts:
        FactItem(
            account_id,
            f"feedback#{iso(fact.at)}#{fact.suggestion_id}",
            conversation_id=fact.conversation_id,
            question=fact.question,
            passage_id=fact.passage_id,
            outcome=fact.outcome,
            distance=fact.distance,
        ).save()


def facts_after(account_id: str, key: str, limit: int) -> tuple[list[Fact], str]:
    """Up to `limit` facts after a place, oldest first, and the place of the last."""
    first, last = f"feedback#{key}~" if key else "feedback#", "feedback#~"
    found = list(
        islice(FactItem.query(account_id, FactItem.sk.between(first, last), limit=limit), limit)
    )
    place = found[-1].sk.removeprefix("feedback#") if found else key
    return [_fact(item) for item in found], place


def newest_facts(account_id: str, limit: int) -> tuple[list[Fact], str]:
    """The newest `limit` facts, oldest first, and the place of the last."""
    items = FactItem.query(
        account_id, FactItem.sk.startswith("feedback#"), scan_index_forward=False, limit=limit
    )
    found = list(islice(items, limit))[::-1]
    return [_fact(one) for one in found], found[-1].sk.removeprefix("feedback#") if found else ""


def forget(account_id: str, conversation_id: str) -> None:
    """Remove what a deleted conversation's questions taught (CONV-26)."""
    found = FactItem.query(
        account_id,
        FactItem.sk.startswith("feedback#"),
        filter_condition=FactItem.conversation_id == conversation_id,
    )
    with FactItem.batch_write() as batch:
        for item in found:
            batch.delete(item)


def _fact(item: FactItem) -> Fact:
    at, _, suggestion_id = item.sk.removeprefix("feedback#").partition("#")
    return Fact(
        parse_iso(at),
        suggestion_id,
        item.conversation_id,
        item.question,
        item.passage_id,
        Outcome(item.outcome),
        float(item.distance),
    )


def book_training(account_id: str, at: datetime) -> datetime | None:
    """When the training that is asked for now shall be; None when one is booked already."""
    try:
        item = TrainingItem.get(account_id, "training")
    except TrainingItem.DoesNotExist:
        item = TrainingItem(account_id, "training", pause=60)
    if item.due and parse_iso(item.due) > at:
        return None
    due = at + timedelta(seconds=item.pause)
    free = TrainingItem.due.does_not_exist() | (TrainingItem.due <= iso(at))
    try:
        item.update(actions=[TrainingItem.due.set(iso(due))], condition=free)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return None
        raise
    return due


def note_training(account_id: str, pause: timedelta) -> None:
    """A training was done; how long the next one shall wait."""
    TrainingItem(account_id, "training").update(
        actions=[TrainingItem.due.remove(), TrainingItem.pause.set(int(pause.total_seconds()))]
    )


def save_object(account_id: str, name: str, data: bytes) -> None:
    """Store an account's model or vectors. S3 shows the former one or this, whole; former versions
    stay for a week."""
    s3().put_object(Bucket=settings().bucket, Key=_key(account_id, name), Body=data)


def load_object(
    account_id: str, name: str, known_etag: str | None = None
) -> tuple[str, bytes] | None:
    """An account's model or vectors and its tag; None when the caller's is the newest or there is
    none."""
    bucket, key = settings().bucket, _key(account_id, name)
    try:
        if known_etag:
            answer = s3().get_object(Bucket=bucket, Key=key, IfNoneMatch=known_etag)
        else:
            answer = s3().get_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"304", "NotModified", "NoSuchKey", "404"}:
            return None
        raise
    return answer["ETag"], answer["Body"].read()


def _key(account_id: str, name: str) -> str:
    return f"models/{account_id}.{name}"
