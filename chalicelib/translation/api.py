"""Translations over REST, under their conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.translation import schema
    from chalicelib.translation.service import messages
else:
    messages = lazy("chalicelib.translation.service.messages")
    schema = lazy("chalicelib.translation.schema")

bp = Blueprint(__name__)

CONVERSATION = "/v1/conversations/{conversation_id}"


@bp.route(
    CONVERSATION + "/messages/{message_id}/translation", methods=["POST"], authorizer=authorize
)
@endpoint(bp, needs=SIGNED_IN)
def translate_message(
    conversation_id: str, message_id: str, body: schema.Wanted
) -> schema.TranslationView:
    """A message in another language (MSG-09). The original stays as it is."""
    made = messages.translate_message(caller(bp), conversation_id, message_id, body.language)
    return schema.TranslationView.model_validate(messages.view(made))


@bp.route(CONVERSATION + "/translations", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_translations(conversation_id: str, query: schema.TranslationQuery) -> schema.Translations:
    """What is translated of a conversation already."""
    found = messages.translations(caller(bp), conversation_id, query.language)
    return schema.Translations.model_validate({"items": [messages.view(one) for one in found]})
