"""Sending through Twilio's REST API (Twilio docs: "Messages resource").

Twilio takes no idempotency key. After a timeout it may have accepted the message all the same; its
status report then names our `ref`, and the next attempt finds the message sent (worker.py).
"""

import json
from collections.abc import Mapping
from functools import cache

import urllib3

from chalicelib.channels.domain import Channel, OutgoingMessage, SendError
from chalicelib.channels.twilio_sms.errors import sentence
from chalicelib.runtime.settings import settings

TIMEOUT = urllib3.Timeout(connect=3, read=8)


@cache
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(retries=False, timeout=TIMEOUT)


def send(message: OutgoingMessage, channel: Channel, credentials: Mapping[str, str]) -> str:
    """Hand a message to Twilio and answer its MessageSid."""
    sid = channel.settings["account_sid"]
    try:
        answer = _pool().request(
            "POST",
            f"{settings().twilio_base_url}/2010-04-01/Accounts/{sid}/Messages.json",
            fields={
                "To": message.to,
                "From": message.sender,
                "Body": message.text,
                "StatusCallback": message.status_url,
            },
            encode_multipart=False,
            headers=urllib3.make_headers(basic_auth=f"{sid}:{credentials['auth_token']}"),
        )
    except urllib3.exceptions.HTTPError as error:
        raise SendError("The provider did not answer in time.", retryable=True) from error
    return _sid(answer.status, answer.data)


def _sid(status: int, body: bytes) -> str:
    try:
        loaded = json.loads(body)
    except ValueError:
        loaded = None
    fields = loaded if isinstance(loaded, dict) else {}
    if status in (200, 201) and fields.get("sid"):
        return str(fields["sid"])
    if status == 429 or status >= 500:
        raise SendError("The provider is not available right now.", retryable=True)
    if status in (401, 403):
        raise SendError("The provider refused this channel's credentials.", retryable=False)
    code = fields.get("code")
    raise SendError(sentence(str(code) if code else None, fields.get("message")), retryable=False)
