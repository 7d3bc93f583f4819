"""Mail that the product sends in its own name."""

from __future__ import annotations

from chalicelib.runtime.clients import ses
from chalicelib.runtime.settings import settings


def send(to: str, subject: str, text: str) -> None:
    """A mail of plain text to one address. The subject may hold what people wrote: it becomes one
    line, so that nothing in it is read as a further header."""
    ses().send_email(
        FromEmailAddress=settings().mail_from,
        Destination={"ToAddresses": [to]},
        Content={
            "Simple": {
                "Subject": {"Data": " ".join(subject.split()), "Charset": "UTF-8"},
                "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
            }
        },
    )
