"""A text with all that must survive, through a translator that takes so many bytes at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.accounts.domain import GlossaryTerm
from chalicelib.translation.protecting import Kept, Line, lines_of, marked, read_back
from chalicelib.translation.splitting import batches, parts

ROOM = 0.9
"""Of what a call takes: the tags around each line need some."""

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)

Call = Callable[[str], str]
"""Translates one text that fits."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be translated, and how."""

    call: Call
    most_bytes: int
    markdown: bool = False


def translate(text: str, glossary: Iterable[GlossaryTerm], target: str, work: Work) -> str:
    """A text's translation: lists, quotes and blank lines where they were, and all that
    `protecting` names as it was. As few calls as its size allows; more only for what came back
    damaged."""
    lines = lines_of(text, glossary, target)
    wanted = [number for number, line in enumerate(lines) if line.says_something]
    if len(wanted) == 1 and not _is_marked(lines[wanted[0]], work):
        done = {wanted[0]: _plain(lines[wanted[0]].original, work)}
    else:
        done = _by_lines({number: lines[number] for number in wanted}, work)
    return "\n".join(
        line.with_words(done.get(number, line.original)) for number, line in enumerate(lines)
    )


def _is_marked(line: Line, work: Work) -> bool:
    return any(isinstance(one, Kept) for one in line.pieces) or (
        work.markdown and marked(line, True) != marked(line, False)
    )


def _by_lines(lines: dict[int, Line], work: Work) -> dict[int, str]:
    """Several lines in one call, each a paragraph."""
    room = int(work.most_bytes * ROOM)
    html = {number: f"<p>{marked(line, work.markdown)}</p>" for number, line in lines.items()}
    fit = [number for number in lines if len(html[number].encode()) <= room]
    done: dict[int, str | None] = {}
    numbers = iter(fit)
    for batch in batches((html[number] for number in fit), room):
        said = _PARAGRAPH.findall(work.call("".join(batch)))
        own = [next(numbers) for _ in batch]
        back = said if len(said) == len(own) else [None] * len(own)
        for number, words in zip(own, back, strict=True):
            line = lines[number]
            done[number] = None if words is None else read_back(words, line, work.markdown)
    return {
        number: words if (words := done.get(number)) else _between(line, work)
        for number, line in lines.items()
    }


def _between(line: Line, work: Work) -> str:
    """The surest way: only what lies between the things that are kept goes out."""
    return "".join(one.text if isinstance(one, Kept) else _plain(one, work) for one in line.pieces)


def _plain(text: str, work: Work) -> str:
    """A text without anything to keep, in as many calls as it needs; blanks at its ends stay."""
    words = text.strip()
    if not any(letter.isalpha() for letter in words):
        return text
    start = text.index(words)
    said = (_called(part, work) for part in parts(words, work.most_bytes))
    return f"{text[:start]}{''.join(said)}{text[start + len(words) :]}"


def _called(part: str, work: Work) -> str:
    words = part.strip()
    if not words:
        return part
    end = part[part.index(words) + len(words) :]
    return work.call(words) + end
