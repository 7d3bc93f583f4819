"""A conversation in a few lines, out of its own sentences (AI-23): who wanted what, what was
answered, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.ai_agent.domain.extract import relevance
from chalicelib.ai_agent.domain.small_talk import small_talk
from chalicelib.ai_agent.domain.words import sentences, stem, words

KEY_SENTENCES = 4
LONGEST = 200
"""Characters of one sentence in a summary."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that was said: by `customer`, `agent` or `ai`."""

    by: str
    name: str
    text: str
    sources: tuple[str, ...] = ()
    action: str | None = None


def summarize(talk: Sequence[Spoken], customer: str, why: str = "") -> str:
    """The summary as a note's text."""
    told = [one for one in talk if one.text.strip() and not small_talk(one.text)]
    asked = [one for one in told if one.by == "customer"]
    lines = [f"Summary{': ' + why if why else ''}".strip()]
    if not asked:
        return "\n".join([*lines, f"{customer} has not asked anything yet."])
    lines.append(f"{customer} wants: {_short(_main(asked))}")
    keys = [key for key in _keys(asked) if key != _main(asked)]
    if keys:
        lines += ["Also said:", *(f"• {_short(key)}" for key in keys)]
    answers = [one for one in told if one.by != "customer" and one.action in (None, "answer")]
    if answers:
        lines += ["Answered:", *(_answered(one) for one in answers[-3:])]
    lines.append(_open(told))
    return "\n".join(lines)


def _main(asked: Sequence[Spoken]) -> str:
    """What it is about: the first question, else the first sentence that says something."""
    said = [part for one in asked for part in sentences(one.text) if not small_talk(part)]
    return next((part for part in said if "?" in part), said[0] if said else asked[0].text)


def _keys(asked: Sequence[Spoken]) -> list[str]:
    """The customer's sentences that share most with all that they said, in their order."""
    said = list(
        dict.fromkeys(
            part
            for one in asked
            for part in sentences(one.text)
            if len(words(part)) > 2 and not small_talk(part)
        )
    )
    everything = " ".join(said)
    scores = relevance(everything, said)
    best = sorted(range(len(said)), key=lambda i: (-scores[i] * _weight(said[i]), i))
    return [said[i] for i in sorted(best[:KEY_SENTENCES])]


def _weight(part: str) -> float:
    """Questions, numbers and length speak for a sentence."""
    distinct = len({stem(word) for word in words(part)})
    return 1 + 0.5 * ("?" in part) + 0.5 * any(c.isdigit() for c in part) + min(distinct, 15) / 30


def _answered(one: Spoken) -> str:
    first = sentences(one.text)[0]
    by = "AI agent" if one.by == "ai" else one.name or "agent"
    source = f" (source: {one.sources[0]})" if one.sources else ""
    return f"• {by}: {_short(first)}{source}"


def _open(told: Sequence[Spoken]) -> str:
    """What waits: everything the customer said after the last real answer."""
    waiting: list[str] = []
    for one in reversed(told):
        if one.by != "customer" and one.action in (None, "answer"):
            break
        if one.by == "customer":
            waiting.append(one.text)
    if not waiting:
        return "Open: nothing."
    return f"Open: {_short(' '.join(waiting[0].split()))}"


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST else one_line[: LONGEST - 1].rstrip() + "…"
