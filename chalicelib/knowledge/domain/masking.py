"""What is personal in a text, masked: a learned pair is kept for others than the one who asked.

A simple rule on purpose, of patterns that hold in every language: mail addresses, phone numbers,
order and card numbers, and the customer's own name. It masks too much rather than too little; a
price, a size, a year and opening hours stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

EMAIL, PHONE, NUMBER, NAME = "[email]", "[phone]", "[number]", "[name]"
MASKS = (EMAIL, PHONE, NUMBER, NAME)

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w#.,])(?:\+|00)\d(?:[\s().-]{0,2}\d){6,14}(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,4})?(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,])(?:[A-Z]{1,5}[-#]?\d[\d-]{3,}\d|#\s?\d{2,}|\d{6,})(?!\w)")
"""`NO-48213`, `#1042`, and bare digits of which there are six or more."""
_GROUPED = re.compile(
    r"(?<![\w.,])\d{2,4}(?:[ .-]\d{2,4}){2,6}(?![\w%])(?!\s?(?:kr|eur|€|\$|£))", re.I
)
"""`900 00 007`, `4111 1111 1111 1111`: groups of digits, unless a currency follows."""
_DATE = re.compile(r"\d{4}[.-]\d{1,2}[.-]\d{1,2}|\d{1,2}[.-]\d{1,2}[.-](?:\d{2}|\d{4})")
_GREETING = re.compile(
    r"^[ \t]*(?:hi|hello|hey|dear|hei|hej|hallo|kjære|hola|bonjour|ciao|olá)[ \t]+"
    + re.escape(NAME)
    + r"(?:[ \t]*"
    + re.escape(NAME)
    + r")*[ \t]*[,!.:]*[ \t]*\n*",
    re.IGNORECASE,
)
NOT_NAMES = frozenset({"Visitor", "Customer", "Guest"})
"""Words in the names that we give to people who told none."""
FEWEST_DIGITS = 8
"""Groups of digits with fewer are amounts: `5 490`, `1 000 000`."""


def mask(text: str, names: Iterable[str] = ()) -> str:
    """The text without mail addresses, phone numbers, numbers that name an order, a card or an
    account, and these people's names. A greeting by name goes as a whole."""
    text = _EMAIL.sub(EMAIL, text)
    text = _IBAN.sub(NUMBER, text)
    text = _PHONE.sub(PHONE, text)
    text = _GROUPED.sub(_grouped, text)
    text = _NUMBER.sub(NUMBER, text)
    for name in sorted(_words(names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NAME, text)
    return _GREETING.sub("", text).strip()


def is_masked(text: str) -> bool:
    """Whether something was masked in it."""
    return any(one in text for one in MASKS)


def _grouped(found: re.Match[str]) -> str:
    digits = sum(letter.isdigit() for letter in found.group())
    if digits < FEWEST_DIGITS or _DATE.fullmatch(found.group()):
        return found.group()
    return NUMBER if digits > 12 else PHONE


def _words(names: Iterable[str]) -> set[str]:
    """Whole names, and the words they are made of: people sign with one of them."""
    found = {name.strip() for name in names} | {word for name in names for word in name.split()}
    return {one for one in found if len(one) > 2 and any(map(str.isalpha, one))} - NOT_NAMES
