"""Every kind of event there is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chalicelib.conversations.events.lifecycle import (
    ConversationAssigned,
    ConversationClosed,
    ConversationDeleted,
    ConversationHandedOver,
    ConversationLabelled,
    ConversationMerged,
    ConversationReopened,
    ConversationRestricted,
    ConversationSnoozed,
    ConversationUnmerged,
    ConversationUpdated,
    ConversationWoken,
)
from chalicelib.conversations.events.messages import (
    ConsentUpdated,
    ContactMoved,
    ContactVerified,
    DeliveryUpdated,
    MessageDeleted,
    MessageEdited,
    MessageLabelled,
    MessageReacted,
    MessageReceived,
    MessageSent,
    NoteAdded,
    NoteDeleted,
    NoteEdited,
)
from chalicelib.conversations.events.offers import (
    ConversationInvited,
    ConversationJoined,
    ConversationLeft,
    ConversationRested,
    ConversationTransferred,
    InvitationEnded,
    OfferExpired,
    OfferMade,
    OfferRejected,
    OfferWithdrawn,
    SlaBreached,
    SlaWarned,
)

Event = (
    MessageReceived
    | MessageSent
    | MessageEdited
    | MessageDeleted
    | MessageLabelled
    | MessageReacted
    | ConsentUpdated
    | ContactMoved
    | ContactVerified
    | NoteAdded
    | NoteEdited
    | NoteDeleted
    | ConversationAssigned
    | ConversationHandedOver
    | ConversationClosed
    | ConversationReopened
    | ConversationDeleted
    | ConversationSnoozed
    | ConversationWoken
    | ConversationUpdated
    | ConversationRestricted
    | ConversationLabelled
    | ConversationMerged
    | ConversationUnmerged
    | DeliveryUpdated
    | OfferMade
    | OfferRejected
    | OfferExpired
    | OfferWithdrawn
    | ConversationTransferred
    | ConversationInvited
    | ConversationJoined
    | InvitationEnded
    | ConversationLeft
    | ConversationRested
    | SlaWarned
    | SlaBreached
)
AnyEvent = Annotated[Event, Field(discriminator="type")]

EVENTS: dict[str, type[Event]] = {
    "message.received": MessageReceived,
    "message.sent": MessageSent,
    "message.edited": MessageEdited,
    "message.deleted": MessageDeleted,
    "message.labelled": MessageLabelled,
    "message.reacted": MessageReacted,
    "consent.updated": ConsentUpdated,
    "contact.moved": ContactMoved,
    "contact.verified": ContactVerified,
    "note.added": NoteAdded,
    "note.edited": NoteEdited,
    "note.deleted": NoteDeleted,
    "conversation.assigned": ConversationAssigned,
    "conversation.handed_over": ConversationHandedOver,
    "conversation.closed": ConversationClosed,
    "conversation.reopened": ConversationReopened,
    "conversation.deleted": ConversationDeleted,
    "conversation.snoozed": ConversationSnoozed,
    "conversation.woken": ConversationWoken,
    "conversation.updated": ConversationUpdated,
    "conversation.restricted": ConversationRestricted,
    "conversation.labelled": ConversationLabelled,
    "conversation.merged": ConversationMerged,
    "conversation.unmerged": ConversationUnmerged,
    "delivery.updated": DeliveryUpdated,
    "offer.made": OfferMade,
    "offer.rejected": OfferRejected,
    "offer.expired": OfferExpired,
    "offer.withdrawn": OfferWithdrawn,
    "conversation.transferred": ConversationTransferred,
    "conversation.invited": ConversationInvited,
    "conversation.joined": ConversationJoined,
    "invitation.ended": InvitationEnded,
    "conversation.left": ConversationLeft,
    "conversation.rested": ConversationRested,
    "sla.warned": SlaWarned,
    "sla.breached": SlaBreached,
}
