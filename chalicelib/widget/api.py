"""What the chat widget calls: public for a session, then by the visitor's token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.errors import Unauthorized
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.conversations import views
    from chalicelib.realtime import schema as realtime_schema
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import tokens
    from chalicelib.widget import schema, service
else:
    realtime = lazy("chalicelib.realtime.service")
    service = lazy("chalicelib.widget.service")
    tokens = lazy("chalicelib.runtime.tokens")
    schema = lazy("chalicelib.widget.schema")
    views = lazy("chalicelib.conversations.views")
    realtime_schema = lazy("chalicelib.realtime.schema")

bp = Blueprint(__name__)

ACCENT = "#4f46e5"


@bp.route("/v1/widget/{widget_id}/sessions", methods=["POST"])
@endpoint(bp, status=201)
def start_session(widget_id: str, body: schema.NewSession) -> schema.Session:
    """Start or renew a visitor's session on a page where the widget is allowed."""
    at = now()
    origin = bp.current_request.headers.get("origin")
    channel, visitor, token = service.start_session(widget_id, origin, body.token, at)
    return schema.Session(
        token=token,
        expires_at=iso(at + tokens.LIFETIME),
        contact=views.PersonView(id=visitor.contact_id, name=service.visitor_name(visitor)),
        widget=schema.WidgetView(
            id=channel.id,
            name=channel.name,
            company=service.company(channel.account_id),
            greeting=str(channel.settings.get("greeting", "")),
            color=str(channel.settings.get("color", ACCENT)),
        ),
    )


@bp.route("/v1/widget/timeline", methods=["GET"])
@endpoint(bp)
def get_thread(query: schema.ThreadQuery) -> schema.Thread:
    """The visitor's thread: messages, and when it was closed or reopened."""
    head = service.own_conversation(_visitor())
    if head is None:
        return schema.Thread(items=[], next_cursor=None, conversation=None)
    entries, older = service.timeline(head, query.before, query.after_seq, query.limit)
    return schema.Thread(
        items=[views.event(entry) for entry in entries],
        next_cursor=str(older) if older else None,
        conversation=schema.ConversationState(id=head.id, status=head.status),
    )


@bp.route("/v1/widget/messages", methods=["POST"])
@endpoint(bp, status=201)
def post_visitor_message(body: schema.VisitorMessage) -> views.AnyEvent:
    """Write to the company."""
    return views.event(service.receive(_visitor(), body.text, body.client_id, now()))


@bp.route("/v1/widget/tickets", methods=["POST"])
@endpoint(bp, status=201)
def create_visitor_ticket() -> realtime_schema.Ticket:
    """A ticket for the visitor's socket."""
    return realtime_schema.Ticket.model_validate(realtime.ticket_for_visitor(_visitor(), now()))


def _visitor() -> tokens.Visitor:
    header = bp.current_request.headers.get("authorization", "")
    if not header.startswith("Bearer "):
        raise Unauthorized("start a session first")
    return tokens.read(header.removeprefix("Bearer "))
