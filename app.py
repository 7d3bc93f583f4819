"""The index of every Lambda: registers the blueprints and declares the socket handlers.

No logic here. A worker's Lambda imports its own module, never this one.
"""

import json
from typing import TYPE_CHECKING, Any

from chalice.app import Chalice, CORSConfig, Response, WebsocketEvent

from chalicelib.accounts import api as accounts
from chalicelib.accounts import authorizer
from chalicelib.ai_agent import api as ai_agent
from chalicelib.ai_agent import worker as ai_agent_worker
from chalicelib.attachments import api as attachments
from chalicelib.audit import api as audit
from chalicelib.availability import api as availability
from chalicelib.channels import api as channels
from chalicelib.channels import worker as channels_worker
from chalicelib.channels.email import worker as mail_worker
from chalicelib.configuration import api as configuration
from chalicelib.configuration import worker as configuration_worker
from chalicelib.contacts import api as contacts
from chalicelib.conversations import api as conversations
from chalicelib.conversations import worker as conversations_worker
from chalicelib.dispositions import api as dispositions
from chalicelib.drafts import api as drafts
from chalicelib.hours import api as hours
from chalicelib.hours import worker as hours_worker
from chalicelib.insights import api as insights
from chalicelib.insights import worker as insights_worker
from chalicelib.knowledge import api as knowledge
from chalicelib.knowledge import worker as knowledge_worker
from chalicelib.labels import api as labels
from chalicelib.macros import api as macros
from chalicelib.notifications import api as notifications
from chalicelib.notifications import worker as notifications_worker
from chalicelib.realtime import api as realtime
from chalicelib.realtime import worker as realtime_worker
from chalicelib.responder import api as responder
from chalicelib.responder import worker as responder_worker
from chalicelib.routing import worker as routing_worker
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.saved_views import api as saved_views
from chalicelib.scheduled import api as scheduled
from chalicelib.search import api as search
from chalicelib.search import worker as search_worker
from chalicelib.sla import api as sla
from chalicelib.suggestions import api as suggestions
from chalicelib.suggestions import worker as suggestions_worker
from chalicelib.templates import api as templates
from chalicelib.timers import worker as timers_worker
from chalicelib.transcripts import api as transcripts
from chalicelib.translation import api as translation
from chalicelib.widget import api as widget

if TYPE_CHECKING:
    from chalicelib import describe
    from chalicelib.realtime import service as sockets
else:
    sockets = lazy("chalicelib.realtime.service")
    describe = lazy("chalicelib.describe")

app = Chalice(app_name="switchboard")
app.api.cors = CORSConfig(
    allow_headers=["Idempotency-Key"], expose_headers=["Retry-After"], max_age=600
)
app.websocket_api.session = None  # sockets are answered by realtime, not by chalice's own client
app.experimental_feature_flags.update(["WEBSOCKETS"])

for module in (
    accounts, ai_agent, ai_agent_worker, attachments, audit, authorizer, availability, channels,
    channels_worker, configuration, configuration_worker, contacts, conversations,
    conversations_worker, dispositions, drafts, hours, hours_worker, insights, insights_worker,
    knowledge, knowledge_worker, labels, macros, mail_worker, notifications, notifications_worker,
    realtime, realtime_worker, responder, responder_worker, routing_worker, saved_views, scheduled,
    search, search_worker, sla, suggestions, suggestions_worker, templates, timers_worker,
    transcripts, translation, widget,
):  # fmt: skip
    app.register_blueprint(module.bp)


@app.route("/v1/openapi.json", methods=["GET"])
def openapi() -> Response:
    """The API, described."""
    return Response(
        body=json.dumps(describe.document(app)), headers={"Content-Type": "application/json"}
    )


@app.on_ws_connect()
def websocket_connect(event: WebsocketEvent) -> dict[str, Any]:
    """A client opens a socket with a ticket."""
    query = event.to_dict().get("queryStringParameters") or {}
    opened = sockets.connect(event.connection_id, query.get("ticket", ""), now())
    return {"statusCode": 200 if opened else 401}


@app.on_ws_message()
def websocket_message(event: WebsocketEvent) -> dict[str, Any]:
    """A client sends a frame."""
    sockets.handle(event.connection_id, event.body, now())
    return {"statusCode": 200}


@app.on_ws_disconnect()
def websocket_disconnect(event: WebsocketEvent) -> dict[str, Any]:
    """A socket closed."""
    sockets.disconnect(event.connection_id, now())
    return {"statusCode": 200}
