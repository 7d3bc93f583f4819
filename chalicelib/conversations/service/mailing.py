"""Mails as they came: kept beside the message, whose text leaves out what was quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.accounts.domain import Caller
from chalicelib.attachments import service as attachments
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service.changing import visible_entry
from chalicelib.runtime.errors import NotFound

_INLINE = re.compile(r"cid:([^\"'\s)>]+)")
SOURCE = {"name": "mail.eml", "mime_type": "message/rfc822"}


@dataclass(frozen=True, slots=True)
class MailSource:
    """A mail as it was written."""

    html: str | None
    """Sanitised; its inline images are links that are good for a while."""
    full_text: str
    source_url: str | None


def keep_mail(
    entry: Entry,
    html: str | None,
    full_text: str,
    inline: Mapping[str, int],
    source: tuple[str, str] | None,
) -> None:
    """Keep what a message's text left out, and the whole mail as it came (bucket and key), with
    the conversation's files, so that it goes with them; again is harmless."""
    account_id, conversation_id = entry.account_id, entry.conversation_id
    files = entry.data["attachments"]
    ids = {cid: files[at].get("id") for cid, at in inline.items() if at < len(files)}
    kept = {"html": html, "full_text": full_text, "inline": ids, "source": source is not None}
    text = json.dumps(kept, ensure_ascii=False).encode()
    attachments.write(account_id, conversation_id, f"{entry.id}.json", text)
    if source:
        attachments.copy(account_id, conversation_id, f"{entry.id}.eml", *source)


def mail_source(caller: Caller, conversation_id: str, message_id: str) -> MailSource:
    """A mail with all that was quoted in it, for who may see the conversation."""
    _, message = visible_entry(caller, conversation_id, message_id)
    mail = message.data.get("mail")
    if not mail or message.type != "message.received" or message.data.get("deleted_at"):
        raise NotFound("there is no such mail")
    account_id, own = message.account_id, message.conversation_id
    kept = json.loads(attachments.read(account_id, own, f"{message.id}.json"))
    files = {file.get("id"): file for file in message.data["attachments"]}

    def linked(match: re.Match[str]) -> str:
        file = files.get(kept["inline"].get(match[1]))
        return attachments.link(account_id, own, file)[0] if file and file.get("id") else match[0]

    html = _INLINE.sub(linked, kept["html"]) if kept["html"] else None
    if not kept["source"]:
        return MailSource(html, kept["full_text"], None)
    file = SOURCE | {"id": f"{message.id}.eml", "size": 0}
    return MailSource(html, kept["full_text"], attachments.link(account_id, own, file)[0])
