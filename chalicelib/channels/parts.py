"""One message of ours as the calls that a provider takes: pure. A long text becomes several where
the channel says so; each call has at most so many files; a text that is too long for a caption
goes before the files, and quick replies go with the last words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalicelib.channels.domain import Capabilities, Link, OutgoingMessage, Unit
from chalicelib.channels.rules import length


def parts(message: OutgoingMessage, able: Capabilities) -> list[OutgoingMessage]:
    """The message in the order in which its parts go out; at least one."""
    if message.template or message.mail:
        return [message]
    groups = list(_groups(message.files, able.files_per_message))
    texts = split(message.text, able.max_length, able.unit) if message.text else []
    caption = ""
    if groups and len(texts) == 1 and length(texts[0], able.unit) <= able.caption:
        caption = texts.pop() if not message.options else ""
    bare = replace(message, files=(), options=(), text="")
    made = [replace(bare, text=text) for text in texts]
    made += [
        replace(bare, files=group, text=caption if position == 0 else "")
        for position, group in enumerate(groups)
    ]
    if message.options and texts:
        last = made.pop(len(texts) - 1)
        made.append(replace(last, options=message.options))
    return [
        one if position == 0 else replace(one, reply_to=None) for position, one in enumerate(made)
    ] or [message]


def _groups(files: Sequence[Link], most: int) -> Iterator[tuple[Link, ...]]:
    for start in range(0, len(files), most):
        yield tuple(files[start : start + most])


def split(text: str, most: int, unit: Unit) -> list[str]:
    """A text in pieces of at most `most`, cut where it hurts least: between paragraphs, lines,
    sentences, words; inside a word only when it alone is too long."""
    pieces = []
    rest = text
    while length(rest, unit) > most:
        end = _fits(rest, most, unit)
        for between in ("\n\n", "\n", ". ", " "):
            cut = rest.rfind(between, 0, end)
            if cut >= end // 2:
                end = cut + len(between)
                break
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [piece for piece in (*pieces, rest) if piece]


def _fits(text: str, most: int, unit: Unit) -> int:
    """How many characters from the beginning are no longer than `most`; at least one."""
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if length(text[:middle], unit) <= most:
            low = middle
        else:
            high = middle - 1
    return low
