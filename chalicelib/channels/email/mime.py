"""A mail's MIME tree → its text, its HTML and its files (RFC 2045 to 2049).

    multipart/mixed
      multipart/alternative
        text/plain                          the text
        multipart/related
          text/html                         the HTML
          image/png, Content-ID <logo>      an inline image of it
      application/pdf                       a file

Mails break these rules in every way. Whatever cannot be read as meant is kept as text or as a file;
nothing raises.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from chalicelib.channels.email import headers, tnef
from chalicelib.channels.email.charsets import text_of

DEEPEST = 30
MOST_PARTS = 300
"""A mail with more is a trap; what follows is left in the raw mail."""
REPORTS = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/global-delivery-status",
    "message/global-disposition-notification",
}
"""Machine-readable parts of multipart/report (RFC 3464, 8098, 5965)."""
ENCODINGS = {"base64": "base64", "quoted": "quoted-printable", "uu": "x-uuencode"}
RETURNED = {
    "message/rfc822",
    "message/rfc822-headers",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
}


@dataclass(frozen=True, slots=True)
class MailPart:
    """A file in a mail, with its bytes."""

    data: bytes
    mime_type: str
    name: str
    content_id: str = ""
    """Without angle brackets."""
    inline: bool = False
    """An image that the HTML shows, not a file that was attached."""


@dataclass(slots=True)
class Content:
    """What a mail holds. `segments` are its bodies in order, each (plain text, HTML)."""

    segments: list[tuple[str | None, str | None]] = field(default_factory=list)
    parts: list[MailPart] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    reports: list[Message] = field(default_factory=list)
    """The fields of delivery reports and read receipts: one message object per group."""
    returned: Message | None = None
    """The mail, or its headers, that a report is about."""
    seen: int = 0


def message_of(eml: bytes) -> Message:
    """The parsed tree of a raw mail; one that cannot be parsed is a message of plain text."""
    eml = eml.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    try:
        return message_from_bytes(eml)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError):
        head, _, body = eml.replace(b"\r\n", b"\n").partition(b"\n\n")
        return message_from_bytes(b"X-Unreadable: 1\n\n" + (body or head))


def content_of(message: Message) -> Content:
    """The bodies and files of a mail."""
    content = Content()
    root = message
    if root.get_content_type() == "message/rfc822":
        root = _inner(root) or root  # a mail forwarded as nothing but itself
    _walk(root, content, 0, is_report=root.get_content_type() == "multipart/report")
    return content


def _walk(part: Message, content: Content, depth: int, *, is_report: bool) -> None:
    content.seen += 1
    if content.seen > MOST_PARTS:
        return
    kind = _kind(part)
    if kind in REPORTS:
        content.reports.extend(_groups(part))
    elif is_report and depth and kind in RETURNED:
        content.returned = content.returned or _inner(part) or _headers_only(part)
    elif part.is_multipart() and not kind.startswith("message/") and depth < DEEPEST:
        _walk_children(part, kind, content, depth, is_report=is_report)
    elif kind == "message/rfc822":
        content.parts.append(_attached_mail(part))
    elif kind == "text/calendar":
        content.calendars.append(_text(part))
        content.parts.append(MailPart(_data(part), kind, _name(part, kind) or "invite.ics"))
    elif kind in {"text/plain", "text/html", "text/enriched"} and not _is_file(part):
        text = _text(part)
        if text.strip() or not content.segments:
            content.segments.append((None, text) if kind == "text/html" else (text, None))
    else:
        _add_file(part, kind, content)


def _walk_children(
    part: Message, kind: str, content: Content, depth: int, *, is_report: bool
) -> None:
    children = [one for one in part.get_payload() if isinstance(one, Message)]
    if kind != "multipart/alternative":
        for child in children:
            _walk(child, content, depth + 1, is_report=is_report)
        return
    chosen = Content(seen=content.seen)
    for child in children:
        _walk(child, chosen, depth + 1, is_report=is_report)
    content.seen = chosen.seen
    content.parts += chosen.parts
    content.calendars += chosen.calendars
    content.reports += chosen.reports
    texts = [text for text, _ in chosen.segments if text is not None and text.strip()]
    pages = [page for _, page in chosen.segments if page is not None and page.strip()]
    if texts or pages:
        content.segments.append(
            ("\n\n".join(texts) if texts else None, "\n".join(pages) if pages else None)
        )


def _kind(part: Message) -> str:
    """The content type; a file without a usable one goes by its name."""
    kind = part.get_content_type().lower()
    if kind == "image/jpg":
        return "image/jpeg"
    if kind == "application/octet-stream":
        return mimetypes.guess_type(_name(part, kind))[0] or kind
    return kind


def _data(part: Message) -> bytes:
    """A leaf's decoded bytes; of a broken multipart, whatever text it holds."""
    _name_encoding(part)
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        data = None
    if isinstance(data, bytes):
        return data
    payload = part.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _name_encoding(part: Message) -> None:
    """Give a transfer encoding that is written oddly (`base64;`, `quoted printable`) its name."""
    given = next(headers.raw_values(part, "Content-Transfer-Encoding"), "").lower()
    for word, name in ENCODINGS.items():
        if word in given and given != name:
            del part["Content-Transfer-Encoding"]
            part["Content-Transfer-Encoding"] = name
            return


