"""What SES tells of mail: that it received one, and what became of one that we sent.

A receipt (SES docs: "Contents of notifications for Amazon SES email receiving"):
    {"notificationType": "Received",
     "mail": {"messageId": "fqef…", "source": "jo@example.org", "commonHeaders": {…}},
     "receipt": {"recipients": ["chn_…@mail.example.com"], "spamVerdict": {"status": "PASS"},
                 "action": {"type": "S3", "bucketName": "…", "objectKey": "in/fqef…"}}}
A report (SES docs: "Amazon SNS notification contents" and "Contents of event data", which names the
type `eventType`):
    {"notificationType": "Bounce", "mail": {"messageId": "0100…", "tags": {"ref": ["cnv_….7"]}},
     "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "…"}]}}
Either comes raw, or as the text `Message` of an SNS notification, or among the `Records` of a
Lambda event. Pure; `Invalid` for what is none of these.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.channels.email.charsets import clean
from chalicelib.channels.email.tags import name_of
from chalicelib.channels.email.threading import sent_id
from chalicelib.channels.facts import Fact, Status, ignored
from chalicelib.runtime.errors import Invalid

VERDICTS = ("spam", "virus", "spf", "dkim", "dmarc")
STATUSES: dict[str, Status] = {
    "send": "sent",
    "delivery": "delivered",
    "open": "read",
    "bounce": "failed",
    "reject": "failed",
    "rendering failure": "failed",
}
IGNORED = {"click", "subscription"}
"""Genuine, and nothing to a conversation."""
BOUNCES = {
    "Suppressed": "The address bounced before, so mail to it is held back.",
    "OnAccountSuppressionList": "The address is on the account's suppression list.",
    "NoEmail": "The address does not exist.",
    "MailboxFull": "The mailbox is full.",
    "MessageTooLarge": "The mail is larger than the recipient accepts.",
    "ContentRejected": "The recipient's server refused the content.",
    "AttachmentRejected": "The recipient's server refused an attachment.",
}
"""Sentences by `bounceSubType`, where the server gave no words of its own."""
Json = Mapping[str, Any]


def facts_of(body: Any) -> list[Fact]:
    """The facts in a notification, as JSON or text; Invalid for what is none of SES's."""
    return [fact for each in notifications(body) for fact in _facts(each)]


def notifications(body: Any) -> Iterator[Json]:
    """SES's own objects within whatever carries them."""
    if isinstance(body, bytes | str):
        try:
            body = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Invalid("the notification is not JSON") from error
    if not isinstance(body, dict):
        raise Invalid("the notification is no object")
    records = body.get("Records")
    if isinstance(records, list):
        for record in records:
            if isinstance(record, dict):
                yield from _unpacked(record)
    else:
        yield from _unpacked(body)


def _unpacked(record: Json) -> Iterator[Json]:
    if isinstance(record.get("ses"), dict):
        yield {"notificationType": "Received", **record["ses"]}
        return
    inner = record.get("Sns") if isinstance(record.get("Sns"), dict) else record
    assert isinstance(inner, dict)
    message = inner.get("Message")
    if isinstance(message, str):
        yield from _within(message)
    elif isinstance(inner.get("mail"), dict):
        yield inner
    elif inner.get("Event") == "s3:TestEvent":
        return
    else:
        raise Invalid("the notification tells of no mail")


def _within(message: str) -> Iterator[Json]:
    """The text of an SNS notification; SES's greeting on a new topic is no JSON."""
    try:
        inner = json.loads(message)
    except (ValueError, RecursionError):
        inner = None
    if isinstance(inner, dict) and isinstance(inner.get("mail"), dict):
        yield inner
    elif "Successfully validated" not in message and "Amazon SES" not in message:
        raise Invalid("the notification tells of no mail")


def _facts(told: Json) -> list[Fact]:
    kind = _text(told.get("notificationType") or told.get("eventType")).lower()
    if kind == "received":
        return [_received(told)]
    if kind in STATUSES:
        return [_status(kind, told)]
    if kind == "complaint":
        return [_complaint(told)]
    if kind in {"deliverydelay", "delivery delay"}:
        return [_delay(told)]
    reason = "an event that changes nothing" if kind in IGNORED else f"an unknown event {kind!r}"
    return [ignored(reason, provider_message_id=_id(told))]


