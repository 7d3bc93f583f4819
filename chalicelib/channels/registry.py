"""Which kinds of channels there are. A new one is one word here and a folder of its own.

A kind is imported when it is first asked for: a function that meets SMS alone need not load the
rest.
"""

from importlib import import_module

from chalicelib.channels.domain import Provider
from chalicelib.runtime.errors import Invalid

KINDS = (
    "webchat",
    "email",
    "twilio_sms",
    "whatsapp",
    "twilio_whatsapp",
    "messenger",
    "instagram",
    "x",
    "viber",
    "telegram",
    "line",
    "api",
)

FOLDERS = {"api": "api_channel"}
"""Kinds whose folder is called otherwise: channels/api.py is this package's own door."""

_loaded: dict[str, Provider] = {}


def provider_of(kind: str) -> Provider:
    """The provider of a kind of channel."""
    if kind not in _loaded:
        if kind not in KINDS:
            raise Invalid(f"there is no channel kind {kind!r}; known are {', '.join(KINDS)}")
        module = import_module(f"chalicelib.channels.{FOLDERS.get(kind, kind)}")
        _loaded[kind] = module.provider
    return _loaded[kind]
