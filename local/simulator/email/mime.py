"""A customer's mail as a mail program writes it, by the library's newer API: the application
writes its mails by the older one, so the two cannot share a mistake."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from local.simulator.media import MediaStore
from local.simulator.message import BadRequest


def mail(
    message: dict[str, Any],
    to: str,
    media: MediaStore,
    *,
    message_id: str,
    answers: str | None,
    at: datetime,
) -> bytes:
    """The mail's bytes. `answers` is the Message-ID of the mail that it answers."""
    written = EmailMessage(policy=SMTP)
    written["From"] = _address(message["from"], message.get("name") or "")
    written["To"] = _address(to, "")
    copies = message.get("cc") or []
    if copies:
        written["Cc"] = [_address(one, "") for one in copies]
    written["Subject"] = " ".join((message.get("subject") or "").split())
    written["Date"] = at
    written["Message-ID"] = f"<{message_id}>"
    if answers:
        written["In-Reply-To"] = f"<{answers}>"
        written["References"] = f"<{answers}>"
    written.set_content(message.get("text") or "")
    if message.get("html"):
        written.add_alternative(message["html"], subtype="html")
    for file in message.get("media", []):
        held = media.get(file["id"])
        if held is not None:
            kind, _, subtype = held.mime_type.partition("/")
            written.add_attachment(held.data, kind, subtype, filename=file["name"] or "file")
    return written.as_bytes()


def _address(address: str, name: str) -> Address:
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError, AttributeError) as error:
        raise BadRequest(f"{address!r} is no mail address.") from error
