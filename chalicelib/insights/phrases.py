"""Words and phrases that may name what a text is about: runs of words between stop words, the ones
after an article or preposition first, since those are things and not doings.

By hand because a tagger for each language is larger than a layer; measured in
docs/translation-and-insight.md. Only the functions with the language layer import this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

LONGEST = 3
"""Words of a phrase."""

NAMED = {
    "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "da": "danish",
    "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish", "uk": "ukrainian",
}  # fmt: skip
"""Languages whose stop words the library has, by the name it gives them."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


MEANT = _listed(
    """access application bill bills computer description example file format help home import
    information order page pages site system volume website name number"""
)
"""Words that the English list takes for empty, and customers do not."""

COURTESY = _listed(
    """hello hi hey dear thanks thank thx please regards best kind cheers sorry morning
    afternoon evening bye ok okay yes yeah no nope sure great good nice hope help question problem
    issue wonder wrong hallo guten tag morgen danke bitte liebe lieber grüße gruß viele freundliche
    mfg moin ja nein frage problem hei heisann hej god dag takk tusen mange vennlig hilsen mvh
    gjerne spørsmål tack snälla hälsningar fråga tak venlig kære spørgsmål bonjour bonsoir merci
    cordialement salut svp oui non question hola buenos días tardes gracias saludos favor sí
    pregunta ciao buongiorno grazie saluti prego domanda olá bom dia obrigado obrigada hoi bedankt
    groeten alstublieft dank vraag moi kiitos cześć dzień dobry dziękuję proszę merhaba teşekkürler
    want wanted would like need know tell get got getting give going make made use using used try
    tried trying work working works come came look looking say said ask asked buy bought think
    love loved hate happy angry furious wonderful amazing awesome perfect excellent lovely terrible
    horrible awful bad worst disappointed disappointing annoyed annoying frustrated frustrating
    upset glad pleased satisfied unhappy unacceptable ridiculous fantastic super new
    today tomorrow yesterday week weeks day days time month months now still already yet
    heute morgen gestern woche i dag morgen uke tid lang aujourd'hui hoy oggi"""
)
"""Words of politeness, of feeling and of doing anything, which are not what a message is about."""

_BEFORE_THINGS = {
    "en": _listed(
        "the a an my your our their his her its this that these those for of about with from"
    ),
    "de": _listed(
        """der die das den dem des ein eine einen einem einer mein meine meinen meinem meiner ihr
        ihre ihren für von mit zum zur im am"""
    ),
    "no": _listed(
        "min mitt mi mine mina mit din ditt dine en et ei ett en den det de om på med til av af"
    ),
    "fr": _listed("le la les l un une mon ma mes du des au votre vos cette ce de pour"),
    "es": _listed("el la los las un una mi mis su sus para del al de"),
    "it": _listed("il lo la i gli le un una mio mia della dell per di"),
    "pt": _listed("o a os as um uma meu minha da do de para"),
    "nl": _listed("de het een mijn voor van"),
}
_BEFORE_THINGS |= {"da": _BEFORE_THINGS["no"], "sv": _BEFORE_THINGS["no"]}
"""Articles, possessives and prepositions, by language; in others nothing is known of things."""

_ENDS = frozenset(".!?:\n")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and the name under which its forms are one."""

    written: str
    stem: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side that may name something."""

    words: tuple[Word, ...]
    thing: bool
    """Whether it stands where things stand."""
    first: bool
    """Whether a sentence begins with it, so that its capital letter means nothing."""

    @property
    def stems(self) -> tuple[str, ...]:
        """What it is compared by."""
        return tuple(word.stem for word in self.words)

    @property
    def written(self) -> str:
        """As it stood there."""
        return " ".join(word.written for word in self.words)


@cache
def empty_words(language: str) -> frozenset[str]:
    """The stop words of a language; of English where nothing is known of it."""
    from stop_words import get_stop_words

    listed = get_stop_words(NAMED.get(language, "english"))
    known = frozenset(word.lower() for word in listed) - MEANT
    return known | COURTESY | _BEFORE_THINGS.get(language, frozenset())


def stem(word: str) -> str:
    """A word without plural and possessive s."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def phrases(text: str, language: str) -> Iterator[Phrase]:
    """Every phrase of one to three words in a text."""
    empty, before = empty_words(language), _BEFORE_THINGS.get(language, frozenset())
    run: list[Word] = []
    thing, begins, run_begins = False, True, True
    for token in [*_TOKEN.findall(text), "."]:
        if _is_content(token, empty):
            if not run:
                run_begins = begins
            run.append(Word(token, stem(token)))
            begins = False
            continue
        yield from _within(run, thing, run_begins)
        run = []
        thing = token.lower() in before
        begins = token in _ENDS or (begins and not token[0].isalnum())


def _is_content(token: str, empty: frozenset[str]) -> bool:
    low = token.lower().replace("’", "'")
    return len(low) > 2 and low not in empty and not any(map(str.isdigit, low)) and low[0].isalpha()


def _within(run: list[Word], thing: bool, begins: bool) -> Iterator[Phrase]:
    for start in range(len(run)):
        for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
            yield Phrase(tuple(run[start:end]), thing and start == 0, begins and start == 0)
