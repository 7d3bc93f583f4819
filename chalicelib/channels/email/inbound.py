"""A raw mail → what it says, and its files.

`read` is all that a channel needs; `facts_of` is the same in the vocabulary of facts alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Any

from chalicelib.channels.domain import Channel
from chalicelib.channels.email import automatic, headers, html, invite, mime, totext
from chalicelib.channels.email.mime import Content, MailPart
from chalicelib.channels.email.threading import channel_of, sent_id
from chalicelib.channels.email.visible import visible
from chalicelib.channels.facts import Attachment, Fact, Mail

LONGEST_TEXT = 200_000
"""Characters of a text that are kept; the raw mail has it all."""
NOBODY = "unknown@invalid"
"""The sender of a mail that names none; RFC 2606 keeps the domain free."""
DELIVERED_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Forwarded-For", "To", "Cc")
VERDICTS = {"spf": "spf", "dkim": "dkim", "dmarc": "dmarc", "spam": "spam", "virus": "virus"}
OWN = "X-Switchboard-Ref"
"""Every mail that we send carries it: one that comes in with it is our own, come back."""


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A mail read: `parts` are the bytes of `fact.attachments`, one for each, in order."""

    fact: Fact
    parts: tuple[MailPart, ...] = ()

    @property
    def files(self) -> list[tuple[Attachment, bytes]]:
        """Each attachment with its bytes."""
        data = [part.data for part in self.parts]
        return list(zip(self.fact.attachments, data, strict=True))


def facts_of(
    eml: bytes,
    recipients: Sequence[str] | None = None,
    verdicts: Mapping[str, str] | None = None,
) -> list[Fact]:
    """What a raw mail says. An id or a sender that the mail does not name is not made up here."""
    message = mime.message_of(eml)
    fact = _read(message, eml, recipients or (), verdicts or {}).fact
    named: dict[str, Any] = {}
    if not headers.ids(message, "Message-ID"):
        named["provider_message_id"] = None
    if fact.sender == NOBODY:
        named["sender"] = None
    return [fact.model_copy(update=named)]


def read(
    eml: bytes,
    recipients: Sequence[str] | None = None,
    verdicts: Mapping[str, str] | None = None,
    envelope_from: str | None = None,
) -> ParsedMail:
    """A raw mail's fact (`message`, `auto_reply`, `bounce`, `read_receipt` …) and files.

    `recipients` is the envelope: the addresses it was delivered to, better than what its headers
    say; `verdicts` what the receiving server judged (spf, dkim, dmarc, spam, virus). A mail without
    a Message-ID is known by the digest of its bytes. Raises nothing, whatever the bytes.
    """
    return _read(mime.message_of(eml), eml, recipients or (), verdicts or {}, envelope_from)


def _read(
    message: Message,
    eml: bytes,
    recipients: Iterable[str],
    verdicts: Mapping[str, str],
    envelope_from: str | None = None,
) -> ParsedMail:
    content = mime.content_of(message)
    full, new = _texts(content)
    ids = headers.ids(message, "Message-ID")
    name, sender = _sender(message, envelope_from)
    verdict = automatic.verdict(message, content, full)
    inline = {part.content_id: i for i, part in enumerate(content.parts) if part.inline}
    references = headers.ids(message, "References")
    answered = headers.ids(message, "In-Reply-To")
    mail = Mail(
        subject=headers.value(message, "Subject") or None,
        to=[address for _, address in headers.addresses(message, "To")],
        cc=[address for _, address in headers.addresses(message, "Cc")],
        message_id=ids[0] if ids else None,
        in_reply_to=answered[0] if answered else None,
        references=references,
        full_text=full,
        html=_page(content),
        inline=inline,
        verdicts=_verdicts(message, verdicts),
    )
    fact = Fact(
        kind=verdict.kind,
        provider_message_id=ids[0] if ids else f"<{hashlib.sha256(eml).hexdigest()}@invalid>",
        sender=sender,
        sender_name=name or None,
        recipient=_recipient(message, recipients),
        at=headers.date(message),
        text=new,
        attachments=[_attachment(part) for part in content.parts],
        reply_to=sent_id(verdict.original) if verdict.original else None,
        status="delivered" if verdict.kind == "status" else None,
        error=verdict.error,
        error_code=verdict.code,
        ids=list(verdict.failed),
        mail=mail,
        details=_details(message, verdict),
    )
    return ParsedMail(fact, tuple(content.parts))


