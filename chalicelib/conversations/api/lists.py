"""Inboxes, lists, heads and threads."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.conversations.api.blueprint import bp
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint, given
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import service as accounts
    from chalicelib.accounts.domain import Caller
    from chalicelib.conversations import counting, inboxes, schema, service, views
    from chalicelib.conversations.domain import Conversation
    from chalicelib.runtime import paging
    from chalicelib.saved_views import service as saved_views
    from chalicelib.search import service as search
else:
    accounts = lazy("chalicelib.accounts.service")
    counting = lazy("chalicelib.conversations.counting")
    inboxes = lazy("chalicelib.conversations.inboxes")
    service = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.conversations.schema")
    paging = lazy("chalicelib.runtime.paging")
    views = lazy("chalicelib.conversations.views")
    saved_views = lazy("chalicelib.saved_views.service")
    search = lazy("chalicelib.search.service")


@bp.route("/v1/inboxes", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_inboxes() -> schema.Inboxes:
    """The caller's inboxes with their numbers, and the badge."""
    counted, badge = counting.counts(caller(bp))
    return schema.Inboxes(
        items=[schema.InboxView.model_validate(asdict(one)) for one in counted],
        badge=badge,
        waiting=next((one.open for one in counted if one.id == "unassigned"), 0),
    )


@bp.route("/v1/conversations", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_conversations(query: schema.ListQuery) -> paging.Page[views.ConversationView]:
    """A page of an inbox, of a saved view, or of a contact's conversations."""
    who = caller(bp)
    wanted = inboxes.Wanted.of(_asked(who, query))
    # what these read is not the caller's alone: their pages may end at what is hidden
    hides = bool(query.q or wanted.contact)
    position = (paging.unseal_cursor if hides else paging.decode_cursor)(query.cursor)
    if query.q:
        rows, next_ = search.conversations(who, query.q, wanted, position, query.limit)
    else:
        rows, next_ = inboxes.page(who, wanted, position, query.limit)
    return paging.Page(
        items=[view(who, row) for row in rows],
        next_cursor=(paging.seal_cursor if hides else paging.encode_cursor)(next_)
        if next_
        else None,
    )


def _asked(who: Caller, query: schema.ListQuery) -> dict[str, Any]:
    """What a query asks for; of a saved view it may change the filters, for this once."""
    said = given(query)
    if not query.view:
        return said
    saved = saved_views.get(who, query.view)
    return {"inbox": "all", "sort": saved.sort} | saved.filter | said


@bp.route("/v1/conversations", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.REPLY)
def start_conversation(body: schema.NewConversation) -> views.ConversationView:
    """Write to a contact first (CONV-36)."""
    who = caller(bp)
    if body.close:
        accounts.require(who, Permission.CLOSE)
    if body.visible_to:
        accounts.require(who, Permission.ASSIGN)
    first = service.First(
        body.contact_id,
        body.address,
        body.channel_id,
        body.topic,
        body.visible_to,
        body.close.disposition if body.close else None,
    )
    return view(who, service.start(who, first, body.written(), arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_conversation(conversation_id: str) -> views.ConversationView:
    """A conversation; opening it assigns nothing and marks nothing read."""
    who = caller(bp)
    return view(who, service.visible(who, conversation_id))


@bp.route("/v1/conversations/{conversation_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.NOTE)
def change_conversation(
    conversation_id: str, body: schema.ConversationChange
) -> views.ConversationView:
    """Set topic, priority, the important mark, or (who may assign it) who alone may see it."""
    who = caller(bp)
    fields = given(body)
    if "visible_to" in fields:
        accounts.require(who, Permission.ASSIGN)
    if fields.get("important", False) is None:
        raise Invalid("important is true or false")
    return view(who, service.change_fields(who, conversation_id, fields, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.DELETE, audit="conversation.deleted")
def delete_conversation(conversation_id: str) -> None:
    """Delete a conversation and all that is in it, for good. An admin may."""
    service.delete(caller(bp), conversation_id, arrived(bp))


@bp.route("/v1/conversations/{conversation_id}/timeline", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_timeline(conversation_id: str, query: schema.TimelineQuery) -> schema.Timeline:
    """A page of the thread, oldest first; merged threads interleave by time."""
    who = caller(bp)
    page = service.thread(
        who, conversation_id, query.before, query.after_seq, query.around, query.limit
    )
    return schema.Timeline(
        items=[views.event(entry, who.user_id) for entry in page.entries],
        next_cursor=page.before,
        earlier=page.earlier,
    )


@bp.route("/v1/conversations/{conversation_id}/notes", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_notes(conversation_id: str, query: paging.PageQuery) -> paging.Page[views.AnyEvent]:
    """A conversation's notes, newest first (NOTE-09)."""
    notes, before = service.notes(caller(bp), conversation_id, query.cursor, query.limit)
    return paging.Page(items=[views.event(entry) for entry in notes], next_cursor=before)


def view(who: Caller, head: Conversation) -> views.ConversationView:
    """A conversation as the caller sees it."""
    return views.conversation_view(head, who.user_id, who.team_ids)
