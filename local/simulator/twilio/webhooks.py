"""Signed form posts to the application, made as Twilio makes them.

The signature is made by Twilio's own library, not by our code that verifies it, so that the
two cannot share a mistake. https://www.twilio.com/docs/usage/security#validating-requests
"""

import httpx2
from twilio.request_validator import RequestValidator


def signature(auth_token: str, url: str, params: dict[str, str]) -> str:
    """The value of X-Twilio-Signature for a form posted to exactly this URL."""
    return str(RequestValidator(auth_token).compute_signature(url, params))


async def post(
    http: httpx2.AsyncClient,
    url: str,
    auth_token: str,
    params: dict[str, str],
    *,
    idempotency_token: str,
) -> httpx2.Response:
    """Post the form; the token stays the same when Twilio repeats a request."""
    return await http.post(
        url,
        data=params,
        headers={
            "X-Twilio-Signature": signature(auth_token, url, params),
            "I-Twilio-Idempotency-Token": idempotency_token,
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
        },
    )
