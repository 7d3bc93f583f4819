"""The words of an auto-reply: in which language, and when somebody is there again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from chalicelib.hours.domain.calendar import zone
from chalicelib.templates import variables

OPENS_AT = "{opens_at}"
"""When the office opens next, as customers read it."""

ALWAYS_KNOWN = frozenset(
    {"conversation.number", "conversation.channel", "conversation.team", "company.name"}
)
"""Variables that are never blank; any other needs a word to fall back on."""

WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "no": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
}

WEEK = timedelta(days=6)


def text_for(text: str, texts: Mapping[str, str], language: str | None) -> tuple[str, str]:
    """What a customer of a language reads, and in which language it is: `en` where only the text
    that everybody gets fits."""
    base = _base(language or "")
    for tag, words in texts.items():
        if base and _base(tag) == base:
            return words, base
    return text, "en"


def _base(tag: str) -> str:
    base = tag.replace("_", "-").partition("-")[0].lower()
    return "no" if base in {"nb", "nn"} else base


def moment(opens: datetime, at: datetime, time_zone: str, language: str) -> str:
    """When it opens, by the clock on the wall there: the time today, with the weekday within a
    week, else (and where we have no weekdays) with the date."""
    there, now = opens.astimezone(zone(time_zone)), at.astimezone(zone(time_zone))
    time = f"{there:%H:%M}"
    if there.date() == now.date():
        return time
    if there.date() - now.date() <= WEEK and language in WEEKDAYS:
        return f"{WEEKDAYS[language].split()[there.weekday()]} {time}"
    return f"{there:%Y-%m-%d} {time}"


def problem(text: str, when_closed: bool) -> str | None:
    """Why a text cannot be said without a person who looks at it; None: it can."""
    wrong = variables.unknown(text)
    if wrong:
        return f"there is no variable {wrong[0]}"
    gaps = [name for name in variables.fill(text, {}).unresolved if name not in ALWAYS_KNOWN]
    if gaps:
        return f"say what stands for {gaps[0]} when it is not known: {{{{{gaps[0]}|…}}}}"
    if OPENS_AT in text and not when_closed:
        return f"{OPENS_AT} is known only out of office hours"
    return None
