"""Conversations over REST: lists, threads and what agents do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from chalice.app import Blueprint
from pydantic import Field, StringConstraints

from chalicelib.accounts.auth import authorize, caller
from chalicelib.conversations.domain import Status
from chalicelib.conversations.views import AnyEvent, ConversationView, conversation_view, event
from chalicelib.runtime.endpoint import arrived, endpoint
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Body, ClientId, Model
from chalicelib.runtime.paging import Page, PageQuery, decode_cursor, encode_cursor

if TYPE_CHECKING:
    from chalicelib.conversations import inboxes, service
else:
    inboxes = lazy("chalicelib.conversations.inboxes")
    service = lazy("chalicelib.conversations.service")

bp = Blueprint(__name__)

Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=r"\S")]


class ListQuery(PageQuery):
    """Which list, and open or closed conversations of it."""

    inbox: str = Field("me", max_length=64, examples=["me", "unassigned", "team:tm_01J…", "all"])
    status: Literal["open", "closed"] = "open"


class TimelineQuery(Body):
    """Entries before a cursor or after a seq; neither: the newest."""

    limit: int = Field(50, ge=1, le=100)
    before: int | None = Field(None, ge=1, le=2**31, description="`next_cursor` of a page.")
    after_seq: int | None = Field(None, ge=0, le=2**31)


class NewMessage(Body):
    """An answer to the customer."""

    text: Text
    client_id: ClientId | None = Field(
        None, description="The client's own id: sent twice, it is one message."
    )


class NewNote(Body):
    """A note for colleagues."""

    text: Text


class Assignment(Body):
    """Who gets the conversation; nobody puts it back into Unassigned."""

    user_ids: list[str] = Field(max_length=20)


class Closing(Body):
    """How it ended."""

    disposition: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


class ReadUpTo(Body):
    """How far the caller has read."""

    up_to: int = Field(ge=0, le=2**31)


class InboxView(Model):
    """A list of conversations."""

    id: str
    name: str
    open: int = Field(description="Open conversations in it; 100 stands for 100 or more.")


class Inboxes(Model):
    """The caller's lists."""

    items: list[InboxView]


@bp.route("/v1/inboxes", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_inboxes() -> Inboxes:
    """The caller's inboxes and how many open conversations each holds."""
    counted = inboxes.counts(caller(bp))
    return Inboxes(items=[InboxView(id=i.id, name=i.name, open=i.open) for i in counted])


@bp.route("/v1/conversations", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_conversations(query: ListQuery) -> Page[ConversationView]:
    """A page of an inbox: mine and team newest first, Unassigned oldest first."""
    rows, position = inboxes.page(
        caller(bp), query.inbox, Status(query.status), decode_cursor(query.cursor), query.limit
    )
    return Page(
        items=[conversation_view(row.conversation, row.unread) for row in rows],
        next_cursor=encode_cursor(position) if position else None,
    )


@bp.route("/v1/conversations/{conversation_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_conversation(conversation_id: str) -> ConversationView:
    """A conversation; opening it assigns nothing and marks nothing read."""
    return conversation_view(service.visible(caller(bp), conversation_id))


@bp.route("/v1/conversations/{conversation_id}/timeline", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_timeline(conversation_id: str, query: TimelineQuery) -> Page[AnyEvent]:
    """A page of the thread, in ascending order of seq."""
    head = service.visible(caller(bp), conversation_id)
    entries = service.timeline(head.account_id, head.id, query.before, query.after_seq, query.limit)
    older = query.after_seq is None and bool(entries) and entries[0].seq > 1
    return Page(
        items=[event(entry) for entry in entries],
        next_cursor=str(entries[0].seq) if older else None,
    )


@bp.route("/v1/conversations/{conversation_id}/messages", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def post_message(conversation_id: str, body: NewMessage) -> AnyEvent:
    """Answer the customer. Takes an unassigned conversation, reopens a closed one."""
    return event(service.reply(caller(bp), conversation_id, body.text, arrived(bp), body.client_id))


@bp.route(
    "/v1/conversations/{conversation_id}/messages/{message_id}/retry",
    methods=["POST"],
    authorizer=authorize,
)
@endpoint(bp, status=202)
def retry_message(conversation_id: str, message_id: str) -> AnyEvent:
    """Send a message again whose delivery failed."""
    return event(service.retry(caller(bp), conversation_id, message_id, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/notes", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def post_note(conversation_id: str, body: NewNote) -> AnyEvent:
    """Leave a note that only colleagues see."""
    return event(service.add_note(caller(bp), conversation_id, body.text, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/take", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def take_conversation(conversation_id: str) -> ConversationView:
    """Make an unassigned conversation one's own."""
    return conversation_view(service.take(caller(bp), conversation_id, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/assign", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def assign_conversation(conversation_id: str, body: Assignment) -> ConversationView:
    """Give a conversation to members of its team, or to nobody."""
    return conversation_view(
        service.assign(caller(bp), conversation_id, body.user_ids, arrived(bp))
    )


@bp.route("/v1/conversations/{conversation_id}/close", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def close_conversation(conversation_id: str, body: Closing) -> ConversationView:
    """End a conversation. An assignee or an admin may."""
    return conversation_view(
        service.close(caller(bp), conversation_id, body.disposition, arrived(bp))
    )


@bp.route("/v1/conversations/{conversation_id}/reopen", methods=["POST"], authorizer=authorize)
@endpoint(bp)
def reopen_conversation(conversation_id: str) -> ConversationView:
    """Open a closed conversation again."""
    return conversation_view(service.reopen(caller(bp), conversation_id, arrived(bp)))


@bp.route("/v1/conversations/{conversation_id}/read", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def read_conversation(conversation_id: str, body: ReadUpTo) -> None:
    """Note how far the caller has read."""
    service.mark_read(caller(bp), conversation_id, body.up_to)
