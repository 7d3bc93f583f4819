"""Everything that is done with channels, for this noun's doors and for other nouns."""

from chalicelib.channels.service import health, templates
from chalicelib.channels.service.connecting import (
    change,
    check,
    connect,
    disconnect,
    filled,
    kinds,
    steps,
)
from chalicelib.channels.service.reading import (
    capabilities,
    directory,
    find,
    get,
    hook_url,
    label,
    list_of,
    of_account,
    owner,
    place,
    policy,
    read,
    restriction,
    routed_to,
    space_of,
)
from chalicelib.channels.service.taking import accept_webhook

__all__ = [
    "accept_webhook",
    "capabilities",
    "change",
    "check",
    "connect",
    "directory",
    "disconnect",
    "filled",
    "find",
    "get",
    "health",
    "hook_url",
    "kinds",
    "label",
    "list_of",
    "of_account",
    "owner",
    "place",
    "policy",
    "read",
    "restriction",
    "routed_to",
    "space_of",
    "steps",
    "templates",
]
