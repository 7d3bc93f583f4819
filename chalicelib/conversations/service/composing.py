"""What is written to a customer, as its entry will hold it; or why its channel cannot carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.attachments import service as attachments
from chalicelib.channels import rules
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Option
from chalicelib.contacts import service as contacts
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Conversation, Entry, Route
from chalicelib.runtime.errors import Unsendable
from chalicelib.templates.variables import refuse_gaps
from chalicelib.translation.service import translating


@dataclass(frozen=True, slots=True)
class Written:
    """What someone writes to a customer: text, files (ids of uploads) or both."""

    text: str
    format: str = "plain"
    attachments: tuple[str, ...] = ()
    channel_id: str | None = None
    """Another of the contact's channels than the conversation's own (CONV-38)."""
    reply_to: str | None = None
    client_id: str | None = None
    suggestion_id: str | None = None
    options: tuple[Option, ...] = ()
    """Quick replies for the customer to choose from (MSG-23)."""
    template: TemplateChoice | None = None
    """An approved template instead of a text (CH-20)."""
    subject: str | None = None
    cc: tuple[str, ...] | None = None
    """Of mail; None: as before."""
    human: bool = True
    translate_to: str | None = None
    """The customer's language, in which they shall get it (MSG-26); None: as it is."""


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """An approved template and what goes into its gaps, in their order."""

    id: str
    header: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    header_attachment: str | None = None
    """The id of an upload."""


def refuse_unsendable(route: Route, written: Written, at: datetime) -> None:
    """Raises Unsendable when the channel cannot carry a message, or may not at this moment; its
    files are looked at when they are at hand. UnresolvedVariable when what a person wrote still has
    gaps of a template (KB-09)."""
    if written.human:
        refuse_gaps(written.text)
    able = channels.capabilities(route.channel.kind)
    if written.attachments and not able.files:
        raise Unsendable("file_refused", f"{route.channel.name} cannot carry files.")
    if not able.pushes:
        able = replace(able, can_initiate=True)  # they read it from us when they come back
    wanted = rules.Wanted(
        text=written.text,
        options=[option.title for option in written.options],
        template=written.template is not None,
        copies=bool(written.cc or written.subject),
        human=written.human,
    )
    reach = rules.Reach(route.channel.name, route.heard_at, route.opted_out)
    rules.refuse(able, reach, wanted, at)
    if route.heard_at is not None:
        return  # whoever wrote from an address can be answered there
    restriction = channels.restriction(route.channel.id, route.channel.kind, route.address)
    if restriction:
        raise Unsendable("unreachable", restriction)


def content(
    caller: Caller,
    conversation_id: str,
    route: Route,
    written: Written,
    head: Conversation | None,
    quoted: Entry | None = None,
) -> dict[str, Any]:
    """A message as its entry holds it; its files become the conversation's own."""
    choice = written.template
    uploads = written.attachments
    if choice and choice.header_attachment:
        uploads = (choice.header_attachment,)
    files: Sequence[dict[str, Any]] = ()
    if uploads:
        files = attachments.adopt(caller.account_id, caller.user_id, conversation_id, uploads)
        _refuse_files(route, files)
    text, template, original = written.text, None, None
    if choice:
        text, template = _templated(caller.account_id, route, choice)
    elif written.translate_to and text.strip():
        text, original = _translated(caller.account_id, route, written, written.translate_to)
    data = domain.content(
        text,
        route.channel,
        written.format,
        written.client_id,
        files,
        domain.quote(quoted) if quoted else None,
        options=[{"id": option.id, "title": option.title} for option in written.options],
        template=template,
        mail=_mail(route, written, head),
        original=original,
        language=written.translate_to if original else None,
    )
    return data | {"suggestion_id": written.suggestion_id}


def automatic(
    head: Conversation,
    route: Route,
    text: str,
    format_: str = "plain",
    options: Sequence[Option] = (),
) -> dict[str, Any]:
    """The same for what no person writes."""
    return domain.content(
        text,
        route.channel,
        format_,
        options=[{"id": option.id, "title": option.title} for option in options],
        mail=_mail(route, Written(text), head),
    )


def _translated(
    account_id: str, route: Route, written: Written, language: str
) -> tuple[str, dict[str, str] | None]:
    """The text that the customer gets, and what the agent wrote, if that is another; also what a
    translation made too long is refused."""
    made = translating.written_for(account_id, written.text, written.format, language)
    if made is None:
        return written.text, None
    text, source = made
    able = channels.capabilities(route.channel.kind)
    rules.refuse_content(able, route.channel.name, rules.Wanted(text=text))
    return text, {"text": written.text, "language": source}


def _refuse_files(route: Route, files: Sequence[dict[str, Any]]) -> None:
    able = channels.capabilities(route.channel.kind)
    wanted = rules.Wanted(
        files=[rules.File(f["name"], f["kind"], f["mime_type"], f["size"]) for f in files]
    )
    rules.refuse_content(able, route.channel.name, wanted)


def _templated(account_id: str, route: Route, choice: TemplateChoice) -> tuple[str, dict[str, Any]]:
    template = channels.templates.chosen(account_id, route.channel.id, choice.id)
    space, thread = channels.place(route.channel.id, route.channel.kind)
    if template.category.lower() == "marketing":
        known = contacts.known_on(account_id, space, route.address)
        if known.opted_out(thread, "marketing"):
            raise Unsendable("opted_out", "The customer has opted out of marketing messages.")
    has_file = choice.header_attachment is not None
    text = channels.templates.filled(template, choice.header, choice.body, choice.buttons, has_file)
    return text, {
        "id": template.id,
        "name": template.name,
        "language": template.language,
        "header": list(choice.header),
        "body": list(choice.body),
        "buttons": list(choice.buttons),
    }


def _mail(route: Route, written: Written, head: Conversation | None) -> dict[str, Any] | None:
    """What a mail answers and to whom it goes: the last one that came, with its subject and the
    people in copy, unless the author says otherwise (CH-10)."""
    if not channels.capabilities(route.channel.kind).subject:
        return None
    last: dict[str, Any] = {}
    if head and head.received_seq:
        entry = store.load_entry(head.account_id, head.id, head.received_seq)
        last = (entry.data.get("mail") if entry else None) or {}
    subject = written.subject or last.get("subject") or (head.topic if head else None) or ""
    if last and subject and not subject.lower().startswith("re:"):
        subject = f"Re: {subject}"
    message_id = last.get("message_id")
    return {
        "subject": subject,
        "to": [route.address],
        "cc": list(last.get("cc", ()) if written.cc is None else written.cc),
        "in_reply_to": message_id,
        "references": [*last.get("references", ()), *([message_id] if message_id else ())][-20:],
    }
