"""Text and picture messages from Twilio → facts; the parameters: channels/twilio/callbacks.py."""

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Consent, Fact
from chalicelib.channels.twilio import callbacks
from chalicelib.channels.twilio.callbacks import Fields
from chalicelib.runtime.errors import Invalid

STOP = {"stop", "unsubscribe", "end", "quit", "stopall", "revoke", "optout", "cancel"}
START = {"start", "yes", "unstop"}
HELP = {"help", "info"}
"""Twilio's default keywords, as the whole text (Twilio docs: "Support for opt-out keywords")."""

BY_OPT_OUT_TYPE: dict[str, Consent] = {"STOP": "opt_out", "START": "opt_in", "HELP": "help"}


def parse(request: HookRequest) -> list[Fact]:
    """The fact in one webhook call; Invalid when it names no message."""
    fields = callbacks.read(request)
    sid = callbacks.sid_of(fields)
    status = callbacks.status_of(fields)
    if status:
        return [callbacks.report(sid, status, fields, request.query.get("ref"))]
    sender = callbacks.address(fields.get("From"))
    if not sender:
        raise Invalid("From is missing")
    text = fields.get("Body", "")
    return [
        Fact(
            kind="message",
            provider_message_id=sid,
            sender=sender,
            recipient=callbacks.address(fields.get("To")),
            sender_name=fields.get("ProfileName") or None,
            text=text,
            attachments=callbacks.media(fields),
            consent=consent(fields, text),
            details=callbacks.details(fields, "messaging_service_sid", "opt_out_type"),
        )
    ]


def consent(fields: Fields, text: str) -> Consent | None:
    """What a keyword asks for: as Twilio says where it knows (Twilio docs: "Advanced Opt-Out"),
    else by its default words; a word inside a sentence asks for nothing."""
    known = BY_OPT_OUT_TYPE.get(fields.get("OptOutType", "").upper())
    word = text.strip().lower()
    if known or not word:
        return known
    if word in STOP:
        return "opt_out"
    if word in START:
        return "opt_in"
    return "help" if word in HELP else None
