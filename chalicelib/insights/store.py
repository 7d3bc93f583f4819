"""What is understood lies with its conversation, and goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.insights.domain import Insight
from chalicelib.runtime.ids import iso, parse_iso, seq_of
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta


class InsightItem(Model):
    """What is understood of one message."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    message_id = UnicodeAttribute()
    at = UnicodeAttribute()
    language = UnicodeAttribute()
    confidence = NumberAttribute()
    score = NumberAttribute(null=True)
    of = UnicodeAttribute()
    """A digest of the text that was understood."""


class OverviewItem(Model):
    """A conversation's topics and mood, as they were at a version of it."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="overview")
    of = UnicodeAttribute()
    overview = Json()


class ByRejected(GlobalSecondaryIndex["RejectionItem"]):
    """Where a label was rejected, newest first: the same index that says where labels are."""

    class Meta:
        index_name = "by_label"
        projection = KeysOnlyProjection()

    label_of = UnicodeAttribute(hash_key=True)
    labelled_key = UnicodeAttribute(range_key=True)


class RejectionItem(Model):
    """An agent said that a label does not fit a conversation (NOTE-20)."""

    class Meta:
        locals().update(meta(settings().conversations_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    label_of = UnicodeAttribute()
    labelled_key = UnicodeAttribute()
    by_rejected = ByRejected()


def save(account_id: str, insight: Insight, of: str) -> bool:
    """Store what is understood of a message; whether that is news."""
    item = InsightItem(
        _partition(account_id, insight.conversation_id),
        _key(insight.message_id),
        message_id=insight.message_id,
        at=iso(insight.at),
        language=insight.language,
        confidence=insight.confidence,
        score=insight.score,
        of=of,
    )
    news = InsightItem.pk.does_not_exist() | (InsightItem.of != of)
    if insight.score is not None:
        news |= InsightItem.score.does_not_exist()
    try:
        item.save(condition=news)
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def find(account_id: str, conversation_id: str, message_id: str) -> Insight | None:
    """What is understood of a message."""
    try:
        item = InsightItem.get(_partition(account_id, conversation_id), _key(message_id))
    except InsightItem.DoesNotExist:
        return None
    return _insight(item) if item.message_id == message_id else None


def forget(account_id: str, conversation_id: str, message_id: str) -> None:
    """Remove what was understood of a message, and what was made of it."""
    pk = _partition(account_id, conversation_id)
    InsightItem(pk, _key(message_id)).delete()
    OverviewItem(pk).delete()


def of_conversation(account_id: str, conversation_id: str, limit: int) -> list[Insight]:
    """What is understood of the newest messages of a conversation."""
    items = InsightItem.query(
        _partition(account_id, conversation_id),
        InsightItem.sk.startswith("insight#"),
        scan_index_forward=False,
        limit=limit,
    )
    return [_insight(item) for item in items]


def overview(account_id: str, conversation_id: str, of: str) -> dict[str, Any] | None:
    """What was made of a conversation at this version."""
    try:
        item = OverviewItem.get(_partition(account_id, conversation_id), "overview")
    except OverviewItem.DoesNotExist:
        return None
    found: dict[str, Any] = item.overview
    return found if item.of == of else None


def save_overview(
    account_id: str, conversation_id: str, of: str, overview_: dict[str, Any]
) -> None:
    """Keep what was made of a conversation."""
    OverviewItem(_partition(account_id, conversation_id), of=of, overview=overview_).save()


def reject(account_id: str, conversation_id: str, label_id: str, at: datetime) -> None:
    """Remember that a label does not fit; twice is once."""
    RejectionItem(
        _partition(account_id, conversation_id),
        f"rejected#{label_id}",
        label_of=_rejections(account_id, label_id),
        labelled_key=f"{iso(at)}#{conversation_id}",
    ).save()


def rejected_in(account_id: str, conversation_id: str) -> set[str]:
    """The labels that were rejected for a conversation."""
    items = RejectionItem.query(
        _partition(account_id, conversation_id), RejectionItem.sk.startswith("rejected#")
    )
    return {item.sk.partition("#")[2] for item in items}


def rejected_for(account_id: str, label_ids: Iterable[str], limit: int) -> dict[str, list[str]]:
    """The conversations for which each label was rejected last."""
    return {
        label: [
            item.pk.partition("#")[2]
            for item in RejectionItem.by_rejected.query(
                _rejections(account_id, label), scan_index_forward=False, limit=limit
            )
        ]
        for label in label_ids
    }


def _partition(account_id: str, conversation_id: str) -> str:
    return f"{account_id}#{conversation_id}"


def _key(message_id: str) -> str:
    return f"insight#{seq_of(message_id):010d}"


def _rejections(account_id: str, label_id: str) -> str:
    return f"{account_id}#rejected#{label_id}"


def _insight(item: InsightItem) -> Insight:
    return Insight(
        item.message_id,
        item.pk.partition("#")[2],
        parse_iso(item.at),
        item.language,
        float(item.confidence),
        None if item.score is None else float(item.score),
    )