def _text(part: Message) -> str:
    text = text_of(_data(part), headers.parameter(part, "charset"))
    if headers.parameter(part, "format").lower() == "flowed":
        return _unflowed(text, headers.parameter(part, "delsp").lower() == "yes")
    return text


def _unflowed(text: str, delete_space: bool) -> str:
    """Lines that were only broken to fit are one again (RFC 3676)."""
    lines: list[str] = []
    flows, depth_before = False, 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ") if depth == 0 else line[depth:]
        if flows and depth == depth_before and words != "-- ":
            joined = lines[-1][:-1] if delete_space else lines[-1]
            lines[-1] = joined + words.removeprefix(" " if depth else "")
        else:
            lines.append(">" * depth + words)
        flows, depth_before = line.endswith(" ") and words != "-- ", depth
    return "\n".join(lines)


def _is_file(part: Message) -> bool:
    disposition = (part.get_content_disposition() or "").lower()
    return disposition == "attachment" or bool(_name(part, ""))


def _name(part: Message, kind: str) -> str:
    """A file's own name without folders; "" where it has none."""
    name = headers.parameter(part, "filename", "content-disposition")
    name = name or headers.parameter(part, "name") or headers.parameter(part, "filename")
    name = name or headers.value(part, "Content-Location").partition("?")[0]
    return name.replace("\\", "/").rpartition("/")[2].strip(". \t")[:200]


def _add_file(part: Message, kind: str, content: Content) -> None:
    data, name = _data(part), _name(part, kind)
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        unpacked = tnef.unpack(data)
        if unpacked is not None:
            content.parts += [MailPart(one.data, one.mime_type, one.name) for one in unpacked.files]
            if unpacked.text or unpacked.html:
                content.segments.append((unpacked.text or None, unpacked.html or None))
            return
    if part.is_multipart() or kind.startswith("multipart/"):
        kind, text = "text/plain", _text(part)
        if not content.segments and text.strip():  # a multipart that lost its boundary
            content.segments.append((text, None))
            return
        data = _bytes_of(part)
    content_id = _content_id(part)
    attached = (part.get_content_disposition() or "").lower() == "attachment"
    inline = bool(content_id) and kind.startswith("image/") and not attached
    name = name or f"{kind.partition('/')[0]}-{len(content.parts) + 1}{_suffix(kind)}"
    content.parts.append(MailPart(data, kind, name, content_id, inline))


def _content_id(part: Message) -> str:
    return next(headers.raw_values(part, "Content-ID"), "").strip().strip("<>").strip()


def _suffix(kind: str) -> str:
    return mimetypes.guess_extension(kind) or ""


def _attached_mail(part: Message) -> MailPart:
    inner = _inner(part)
    subject = headers.value(inner, "Subject") if inner else ""
    title = "".join(letter for letter in subject if letter.isalnum() or letter in " -_.").strip()
    name = _name(part, "") or f"{title[:80] or 'message'}.eml"
    return MailPart(_bytes_of(inner) if inner else _data(part), "message/rfc822", name)


def _inner(part: Message) -> Message | None:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    return None


def _headers_only(part: Message) -> Message:
    return message_from_bytes(_data(part).lstrip())


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return _data(message)


def _groups(part: Message) -> Iterator[Message]:
    """The field groups of a report: the library parses delivery reports into them, others not."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, Message))
        return
    for group in _data(part).replace(b"\r\n", b"\n").split(b"\n\n"):
        if group.strip():
            yield message_from_bytes(group.lstrip())
