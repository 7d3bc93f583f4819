"""A message of ours as its provider gets it: to whom, with what, under which names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from chalicelib.attachments import service as attachments
from chalicelib.channels import markdown, rules, service
from chalicelib.channels.domain import (
    Act,
    Channel,
    Credentials,
    Link,
    Option,
    OutgoingMail,
    OutgoingMessage,
    Provider,
    SendError,
    TemplateUse,
)
from chalicelib.channels.registry import provider_of
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import ActorKind, Conversation, Entry, Route
from chalicelib.runtime import errors
from chalicelib.runtime.secrets import read_credentials
from chalicelib.runtime.settings import settings


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes."""

    provider: Provider
    channel: Channel
    credentials: Credentials
    head: Conversation
    route: Route


def target(message: Entry) -> Target:
    """The channel and address of a message; SendError where either is gone."""
    try:
        channel = service.get(message.account_id, message.data["channel_id"])
    except errors.NotFound as error:
        raise SendError("Its channel is no longer connected.") from error
    head = conversations.load(message.account_id, message.conversation_id)
    route = head.route(channel.id) if head else None
    if head is None or route is None:
        raise SendError("The conversation or its number is gone.")
    credentials = read_credentials(channel.account_id, channel.id)
    return Target(provider_of(channel.kind), channel, credentials, head, route)


def outgoing(message: Entry, to: Target) -> OutgoingMessage:
    """The whole message, before it is cut into what one call takes."""
    able, data = to.provider.capabilities, message.data
    ref = conversations.message_ref(message)
    links = tuple(_link(message, file) for file in data["attachments"])
    template = _template(data.get("template"), links)
    return OutgoingMessage(
        to=to.route.address,
        sender=to.channel.address or "",
        text=_text(data, able.rich_text),
        ref=ref,
        status_url=f"{service.hook_url(to.channel.id)}?ref={ref}",
        files=() if template else links,
        reply_to=_answered(message, to) if able.quotes else None,
        options=tuple(Option(one["id"], one["title"]) for one in data.get("options", ())),
        template=template,
        human=message.actor.kind is ActorKind.AGENT,
        outside_window=rules.is_outside(able, to.route.heard_at, message.occurred_at),
        mail=_mail(message, to, ref) if able.subject else None,
    )


def acts(message: Entry, done: Entry, to: Target) -> list[Act]:
    """What was done to a message, for each of the provider's messages that it is."""
    id_ = _provider_id(message, to)
    if id_ is None:
        return []
    if done.type == "message.reacted":
        return [Act("reaction", to.route.address, id_, emoji=done.data["emoji"])]
    if done.type == "message.edited":
        text = _text(
            {**message.data, "text": done.data["text"]}, to.provider.capabilities.rich_text
        )
        return [Act("edit", to.route.address, id_, text=text)]
    return [Act("delete", to.route.address, id_)]


def key(to: Target, provider_id: str) -> str:
    """A provider's id for a message, unique within the channel."""
    return f"{to.route.address}:{provider_id}" if to.provider.ids_per_chat else provider_id


def opt_out(message: Entry, at: datetime) -> None:
    """The provider says that the customer wants nothing more."""
    to = target(message)
    conversations.customer_opted(
        message.account_id,
        to.channel.id,
        service.space_of(to.channel.kind),
        to.channel.thread,
        to.route.address,
        True,
        at,
    )


def _text(data: dict[str, Any], rich: bool) -> str:
    """What is said, as the channel can show it (MSG-20)."""
    text: str = data["text"]
    return markdown.to_plain(text) if data.get("format") == "markdown" and not rich else text


def _link(message: Entry, file: dict[str, Any]) -> Link:
    account_id, conversation_id = message.account_id, message.conversation_id
    url, _ = attachments.link(account_id, conversation_id, file)
    load = partial(attachments.read, account_id, conversation_id, file["id"])
    return Link(url, file["name"], file["mime_type"], file["size"], file["kind"], load)


def _template(data: dict[str, Any] | None, links: tuple[Link, ...]) -> TemplateUse | None:
    if data is None:
        return None
    return TemplateUse(
        data["id"],
        data["name"],
        data["language"],
        tuple(data["header"]),
        tuple(data["body"]),
        tuple(data["buttons"]),
        links[0] if links else None,
    )


def _answered(message: Entry, to: Target) -> str | None:
    """The provider's id of the message that this one quotes."""
    quoted = message.data.get("reply_to")
    if not quoted:
        return None
    found = conversations.load_entry_by_id(
        message.account_id, message.conversation_id, quoted["message_id"]
    )
    return _provider_id(found, to) if found else None


def _provider_id(message: Entry, to: Target) -> str | None:
    """Under which id the provider has a message, as it wrote it."""
    known = message.provider_message_id
    if known is None:
        return None
    return known.removeprefix(f"{to.route.address}:") if to.provider.ids_per_chat else known


def _mail(message: Entry, to: Target, ref: str) -> OutgoingMail:
    data = message.data["mail"]
    domain = settings().mail_domain
    return OutgoingMail(
        subject=data["subject"],
        cc=tuple(data["cc"]),
        message_id=f"{ref}@{domain}",
        in_reply_to=data["in_reply_to"],
        references=tuple(data["references"]),
        reply_to=f"{to.channel.id.lower()}+{ref.lower()}@{domain}",
        html="",
        author=(message.data.get("shown_as") or {}).get("name") or message.actor.name or "",
    )
