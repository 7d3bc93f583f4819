"""What Meta refuses, as sentences for an agent, and what to do about it.

Codes: Meta docs: WhatsApp Business Platform, "Error codes"; Messenger Platform, "Error codes";
Graph API, "Handle errors". A subcode says more than its code, so it is looked at first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from chalicelib.channels.domain import SendError
from chalicelib.channels.http import LONGEST_WAIT, Reply, refuse, retry_after
from chalicelib.channels.meta.reading import records
from chalicelib.channels.payload import mapping, number, text, whole

EXPIRED = "The access token of this channel is no longer accepted."
PERMISSION = "Meta has not granted, or has withdrawn, the permission that this needs."
BUSY = "Too many messages were sent at once; it is tried again."
DOWN = "Meta could not take the message right now; it is tried again."
CLOSED = (
    "The customer last wrote more than 24 hours ago. Only {} can be sent until they write again."
)
CLOSED_WHATSAPP = CLOSED.format("an approved template")
CLOSED_PAGE = (
    "The customer last wrote too long ago: a person may answer within 7 days, where the app has "
    "the Human Agent permission. Wait until they write again or use another channel."
)
AWAY = "This person cannot receive messages from the company right now."

BY_SUBCODE = {
    2018278: CLOSED_PAGE,
    2018065: CLOSED_PAGE,
    2534022: CLOSED_PAGE,
    2018276: "The app lacks the Human Agent permission, so that only 24 hours are allowed.",
    2018001: "There is no such person on this page.",
    2018108: AWAY,
    1545041: AWAY,
    2018027: "The page and this person cannot write to each other any more.",
    2018028: "The app is not published yet: only people with a role in it can be written to.",
    2018047: "Meta could not fetch the file.",
    2018074: "Meta could not fetch the file.",
    2018294: "Meta could not send the file; it may be of the wrong type.",
    2534014: "This person is not on Instagram any more.",
    2534025: "The file is larger than Instagram allows.",
    2534068: "The file is of a type that Instagram does not take.",
}

BY_CODE = {
    33: "The business phone number does not exist any more.",
    100: "Meta did not understand the message.",
    368: "Meta has blocked this account for breaking its policies.",
    551: AWAY,
    10900: "There has been an answer to this already.",
    10903: AWAY,
    10904: "The page has messages switched off.",
    130403: "The customer cannot be reached on WhatsApp.",
    130472: "WhatsApp holds this message back from the customer as part of an experiment.",
    130497: "This business may not write to customers in that country.",
    131008: "Something that WhatsApp needs is missing in the message.",
    131009: "WhatsApp does not take one of the values in the message.",
    131021: "The number cannot write to itself.",
    131026: "WhatsApp could not deliver it: the number has no WhatsApp, an old version, or has not "
    "accepted WhatsApp's terms.",
    131030: "A test number can only write to numbers on its list.",
    131031: "Meta has locked this WhatsApp account.",
    131037: "The number needs an approved display name before it can send.",
    131042: "Meta cannot charge this WhatsApp account; an admin must check its payment method.",
    131045: "The number is not registered for the WhatsApp Cloud API.",
    131047: CLOSED_WHATSAPP,
    131049: "WhatsApp did not deliver it, to keep customers from too many offers.",
    131050: "The customer wants no marketing messages.",
    131051: "WhatsApp does not know this type of message.",
    131052: "WhatsApp could not fetch the customer's file.",
    131053: "WhatsApp could not take the file; its type or size may not be allowed.",
    131055: "WhatsApp does not allow this message.",
    131059: "WhatsApp does not allow this message.",
    132000: "The template needs another number of values.",
    132001: "There is no such template in that language, or it is not approved.",
    132005: "The template with its values is too long.",
    132007: "The template breaks WhatsApp's rules.",
    132012: "A value of the template has the wrong form.",
    132015: "WhatsApp has paused the template because customers disliked it.",
    132016: "WhatsApp has switched the template off for good.",
    132018: "A value of the template is not allowed.",
    132068: "The form of this template is blocked.",
    132069: "The form of this template has been sent too often.",
    133010: "The number is not registered for the WhatsApp Cloud API.",
    135000: "WhatsApp could not send it and gave no reason.",
}

LATER = {4, 17, 32, 341, 613, 80001, 80002, 80006, 80007, 130429, 131048, 131056}
"""Rate limits, of the app, the account, the number or the pair of numbers."""
PASSING = {1, 2, 1200, 131000, 131016, 131057, 133004}
"""Meta's own trouble."""
TOKENS = {0, 102, 190, 463, 467}
"""An access token that is expired, withdrawn or malformed."""
PERMISSIONS = {3, 10, 131005, *range(200, 300)}
"""What the token may not do. With a subcode such a refusal is about one person, not the token."""
USAGE = "x-business-use-case-usage"
STOPPED_MARKETING = 131050


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error object of Meta's, in an answer or in a webhook."""

    code: int | None
    subcode: int | None
    said: str
    """Meta's own words; "" for none."""


def trouble(value: object) -> Trouble:
    """The error in {code, error_subcode, message, title, error_data: {details}} and the like."""
    error = mapping(value)
    details = text(mapping(error.get("error_data")).get("details")) or text(error.get("details"))
    told = (details, text(error.get("error_user_msg")), text(error.get("message")))
    said = next((one for one in told if one), text(error.get("title")))
    return Trouble(whole(error.get("code")), whole(error.get("error_subcode")), said)


def sentence(error: Trouble) -> str:
    """What went wrong, for a person to read."""
    if error.subcode in BY_SUBCODE:
        return BY_SUBCODE[error.subcode]
    if error.code in BY_CODE and (error.code != 100 or not error.said):
        return BY_CODE[error.code]
    return error.said or (
        f"Meta reported error {error.code}." if error.code is not None else "Meta refused it."
    )


def refusal(reply: Reply) -> SendError:
    """The error that an answer of the Graph API is. Its code counts more than its HTTP status,
    which is 400 for most."""
    given = mapping(reply.body.get("error"))
    error = trouble(given)
    if error.subcode in BY_SUBCODE:
        return SendError(sentence(error))
    if error.code in TOKENS and given:
        return SendError(EXPIRED, unauthorized=True)
    if error.code in PERMISSIONS and error.subcode is None:
        return SendError(f"{PERMISSION} {error.said}".strip(), unauthorized=True)
    if error.code in LATER:
        return SendError(BUSY, True, after=_wait(reply))
    if error.code in PASSING or given.get("is_transient") is True:
        return SendError(DOWN, retryable=True)
    if error.code in BY_CODE:
        return SendError(sentence(error))
    return refuse(reply, lambda _: sentence(error))


def _wait(reply: Reply) -> float | None:
    """Seconds until there is room again: of Retry-After, or of the minutes that Meta estimates in
    `X-Business-Use-Case-Usage: {"<account>": [{"estimated_time_to_regain_access": 5}]}` (Meta docs:
    Graph API, "Rate limits"); None when neither says."""
    asked = retry_after(reply.headers)
    if asked is not None:
        return asked
    try:
        usage = mapping(json.loads(reply.headers.get(USAGE, "{}")))
    except (ValueError, RecursionError):
        return None
    uses = [use for account in usage.values() for use in records(account)]
    minutes = [number(use.get("estimated_time_to_regain_access")) or 0 for use in uses]
    return min(max(minutes) * 60, LONGEST_WAIT) if any(minutes) else None
