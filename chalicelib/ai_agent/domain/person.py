"""Whether a customer asks for a person (AI-15), in any wording of twelve languages.

Five ways to say it, by each language's words (`person_words.py`):

1. to talk to a person: "can you put me through to someone", "ich möchte mit jemandem sprechen";
2. someone one can talk to: "is there anybody I could chat with";
3. to want somebody who works here: "give me an agent", "quiero un asesor";
4. nothing but a person: "Human please!";
5. no machine: "I don't want to talk to a bot".

A person alone is not enough, and one who is only what something is like or belongs to is none: "a
person's size chart", "the person-shaped lamp", "the customer service number".
"""

from __future__ import annotations

import re
from functools import cache

from chalicelib.ai_agent.domain.person_words import ASKING, Asking
from chalicelib.ai_agent.domain.words import plain

_THING = (
    r"(?!'s\b)(?!-\w)(?! (?:size|sized|shaped|figures?|count|rate|fee|discount|number|phone|hours?"
    r"|emails?|e-?mail|address|nummer|telefon\w*|numer\w*|numero|telefono|telefoon\w*|horaires?"
    r"|offnungszeiten|tent|zelt|bag|price)\b)"
)
"""What makes a person a part of a thing's name."""
_NEED_NONE = re.compile(
    r"\b(?:don't|dont|do not|no need|not necessary|needn't)\b[^.!?]{0,12}\b(?:need|want|to)\b"
    r"[^.!?]{0,24}\b(?:human|person|agent|someone|anyone)\b|\b(?:brauche|will|mochte) keinen? "
)
"""A person turned down, unless a machine is, too."""


def asks_for_person(text: str) -> bool:
    """Whether the customer wants an answer by a person."""
    said = plain(text)[:1000]
    if any(rule.search(said) for rule in _against_machines()):
        return True
    if _NEED_NONE.search(said):
        return False
    return any(rule.search(said) for rule in _for_people())


@cache
def _for_people() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule) for asking in ASKING.values() for rule in _rules(asking))


@cache
def _against_machines() -> tuple[re.Pattern[str], ...]:
    rules = []
    for one in ASKING.values():
        small = rf"(?: (?:{one.small}|this|that|to|with|{one.to or 'x'}))"
        rules.append(
            rf"\b(?:{one.no})\b[^.!?]{{0,30}}\b(?:{one.talk})\b[^.!?]{{0,16}}\b(?:{one.bot})\b"
        )
        rules.append(rf"\b(?:{one.no}){small}{{0,3}} (?:{one.bot})\s*(?:[.,!?]|$)")
        if one.final:
            rules.append(
                rf"\b(?:{one.no})\b[^.!?]{{0,16}}\b(?:{one.bot})\b[^.!?]{{0,24}}\b(?:{one.talk})\b"
            )
    return tuple(re.compile(rule) for rule in rules)


def _rules(one: Asking) -> list[str]:
    person = rf"(?:{one.strong}|{one.weak})\b{_THING}"
    strong = rf"(?:{one.strong})\b{_THING}"
    small = rf"(?: (?:{one.small}))"
    aside = rf"(?:(?:{one.polite}|{one.small}|{one.want})[ ,.!?]+)"
    to = rf" (?:{one.to})" if one.to else r"(?: \w+){0,2}"
    rules = [
        rf"\b(?:{one.talk})(?:[ -][\w']+){{0,2}}?{to}{small}{{0,4}} {person}",
        rf"\b(?:{one.want}){small}{{0,4}} {strong}",
        rf"^{aside}*{strong}(?:[ ,.!?]+(?:{one.polite}))*[ ,.!?]*$",
    ]
    if one.final:
        before = rf"(?:{one.to})" if one.to else r"\w+"
        rules.append(rf"\b{before}{small}{{0,4}} {person}(?: [\w']+){{0,4}}? (?:{one.talk})\b")
    if one is ASKING["en"]:
        rules.append(
            rf"\b(?:is there|are there|have you got|do you have)(?: \w+){{0,2}}? {person}"
            rf"(?: (?:who|that|i|we|can|could|may|to))* (?:{one.talk}|help)\b"
        )
        rules.append(rf"^(?:is|are) {person}(?: \w+){{0,2}} ?there\b")
    return rules
