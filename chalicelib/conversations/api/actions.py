"""What agents do with conversations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.conversations.api.blueprint import bp
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.accounts import service as accounts
    from chalicelib.accounts.domain import Caller
    from chalicelib.conversations import schema, service, views
    from chalicelib.conversations.domain import Conversation
else:
    accounts = lazy("chalicelib.accounts.service")
    service = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.conversations.schema")
    views = lazy("chalicelib.conversations.views")

CONVERSATION = "/v1/conversations/{conversation_id}"


@bp.route(CONVERSATION + "/take", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def take_conversation(conversation_id: str) -> views.ConversationView:
    """Make an unassigned conversation one's own."""
    who = caller(bp)
    return _view(who, service.take(who, conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/assign", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.ASSIGN)
def assign_conversation(conversation_id: str, body: schema.Assignment) -> views.ConversationView:
    """Give a conversation to members of its team, or to nobody."""
    who = caller(bp)
    return _view(who, service.assign(who, conversation_id, body.user_ids, arrived(bp)))


@bp.route(CONVERSATION + "/close", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CLOSE)
def close_conversation(conversation_id: str, body: schema.Closing) -> views.ConversationView:
    """End a conversation, or one's own part in it while colleagues have it, too (ASG-36). An
    assignee or an admin may."""
    who = caller(bp)
    closed = service.close(who, conversation_id, body.disposition, arrived(bp), body.everyone)
    return _view(who, closed)


@bp.route(CONVERSATION + "/reopen", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CLOSE)
def reopen_conversation(conversation_id: str) -> views.ConversationView:
    """Open a closed conversation again."""
    who = caller(bp)
    return _view(who, service.reopen(who, conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/snooze", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CLOSE)
def snooze_conversation(conversation_id: str, body: schema.Snoozing) -> views.ConversationView:
    """Take it out of the inbox until a time, or until the customer writes (CONV-47)."""
    who = caller(bp)
    until = schema.moment(body.until)
    return _view(who, service.snooze(who, conversation_id, until, arrived(bp)))


@bp.route(CONVERSATION + "/snooze", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, needs=Permission.CLOSE)
def wake_conversation(conversation_id: str) -> views.ConversationView:
    """Bring a snoozed conversation back."""
    who = caller(bp)
    return _view(who, service.unsnooze(who, conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/labels", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.NOTE)
def label_conversation(conversation_id: str, body: schema.Labelling) -> views.ConversationView:
    """Set and take labels (NOTE-10)."""
    who = caller(bp)
    return _view(who, service.label(who, conversation_id, body.add, body.remove, arrived(bp)))


@bp.route(CONVERSATION + "/merge", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CLOSE)
def merge_conversation(conversation_id: str, body: schema.Merging) -> views.ConversationView:
    """Read another conversation of the same contact as part of this one (CONV-50)."""
    who = caller(bp)
    return _view(who, service.merge(who, conversation_id, body.conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/unmerge", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CLOSE)
def unmerge_conversation(conversation_id: str, body: schema.Merging) -> views.ConversationView:
    """Undo a merge."""
    who = caller(bp)
    return _view(who, service.unmerge(who, conversation_id, body.conversation_id, arrived(bp)))


@bp.route(CONVERSATION + "/read", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def read_conversation(conversation_id: str, body: schema.ReadUpTo) -> None:
    """Note how far the caller has read."""
    service.mark_read(caller(bp), conversation_id, body.up_to)


@bp.route(CONVERSATION + "/unread", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def unread_conversation(conversation_id: str) -> None:
    """Mark it unread again, for the caller only (CONV-58)."""
    service.mark_unread(caller(bp), conversation_id)


@bp.route(CONVERSATION + "/star", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def star_conversation(conversation_id: str) -> None:
    """Star a conversation of one's own inbox (NOTE-17)."""
    service.star(caller(bp), conversation_id)


@bp.route(CONVERSATION + "/star", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def unstar_conversation(conversation_id: str) -> None:
    """Take one's star away."""
    service.unstar(caller(bp), conversation_id)


@bp.route("/v1/conversations/bulk", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def change_many(body: schema.Bulk) -> schema.BulkResults:
    """Do one thing to many conversations, each for itself (CONV-52)."""
    who = caller(bp)
    accounts.require(who, NEEDS.get(body.action.kind, Permission.CLOSE))
    results = service.each(body.conversation_ids, _doing(who, body.action, arrived(bp)))
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


NEEDS = {"assign": Permission.ASSIGN, "label": Permission.NOTE}
"""What a bulk action asks of a role, where that is not to close: what doing it to one does."""


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
        disposition, everyone = action.disposition, action.everyone
        return lambda id_: service.close(who, id_, disposition, at, everyone)
    return lambda id_: service.reopen(who, id_, at)


def _view(who: Caller, head: Conversation) -> views.ConversationView:
    return views.conversation_view(head, who.user_id, who.team_ids)
