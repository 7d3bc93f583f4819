"""How much a word tells for being rare in everyday language, whatever an account's texts say.

Among fifty help pages "how" may be as rare as "jacket". How common words are in the languages of
the encoder is known from its vocabulary; a word of another language tells as much as it did.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from chalicelib.suggestions.engine.encoder import encoder
from chalicelib.suggestions.engine.words import WORD, Floats, Hashes, count

TELLING, IDLE = -9.0, -5.0
"""Logarithm of a word's share of all text: down from the first it tells all, up from the second
LEAST. "the" has -4.9, "with" -6.7, "where" -8.8, "password" -11.5."""

LEAST = 0.1


def telling(hashes: Hashes) -> Floats:
    """How much each word tells, LEAST to 1."""
    terms, worth = _common()
    at = np.minimum(np.searchsorted(terms, hashes), len(terms) - 1)
    told: Floats = np.where(terms[at] == hashes, worth[at], np.float32(1))
    return told


@cache
def _common() -> tuple[Hashes, Floats]:
    """Words that tell less than all, by hash ascending. Those with the same stem count together."""
    shares = encoder().common(TELLING)
    counted = count(list(shares))
    words = counted.kinds == WORD
    terms, at = np.unique(counted.hashes[words], return_inverse=True)
    together = np.full(len(terms), -np.inf)
    np.logaddexp.at(together, at, np.array(list(shares.values()))[counted.rows[words]])
    worth = np.clip((together - IDLE) / (TELLING - IDLE), LEAST, 1)
    return terms, worth.astype(np.float32)
