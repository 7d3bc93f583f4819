"""Quoting: of the passages in a prompt the sentence that has most of the question's words."""

import re

PASSAGE = re.compile(r'<passage id="(S\d+)"[^>]*>\n(.*?)\n</passage>', re.DOTALL)
QUESTION = re.compile(r"<question>\n(.*?)\n</question>", re.DOTALL)
TEXT = re.compile(r"<text>\n(.*?)\n</text>", re.DOTALL)
END = re.compile(r"(?<=[.!?])\s+|\n+")
CHARACTERS_PER_TOKEN = 4


def said(asked: str, most_tokens: int) -> tuple[str, bool]:
    """The answer, and whether it is whole."""
    text = _answer(asked)
    room = most_tokens * CHARACTERS_PER_TOKEN
    return text[:room], len(text) <= room


def _answer(asked: str) -> str:
    given = TEXT.search(asked)
    if given:
        return given.group(1).strip()
    question = QUESTION.search(asked)
    wanted = _words(question.group(1)) if question else set()
    best, quote = 0, ""
    for id_, text in PASSAGE.findall(asked):
        for sentence in filter(None, (part.strip() for part in END.split(text))):
            has = len(wanted & _words(sentence))
            if has > best:
                best, quote = has, f"{sentence} [{id_}]"
    return quote or "NO_ANSWER"


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}
