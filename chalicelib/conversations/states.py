"""The domain's values as the table holds them, and back. What rules and rows read together is one
JSON text (docs/decisions/0004); fields that are empty are left out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.conversations.domain import (
    CUSTOMER,
    Actor,
    ActorKind,
    ChannelRef,
    Conversation,
    ConversationRef,
    Entry,
    Invitation,
    Offer,
    Parked,
    Person,
    Preview,
    Priority,
    Route,
    Seat,
    Snooze,
    Status,
)
from chalicelib.runtime.ids import parse_iso
from chalicelib.sla.domain import clock_data, clock_of

if TYPE_CHECKING:
    from chalicelib.conversations.items import EntryItem, RowItem


SHORT = {
    "team_id": "t",
    "number": "n",
    "channel": "ch",
    "contact": "c",
    "avatar_url": "av",
    "address": "ad",
    "heard_at": "he",
    "opted_out": "oo",
    "routes": "ro",
    "status": "s",
    "created_at": "cr",
    "version": "v",
    "told_at": "ta",
    "revision": "r",
    "assignees": "as",
    "assigned_at": "aa",
    "assigned_by": "ab",
    "preview": "p",
    "topic": "to",
    "priority": "pr",
    "important": "im",
    "snooze": "sn",
    "labels": "l",
    "visible_to": "vt",
    "mentioned": "m",
    "waiting_since": "w",
    "unreplied_since": "u",
    "received_seq": "rs",
    "news_seq": "ns",
    "reads": "rd",
    "agent_read_seq": "ar",
    "starred": "st",
    "private_labels": "pl",
    "merged_into": "mi",
    "merged": "me",
    "parked": "pk",
    "closed_at": "cl",
    "unpaid_invoices": "ui",
    "disposition": "d",
    "offer": "of",
    "passed": "pa",
    "invitations": "in",
    "weight": "wt",
    "idle": "id",
    "faces": "fa",
    "skills": "sk",
    "sla": "sl",
}
"""Names in the stored text. It is written with every change, into the head, each seat and their
indexes, and a head must stay below the kB from which each of these writes costs double."""

LONG = {short: name for name, short in SHORT.items()}


def state_of(c: Conversation, seat: Seat | None = None) -> dict[str, Any]:
    """The head as JSON; for a seat without what is other users' own. Of a seat that a team holds
    only the read marks are kept: each member's row goes by theirs."""
    reads, starred, labels = dict(c.reads), sorted(c.starred), c.private_labels
    if seat is not None:
        if not seat.is_shared:
            reads = {who: seq for who, seq in reads.items() if who in {seat.holder, CUSTOMER}}
        starred = [user for user in starred if user == seat.holder]
        labels = {user: ids for user, ids in labels.items() if user == seat.holder}
    full = {
        "team_id": c.team_id,
        "number": c.number,
        "channel": _channel(c.channel),
        "contact": [c.contact.id, c.contact.name],
        "avatar_url": c.avatar_url,
        "address": c.address if c.address != c.contact.id else None,
        "heard_at": _ms(c.heard_at),
        "opted_out": c.opted_out,
        "routes": [_route(route) for route in c.routes],
        "status": c.status,
        "created_at": _ms(c.created_at),
        "version": c.version,
        "told_at": _ms(c.told_at) if c.told_at != c.last_entry_at else None,
        "revision": c.revision if seat is None else None,
        "assignees": _people(c.assignees),
        "assigned_at": _ms(c.assigned_at),
        "assigned_by": c.assigned_by,
        "preview": [c.preview.text, c.preview.author, c.preview.seq] if c.preview else None,
        "topic": c.topic,
        "priority": c.priority,
        "important": c.important,
        "snooze": [_ms(c.snooze.until)] if c.snooze else None,
        "labels": list(c.labels),
        "visible_to": None if c.visible_to is None else _people(c.visible_to),
        "mentioned": dict(c.mentioned),
        "waiting_since": _ms(c.waiting_since),
        "unreplied_since": _ms(c.unreplied_since),
        "received_seq": c.received_seq,
        "news_seq": c.news_seq,
        "reads": reads,
        "agent_read_seq": c.agent_read_seq,
        "starred": starred,
        "private_labels": {user: list(ids) for user, ids in labels.items()},
        "merged_into": _ref(c.merged_into),
        "merged": [_ref(ref) for ref in c.merged],
        "parked": [c.parked.status, _ms(c.parked.waiting_since), _ms(c.parked.unreplied_since)]
        if c.parked
        else None,
        "closed_at": _ms(c.closed_at),
        "unpaid_invoices": c.unpaid_invoices,
        "disposition": c.disposition,
        "offer": _offer(c.offer),
        "passed": list(c.passed),
        "invitations": [_invitation(one) for one in c.invitations],
        "weight": [c.weight] if c.weight != 1 else None,
        "idle": c.idle,
        "faces": {user: [face.id, face.name] for user, face in c.faces.items()},
        "skills": list(c.skills),
        "sla": clock_data(c.sla) if c.sla else None,
    }
    return {SHORT[name]: value for name, value in full.items() if value}


