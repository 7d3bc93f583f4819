"""Texts from one language into another, by an account's glossary, each only once."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import TranslationPolicy
from chalicelib.runtime.errors import Unavailable, Unsendable
from chalicelib.runtime.ids import now
from chalicelib.runtime.invoke import invoke
from chalicelib.translation import store, texts
from chalicelib.translation.amazon import AmazonTranslate, NotTranslatable, Translator, is_offered
from chalicelib.translation.domain import (
    UNKNOWN,
    Language,
    digest,
    glossary_version,
    is_same,
    nearest,
)

SURE = 0.8
"""How sure the language of an agent's text must be to count for more than the account's own."""

SAMPLE = 1000
"""Characters by which a language is told."""


@cache
def translator() -> Translator:
    """Who translates."""
    return AmazonTranslate()


def provider() -> dict[str, Any]:
    """Who translates, and whether they are to be had."""
    return {"name": translator().name, "available": is_offered()}


def policy(account_id: str) -> TranslationPolicy:
    """How the account has messages translated."""
    return accounts.policy(account_id).translation


def detected(text: str) -> Language:
    """What a text is written in, asked of the function that has the model; unknown when that does
    not answer."""
    try:
        answer = invoke("analyze", {"kind": "language", "text": text[:SAMPLE]})
    except Unavailable:
        return Language(UNKNOWN, 0.0)
    return Language(answer["language"], answer["confidence"])


def translate(
    account_id: str,
    text: str,
    source: str,
    target: str,
    *,
    markdown: bool = False,
    formality: str | None = None,
    at: datetime | None = None,
) -> str:
    """A text in another language, by the account's glossary; the same twice is asked once. Raises
    NotTranslatable, or Unavailable when it may work another time."""
    known = translator().languages
    from_, into = nearest(source, known), nearest(target, known)
    if from_ is None or into is None:
        missing = source if from_ is None else target
        raise NotTranslatable(f"the translation service does not know the language “{missing}”")
    if from_ == into:
        return text
    glossary = policy(account_id).glossary
    version = glossary_version(glossary)
    key = digest(account_id, from_, into, formality or "", str(markdown), version, text)
    secret = hashlib.sha256(f"{account_id}\0{text}".encode()).digest()
    remembered = store.recall(account_id, key, secret)
    if remembered is not None:
        return remembered
    work = texts.Work(
        lambda part: translator().translate(part, from_, into, formality),
        translator().most_bytes,
        markdown,
    )
    said = texts.translate(text, glossary, target, work)
    store.remember(account_id, key, secret, said, at or now())
    return said


def written_for(account_id: str, text: str, format_: str, target: str) -> tuple[str, str] | None:
    """What the customer gets of an agent's text in their language, and the language it was written
    in; None when it is in theirs already. Raises Unsendable, so that nothing goes out in a language
    that nobody meant (MSG-26)."""
    settled = policy(account_id)
    told = detected(text)
    source = told.bcp47 if told.is_known and told.confidence >= SURE else settled.language
    if is_same(source, target):
        return None
    try:
        said = translate(
            account_id,
            text,
            source,
            target,
            markdown=format_ == "markdown",
            formality=settled.formality,
        )
    except (Unavailable, NotTranslatable) as error:
        raise Unsendable(
            "not_translated",
            f"Nothing was sent: {error}. Send it untranslated, or try again.",
            alternative="untranslated",
        ) from error
    return said, source
