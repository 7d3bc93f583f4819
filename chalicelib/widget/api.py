"""What the chat widget calls: public for a session, then by the visitor's token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.runtime.endpoint import PUBLIC, VISITOR, endpoint
from chalicelib.runtime.errors import Unauthorized
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.attachments import schema as attachments_schema
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
    attachments_schema = lazy("chalicelib.attachments.schema")

bp = Blueprint(__name__)

ACCENT = "#4f46e5"


@bp.route("/v1/widget/{widget_id}/sessions", methods=["POST"])
@endpoint(bp, status=201, needs=PUBLIC)
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
@endpoint(bp, needs=VISITOR)
def get_thread(query: schema.ThreadQuery) -> schema.Thread:
    """The visitor's thread: messages, and when it was closed or reopened."""
    head = service.own_conversation(_visitor())
    if head is None:
        return schema.Thread(items=[], next_cursor=None, conversation=None, queue=None)
    place = service.place_of(head)
    entries, cursor = service.timeline(head, query.before, query.after_seq, query.limit)
    return schema.Thread(
        items=[views.visitor_event(entry) for entry in entries],
        next_cursor=cursor,
        conversation=schema.ConversationState(
            id=head.id,
            status=head.status,
            agent_read_seq=head.agent_read_seq,
            customer_read_seq=head.customer_read_seq,
        ),
        queue=schema.QueuePlace(position=place.position, wait_seconds=place.wait_seconds)
        if place
        else None,
    )


@bp.route("/v1/widget/messages", methods=["POST"])
@endpoint(bp, status=201, needs=VISITOR)
def post_visitor_message(body: schema.VisitorMessage) -> views.AnyEvent:
    """Write to the company."""
    message = service.receive(
        _visitor(), body.text, body.attachments, body.client_id, now(), body.option_id
    )
    return views.visitor_event(message)


@bp.route("/v1/widget/read", methods=["POST"])
@endpoint(bp, status=204, needs=VISITOR)
def read_thread(body: schema.VisitorRead) -> None:
    """Note how far the visitor has read."""
    service.mark_read(_visitor(), body.up_to)


@bp.route("/v1/widget/attachments", methods=["POST"])
@endpoint(bp, status=201, needs=VISITOR)
def create_visitor_attachment(
    body: attachments_schema.NewAttachment,
) -> attachments_schema.Offered:
    """Offer a file; upload it to the address in the answer, then send its id with a message."""
    file, form = service.offer_attachment(_visitor(), body.name, body.mime_type, body.size)
    return attachments_schema.Offered.model_validate({"attachment": file.as_data(), "upload": form})


@bp.route(
    "/v1/widget/messages/{message_id}/attachments/{attachment_id}",
    methods=["GET"],
)
@endpoint(bp, needs=VISITOR)
def get_visitor_attachment(message_id: str, attachment_id: str) -> attachments_schema.Link:
    """A short-lived link to a file of the visitor's own conversation."""
    url, seconds = service.attachment_link(_visitor(), message_id, attachment_id)
    return attachments_schema.Link(url=url, expires_in=seconds)


@bp.route("/v1/widget/tickets", methods=["POST"])
@endpoint(bp, status=201, needs=VISITOR)
def create_visitor_ticket() -> realtime_schema.Ticket:
    """A ticket for the visitor's socket."""
    return realtime_schema.Ticket.model_validate(realtime.ticket_for_visitor(_visitor(), now()))


def _visitor() -> tokens.Visitor:
    header = bp.current_request.headers.get("authorization", "")
    if not header.startswith("Bearer "):
        raise Unauthorized("start a session first")
    return tokens.read(header.removeprefix("Bearer "))
