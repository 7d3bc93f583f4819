"""Conversations as the outside world sees them: REST and sockets alike."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from chalicelib.conversations.domain import (
    PUBLIC,
    ActorKind,
    Conversation,
    Invitation,
    Offer,
    Person,
    Priority,
    Route,
    Status,
    is_unread,
    people,
)
from chalicelib.conversations.events import (
    EVENTS,
    AnyEvent,
    ConversationRef,
    PersonView,
    SnoozeView,
    bus_events,
    event,
    event_data,
    visitor_data,
    visitor_event,
)
from chalicelib.runtime.ids import iso
from chalicelib.runtime.model import Model
from chalicelib.sla.domain import Clock

__all__ = [
    "EVENTS",
    "PUBLIC",
    "AnyEvent",
    "ConversationView",
    "PersonView",
    "bus_events",
    "conversation_data",
    "conversation_view",
    "event",
    "event_data",
    "visitor_data",
    "visitor_event",
]


class ChannelRefView(Model):
    """A channel that a conversation runs on."""

    id: str
    kind: str
    name: str


class RouteView(ChannelRefView):
    """A channel of a conversation, and what is known of the customer there."""

    address: str
    heard_at: str | None = Field(description="When the customer last wrote there.")
    opted_out: bool = Field(description="Whether they want nothing more there.")


class ContactRefView(PersonView):
    """The customer, as a list row shows them."""

    avatar_url: str | None = None


class PreviewView(Model):
    """The last message of a conversation."""

    text: str
    author: ActorKind


class OfferView(Model):
    """An agent who is asked whether they take a conversation that waits."""

    id: str
    user: PersonView
    made_at: str
    until: str


class InvitationView(Model):
    """A colleague, or whoever of a team takes it, asked to join."""

    id: str
    to: PersonView
    by: PersonView
    at: str


Target = Literal["first", "next", "resolve"]


class SlaView(Model):
    """The clocks of a service level; one that does not run is null."""

    policy_id: str
    first_due: str | None
    next_due: str | None
    resolve_due: str | None
    warned: list[Target] = Field(description="Targets of which somebody was warned.")
    breached: list[Target] = Field(description="Targets that were missed.")


class ConversationView(Model):
    """A conversation: the same in a list, alone and in a socket frame. The last fields depend on
    who asks, and are null in socket frames."""

    id: str
    number: int
    status: Literal[Status.OPEN, Status.CLOSED]
    team_id: str
    channel: ChannelRefView
    channels: list[RouteView] = Field(description="All it can continue on, the main first.")
    contact: ContactRefView
    assignees: list[PersonView]
    preview: PreviewView | None
    topic: str | None
    priority: Priority | None
    important: bool
    snooze: SnoozeView | None = Field(description="Set while it is out of the inbox.")
    labels: list[str] = Field(description="Ids of the labels that colleagues see.")
    visible_to: list[PersonView] | None = Field(
        description="Who alone may see it; null: everyone who may see its team."
    )
    created_at: str
    last_entry_at: str
    waiting_since: str | None
    unreplied_since: str | None
    version: int = Field(description="The seq of its newest timeline entry.")
    received_seq: int = Field(description="The seq of the customer's newest message.")
    customer_read_seq: int = Field(description="How far the customer has read, where known.")
    offer: OfferView | None = Field(description="Whom it is offered to now, while it waits.")
    invitations: list[InvitationView]
    skills: list[str] = Field(description="What its agents must know, beside what its team asks.")
    weight: int = Field(description="What it counts of the capacity of those who have it.")
    disposition: str | None = Field(description="How it ended last.")
    sla: SlaView | None = Field(description="What was promised, and by when.")
    merged_into: ConversationRef | None
    merged: list[ConversationRef]
    unread: bool | None = None
    starred: bool | None = None
    mentioned: bool | None = None
    private_labels: list[str] | None = None
    read_seq: int | None = Field(None, description="How far the caller has read.")


def conversation_data(c: Conversation) -> dict[str, Any]:
    """A conversation as the JSON of its view, without what depends on the reader."""
    main = {"id": c.channel.id, "kind": c.channel.kind, "name": c.channel.name}
    return {
        "id": c.id,
        "number": c.number,
        "status": c.status,
        "team_id": c.team_id,
        "channel": main,
        "channels": [_route(route) for route in c.all_routes],
        "contact": {"id": c.contact.id, "name": c.contact.name, "avatar_url": c.avatar_url},
        "assignees": people(c.assignees),
        "preview": {"text": c.preview.text, "author": c.preview.author} if c.preview else None,
        "topic": c.topic,
        "priority": c.priority,
        "important": c.important,
        "snooze": {"until": _iso(c.snooze.until)} if c.snooze else None,
        "labels": list(c.labels),
        "visible_to": None if c.visible_to is None else people(c.visible_to),
        "created_at": iso(c.created_at),
        "last_entry_at": iso(c.last_entry_at),
        "waiting_since": _iso(c.waiting_since),
        "unreplied_since": _iso(c.unreplied_since),
        "version": c.version,
        "received_seq": c.received_seq,
        "customer_read_seq": c.customer_read_seq,
        "offer": _offer(c.offer) if c.offer else None,
        "invitations": [_invitation(one) for one in c.invitations],
        "skills": list(c.skills),
        "weight": c.weight,
        "disposition": c.disposition,
        "sla": _sla(c.sla) if c.sla else None,
        "merged_into": {"id": c.merged_into.id, "number": c.merged_into.number}
        if c.merged_into
        else None,
        "merged": [{"id": other.id, "number": other.number} for other in c.merged],
    }


def conversation_view(
    c: Conversation, reader: str, team_ids: frozenset[str] = frozenset()
) -> ConversationView:
    """A conversation as a user sees it, with what is theirs alone."""
    own = {
        "unread": is_unread(c, reader, team_ids),
        "starred": reader in c.starred,
        "mentioned": any(one in c.mentioned for one in (reader, *team_ids)),
        "private_labels": list(c.private_labels.get(reader, ())),
        "read_seq": c.reads.get(reader, 0),
    }
    return ConversationView.model_validate(conversation_data(c) | own)


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "user": _person(offer.to),
        "made_at": iso(offer.made_at),
        "until": iso(offer.until),
    }


def _invitation(one: Invitation) -> dict[str, Any]:
    return {"id": one.id, "to": _person(one.to), "by": _person(one.by), "at": iso(one.at)}


def _sla(clock: Clock) -> dict[str, Any]:
    return {
        "policy_id": clock.policy_id,
        "first_due": _iso(clock.first_due),
        "next_due": _iso(clock.next_due),
        "resolve_due": _iso(clock.resolve_due),
        "warned": list(clock.warned),
        "breached": list(clock.breached),
    }


def _person(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name}


def _route(route: Route) -> dict[str, Any]:
    return {
        "id": route.channel.id,
        "kind": route.channel.kind,
        "name": route.channel.name,
        "address": route.address,
        "heard_at": _iso(route.heard_at),
        "opted_out": route.opted_out,
    }


def _iso(moment: Any) -> str | None:
    return iso(moment) if moment else None
