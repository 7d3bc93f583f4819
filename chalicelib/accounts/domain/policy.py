"""How an account's conversations end, come back, are corrected and translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

LONGEST_REOPENING = 24 * 365
"""Hours."""
SHORTEST_SILENCE, LONGEST_SILENCE = 5, 60 * 24 * 365
"""Minutes until a silent conversation is closed."""
LONGEST_FAREWELL = 1000
"""Characters."""
LONGEST_EDITING = 60 * 24 * 7
"""Minutes."""


GLOSSARY_AT_MOST = 256
"""Terms; what one custom terminology of Amazon Translate holds, too."""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word that a translation keeps, or translates as told (MSG-26)."""

    term: str
    keep: bool = True
    translations: Mapping[str, str] = field(default_factory=dict, hash=False)
    """By language (BCP 47)."""

    def in_language(self, code: str) -> str | None:
        """What it is called in a language, or in the language without its region."""
        named = {name.lower(): words for name, words in self.translations.items()}
        return named.get(code.lower()) or named.get(code.lower().partition("-")[0])


@dataclass(frozen=True, slots=True)
class TranslationPolicy:
    """How an account has messages translated."""

    automatic: bool = False
    """Whether what customers write in another language is translated as it comes (MSG-10)."""
    language: str = "en"
    """What the agents read and write (BCP 47)."""
    two_way: bool = False
    """Whether answers go out in the customer's language unless an agent says otherwise."""
    formality: str | None = None
    """`formal` or `informal`, where the customer's language knows the difference."""
    glossary: tuple[GlossaryTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Workload:
    """How much work a rule gives to one agent at once."""

    limit: int | None = None
    """What it may weigh together (ASG-16); None: no limit. A user's own, if lower, counts (D9)."""
    weights: Mapping[str, int] = field(default_factory=dict, hash=False)
    """What a conversation counts, by the kind of its channel; 1 where nothing is said (ASG-44)."""
    idle_minutes: int | None = None
    """After how much silence of the customer a conversation counts no more; None: never."""
    away_minutes: int | None = None
    """After how long without a hand at the screen an agent is set away (ASG-46); None: never."""
    managed_by: str | None = None
    """What of which stack declares all this; None: it is settled by hand."""

    def weight(self, kind: str) -> int:
        """What a conversation on a channel of this kind counts."""
        return self.weights.get(kind, 1)

    def limit_of(self, personal: int | None) -> int | None:
        """The lower of the two limits (D9); None where there is none."""
        known = [limit for limit in (self.limit, personal) if limit is not None]
        return min(known, default=None)


@dataclass(frozen=True, slots=True)
class Policy:
    """How an account's conversations end, come back and are corrected. A channel may differ."""

    after_close: str = "reopen"
    """Whether a message after the end reopens the conversation or starts a `new` one (D1)."""
    reopen_hours: int | None = None
    """For how long after the end a message still reopens (CONV-55); None is for ever."""
    auto_close_minutes: int | None = None
    """After how much silence a conversation is closed; None is never."""
    auto_close_message: str | None = None
    """What the customer is told then."""
    edit_minutes: int = 15
    """For how long an agent may change or retract a sent message."""
    needs_disposition: bool = False
    """Whether an agent must say how a conversation ended to close it (CONV-29, D19)."""
    translation: TranslationPolicy = TranslationPolicy()
    workload: Workload = Workload()

    def with_overrides(self, settings: Mapping[str, Any]) -> Policy:
        """The policy where a channel's settings win; a value that no policy can have is ignored."""
        known = {key: settings[key] for key in _FITS if key in settings}
        return replace(self, **{key: value for key, value in known.items() if _FITS[key](value)})


def _within(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_FITS: dict[str, Callable[[object], bool]] = {
    "after_close": lambda value: value in ("reopen", "new"),
    "reopen_hours": lambda value: value is None or _within(value, 1, LONGEST_REOPENING),
    "auto_close_minutes": lambda value: (
        value is None or _within(value, SHORTEST_SILENCE, LONGEST_SILENCE)
    ),
    "auto_close_message": lambda value: (
        value is None
        or (isinstance(value, str) and value.strip() != "" and len(value) <= LONGEST_FAREWELL)
    ),
    "edit_minutes": lambda value: _within(value, 0, LONGEST_EDITING),
    "needs_disposition": lambda value: isinstance(value, bool),
}
