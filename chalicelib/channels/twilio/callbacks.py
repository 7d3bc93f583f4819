"""Twilio's webhook parameters → facts, as far as SMS and WhatsApp have them alike.

A message (Twilio docs: "Twilio's Request to your Incoming Message Webhook URL"):
    MessageSid=SM…&From=%2B4790000001&To=%2B4759440123&Body=Hello&NumMedia=1&MediaUrl0=https://…
A report (Twilio docs: "Track the Message Status of Outbound Messages"):
    MessageSid=SM…&MessageStatus=undelivered&ErrorCode=30003
"""

from typing import Any
from urllib.parse import parse_qsl

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Attachment, Fact, Status, ignored
from chalicelib.channels.twilio.errors import OPTED_OUT, sentence
from chalicelib.runtime.errors import Invalid

STATUSES: dict[str, Status] = {
    "accepted": "queued",
    "scheduled": "queued",
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "partially_delivered": "sent",
    "delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
RECEIVED = {"received", "receiving"}
"""States of a customer's own message, which its webhook names too."""
MOST_MEDIA = 10
TYPES = {"image", "audio", "video"}

Fields = dict[str, str]


def read(request: HookRequest) -> Fields:
    """The fields of a form post, without the NUL bytes that no store takes. A name given twice
    counts with its last value. Raises Invalid for a body that is not UTF-8."""
    try:
        pairs = parse_qsl(request.body.decode(), keep_blank_values=True)
    except (UnicodeDecodeError, ValueError) as error:
        raise Invalid("the body is not a form in UTF-8") from error
    return {name: value.replace("\x00", "") for name, value in pairs}


def sid_of(fields: Fields) -> str:
    """The message's id, which older callbacks call SmsSid; Invalid without one."""
    sid = fields.get("MessageSid") or fields.get("SmsSid") or fields.get("SmsMessageSid")
    if not sid:
        raise Invalid("MessageSid is missing")
    return sid


def status_of(fields: Fields) -> str | None:
    """The state that a report tells; None of a customer's message."""
    status = fields.get("MessageStatus") or fields.get("SmsStatus") or ""
    return None if status.lower() in RECEIVED | {""} else status


def address(value: str | None) -> str | None:
    """A number or user id without the name of its channel (`whatsapp:+47…`)."""
    return (value or "").rpartition(":")[2].strip() or None


def report(sid: str, raw: str, fields: Fields, ref: str | None) -> Fact:
    """What became of a message of ours; `ref` is our own name for it, from the callback's URL."""
    status = STATUSES.get(raw.lower())
    if status is None:
        return ignored("unknown status", provider_message_id=sid, status_raw=raw)
    failed = status == "failed"
    code = (fields.get("ErrorCode") or fields.get("ChannelStatusCode")) if failed else None
    words = fields.get("ErrorMessage") or fields.get("ChannelStatusMessage")
    return Fact(
        kind="status",
        direction="outbound",
        provider_message_id=sid,
        sender=address(fields.get("From")),
        recipient=address(fields.get("To")),
        status=status,
        status_raw=raw,
        ref=ref,
        error=sentence(code, words) if failed else None,
        error_code=code,
        consent="opt_out" if code in OPTED_OUT else None,
        details=details(fields, "messaging_service_sid", "error_message"),
    )


def media(fields: Fields) -> list[Attachment]:
    """The files of a message. Not every sender says how many there are: the URLs tell."""
    urls = ((i, fields.get(f"MediaUrl{i}")) for i in range(MOST_MEDIA))
    found = ((url, fields.get(f"MediaContentType{i}") or None) for i, url in urls if url)
    return [Attachment(type=_type(mime), url=url, mime_type=mime) for url, mime in found]


def _type(mime: str | None) -> str:
    family = (mime or "").partition("/")[0].lower()
    return family if family in TYPES else "file"


def details(fields: Fields, *names: str) -> dict[str, Any]:
    """The fields that a message has, under the names of the facts' vocabulary."""
    given = {name: fields.get(TWILIO[name]) for name in names}
    return {name: value for name, value in given.items() if value}


TWILIO = {
    "messaging_service_sid": "MessagingServiceSid",
    "opt_out_type": "OptOutType",
    "button_text": "ButtonText",
    "error_message": "ErrorMessage",
}
"""Where the vocabulary's names are found in a form."""
