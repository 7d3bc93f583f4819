"""A message of ours as a MIME mail: text and HTML, files, and headers that thread everywhere.

Written with the library's older API on purpose: its newer one folds long ids in References into
encoded words, which no mail program reads.
"""

from __future__ import annotations

import re
from email import encoders
from email.charset import QP, Charset
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import formataddr, formatdate
from typing import Any

from chalicelib.channels import markdown
from chalicelib.channels.domain import Channel, OutgoingMail, OutgoingMessage, SendError
from chalicelib.channels.email import rich
from chalicelib.channels.email.capabilities import LARGEST

MOST_REFERENCES = 20
"""The first and the last ones: enough for every mail program, and no endless header."""
LONGEST_SUBJECT = 250
_LOCAL = re.compile(r"[^\s<>,;:\"()\[\]\\@\x00-\x1f\x7f]{1,64}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
FOLDED = compat32.clone(linesep="\r\n", max_line_length=None)
"""Headers are folded here, between ids and addresses: the library would leave the first line empty
before a long one, which some mail programs read as an empty header."""


def composed(message: OutgoingMessage, channel: Channel, sent_at: float) -> bytes:
    """The mail's bytes, lines ended as SMTP wants them; SendError for what cannot be a mail.

    `sent_at` is the time in seconds since 1970.
    """
    text = _signed(message.text, channel)
    body = MIMEMultipart("alternative")
    body.attach(_text(markdown.to_plain(text), "plain"))
    given = message.mail.html if message.mail else ""
    body.attach(_text(given or rich.page(text), "html"))
    mail: MIMEBase = body
    if message.files:
        if sum(file.size for file in message.files) > LARGEST:
            megabytes = LARGEST // 1024 // 1024
            raise SendError(f"The files are larger than {megabytes} MB together.")
        mail = MIMEMultipart("mixed")
        mail.attach(body)
        for file in message.files:
            mail.attach(_file(file.load(), file.name, file.mime_type))
    for name, value in _headers(message, channel, sent_at):
        mail[name] = value
    return mail.as_bytes(policy=FOLDED)


def recipients(message: OutgoingMessage) -> tuple[str, list[str]]:
    """The address in To, and those in Cc, as ASCII."""
    return ascii_address(message.to), [ascii_address(one) for one in _copies(message)]


def ascii_address(address: str) -> str:
    """An address with its domain as DNS knows it; SendError for what is no address, or has letters
    before the @ that SMTP without extensions cannot carry."""
    local, at, host = address.strip().rpartition("@")
    try:
        host = host.encode("idna").decode("ascii")
        local.encode("ascii")
    except UnicodeError:
        host = ""
    if not at or not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host):
        raise SendError("This is not a mail address that can be written to.")
    return f"{local}@{host}"


def sender_of(message: OutgoingMessage, channel: Channel) -> str:
    """The From header: the channel's name for itself, and its address."""
    asked = str(channel.settings.get("from_name") or "").strip()
    author = message.mail.author if message.mail else ""
    known = asked and (author or "{agent}" not in asked)  # a machine's answer has no author
    name = asked.replace("{agent}", author).strip() if known else channel.name
    return formataddr((_line(name)[:100], ascii_address(channel.address or "")), "utf-8")


def _signed(text: str, channel: Channel) -> str:
    signature = str(channel.settings.get("signature") or "").strip()
    return f"{text.rstrip()}\n\n-- \n{signature}" if signature else text


def _text(text: str, subtype: str) -> MIMENonMultipart:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMENonMultipart("text", subtype)
    whole = text if text.endswith("\n") else f"{text}\n"
    part.set_payload(whole.encode("utf-8", "replace").decode("utf-8"), charset)
    return part


def _file(data: bytes, name: str, mime_type: str) -> MIMEBase:
    kind, _, subtype = mime_type.partition("/")
    part = MIMEBase(kind or "application", subtype or "octet-stream")
    part.set_payload(data)
    encoders.encode_base64(part)
    bare = _line(name)
    named: Any = bare if bare.isascii() else ("utf-8", "", bare)
    part.add_header("Content-Disposition", "attachment", filename=named)
    return part


def _headers(message: OutgoingMessage, channel: Channel, sent_at: float) -> list[tuple[str, str]]:
    mail = message.mail
    to, copies = recipients(message)
    subject = _line(mail.subject if mail else "")[:LONGEST_SUBJECT] or channel.name
    headers: list[tuple[str, str]] = [
        ("From", sender_of(message, channel)),
        ("To", to),
        ("Subject", _subject(subject)),
        ("Date", formatdate(sent_at, usegmt=True)),
        ("Message-ID", f"<{message_id(message, channel)}>"),
        ("X-Switchboard-Ref", _line(message.ref)),
    ]
    if copies:
        headers.append(("Cc", ",\n ".join(copies)))
    if mail:
        headers += _threading(mail)
    return headers


def _subject(subject: str) -> str:
    return (
        subject if subject.isascii() else Header(subject, "utf-8", header_name="Subject").encode()
    )


def _threading(mail: OutgoingMail) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    if mail.reply_to and not mail.reply_to.endswith("@"):
        headers.append(("Reply-To", _line(mail.reply_to)))
    if mail.in_reply_to:
        headers.append(("In-Reply-To", _bracketed(mail.in_reply_to)))
    known = list(dict.fromkeys(_bracketed(one) for one in mail.references if one.strip()))
    if len(known) > MOST_REFERENCES:
        known = [known[0], *known[1 - MOST_REFERENCES :]]
    if known:
        headers.append(("References", "\n ".join(known)))
    return headers


def message_id(message: OutgoingMessage, channel: Channel) -> str:
    """Our own Message-ID, without brackets."""
    given = _line(message.mail.message_id if message.mail else "")
    local, _, host = given.rpartition("@")
    own = ascii_address(channel.address or "").rpartition("@")[2]
    return f"{local or message.ref}@{host or own}"


def _copies(message: OutgoingMessage) -> list[str]:
    cc = message.mail.cc if message.mail else ()
    return list(dict.fromkeys(one for one in cc if one.strip()))


def _bracketed(id_: str) -> str:
    bare = "".join(id_.split()).strip("<>")
    return f"<{bare}>"


def _line(text: str) -> str:
    """One line, so that nothing in it is read as a further header."""
    return " ".join(text.split())
