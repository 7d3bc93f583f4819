"""Channels in DynamoDB, under their account; the door finds one by its id alone."""

from __future__ import annotations

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.channels.domain import Channel
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


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
    created_at = UnicodeAttribute()
    by_ref = ByRef()


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
        created_at=iso(channel.created_at),
    ).save()


def delete(channel: Channel) -> None:
    """Remove a channel; its conversations stay."""
    ChannelItem(channel.account_id, f"channel#{channel.id}").delete()


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
    )
