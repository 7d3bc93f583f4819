"""What the chat widget calls: public for a session, then by the visitor's token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from chalice.app import Blueprint
from pydantic import Field, StringConstraints

from chalicelib.conversations.views import AnyEvent, PersonView, event
from chalicelib.realtime.api import Ticket
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.errors import Unauthorized
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Body, ClientId, Model

if TYPE_CHECKING:
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import tokens
    from chalicelib.widget import service
else:
    realtime = lazy("chalicelib.realtime.service")
    service = lazy("chalicelib.widget.service")
    tokens = lazy("chalicelib.runtime.tokens")

bp = Blueprint(__name__)

ACCENT = "#4f46e5"
Text = Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"\S")]


class NewSession(Body):
    """A visitor, returning if they have a token."""

    token: str | None = Field(None, max_length=4096)


class WidgetView(Model):
    """How the widget presents the company."""

    id: str
    name: str
    company: str
    greeting: str
    color: str


class Session(Model):
    """A visitor's session."""

    token: str = Field(description="For the Authorization header, as `Bearer …`.")
    expires_at: str
    contact: PersonView
    widget: WidgetView


class VisitorMessage(Body):
    """What a visitor writes."""

    text: Text
    client_id: ClientId = Field(description="Sent twice, it is one message.")


class ThreadQuery(Body):
    """A page of the visitor's own thread."""

    limit: int = Field(50, ge=1, le=100)
    before: int | None = Field(None, ge=1, le=2**31)
    after_seq: int | None = Field(None, ge=0, le=2**31)


class ConversationState(Model):
    """Whether the conversation is open."""

    id: str
    status: str


class Thread(Model):
    """What a visitor sees of their conversation, in ascending order of seq."""

    items: list[AnyEvent]
    next_cursor: str | None
    conversation: ConversationState | None


@bp.route("/v1/widget/{widget_id}/sessions", methods=["POST"])
@endpoint(bp, status=201)
def start_session(widget_id: str, body: NewSession) -> Session:
    """Start or renew a visitor's session on a page where the widget is allowed."""
    at = now()
    origin = bp.current_request.headers.get("origin")
    channel, visitor, token = service.start_session(widget_id, origin, body.token, at)
    return Session(
        token=token,
        expires_at=iso(at + tokens.LIFETIME),
        contact=PersonView(id=visitor.contact_id, name=service.visitor_name(visitor)),
        widget=WidgetView(
            id=channel.id,
            name=channel.name,
            company=service.company(channel.account_id),
            greeting=str(channel.settings.get("greeting", "")),
            color=str(channel.settings.get("color", ACCENT)),
        ),
    )


@bp.route("/v1/widget/timeline", methods=["GET"])
@endpoint(bp)
def get_thread(query: ThreadQuery) -> Thread:
    """The visitor's thread: messages, and when it was closed or reopened."""
    head = service.own_conversation(_visitor())
    if head is None:
        return Thread(items=[], next_cursor=None, conversation=None)
    entries, older = service.timeline(head, query.before, query.after_seq, query.limit)
    return Thread(
        items=[event(entry) for entry in entries],
        next_cursor=str(older) if older else None,
        conversation=ConversationState(id=head.id, status=head.status),
    )


@bp.route("/v1/widget/messages", methods=["POST"])
@endpoint(bp, status=201)
def post_visitor_message(body: VisitorMessage) -> AnyEvent:
    """Write to the company."""
    return event(service.receive(_visitor(), body.text, body.client_id, now()))


@bp.route("/v1/widget/tickets", methods=["POST"])
@endpoint(bp, status=201)
def create_visitor_ticket() -> Ticket:
    """A ticket for the visitor's socket."""
    return Ticket.model_validate(realtime.ticket_for_visitor(_visitor(), now()))


def _visitor() -> tokens.Visitor:
    header = bp.current_request.headers.get("authorization", "")
    if not header.startswith("Bearer "):
        raise Unauthorized("start a session first")
    return tokens.read(header.removeprefix("Bearer "))
