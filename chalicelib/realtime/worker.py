"""The conversations stream, told to open sockets.

A batch delivered again sends frames again; clients know events by id and order them by seq.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint

from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate

if TYPE_CHECKING:
    from chalicelib.conversations import service as conversations
    from chalicelib.conversations import stream, views
    from chalicelib.conversations.domain import Conversation
    from chalicelib.realtime import service
else:
    conversations = lazy("chalicelib.conversations.service")
    stream = lazy("chalicelib.conversations.stream")
    views = lazy("chalicelib.conversations.views")
    service = lazy("chalicelib.realtime.service")

bp = Blueprint(__name__)


@bp.lambda_function(name="push")
def push(event: dict[str, Any], context: object) -> dict[str, Any]:
    """New timeline entries and suggestions; their conversations are read once per batch."""
    told = stream.read(event)
    heads = conversations.load_many([(one.account_id, one.conversation_id) for one in told])
    for one in told:
        correlate(one.correlation_id)
        head = heads.get(one.conversation_id)
        if head is not None:
            _tell(one, head)
    return {"batchItemFailures": []}


def _tell(one: stream.Told, head: Conversation) -> None:
    if one.entry is None:
        service.tell_agents(head, one.frame)
        return
    frame = views.event_data(one.entry)
    service.tell_agents(head, frame | {"conversation": views.conversation_data(head)})
    if one.entry.type in views.PUBLIC and not head.channel.pushes:
        service.tell_visitor(head, frame)
