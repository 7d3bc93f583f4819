"""Identifiers: a prefix that names the kind and a ULID that sorts by time of birth."""

import secrets
from datetime import UTC, datetime

from ulid import ULID

SEQ_BITS = 32


def new_id(prefix: str, at: datetime | None = None) -> str:
    """A fresh id such as `cnv_01JD…`, born now or at a given time."""
    return f"{prefix}_{ULID.from_datetime(at) if at else ULID()}"


def entry_id(prefix: str, seq: int, at: datetime) -> str:
    """An id for a timeline entry that also says where it stands.

    The last 32 of a ULID's 80 random bits hold the entry's seq, so a message is found by its id
    with one read and no index (docs/decisions/0002).
    """
    fresh = int(ULID.from_datetime(at)) >> 80 << 80
    return f"{prefix}_{ULID.from_int(fresh | secrets.randbits(48) << SEQ_BITS | seq)}"


def seq_of(entry: str) -> int:
    """The seq in an entry's id; 0, which no entry has, for a text that is not such an id."""
    try:
        return int(ULID.from_str(entry.partition("_")[2])) & (1 << SEQ_BITS) - 1
    except ValueError:
        return 0


def time_of(entry: str) -> datetime:
    """When the entry with this id was made, to the millisecond."""
    return ULID.from_str(entry.partition("_")[2]).datetime


def now() -> datetime:
    """The time at the door, cut to the milliseconds that we store."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def iso(moment: datetime) -> str:
    """UTC ISO 8601 with milliseconds and `Z`: sorts as text in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: str) -> datetime:
    """The inverse of `iso`."""
    return datetime.fromisoformat(text)
