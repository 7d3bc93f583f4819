"""WhatsApp messages from Twilio → facts (Twilio docs: "Twilio's Request to your Incoming Message
Webhook URL", WhatsApp-specific parameters):
    MessageSid=SM…&From=whatsapp%3A%2B4790000001&ProfileName=Kari&Body=Yes&ButtonText=Yes
    &ButtonPayload=yes&OriginalRepliedMessageSid=MM…&ExternalUserId=whatsapp%3ANO.1234
What it shares with SMS: channels/twilio/callbacks.py.
"""

import math
from typing import Any

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Attachment, Consent, Fact
from chalicelib.channels.twilio import callbacks
from chalicelib.channels.twilio.callbacks import Fields
from chalicelib.runtime.errors import Invalid

CONSENT: dict[str, Consent] = {"STOP": "opt_out", "START": "opt_in", "HELP": "help"}
REFERRAL = {
    "source_type": "ReferralSourceType",
    "source_id": "ReferralSourceId",
    "source_url": "ReferralSourceUrl",
    "headline": "ReferralHeadline",
    "body": "ReferralBody",
    "ctwa_clid": "ReferralCtwaClid",
}
FILES = {"image", "audio", "video", "document", "sticker"}
"""MessageTypes that say what sort of file comes along."""

DETAILS = ("messaging_service_sid", "opt_out_type", "button_text")


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
    unsupported = fields.get("MessageType", "").lower() == "unsupported"
    user = callbacks.address(fields.get("ExternalUserId"))
    return [
        Fact(
            kind="unsupported" if unsupported else "message",
            reason="WhatsApp does not hand out messages of this type" if unsupported else None,
            provider_message_id=sid,
            sender=sender,
            recipient=callbacks.address(fields.get("To")),
            sender_name=fields.get("ProfileName") or None,
            aliases=[user] if user and user != sender else [],
            text=fields.get("Body") or fields.get("ButtonText") or fields.get("ListTitle") or "",
            attachments=[*_files(fields), *_places(fields)],
            reply_to=fields.get("OriginalRepliedMessageSid") or None,
            forwarded=_is(fields, "Forwarded") or _is(fields, "FrequentlyForwarded") or None,
            answer=_answer(fields),
            referral=_referral(fields),
            consent=CONSENT.get(fields.get("OptOutType", "").upper()),
            details=_details(fields, user),
        )
    ]


def _details(fields: Fields, user: str | None) -> dict[str, Any]:
    found = callbacks.details(fields, *DETAILS)
    if user:
        found["external_user_id"] = user
    if _is(fields, "FrequentlyForwarded"):
        found["frequently_forwarded"] = True
    return found


def _is(fields: Fields, name: str) -> bool:
    return fields.get(name, "").lower() == "true"


def _files(fields: Fields) -> list[Attachment]:
    files = callbacks.media(fields)
    kind = fields.get("MessageType", "").lower()
    if kind not in FILES:
        return files
    return [file.model_copy(update={"type": kind}) for file in files]


def _places(fields: Fields) -> list[Attachment]:
    latitude, longitude = _degrees(fields, "Latitude", 90), _degrees(fields, "Longitude", 180)
    if latitude is None or longitude is None:
        return []
    return [
        Attachment(
            type="location",
            latitude=latitude,
            longitude=longitude,
            name=fields.get("Label") or None,
            address=fields.get("Address") or None,
        )
    ]


def _degrees(fields: Fields, name: str, most: float) -> float | None:
    try:
        value = float(fields.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None


def _answer(fields: Fields) -> Answer | None:
    if fields.get("ListId") or fields.get("ListTitle"):
        return Answer(kind="list_reply", payload=fields.get("ListId") or None)
    if fields.get("InteractiveData"):
        return Answer(kind="nfm_reply", payload=fields["InteractiveData"])
    if fields.get("ButtonPayload") or fields.get("ButtonText"):
        return Answer(kind="button", payload=fields.get("ButtonPayload") or None)
    return None


def _referral(fields: Fields) -> dict[str, Any] | None:
    given = {name: fields.get(parameter) for name, parameter in REFERRAL.items()}
    return {name: value for name, value in given.items() if value} or None


def normal(address: str) -> str:
    """A number as E.164; a business-scoped user id (`NO.1234`) as it is."""
    return f"+{address}" if address.isdecimal() else address
