"""What WhatsApp itself reports: delivery, consent, changed ids, calls, the account.

Meta docs: WhatsApp, "status messages webhook reference", "user_preferences webhook reference",
"calls webhook reference", "Business-scoped user IDs" and the references of the account's fields.
"""

from __future__ import annotations

from chalicelib.channels.facts import Consent, Fact, Status, ignored
from chalicelib.channels.meta import errors
from chalicelib.channels.meta.reading import Json, known, moment, records
from chalicelib.channels.payload import ident, listing, mapping, text

STATUSES: dict[str, Status] = {
    "accepted": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",
    "failed": "failed",
}
CONSENTS: dict[str, Consent] = {"stop": "opt_out", "resume": "opt_in", "signup": "opt_in"}


def status(given: object, number: str | None) -> Fact:
    """What became of a message of ours; `number` is our phone number's id."""
    report = mapping(given)
    raw = text(report.get("status"))
    message = ident(report.get("id"))
    about = {
        "provider_message_id": message,
        "direction": "outbound",
        "sender": number,
        "recipient": ident(report.get("recipient_id")) or ident(report.get("recipient_user_id")),
        "at": moment(report.get("timestamp")),
        "status_raw": raw or None,
        "ref": ident(report.get("biz_opaque_callback_data")),
        "details": known(
            recipient_type=ident(report.get("recipient_type")),
            recipient_participant_id=ident(report.get("recipient_participant_id"))
            or ident(report.get("recipient_participant_user_id")),
        ),
    }
    if report.get("type") == "payment" or message is None:
        return ignored("not the status of a message", **about)
    state = STATUSES.get(raw)
    if state is None:
        return ignored("status not in sent/delivered/read/failed", **about)
    if state != "failed":
        return Fact(kind="status", status=state, **about)
    error = errors.trouble(next(iter(listing(report.get("errors"))), None))
    stopped = error.code == errors.STOPPED_MARKETING
    return Fact(
        kind="status",
        status=state,
        error=errors.sentence(error),
        error_code=None if error.code is None else str(error.code),
        consent="opt_out" if stopped else None,
        consent_scope="marketing" if stopped else "all",
        **about,
    )


def preference(given: object, number: str | None) -> Fact:
    """A customer wants marketing messages, or wants none any more."""
    wish = mapping(given)
    value = text(wish.get("value"))
    sender = ident(wish.get("wa_id")) or ident(wish.get("user_id"))
    return Fact(
        kind="preference",
        sender=sender,
        recipient=number,
        aliases=[one for one in [ident(wish.get("user_id"))] if one and one != sender],
        at=moment(wish.get("timestamp")),
        consent=CONSENTS.get(value),
        consent_scope="marketing",
        details=known(value=value, category=text(wish.get("category"))),
    )


def identity(given: object, number: str | None) -> Fact:
    """A customer's business-scoped id became another: `user_id: {previous, current}`."""
    change = mapping(given)
    ids = mapping(change.get("user_id"))
    phone, before = ident(change.get("wa_id")), ident(ids.get("previous"))
    sender = before or phone
    return Fact(
        kind="identity_change",
        sender=sender,
        recipient=number,
        aliases=[phone] if phone and phone != sender else [],
        new_address=ident(ids.get("current")),
        at=moment(change.get("timestamp")),
        details=known(wa_id=phone, previous_id=before),
    )


def call(given: object) -> Fact:
    """A voice call began, ended, or (of one of ours) rings."""
    told = mapping(given)
    return Fact(
        kind="call",
        sender=ident(told.get("from")) or ident(told.get("from_user_id")),
        recipient=ident(told.get("to"))
        or ident(told.get("recipient_id"))
        or ident(told.get("to_user_id")),
        at=moment(told.get("timestamp")),
        ref=ident(told.get("biz_opaque_callback_data")),
        details=known(
            provider_call_id=ident(told.get("id")),
            event=text(told.get("event")) or text(told.get("status")).lower(),
            direction=text(told.get("direction")),
            duration=told.get("duration"),
        ),
    )


def error(given: object, number: str | None) -> Fact:
    """Something went wrong at WhatsApp that concerns no single message."""
    found = errors.trouble(given)
    return Fact(
        kind="error",
        recipient=number,
        error=errors.sentence(found),
        error_code=None if found.code is None else str(found.code),
        details=known(message=found.said),
    )


def account(field: str, value: Json, at: object) -> Fact:
    """Something happened to the account, a number, a template or a group."""
    first = next(iter(records(value.get("groups"))), {})
    event = text(value.get("event")) or text(value.get("decision")) or text(first.get("type"))
    return Fact(
        kind="account_event",
        at=moment(at),
        details=known(
            field=field,
            event=event,
            group_id=ident(first.get("group_id")),
            template=text(value.get("message_template_name")),
            template_id=ident(value.get("message_template_id")),
            language=text(value.get("message_template_language")),
            display_phone_number=text(value.get("display_phone_number")),
        ),
    )
