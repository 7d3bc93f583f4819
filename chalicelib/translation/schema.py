"""Translations: what comes in and goes out."""

from __future__ import annotations

from pydantic import Field

from chalicelib.accounts.schema import Bcp47
from chalicelib.runtime.model import Body, Model


class Wanted(Body):
    """Into which language."""

    language: Bcp47


class TranslationQuery(Body):
    """Which translations."""

    language: Bcp47 | None = Field(None, description="Only those into this language.")


class TranslationView(Model):
    """A message in another language; the message itself stays as it is."""

    message_id: str
    language: str
    source_language: str
    text: str
    provider: str = Field(description="`amazon`; `agent` where its author wrote it so.")


class Translations(Model):
    """What is translated already, the oldest message first."""

    items: list[TranslationView]
