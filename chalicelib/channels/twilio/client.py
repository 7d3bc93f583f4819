"""Requests to Twilio's REST APIs (Twilio docs: "Messages resource", "Account resource",
"IncomingPhoneNumber resource").

Twilio takes no idempotency key. After a timeout it may have accepted the message all the same; its
status report then names our `ref`, and the next attempt finds the message sent (worker.py).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3

from chalicelib.channels.domain import Channel, Credentials, SendError
from chalicelib.channels.http import Reply, base_url, call, refuse, retry_after
from chalicelib.channels.twilio.errors import LATER, OPTED_OUT, UNAUTHORIZED, sentence
from chalicelib.channels.twilio.restrictions import sender_type

VERSION = "2010-04-01"
UNFIT = {"closed", "suspended"}
Form = list[tuple[str, str]]


def api() -> str:
    """The base of the API for accounts, numbers and messages."""
    return base_url("twilio", "https://api.twilio.com")


def authorization(channel: Channel, credentials: Credentials) -> dict[str, str]:
    """The header that proves the account."""
    sid, token = channel.settings["account_sid"], credentials["auth_token"]
    return urllib3.make_headers(basic_auth=f"{sid}:{token}")


def ask(
    method: str, url: str, channel: Channel, credentials: Credentials, form: Form | None = None
) -> dict[str, Any]:
    """One request with the account's credentials → the answer's object, or a SendError."""
    reply = call(method, url, headers=authorization(channel, credentials), form=form)
    if not reply.ok:
        raise refusal(reply)
    return reply.body


def account_url(channel: Channel, path: str = "", **query: str) -> str:
    """The URL of something that the account owns, such as `/Messages`."""
    url = f"{api()}/{VERSION}/Accounts/{channel.settings['account_sid']}{path}.json"
    return f"{url}?{urlencode(query)}" if query else url


def create_message(channel: Channel, credentials: Credentials, form: Form) -> str:
    """Hand a message over and answer its MessageSid."""
    made = ask("POST", account_url(channel, "/Messages"), channel, credentials, form)
    if not made.get("sid"):  # not to be sent again: it may have been accepted
        raise SendError("The provider took the message but did not name it.")
    return str(made["sid"])


def sender(address: str, channel: Channel, prefix: str = "") -> Form:
    """What a message is sent from. Where a messaging service sends, it is told the number to use,
    so that answers come from the number that the customer wrote to (CH-12), unless the channel is
    the service and leaves the choice to it. `prefix` names a channel other than SMS."""
    service = str(channel.settings.get("messaging_service_sid") or "")
    if sender_type(address) == "service":
        return [("MessagingServiceSid", address)]
    chosen = [("MessagingServiceSid", service)] if service else []
    return [("From", f"{prefix}{address}"), *chosen]


def refusal(reply: Reply) -> SendError:
    """What an answer other than 2xx means, by Twilio's own code where it gives one."""
    code = str(reply.body.get("code") or "")
    words = sentence(code or None, _text(reply.body.get("message")))
    if code in UNAUTHORIZED:
        return SendError(words, unauthorized=True)
    if code in OPTED_OUT:
        return SendError(words, opted_out=True)
    if code in LATER:
        return SendError(words, True, after=retry_after(reply.headers))
    return refuse(reply, lambda _: words)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def fetch(url: str, channel: Channel, credentials: Credentials) -> tuple[str, Mapping[str, str]]:
    """Where a received file is downloaded; the credentials go to Twilio's own API host alone,
    whatever a webhook names (Twilio docs: "Media resource": HTTP basic authentication)."""
    return url, authorization(channel, credentials) if _is_api(url) else {}


def _is_api(url: str) -> bool:
    try:
        given, own = urlsplit(url), urlsplit(api())
    except ValueError:
        return False
    return (given.scheme, given.netloc) == (own.scheme, own.netloc)


def prove(channel: Channel, credentials: Credentials) -> dict[str, str]:
    """Ask for the account itself: proves the credentials; answers its name at Twilio."""
    account = ask("GET", account_url(channel), channel, credentials)
    if account.get("status") in UNFIT:
        raise SendError(f"The Twilio account is {account['status']}.")
    return {"account_name": str(account.get("friendly_name") or "")}


def set_webhook(channel: Channel, credentials: Credentials, webhook_url: str) -> None:
    """Tell Twilio where texts to the channel's own number go. Raises SendError when the account
    has no such number. What is no number has no webhook: an alphanumeric sender receives nothing,
    and a messaging service's is set in Twilio's console."""
    address = channel.address or ""
    if address.startswith("+"):
        path, query, listed = "/IncomingPhoneNumbers", "PhoneNumber", "incoming_phone_numbers"
    elif address.isdecimal():
        path, query, listed = "/SMS/ShortCodes", "ShortCode", "short_codes"
    else:
        return
    url = account_url(channel, path, **{query: address})
    found = ask("GET", url, channel, credentials).get(listed)
    number = found[0] if isinstance(found, list) and found else None
    if not isinstance(number, dict) or not number.get("sid"):
        raise SendError(f"This Twilio account has no number {address}.")
    form = [("SmsUrl", webhook_url), ("SmsMethod", "POST")]
    ask("POST", account_url(channel, f"{path}/{number['sid']}"), channel, credentials, form)