def _texts(content: Content) -> tuple[str, str]:
    """The whole text, and what is new in it."""
    whole: list[str] = []
    fresh: list[str] = []
    for text, page in content.segments:
        if text is not None and (text.strip() or page is None):
            whole.append(text)
            fresh.append(text)
        elif page is not None:
            whole.append(totext.to_text(page))
            fresh.append(totext.to_text(page, quoted=False))
    full, new = (
        "\n\n".join(one.strip("\n") for one in lines)[:LONGEST_TEXT] for lines in (whole, fresh)
    )
    if not full.strip() and content.calendars:
        full = new = invite.described(content.calendars[0])
    shown = visible(new) or visible(full)
    return full, shown or ("" if content.parts else full.strip())


def _page(content: Content) -> str | None:
    """All bodies as one sanitised page; None for a mail of plain text alone."""
    if not any(page for _, page in content.segments):
        return None
    pages = [
        page if page is not None else f"<pre>{html.escaped(text or '')}</pre>"
        for text, page in content.segments
    ]
    return html.sanitised("\n".join(pages)) or None


def _sender(message: Message, envelope_from: str | None) -> tuple[str, str]:
    for header in ("From", "Sender", "Return-Path"):
        found = headers.addresses(message, header)
        if found:
            return found[0]
    return "", envelope_from or NOBODY


def _recipient(message: Message, recipients: Iterable[str]) -> str | None:
    """Where it was delivered: by the envelope, else by what servers noted, else as addressed."""
    for address in recipients:
        return address
    for header in DELIVERED_TO:
        found = headers.addresses(message, header)
        if found:
            return found[0][1]
    return None


def _attachment(part: MailPart) -> Attachment:
    kind = part.mime_type.partition("/")[0]
    return Attachment(
        type=kind if kind in {"image", "audio", "video"} else "file",
        mime_type=part.mime_type,
        filename=part.name,
        size=len(part.data),
        details={"content_id": part.content_id} if part.content_id else {},
    )


def _verdicts(message: Message, given: Mapping[str, str]) -> dict[str, str]:
    """As the receiving server told us. What the mail's own headers claim counts only where our
    server wrote them, which nobody can tell from the mail: so they are left out."""
    return {VERDICTS[k]: v.lower() for k, v in given.items() if k in VERDICTS and v}


def _details(message: Message, verdict: automatic.Verdict) -> dict[str, Any]:
    """What else decides how a mail is handled."""
    details: dict[str, Any] = {}
    if verdict.automatic:
        details["automatic"] = True
    own = next(headers.raw_values(message, OWN), "").strip()
    if own:
        details["own"] = headers.decoded(own)
    for header in ("Reply-To", "X-Original-Sender"):
        asked = headers.addresses(message, header)
        if asked:
            details.setdefault("answer_to", asked[0][1])
    if headers.value(message, "Importance").lower() == "high":
        details["important"] = True
    return details


def is_own(fact: Fact, channel: Channel, domain: str) -> bool:
    """Whether a mail is one of ours that came back: a mailbox that forwards what it sent, or two
    machines that answer each other. Bounces of ours are not: they tell something."""
    if fact.kind not in {"message", "auto_reply"}:
        return False
    sender = (fact.sender or "").lower()
    return (
        "own" in fact.details
        or sender == (channel.address or "").lower()
        or channel_of(sender, domain) is not None
    )
