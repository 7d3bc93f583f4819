"""What agents do with conversations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chalicelib.accounts.auth import authorize, caller
from chalicelib.conversations.api.blueprint import bp
from chalicelib.runtime.endpoint import arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.accounts.domain import Caller
    from chalicelib.conversations import schema, service, views
    from chalicelib.conversations.domain import Conversation
else:
    service = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.conversations.schema")
    views = lazy("chalicelib.conversations.views")

CONVERSATION = "/v1/conversations/{conversation_id}"


@bp.route(CONVERSATION + "/take", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def take_conversation(conversation_id: str) -> views.ConversationView:
    """Make an unassigned conversation one's own."""
    who = caller(bp)
    return _view(who, service.take(who, conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/assign", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def assign_conversation(conversation_id: str, body: schema.Assignment) -> views.ConversationView:
    """Give a conversation to members of its team, or to nobody."""
    who = caller(bp)
    return _view(who, service.assign(who, conversation_id, body.user_ids, arrived(bp)))


@bp.route(CONVERSATION + "/close", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def close_conversation(conversation_id: str, body: schema.Closing) -> views.ConversationView:
    """End a conversation. An assignee or an admin may."""
    who = caller(bp)
    return _view(who, service.close(who, conversation_id, body.disposition, arrived(bp)))


@bp.route(CONVERSATION + "/reopen", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def reopen_conversation(conversation_id: str) -> views.ConversationView:
    """Open a closed conversation again."""
    who = caller(bp)
    return _view(who, service.reopen(who, conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/snooze", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def snooze_conversation(conversation_id: str, body: schema.Snoozing) -> views.ConversationView:
    """Take it out of the inbox until a time, or until the customer writes (CONV-47)."""
    who = caller(bp)
    until = schema.moment(body.until)
    return _view(who, service.snooze(who, conversation_id, until, arrived(bp)))


@bp.route(CONVERSATION + "/snooze", methods=["DELETE"], authorizer=authorize)
@endpoint(bp)
def wake_conversation(conversation_id: str) -> views.ConversationView:
    """Bring a snoozed conversation back."""
    who = caller(bp)
    return _view(who, service.unsnooze(who, conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/labels", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def label_conversation(conversation_id: str, body: schema.Labelling) -> views.ConversationView:
    """Set and take labels (NOTE-10)."""
    who = caller(bp)
    return _view(who, service.label(who, conversation_id, body.add, body.remove, arrived(bp)))


@bp.route(CONVERSATION + "/merge", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def merge_conversation(conversation_id: str, body: schema.Merging) -> views.ConversationView:
    """Read another conversation of the same contact as part of this one (CONV-50)."""
    who = caller(bp)
    return _view(who, service.merge(who, conversation_id, body.conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/unmerge", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def unmerge_conversation(conversation_id: str, body: schema.Merging) -> views.ConversationView:
    """Undo a merge."""
    who = caller(bp)
    return _view(who, service.unmerge(who, conversation_id, body.conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/read", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def read_conversation(conversation_id: str, body: schema.ReadUpTo) -> None:
    """Note how far the caller has read."""
    service.mark_read(caller(bp), conversation_id, body.up_to)


@bp.route(CONVERSATION + "/unread", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def unread_conversation(conversation_id: str) -> None:
    """Mark it unread again, for the caller only (CONV-58)."""
    service.mark_unread(caller(bp), conversation_id)


@bp.route(CONVERSATION + "/star", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def star_conversation(conversation_id: str) -> None:
    """Star a conversation of one's own inbox (NOTE-17)."""
    service.star(caller(bp), conversation_id)


@bp.route(CONVERSATION + "/star", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def unstar_conversation(conversation_id: str) -> None:
    """Take one's star away."""
    service.unstar(caller(bp), conversation_id)


@bp.route("/v1/conversations/bulk", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def change_many(body: schema.Bulk) -> schema.BulkResults:
    """Do one thing to many conversations, each for itself (CONV-52)."""
    results = service.each(body.conversation_ids, _doing(caller(bp), body.action, arrived(bp)))
    return schema.BulkResults(
        items=[
            schema.BulkResult(
                id=id_,
                ok=error is None,
                problem=schema.BulkProblem(code=error.code, detail=str(error)) if error else None,
            )
            for id_, error in results
        ]
    )


def _doing(who: Caller, action: schema.BulkAction, at: datetime) -> Callable[[str], object]:
    """What a bulk action does to one conversation."""
    if action.kind == "assign":
        users = action.user_ids
        return lambda id_: service.assign(who, id_, users, at)
    if action.kind == "label":
        add, remove = action.add, action.remove
        return lambda id_: service.label(who, id_, add, remove, at)
    if action.kind == "snooze":
        until = schema.moment(action.until)
        return lambda id_: service.snooze(who, id_, until, at)
    if action.kind == "close":
        disposition = action.disposition
        return lambda id_: service.close(who, id_, disposition, at)
    return lambda id_: service.reopen(who, id_, at)


def _view(who: Caller, head: Conversation) -> views.ConversationView:
    return views.conversation_view(head, who.user_id, who.team_ids)
