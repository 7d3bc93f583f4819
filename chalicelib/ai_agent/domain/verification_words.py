"""What customers say about a code: that none came, that they have no mail, that they want another.
By language: plain (no accents, lower case), as alternatives of regular expressions. They are only
looked for where the AI agent has just asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.ai_agent.domain.words import plain

LONGEST = 16
"""Words: what is longer is about something else."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One language's words."""

    missing: str
    """Nothing came."""
    none: str
    """They have no mail, or cannot read it."""
    again: str


_MAIL = r"(?:e-?mails?|mails?)"
_SAID = {
    "en": _Said(
        missing=r"(?:didn't|didnt|did not|haven't|havent|have not|never|not|hasn't|has not)\b"
        r".{0,24}\b(?:receive|received|arrive|arrived|come|came|got it|get it|got the|get the"
        r"|got a code|get a code|got any code)\b"
        rf"|^no (?:code|{_MAIL})\b.{{0,20}}\b(?:yet|here|came)",
        none=rf"(?:don't|dont|do not) (?:have|use|own) (?:an? |any )?{_MAIL}"
        rf"|(?:have|got|there is|i've) no(?:ne)?\b(?: {_MAIL}| address| access)?[ .!]*$"
        rf"|haven't got an {_MAIL}|no {_MAIL}(?: address)?[ .!]*$|without {_MAIL}"
        r"|(?:can't|cannot|can not|no longer|lost)\b.{0,20}\b(?:access|read|open|reach|get into)"
        r"|no (?:longer )?access",
        again=r"(?:re-?send|send|mail|try)\b.{0,24}\b(?:again|another|new|once more|one more)"
        rf"|re-?send|(?:another|new) (?:code|one|{_MAIL})|^again",
    ),
    "de": _Said(
        missing=r"(?:nicht|nichts|kein\w*|nie)\b.{0,30}\b(?:bekommen|erhalten|angekommen|gekommen"
        r"|kommt|da|eingegangen)",
        none=rf"kein(?:e|en)? (?:{_MAIL}|mailadresse|zugriff|zugang)|ohne {_MAIL}|habe keine[ .!]*$"
        r"|komme nicht\b.{0,24}\b(?:rein|postfach|ran|mails?)",
        again=r"noch ?(?:ein)?mal|erneut|nochmals|neuen? code|neue mail|anderen code",
    ),
    "fr": _Said(
        missing=r"(?:pas|rien|jamais)\b.{0,20}\b(?:recue?s?|arrivee?s?)",
        none=rf"(?:pas|plus|aucune?) (?:d'|de |une? )?(?:{_MAIL}|adresse|acces|courriel)"
        rf"|sans {_MAIL}",
        again=r"renvo\w*|encore une fois|a nouveau|de nouveau|nouveau code|autre code",
    ),
    "es": _Said(
        missing=r"no\b.{0,24}\b(?:recib\w*|lleg\w*)",
        none=rf"no (?:tengo|uso|dispongo de)\b.{{0,16}}\b(?:{_MAIL}|correo|acceso)"
        rf"|sin (?:{_MAIL}|correo)|no puedo (?:acceder|entrar|abrir)",
        again=r"reenvi\w*|otra vez|de nuevo|nuevamente|otro codigo|nuevo codigo",
    ),
    "it": _Said(
        missing=r"(?:non|nulla|niente)\b.{0,24}\b(?:ricevut\w*|arrivat\w*|arriva)",
        none=rf"non (?:ho|uso|possiedo)\b.{{0,20}}\b(?:{_MAIL}|posta|accesso)|senza {_MAIL}"
        r"|non riesco ad? (?:accedere|aprire|entrare|leggere)",
        again=r"di nuovo|ancora una volta|un'altra volta|rimand\w*|reinvi\w*|altro codice"
        r"|nuovo codice",
    ),
    "nl": _Said(
        missing=r"(?:niet|niets|geen|nooit)\b.{0,24}\b(?:ontvangen|gekregen|aangekomen|binnen)",
        none=rf"geen (?:{_MAIL}|mailadres|e-mailadres|toegang)|zonder {_MAIL}|kan niet bij",
        again=r"nog ?(?:een ?)?(?:keer|maal)|nogmaals|opnieuw|nieuwe code|andere code",
    ),
    "sv": _Said(
        missing=r"(?:inte|inget|ingen|aldrig)\b.{0,20}\b(?:fatt|kommit|kommer|mottagit)",
        none=rf"(?:ingen|inget|inte nagon|inte) (?:e-?post\w*|mejl\w*|{_MAIL}|mailadress|atkomst)"
        r"|utan (?:e-?post|mejl|mail)|kommer inte at",
        again=r"igen|en gang till|pa nytt|ny kod",
    ),
    "da": _Said(
        missing=r"(?:ikke|intet|ingen|aldrig)\b.{0,20}\b(?:faet|modtaget|kommet|kommer)",
        none=rf"(?:ingen|ikke nogen|ikke en|ikke) (?:{_MAIL}|mailadresse|e-mailadresse|adgang)"
        rf"|uden {_MAIL}",
        again=r"igen|en gang til|pa ny|ny kode",
    ),
    "no": _Said(
        missing=r"(?:ikke|ingen|aldri)\b.{0,20}\b(?:fatt|mottatt|kommet|kommer)",
        none=rf"(?:ingen|ikke noen|ikke) (?:e-?post\w*|{_MAIL}|mailadresse|tilgang)"
        r"|uten (?:e-?post|mail)",
        again=r"igjen|en gang til|pa nytt|ny kode",
    ),
    "fi": _Said(
        missing=r"(?:ei|en|eika|eivat)\b.{0,24}\b(?:saanut|tullut|saapunut)",
        none=r"(?:ei ole|en omista|en kayta)\b.{0,16}\b(?:sahkopost\w*|e-?mail\w*|postia|paasya)"
        r"|ilman sahkopost\w*|en paase",
        again=r"uudelleen|uudestaan|uusi koodi|uuden koodin|viela kerran",
    ),
    "pl": _Said(
        missing=r"nie\b.{0,20}\b(?:dostal\w*|otrzymal\w*|przysz\w*|dotarl\w*|doszed\w*)",
        none=r"nie (?:mam|posiadam|uzywam)\b.{0,16}\b(?:e-?mail\w*|mail\w*|poczty|adresu|dostepu)"
        r"|bez (?:e-?maila|maila)",
        again=r"jeszcze raz|ponownie|nowy kod|znowu|od nowa",
    ),
    "pt": _Said(
        missing=r"nao\b.{0,20}\b(?:receb\w*|cheg\w*)",
        none=rf"nao (?:tenho|uso|possuo)\b.{{0,16}}\b(?:{_MAIL}|correio|acesso)"
        rf"|sem (?:{_MAIL}|correio)|nao consigo (?:aceder|acessar|abrir|entrar|ler)",
        again=r"de novo|outra vez|novamente|reenvi\w*|novo codigo|outro codigo",
    ),
}


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:^|\b)(?:{one})(?:\b|$)" for one in patterns))


_MISSING = _any([one.missing for one in _SAID.values()])
_NONE = _any([one.none for one in _SAID.values()])
_AGAIN = _any([one.again for one in _SAID.values()])


def wants_another(text: str) -> bool:
    """Whether the customer got no code, or wants a new one."""
    said = plain(text)
    if len(said.split()) > LONGEST:
        return False
    if _MISSING.search(said):
        return True
    return _AGAIN.search(said) is not None and not _NONE.search(said)


def has_no_mail(text: str) -> bool:
    """Whether the customer has no mail address, or cannot read its mail."""
    said = plain(text)
    short = len(said.split()) <= LONGEST
    return short and _NONE.search(said) is not None and not _MISSING.search(said)
