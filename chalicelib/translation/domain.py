"""What a translation is, and which languages are the same to a reader."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from chalicelib.accounts.domain import GlossaryTerm

UNKNOWN = "und"
"""BCP 47's code for a text of no language: a number, an emoji, a name."""

LONGEST = 10_000
"""Characters that are translated: what a message may have."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a text is written in, and how sure that is."""

    bcp47: str
    confidence: float
    """0 to 1."""

    @property
    def is_known(self) -> bool:
        """Whether it is any language at all."""
        return self.bcp47 != UNKNOWN


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in another language."""

    message_id: str
    language: str
    source_language: str
    text: str
    provider: str


def base(code: str) -> str:
    """A language without region and script; the three names of Norwegian are one language."""
    primary = code.lower().partition("-")[0]
    return "no" if primary in {"nb", "nn"} else primary


def is_same(one: str, other: str) -> bool:
    """Whether who reads the one reads the other."""
    return base(one) == base(other)


def nearest(code: str, offered: Collection[str]) -> str | None:
    """The name under which a provider knows a language; None when it does not."""
    known = {name.lower(): name for name in offered}
    parts = code.lower().split("-")
    if parts[0] == "zh" and {"hant", "tw", "hk", "mo"} & set(parts[1:]):
        return known.get("zh-tw") or known.get("zh")
    candidates = (code.lower(), parts[0], base(code), {"fil": "tl"}.get(parts[0], ""))
    return next((known[one] for one in candidates if one in known), None)


def glossary_version(glossary: Iterable[GlossaryTerm]) -> str:
    """Changes whenever a term does: what was translated by other terms is translated anew."""
    terms = [[term.term, term.keep, sorted(term.translations.items())] for term in glossary]
    return digest(json.dumps(sorted(terms), ensure_ascii=False))[:16] if terms else "0"


def digest(*parts: str) -> str:
    """A name for a sequence of texts that tells nothing of them."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
