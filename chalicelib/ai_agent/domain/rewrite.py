"""A draft that reads shorter, friendlier, more formal, or right: by rules that cannot change what
it says (AI-24). English first; in other languages only what is safe in all: blanks, capitals,
doubled words, and the greeting of the AI agent's languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chalicelib.ai_agent.domain.languages import guess

Rule = tuple[str, str]

_KEPT = re.compile(r"(```.*?```|`[^`\n]+`|https?://\S+|\S+@\S+\.\S+|\{\{[^}]*\}\})", re.DOTALL)
"""Code, addresses and variables stay as they are."""

_FILLERS: tuple[Rule, ...] = (
    (r"\b(?:just|really|actually|basically|simply|very|quite|literally|kindly)\b[ ]?", ""),
    (r"\b(?:I (?:just )?wanted to (?:let you know|say|inform you)(?: that)?)\s+", ""),
    (r"\b(?:please (?:do not|don't) hesitate to)\b", "please"),
    (r"\b(?:at (?:this|the present) (?:point in time|moment|time))\b", "now"),
    (r"\b(?:due to the fact that|owing to the fact that)\b", "because"),
    (r"\b(?:in order to)\b", "to"),
    (r"\b(?:in the event that)\b", "if"),
    (r"\b(?:with regards? to|in regards? to|with respect to)\b", "about"),
    (r"\b(?:a large number of)\b", "many"),
    (r"\b(?:as soon as possible)\b", "soon"),
    (r"\b(?:for the purpose of)\b", "for"),
    (r"\b(?:I would like to|I'd like to) (?=thank|apologi[sz]e|confirm|inform|ask)", "I "),
    (r"\b(?:thank you so much|thank you very much|many thanks)\b", "thank you"),
    (r"\b(?:I (?:think|believe|guess|feel) that)\s+", ""),
    (r"\b(?:if you have any (?:further |other |more )?questions,? )(?:please )?"
     r"(?:feel free to |let (?:me|us) know|contact (?:me|us)|reach out)(?: [^.!?\n]{0,40})?[.!]?",
     ""),
    (r"\b(?:I hope (?:this|that) helps[.!]?)", ""),
    (r"\b(?:I hope (?:you are|you're) (?:doing )?well[.!]?)", ""),
)  # fmt: skip
_TO_FORMAL: tuple[Rule, ...] = (
    (r"\bcan't\b", "cannot"), (r"\bwon't\b", "will not"), (r"\bshan't\b", "shall not"),
    (r"\b(\w+)n't\b", r"\1 not"), (r"\bI'm\b", "I am"), (r"\b(\w+)'re\b", r"\1 are"),
    (r"\b(\w+)'ve\b", r"\1 have"), (r"\b(\w+)'ll\b", r"\1 will"), (r"\b(it|that|there|what)'s\b",
    r"\1 is"), (r"\blet's\b", "let us"), (r"^(?:hi|hey)( there)?\b", "Hello"),
    (r"\bthanks(?: a lot| so much)?\b", "thank you"), (r"\bASAP\b", "as soon as possible"),
    (r"\b(?:gonna)\b", "going to"), (r"\b(?:wanna)\b", "want to"), (r"\b(?:yeah|yep|yup)\b", "yes"),
    (r"\b(?:nope)\b", "no"), (r"\b(?:guys)\b", "everyone"), (r"\b(?:kids)\b", "children"),
    (r"\bcheers\b", "kind regards"), (r"\bok(?:ay)?\b", "all right"), (r"!+", "."),
    (r"\s*[\U0001F300-\U0001FAFF☀-➿]️?", ""),
)  # fmt: skip
_TO_FRIENDLY: tuple[Rule, ...] = (
    (r"\bcannot\b", "can't"), (r"\bdo not\b", "don't"), (r"\bwill not\b", "won't"),
    (r"\bI am\b", "I'm"), (r"\bwe are\b", "we're"), (r"\byou are\b", "you're"),
    (r"\bit is\b", "it's"), (r"\bwe will\b", "we'll"), (r"\bI will\b", "I'll"),
    (r"\b(?:kind|best) regards\b", "All the best"), (r"^(?:dear (?:sir or madam|customer)),?",
    "Hi there,"), (r"\bunfortunately,? we (?:can't|cannot)\b", "I'm sorry, we can't"),
    (r"\byou must\b", "please"), (r"\bwe regret to inform you that\b", "I'm sorry to say that"),
    (r"\bper your request\b", "as you asked"), (r"\bregarding\b", "about"),
)  # fmt: skip
_CONTRACTIONS: tuple[Rule, ...] = tuple(
    (rf"\b{bare}\b", right)
    for bare, right in (
        ("dont", "don't"), ("doesnt", "doesn't"), ("didnt", "didn't"), ("cant", "can't"),
        ("isnt", "isn't"), ("arent", "aren't"), ("wasnt", "wasn't"), ("havent", "haven't"),
        ("hasnt", "hasn't"), ("couldnt", "couldn't"), ("wouldnt", "wouldn't"), ("im", "I'm"),
        ("ive", "I've"), ("youre", "you're"), ("theyre", "they're"), ("thats", "that's"),
        ("recieve", "receive"), ("recieved", "received"), ("adress", "address"),
        ("seperate", "separate"), ("definately", "definitely"), ("occured", "occurred"),
        ("untill", "until"), ("wich", "which"), ("alot", "a lot"), ("teh", "the"),
    )
)  # fmt: skip
GREETING = {
    "en": "Hi there,", "de": "Hallo,", "fr": "Bonjour,", "es": "Hola:", "it": "Ciao,",
    "nl": "Hallo,", "sv": "Hej!", "da": "Hej!", "no": "Hei!", "fi": "Hei!", "pl": "Dzień dobry,",
    "pt": "Olá,",
}  # fmt: skip
_GREETED = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten|liebe|sehr geehrte"
    r"|bonjour|hola|buenos|buenas|estimad|ciao|buongiorno|gentile|goede|beste|hej|hei|god|dzień"
    r"|szanown|olá|ola|bom dia|boa|car[oa])\b",
    re.IGNORECASE,
)


def rewrite(text: str, style: str) -> str:
    """The draft in a style; as it is where there is nothing safe to do."""
    return _STYLES[style](text, guess(text) or "")


def _shorter(text: str, language: str) -> str:
    short = _apply(text, _FILLERS) if language == "en" else text
    return _tidy(_doubled(short))


def _formal(text: str, language: str) -> str:
    formal = _apply(text, _TO_FORMAL) if language == "en" else _apply(text, ((r"!{2,}", "!"),))
    return _tidy(formal)


def _friendlier(text: str, language: str) -> str:
    warm = _apply(text, _TO_FRIENDLY) if language == "en" else text
    if not _GREETED.match(warm) and language in GREETING:
        warm = f"{GREETING[language]}\n\n{warm.lstrip()}"
    return _tidy(warm)


def _grammar(text: str, language: str) -> str:
    right = _apply(text, _CONTRACTIONS) if language in ("en", "") else text
    if language == "en":
        right = _apply(right, ((r"(?<![\w'’-])i(?![\w-])", "I"),), ignore_case=False)
    return _tidy(_doubled(right))


_STYLES: dict[str, Callable[[str, str], str]] = {
    "shorter": _shorter,
    "formal": _formal,
    "friendlier": _friendlier,
    "grammar": _grammar,
}


def _apply(text: str, rules: Iterable[Rule], ignore_case: bool = True) -> str:
    """Each rule on everything but what has to stay; a capital at the front stays one."""
    flags = re.MULTILINE | (re.IGNORECASE if ignore_case else 0)
    parts = _KEPT.split(text)
    for pattern, instead in rules:
        compiled = re.compile(pattern, flags)
        parts = [
            part if i % 2 else compiled.sub(lambda m, r=instead: _cased(m, r), part)
            for i, part in enumerate(parts)
        ]
    return "".join(parts)


def _cased(found: re.Match[str], instead: str) -> str:
    made = found.expand(instead)
    was = found.group(0)
    return made[:1].upper() + made[1:] if was[:1].isupper() else made


def _doubled(text: str) -> str:
    """ "the the" is once too often; "had had" and "that that" may be meant."""
    return _apply(text, ((r"\b(?!had\b|that\b|bye\b|very\b|so\b)(\w{2,})(?: \1\b)+", r"\1"),))


def _tidy(text: str) -> str:
    """Single blanks, none before a mark, a capital after the end of a sentence."""
    parts = _KEPT.split(text)
    tidy = "".join(part if i % 2 else _blanks(part) for i, part in enumerate(parts))
    lines = [_capitals(line.strip(" \t")) for line in tidy.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _blanks(part: str) -> str:
    part = re.sub(r"[ \t]{2,}", " ", part)
    part = re.sub(r"([,;])(?=[^\W\d_])", r"\1 ", part)
    return re.sub(r"(?<=\w) +([,.;](?:\s|$))", r"\1", part)


def _capitals(line: str) -> str:
    """The first letter of a line and of each sentence; not of an address or a word with a dot."""
    if _KEPT.match(line):
        return line
    line = line[:1].upper() + line[1:] if line[:1].isalpha() else line
    return re.sub(
        r"(?<=[^\s.]{2}[.!?] )([a-zà-öø-ÿ])(?![^\s]*[.@/])", lambda m: m.group(1).upper(), line
    )
