"""Conversations over REST: lists, threads and what agents do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.conversations.domain import Status
from chalicelib.runtime.endpoint import arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.conversations import inboxes, schema, service, views
    from chalicelib.runtime import paging
else:
    inboxes = lazy("chalicelib.conversations.inboxes")
    service = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.conversations.schema")
    paging = lazy("chalicelib.runtime.paging")
    views = lazy("chalicelib.conversations.views")

bp = Blueprint(__name__)


@bp.route("/v1/inboxes", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_inboxes() -> schema.Inboxes:
    """The caller's inboxes and how many open conversations each holds."""
    counted = inboxes.counts(caller(bp))
    return schema.Inboxes(
        items=[schema.InboxView(id=i.id, name=i.name, open=i.open) for i in counted]
    )


@bp.route("/v1/conversations", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_conversations(query: schema.ListQuery) -> paging.Page[views.ConversationView]:
    """A page of an inbox: mine and team newest first, Unassigned oldest first."""
    rows, position = inboxes.page(
        caller(bp),
        query.inbox,
        Status(query.status),
        paging.decode_cursor(query.cursor),
        query.limit,
    )
    return paging.Page(
        items=[views.conversation_view(row.conversation, row.unread) for row in rows],
        next_cursor=paging.encode_cursor(position) if position else None,
    )


@bp.route("/v1/conversations/{conversation_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_conversation(conversation_id: str) -> views.ConversationView:
    """A conversation; opening it assigns nothing and marks nothing read."""
    return views.conversation_view(service.visible(caller(bp), conversation_id))


@bp.route("/v1/conversations/{conversation_id}/timeline", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_timeline(conversation_id: str, query: schema.TimelineQuery) -> paging.Page[views.AnyEvent]:
    """A page of the thread, in ascending order of seq."""
    head = service.visible(caller(bp), conversation_id)
    entries = service.timeline(head.account_id, head.id, query.before, query.after_seq, query.limit)
    older = query.after_seq is None and bool(entries) and entries[0].seq > 1
    return paging.Page(
        items=[views.event(entry) for entry in entries],
        next_cursor=str(entries[0].seq) if older else None,
    )


@bp.route("/v1/conversations/{conversation_id}/messages", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def post_message(conversation_id: str, body: schema.NewMessage) -> views.AnyEvent:
    """Answer the customer. Takes an unassigned conversation, reopens a closed one."""
    return views.event(
        service.reply(caller(bp), conversation_id, body.text, arrived(bp), body.client_id)
    )


@bp.route(
    "/v1/conversations/{conversation_id}/messages/{message_id}/retry",
    methods=["POST"],
    authorizer=authorize,
)
@endpoint(bp, status=202)
def retry_message(conversation_id: str, message_id: str) -> views.AnyEvent:
    """Send a message again whose delivery failed."""
    return views.event(service.retry(caller(bp), conversation_id, message_id, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/notes", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def post_note(conversation_id: str, body: schema.NewNote) -> views.AnyEvent:
    """Leave a note that only colleagues see."""
    return views.event(
        service.add_note(caller(bp), conversation_id, body.text, arrived(bp), body.client_id)
    )


@bp.route("/v1/conversations/{conversation_id}/take", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def take_conversation(conversation_id: str) -> views.ConversationView:
    """Make an unassigned conversation one's own."""
    return views.conversation_view(service.take(caller(bp), conversation_id, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/assign", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def assign_conversation(conversation_id: str, body: schema.Assignment) -> views.ConversationView:
    """Give a conversation to members of its team, or to nobody."""
    return views.conversation_view(
        service.assign(caller(bp), conversation_id, body.user_ids, arrived(bp))
    )


@bp.route("/v1/conversations/{conversation_id}/close", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def close_conversation(conversation_id: str, body: schema.Closing) -> views.ConversationView:
    """End a conversation. An assignee or an admin may."""
    return views.conversation_view(
        service.close(caller(bp), conversation_id, body.disposition, arrived(bp))
    )


@bp.route("/v1/conversations/{conversation_id}/reopen", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def reopen_conversation(conversation_id: str) -> views.ConversationView:
    """Open a closed conversation again."""
    return views.conversation_view(service.reopen(caller(bp), conversation_id, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/read", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def read_conversation(conversation_id: str, body: schema.ReadUpTo) -> None:
    """Note how far the caller has read."""
    service.mark_read(caller(bp), conversation_id, body.up_to)
