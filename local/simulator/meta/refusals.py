"""What the Graph API refuses, with its codes.

https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
"""

from typing import Any

from local.simulator.failures import Failure
from local.simulator.serving import Refused

NAME = "graph"


def refusal(status: int, code: int, message: str, details: str = "", **more: Any) -> Refused:
    """An error object; `details` is what WhatsApp adds."""
    error: dict[str, Any] = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "fbtrace_id": "AbCdEfGhIjKlMnOpQrStUv",
    }
    if details:
        error["error_data"] = {"messaging_product": "whatsapp", "details": details}
    return Refused(status, {"error": error | more})


EXPIRED = refusal(401, 190, "Error validating access token: the session has expired")
REFUSALS = {
    Failure.SERVER_ERROR: refusal(500, 131000, "Something went wrong", is_transient=True),
    Failure.RATE_LIMIT: refusal(429, 80007, "Rate limit issues"),
    Failure.UNAUTHORIZED: EXPIRED,
}
BAD_PROOF = refusal(400, 100, "Invalid appsecret_proof provided in the API argument")
WINDOW_CLOSED = refusal(
    400,
    131047,
    "Re-engagement message",
    "More than 24 hours have passed since the recipient last replied to the sender number.",
)
NO_TEMPLATE = refusal(
    404,
    132001,
    "Template name does not exist in the translation",
    "The template does not exist in the specified language or has not been approved.",
)
PAGE_WINDOW_CLOSED = refusal(
    403, 10, "This message is sent outside of allowed window.", error_subcode=2534022
)
NO_PERSON = refusal(400, 100, "No matching user found", error_subcode=2018001)
UNDELIVERABLE = {
    "code": 131026,
    "title": "Message undeliverable",
    "message": "Message undeliverable",
    "error_data": {"details": "Message Undeliverable."},
}


def missing(path: str) -> Refused:
    """There is nothing at the path, or nothing that this token may see."""
    return refusal(
        400,
        100,
        f"Unsupported request. Object with ID '{path}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation",
        error_subcode=33,
    )


def invalid(details: str) -> Refused:
    """A value that WhatsApp does not take."""
    return refusal(400, 131009, "Parameter value is not valid", details)


def bad_parameter(message: str) -> Refused:
    """A parameter that is missing, or not as documented."""
    return refusal(400, 100, message)


def wrong_values(expected: int, given: int) -> Refused:
    """A template that got too many values, or too few."""
    details = f"number of localizable_params ({given}) does not match ({expected})"
    return refusal(400, 132000, "Number of parameters does not match", details)
