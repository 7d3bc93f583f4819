"""Twilio's webhook parameters → facts.

A message (Twilio docs: "Twilio's Request to your Incoming Message Webhook URL"):
    MessageSid=SM…&From=%2B4790000001&To=%2B4759440123&Body=Hello&NumMedia=1&MediaUrl0=https://…
A report (Twilio docs: "Track the Message Status of Outbound Messages"):
    MessageSid=SM…&MessageStatus=undelivered&ErrorCode=30003
"""

from typing import Literal
from urllib.parse import parse_qsl

from chalicelib.channels.domain import (
    Attachment,
    Fact,
    HookRequest,
    Ignored,
    InboundMessage,
    StatusReport,
)
from chalicelib.channels.twilio_sms.errors import sentence
from chalicelib.runtime.errors import Invalid

Status = Literal["queued", "sent", "delivered", "read", "failed"]

STATUSES: dict[str, Status] = {
    "accepted": "queued",
    "scheduled": "queued",
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}

STOP = {"stop", "unsubscribe", "end", "quit", "stopall", "revoke", "optout", "cancel"}
START = {"start", "yes", "unstop"}
HELP = {"help", "info"}
"""Twilio's default keywords, as the whole text (Twilio docs: "Support for opt-out keywords")."""

Consent = Literal["opt_out", "opt_in", "help"]
BY_OPT_OUT_TYPE: dict[str, Consent] = {"STOP": "opt_out", "START": "opt_in", "HELP": "help"}


def parse(request: HookRequest) -> list[Fact]:
    """The fact in one webhook call; Invalid when it names no message."""
    try:
        fields = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    except UnicodeDecodeError as error:
        raise Invalid("the body is not UTF-8") from error
    sid = fields.get("MessageSid") or fields.get("SmsSid") or fields.get("SmsMessageSid")
    if not sid:
        raise Invalid("MessageSid is missing")
    if "MessageStatus" in fields:
        return [_report(sid, fields, request.query.get("ref"))]
    if not fields.get("From"):
        raise Invalid("From is missing")
    return [_message(sid, fields)]


def _report(sid: str, fields: dict[str, str], ref: str | None) -> Fact:
    status = STATUSES.get(fields["MessageStatus"])
    if status is None:
        return Ignored(provider_message_id=sid, reason="unknown status")
    error = sentence(fields.get("ErrorCode"), fields.get("ErrorMessage"))
    return StatusReport(
        provider_message_id=sid,
        status=status,
        ref=ref,
        error=error if status == "failed" else None,
    )


def _message(sid: str, fields: dict[str, str]) -> InboundMessage:
    text = fields.get("Body", "").replace("\x00", "")
    return InboundMessage(
        provider_message_id=sid,
        sender=fields["From"].removeprefix("whatsapp:"),
        recipient=fields.get("To", "").removeprefix("whatsapp:") or None,
        text=text,
        attachments=_media(fields),
        consent=_consent(fields.get("OptOutType"), text),
    )


def _media(fields: dict[str, str]) -> list[Attachment]:
    count = int(fields["NumMedia"]) if fields.get("NumMedia", "").isdecimal() else 0
    return [
        Attachment(url=fields[f"MediaUrl{i}"], mime_type=fields.get(f"MediaContentType{i}"))
        for i in range(min(count, 10))
        if f"MediaUrl{i}" in fields
    ]


def _consent(opt_out_type: str | None, text: str) -> Consent | None:
    if opt_out_type:
        return BY_OPT_OUT_TYPE.get(opt_out_type)
    word = text.strip().lower()
    if word in STOP:
        return "opt_out"
    if word in START:
        return "opt_in"
    return "help" if word in HELP else None
