"""What customers of Messenger and Instagram are called: webhooks name them by ids alone (Meta docs:
Messenger Platform, "User Profile API"; Instagram Platform, "User profile")."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.channels.domain import Credentials, SendError
from chalicelib.channels.meta import graph
from chalicelib.channels.payload import text

FIELDS = {"graph": "first_name,last_name,profile_pic", "instagram": "name,username,profile_pic"}


def profile(customer: str, credentials: Credentials, api: graph.Api) -> Mapping[str, str]:
    """A customer's `sender_name` and `avatar_url`, the fields of a fact, as far as Meta tells them.
    Nothing when it does not: a message is not worth less for want of its author's name."""
    try:
        told = graph.get(customer, credentials, {"fields": FIELDS[api]}, api=api)
    except SendError:
        return {}
    whole = " ".join(filter(None, (text(told.get("first_name")), text(told.get("last_name")))))
    known = {
        "sender_name": whole or text(told.get("name")) or text(told.get("username")),
        "avatar_url": text(told.get("profile_pic")),
    }
    return {key: value for key, value in known.items() if value}
