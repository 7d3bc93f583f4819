"""Files as text: PDF (pypdf), DOCX (python-docx), HTML, CSV, Markdown and plain text.

A file is bounded by what may be uploaded, what it unfolds to by the limits here: pages, characters,
bytes of an archive as it says of itself and as it turns out. What still takes too long ends with
the function, and after a few such ends the file is given up (`gathering`).
"""

from __future__ import annotations

import csv
import io
import lzma
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from chalicelib.knowledge.domain.suspicion import clean
from chalicelib.knowledge.reading.letters import decoded

PAGES = 500
CHARACTERS = 2_000_000
SECONDS = 60
"""For a PDF's pages, all together."""
UNPACKED = 60_000_000
"""Bytes that a DOCX may unfold to."""
MEMBERS = 2000
RATIO = 200
"""A text packs to a fifth; what packs to a two-hundredth is made to hurt."""
STREAM = 20_000_000
"""Bytes that one stream of a PDF may unfold to."""
ROWS = 5000

LOCKED = "This file is protected by a password. Save it without one and add it again."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Unreadable(Exception):
    """Its text cannot be had; the sentence says why and what would help."""


def read(data: bytes, mime_type: str, name: str) -> str:
    """A file's text as Markdown. Unreadable with a sentence for people when there is none."""
    reader = READERS.get(_kind(mime_type, name))
    if reader is None:
        raise Unreadable("Only PDF, DOCX, text, Markdown, CSV and HTML files can be read.")
    text = clean(reader(data))[:CHARACTERS]
    if not any(map(str.isalnum, text)):
        raise Unreadable("There is no text in this file. Is it a scan? Then save it with its text.")
    return text


def _kind(mime_type: str, name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return "text/html" if mime_type == "text/plain" and ending in ("htm", "html") else mime_type


def _pdf(data: bytes) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    # what one stream may unfold to (pypdf docs: "Security"), so that a bomb ends early
    limits = pypdf.apply_configuration(
        zlib_maximum_output_length=STREAM,
        lzw_maximum_output_length=STREAM,
        run_length_maximum_output_length=STREAM,
        stream_decoding_work_maximum_length=3 * STREAM,
    )
    try:
        with limits:
            reader = pypdf.PdfReader(io.BytesIO(data))
            # one that only forbids printing and the like has an empty password
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable(LOCKED)
            return "\n\n".join(_pages(reader))
    except Unreadable:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise Unreadable("This PDF is damaged: it could not be read.") from error
    except (RecursionError, MemoryError, ArithmeticError, NotImplementedError, OSError) as error:
        raise Unreadable("This PDF is built in a way that cannot be read.") from error


def _pages(reader: object) -> Iterator[str]:
    pages = getattr(reader, "pages", [])
    until, size = time.monotonic() + SECONDS, 0
    for number, page in enumerate(islice(pages, PAGES), 1):
        if time.monotonic() > until or size > CHARACTERS:
            return
        text = "\n".join(_joined(page.extract_text()))
        size += len(text)
        if text.strip():
            yield f"## Page {number}\n\n{text}"


def _joined(text: str) -> Iterator[str]:
    """Lines put together again to paragraphs: a line that ends without a full stop goes on in the
    next, unless that is empty."""
    held = ""
    for line in [*text.splitlines(), ""]:
        line = " ".join(line.split())
        if held and (not line or held.endswith((".", "!", "?", ":"))):
            yield held
            if not line or len(held) > 400:
                yield ""
            held = ""
        if held.endswith("-") and line[:1].islower():
            held = held[:-1] + line
        else:
            held = f"{held} {line}".strip()


def _docx(data: bytes) -> str:
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from lxml.etree import LxmlError

    _check_archive(data)
    try:
        blocks = [
            _table([[cell.text for cell in row.cells] for row in one.rows])
            if isinstance(one, Table)
            else _paragraph(one.text, one.style.name if one.style else "")
            for one in docx.Document(io.BytesIO(data)).iter_inner_content()
            if isinstance(one, (Paragraph, Table))
        ]
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise Unreadable("This document is damaged: it could not be read.") from error
    return "\n\n".join(one for one in blocks if one)


def _paragraph(text: str, style: str | None) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    name = style or ""
    if name == "Title" or (name.startswith("Heading") and name[-1:].isdigit()):
        return f"{'#' * (1 if name == 'Title' else int(name[-1]) + 1)} {text}"
    return f"- {text}" if name.startswith("List") else text


def _check_archive(data: bytes) -> None:
    """Refuse an archive that unfolds to too much, by its own table of contents and in truth: the
    table may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            said = sum(one.file_size for one in members)
            if len(members) > MEMBERS or said > UNPACKED or said > RATIO * len(data) + 1_000_000:
                raise _bomb()
            if any(one.flag_bits & 0x1 for one in members):
                raise Unreadable(LOCKED)
            left = UNPACKED
            for one in members:
                with archive.open(one) as member:
                    while chunk := member.read(1 << 20):
                        left -= len(chunk)
                        if left < 0:
                            raise _bomb()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unreadable("This document is damaged: it could not be read.") from error
    except (zlib.error, lzma.LZMAError) as error:
        raise Unreadable("This document is damaged: it could not be read.") from error


def _bomb() -> Unreadable:
    return Unreadable("This document unfolds to far more than its size: it is not opened.")


def _csv(data: bytes) -> str:
    """A table: its first row are the names of what is in the others."""
    text = decoded(data)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:4096], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(islice(csv.reader(io.StringIO(text), dialect), ROWS))
    except csv.Error as error:
        raise Unreadable("This table could not be read: is it CSV?") from error
    head, *body = [[" ".join(cell.split()) for cell in row] for row in rows] or [[]]
    if not body:
        return ", ".join(head)
    return "\n\n".join(
        ", ".join(f"{name}: {cell}" if name else cell for name, cell in pairs)
        for row in body
        if (pairs := [p for p in zip(head, row, strict=False) if p[1]])
    )


def _table(rows: list[list[str]]) -> str:
    lines = [
        f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in row)} |"
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    if len(lines) > 1:
        lines.insert(1, f"|{'---|' * len(rows[0])}")
    return "\n".join(lines)


def _html(data: bytes) -> str:
    from chalicelib.knowledge.reading import html

    return html.read(data, "text/html", "").text


READERS: dict[str, Callable[[bytes], str]] = {
    "application/pdf": _pdf,
    DOCX: _docx,
    "text/html": _html,
    "text/csv": _csv,
    "text/plain": decoded,
}
"""By what a file was found to be when it was uploaded."""
