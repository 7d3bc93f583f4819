"""Channels in DynamoDB, under their account; the door finds one by its id alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.channels.domain import Channel, Template
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta


class ByRef(GlobalSecondaryIndex["ChannelItem"]):
    """A channel by the id in its webhook's URL, which does not name the account."""

    class Meta:
        index_name = "by_ref"
        projection = AllProjection()

    ref = UnicodeAttribute(hash_key=True)


class ChannelItem(Model):
    """A connected channel; its credentials are in Secrets Manager."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    ref = UnicodeAttribute()
    channel_kind = UnicodeAttribute()
    name = UnicodeAttribute()
    team_id = UnicodeAttribute()
    address = UnicodeAttribute(null=True)
    settings = JSONAttribute()
    managed_by = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute()
    by_ref = ByRef()


class HealthItem(Model):
    """pk `{account}#channels`, sk `health#{channel}`: how a channel is."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    first_event_at = UnicodeAttribute(null=True)
    last_event_at = UnicodeAttribute(null=True)
    refused_at = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)


class HeldItem(Model):
    """The same pk, sk `held#{channel}#{conversation}#{seq}`: a message that waits for new
    credentials."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)


class TemplatesItem(Model):
    """The same pk, sk `templates#{channel}`: what the provider has approved, as one text. WhatsApp
    allows most accounts 250 templates, of about a kB each: below DynamoDB's 400 kB."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    templates = Json()
    synced_at = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted of a channel's health."""

    first_event_at: datetime | None
    last_event_at: datetime | None
    refused_at: datetime | None
    reason: str | None


def health(account_id: str, channel_id: str) -> Noted | None:
    """What was noted of a channel, as of the last write."""
    try:
        item = HealthItem.get(_beside(account_id), f"health#{channel_id}", consistent_read=True)
    except HealthItem.DoesNotExist:
        return None
    return Noted(
        _moment(item.first_event_at),
        _moment(item.last_event_at),
        _moment(item.refused_at),
        item.reason,
    )


def note_heard(account_id: str, channel_id: str, at: datetime) -> None:
    """A verified event came in."""
    now = iso(at)
    HealthItem(_beside(account_id), f"health#{channel_id}").update(
        actions=[
            HealthItem.first_event_at.set(HealthItem.first_event_at | now),
            HealthItem.last_event_at.set(now),
        ]
    )


def note_refused(account_id: str, channel_id: str, reason: str, at: datetime) -> bool:
    """Its credentials were refused; False when that is known."""
    try:
        HealthItem(_beside(account_id), f"health#{channel_id}").update(
            actions=[HealthItem.refused_at.set(iso(at)), HealthItem.reason.set(reason)],
            condition=HealthItem.refused_at.does_not_exist(),
        )
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def note_accepted(account_id: str, channel_id: str) -> None:
    """Its credentials are good."""
    HealthItem(_beside(account_id), f"health#{channel_id}").update(
        actions=[HealthItem.refused_at.remove(), HealthItem.reason.remove()]
    )


def hold(account_id: str, channel_id: str, conversation_id: str, seq: int) -> None:
    """Keep a message for later."""
    HeldItem(_beside(account_id), _held_key(channel_id, conversation_id, seq)).save()


def release(account_id: str, channel_id: str, conversation_id: str, seq: int) -> None:
    """Keep it no more."""
    HeldItem(_beside(account_id), _held_key(channel_id, conversation_id, seq)).delete()


def held(account_id: str, channel_id: str, limit: int) -> list[tuple[str, int]]:
    """Messages that are kept: conversation and seq, in the order of both."""
    items = HeldItem.query(
        _beside(account_id), HeldItem.sk.startswith(f"held#{channel_id}#"), limit=limit
    )
    keys = (item.sk.split("#") for item in items)
    return [(conversation_id, int(seq)) for _, _, conversation_id, seq in keys]


def count_held(account_id: str, channel_id: str) -> int:
    """How many are kept, counted to 100."""
    prefix = f"held#{channel_id}#"
    return HeldItem.count(_beside(account_id), HeldItem.sk.startswith(prefix), limit=100)


def _beside(account_id: str) -> str:
    """The partition beside the account's own, whose items are read as ranges."""
    return f"{account_id}#channels"


def _held_key(channel_id: str, conversation_id: str, seq: int) -> str:
    return f"held#{channel_id}#{conversation_id}#{seq:010}"


def templates(account_id: str, channel_id: str) -> tuple[list[Template], datetime | None]:
    """A channel's templates and when they were fetched."""
    try:
        item = TemplatesItem.get(_beside(account_id), f"templates#{channel_id}")
    except TemplatesItem.DoesNotExist:
        return [], None
    return [_template(one) for one in item.templates], parse_iso(item.synced_at)


def save_templates(
    account_id: str, channel_id: str, found: Sequence[Template], at: datetime
) -> None:
    """Keep what was fetched instead of what was before."""
    kept = [{k: v for k, v in asdict(one).items() if v} for one in found]
    TemplatesItem(
        _beside(account_id), f"templates#{channel_id}", templates=kept, synced_at=iso(at)
    ).save()


def _template(kept: Mapping[str, Any]) -> Template:
    return Template(**{**kept, "buttons": tuple(kept.get("buttons", ()))})


def _moment(text: str | None) -> datetime | None:
    return parse_iso(text) if text else None


def find(channel_id: str) -> Channel | None:
    """A channel by its id alone: one read."""
    return next((_channel(item) for item in ChannelItem.by_ref.query(channel_id, limit=1)), None)


def get(account_id: str, channel_id: str) -> Channel | None:
    """A channel of the account."""
    try:
        return _channel(ChannelItem.get(account_id, f"channel#{channel_id}", consistent_read=True))
    except ChannelItem.DoesNotExist:
        return None


def list_of(account_id: str) -> list[Channel]:
    """All channels of the account."""
    items = ChannelItem.query(account_id, ChannelItem.sk.startswith("channel#"))
    return [_channel(item) for item in items]


def save(channel: Channel) -> None:
    """Store or replace a channel."""
    ChannelItem(
        channel.account_id,
        f"channel#{channel.id}",
        ref=channel.id,
        channel_kind=channel.kind,
        name=channel.name,
        team_id=channel.team_id,
        address=channel.address,
        settings=channel.settings,
        managed_by=channel.managed_by,
        created_at=iso(channel.created_at),
    ).save()


def delete(channel: Channel) -> None:
    """Remove a channel with what was noted of it; its conversations stay."""
    ChannelItem(channel.account_id, f"channel#{channel.id}").delete()
    HealthItem(_beside(channel.account_id), f"health#{channel.id}").delete()
    TemplatesItem(_beside(channel.account_id), f"templates#{channel.id}").delete()


def _channel(item: ChannelItem) -> Channel:
    return Channel(
        item.pk,
        item.ref,
        item.channel_kind,
        item.name,
        item.team_id,
        parse_iso(item.created_at),
        item.address,
        item.settings,
        item.managed_by,
    )