def _received(told: Json) -> Fact:
    mail, receipt = _object(told, "mail"), _object(told, "receipt")
    common, action = _object(mail, "commonHeaders"), _object(receipt, "action")
    recipients = _texts(receipt.get("recipients")) or _texts(mail.get("destination"))
    sender = next(iter(_texts(common.get("from"))), None)
    details: dict[str, Any] = {
        "envelope_from": _text(mail.get("source")) or None,
        "recipients": recipients,
        "subject": _text(common.get("subject")) or None,
        "message_id_header": _text(common.get("messageId")) or None,
        "action": _text(action.get("type")) or None,
        "s3_bucket": _text(action.get("bucketName")) or None,
        "s3_key": _text(action.get("objectKey")) or None,
    }
    for name in VERDICTS:
        details[name] = _text(_object(receipt, f"{name}Verdict").get("status")) or None
    content = raw_mail(told)
    return Fact(
        kind="email_received",
        provider_message_id=_id(told),
        sender=sender,
        recipient=recipients[0] if recipients else None,
        at=_moment(mail.get("timestamp")),
        text=_first_words(content) if content else "",
        details={name: value for name, value in details.items() if value not in (None, [])},
    )


def raw_mail(told: Json) -> bytes | None:
    """The mail itself, where SES sent it along (an SNS action, for mails up to 150 KB)."""
    content = told.get("content")
    if not isinstance(content, str) or not content:
        return None
    if _text(_object(_object(told, "receipt"), "action").get("encoding")).upper() == "BASE64":
        try:
            return base64.b64decode(content)
        except (binascii.Error, ValueError):
            return None
    return content.encode("utf-8", "replace")


def _first_words(content: bytes) -> str:
    from chalicelib.channels.email import inbound

    return inbound.read(content).fact.text


def _status(kind: str, told: Json) -> Fact:
    raw, error, code, recipients = told.get("notificationType") or told.get("eventType"), "", "", []
    if kind == "bounce":
        bounce = _object(told, "bounce")
        bounced = _objects(bounce.get("bouncedRecipients"))
        recipients = [_text(one.get("emailAddress")) for one in bounced]
        named = [raw, _text(bounce.get("bounceType")), _text(bounce.get("bounceSubType"))]
        raw = "/".join(str(one) for one in named if one)
        error = next((_text(one.get("diagnosticCode")) for one in bounced), "")
        error = error or BOUNCES.get(_text(bounce.get("bounceSubType")), "")
        code = next((_text(one.get("status")) for one in bounced), "")
    elif kind == "delivery":
        recipients = _texts(_object(told, "delivery").get("recipients"))
    elif kind == "reject":
        error = _text(_object(told, "reject").get("reason")) or "SES refused to send it."
    elif kind == "rendering failure":
        error = _text(_object(told, "failure").get("errorMessage"))
    return _report("status", told, kind, recipients).model_copy(
        update={
            "status": STATUSES[kind],
            "status_raw": _text(raw),
            "error": error or None,
            "error_code": code or None,
        }
    )


def _complaint(told: Json) -> Fact:
    complaint = _object(told, "complaint")
    complained = _objects(complaint.get("complainedRecipients"))
    recipients = [_text(one.get("emailAddress")) for one in complained]
    kind = _text(complaint.get("complaintFeedbackType"))
    fact = _report("complaint", told, "complaint", recipients)
    return fact.model_copy(update={"status_raw": f"Complaint/{kind}" if kind else "Complaint"})


def _delay(told: Json) -> Fact:
    delay = _object(told, "deliveryDelay")
    delayed = _objects(delay.get("delayedRecipients"))
    recipients = [_text(one.get("emailAddress")) for one in delayed]
    error = next((_text(one.get("diagnosticCode")) for one in delayed), "")
    fact = _report("delivery_delay", told, "deliveryDelay", recipients)
    kind = _text(delay.get("delayType"))
    return fact.model_copy(
        update={"status_raw": f"DeliveryDelay/{kind}" if kind else None, "error": error or None}
    )


def _report(kind: Any, told: Json, part: str, recipients: list[str]) -> Fact:
    """What all reports have: which mail, to whom, when, and our own name of it."""
    mail = _object(told, "mail")
    to = [one for one in recipients if one] or _texts(mail.get("destination"))
    tags = _object(mail, "tags")
    ref = next(iter(_texts(tags.get("ref"))), None)
    channel = next(iter(_texts(tags.get("channel"))), None)
    at = _object(told, part).get("timestamp") or mail.get("timestamp")
    details: dict[str, Any] = {"to": to} if to else {}
    if channel:
        details["channel"] = channel
    return Fact(
        kind=kind,
        provider_message_id=_id(told),
        recipient=to[0] if to else None,
        at=_moment(at),
        ref=name_of(ref) if ref else None,
        ids=to,
        details=details,
    )


def _id(told: Json) -> str | None:
    named = _text(_object(told, "mail").get("messageId"))
    return sent_id(named) if named else None


def _object(holder: Json, name: str) -> Json:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [clean(value)] if value else []
    return [clean(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _moment(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
