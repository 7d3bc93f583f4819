"""The conversations stream, told to open sockets.

A batch delivered again sends frames again; clients know events by id and order them by seq.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint

from chalicelib.conversations.domain import Status
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate

if TYPE_CHECKING:
    from chalicelib.conversations import service as conversations
    from chalicelib.conversations import stream, views
    from chalicelib.conversations.domain import Conversation
    from chalicelib.realtime import service
    from chalicelib.widget import domain as widget
else:
    conversations = lazy("chalicelib.conversations.service")
    stream = lazy("chalicelib.conversations.stream")
    views = lazy("chalicelib.conversations.views")
    service = lazy("chalicelib.realtime.service")
    widget = lazy("chalicelib.widget.domain")

bp = Blueprint(__name__)


@bp.lambda_function(name="push")
def push(event: dict[str, Any], context: object) -> dict[str, Any]:
    """New timeline entries, frames and read marks; their conversations are read once per batch."""
    told = stream.read(event)
    heads = conversations.load_many([(one.account_id, one.conversation_id) for one in told])
    for one in told:
        correlate(one.correlation_id)
        head = heads.get(one.conversation_id)
        if head is not None:
            _tell(one, head)
    return {"batchItemFailures": []}


def _tell(one: stream.Told, head: Conversation) -> None:
    entry = one.entry
    if entry is None:
        if one.frame:
            service.tell_agents(head, one.frame)
        service.tell_read(head, one.reads)
        if one.was:
            service.tell_hidden(head, one.was)
        return
    frame = views.event_data(entry)
    if entry.type == "conversation.deleted":
        was = replace(
            head, status=Status.CLOSED
        )  # who could see it until now hears that it is gone
        service.tell_agents(was, frame)
        return
    service.tell_agents(head, frame | {"conversation": views.conversation_data(head)})
    if entry.type == "conversation.restricted":
        service.tell_hidden(head, replace(head, visible_to=None))
    if former := entry.data.get("from_team_id"):
        service.tell_hidden(head, replace(head, team_id=former))
    if widget.is_shown(entry):
        service.tell_visitor(head, views.visitor_data(entry))