def conversation_of(item: RowItem) -> Conversation:
    """The head that a row's item holds."""
    account_id, _, conversation_id = item.pk.partition("#")
    s = {LONG[short]: value for short, value in item.state.items()}
    preview, snooze, parked = s.get("preview"), s.get("snooze"), s.get("parked")
    named = s.get("visible_to")
    last = parse_iso(str(item.updated_key).partition("#")[0])
    return Conversation(
        account_id=account_id,
        id=conversation_id,
        team_id=s["team_id"],
        channel=ChannelRef(*s["channel"]),
        contact=Person(*s["contact"]),
        address=s.get("address") or s["contact"][0],
        status=Status(s["status"]),
        created_at=_at(s["created_at"]),
        last_entry_at=last,
        version=s["version"],
        told_at=_moment(s.get("told_at")) or last,
        revision=s.get("revision", 0),
        number=s.get("number", 0),
        avatar_url=s.get("avatar_url"),
        heard_at=_moment(s.get("heard_at")),
        opted_out=s.get("opted_out", False),
        routes=tuple(_parse_route(one) for one in s.get("routes", ())),
        assignees=_persons(s.get("assignees", ())),
        assigned_at=_moment(s.get("assigned_at")),
        assigned_by=s.get("assigned_by"),
        preview=Preview(preview[0], ActorKind(preview[1]), preview[2]) if preview else None,
        topic=s.get("topic"),
        priority=Priority(s["priority"]) if s.get("priority") else None,
        important=s.get("important", False),
        snooze=Snooze(_moment(snooze[0])) if snooze else None,
        labels=tuple(s.get("labels", ())),
        visible_to=None if named is None else _persons(named),
        mentioned=s.get("mentioned", {}),
        waiting_since=_moment(s.get("waiting_since")),
        unreplied_since=_moment(s.get("unreplied_since")),
        received_seq=s.get("received_seq", 0),
        news_seq=s.get("news_seq", 0),
        reads=s.get("reads", {}),
        agent_read_seq=s.get("agent_read_seq", 0),
        starred=frozenset(s.get("starred", ())),
        private_labels={user: tuple(ids) for user, ids in s.get("private_labels", {}).items()},
        merged_into=_parse_ref(s.get("merged_into")),
        merged=tuple(ConversationRef(*ref) for ref in s.get("merged", ())),
        parked=Parked(Status(parked[0]), _moment(parked[1]), _moment(parked[2]))
        if parked
        else None,
        closed_at=_moment(s.get("closed_at")),
        unpaid_invoices=s.get("unpaid_invoices", 0),
        disposition=s.get("disposition"),
        offer=_parse_offer(s.get("offer")),
        passed=tuple(s.get("passed", ())),
        invitations=tuple(_parse_invitation(one) for one in s.get("invitations", ())),
        weight=s.get("weight", [1])[0],
        idle=s.get("idle", False),
        faces={user: Person(*face) for user, face in s.get("faces", {}).items()},
        skills=tuple(s.get("skills", ())),
        sla=clock_of(s["sla"]) if s.get("sla") else None,
    )


def reads_of(state: dict[str, Any]) -> dict[str, int]:
    """The read marks in a stored state."""
    reads: dict[str, int] = state.get(SHORT["reads"], {})
    return reads


def named_in(state: dict[str, Any]) -> set[str]:
    """The users and teams in a stored state that see the conversation by name: who have it, whom a
    note mentions, and who are asked to take it or to join."""
    offer = state.get(SHORT["offer"])
    return {
        *(pair[0] for pair in state.get(SHORT["assignees"], ())),
        *state.get(SHORT["mentioned"], ()),
        *(one[1] for one in state.get(SHORT["invitations"], ())),
        *([offer[1]] if offer else ()),
    }


def entry_of(item: EntryItem) -> Entry:
    """The entry that an item holds."""
    account_id, conversation_id = item.pk.split("#")
    actor = Actor(ActorKind(item.actor["kind"]), item.actor["id"], item.actor["name"])
    own = item.private_labels or {}
    return Entry(
        item.id,
        account_id,
        conversation_id,
        int(item.sk.removeprefix("entry#")),
        item.type,
        actor,
        parse_iso(item.occurred_at),
        item.data,
        item.changes or {},
        {user: tuple(labels) for user, labels in own.items()},
        tuple(item.history or ()),
        item.provider_message_id,
    )


def _channel(channel: ChannelRef) -> list[Any]:
    return [channel.id, channel.kind, channel.name, channel.pushes]


def _route(route: Route) -> list[Any]:
    return [_channel(route.channel), route.address, _ms(route.heard_at), route.opted_out]


def _parse_route(kept: list[Any]) -> Route:
    channel, address, heard_at, opted_out = kept
    return Route(ChannelRef(*channel), address, _moment(heard_at), opted_out)


def _offer(offer: Offer | None) -> list[Any] | None:
    if offer is None:
        return None
    return [offer.id, offer.to.id, offer.to.name, _ms(offer.made_at), _ms(offer.until)]


def _parse_offer(kept: list[Any] | None) -> Offer | None:
    if kept is None:
        return None
    id_, user, name, made_at, until = kept
    return Offer(id_, Person(user, name), _at(made_at), _at(until))


def _invitation(one: Invitation) -> list[Any]:
    return [one.id, one.to.id, one.to.name, one.by.id, one.by.name, _ms(one.at)]


def _parse_invitation(kept: list[Any]) -> Invitation:
    id_, to, to_name, by, by_name, at = kept
    return Invitation(id_, Person(to, to_name), Person(by, by_name), _at(at))


def _people(persons: tuple[Person, ...]) -> list[list[str]]:
    return [[person.id, person.name] for person in persons]


def _persons(pairs: Any) -> tuple[Person, ...]:
    return tuple(Person(*pair) for pair in pairs)


def _ref(ref: ConversationRef | None) -> list[Any] | None:
    return [ref.id, ref.number] if ref else None


def _parse_ref(pair: list[Any] | None) -> ConversationRef | None:
    return ConversationRef(*pair) if pair else None


def _ms(moment: datetime | None) -> int | None:
    """A time as milliseconds since 1970: half of what it takes as text."""
    return round(moment.timestamp() * 1000) if moment else None


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else _at(milliseconds)


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds // 1000, UTC).replace(
        microsecond=milliseconds % 1000 * 1000
    )
