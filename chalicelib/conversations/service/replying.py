"""Writing to customers: answering, writing first, going on over another channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import PERSONAL, Caller
from chalicelib.attachments import service as attachments
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import Contact
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Change, Conversation, Entry, Person, Route
from chalicelib.conversations.service.changing import (
    ATTEMPTS,
    agent,
    busy,
    change,
    consequences,
    next_id,
    original,
    pause,
    present,
    refuse_merged,
    visible,
    visible_entry,
)
from chalicelib.conversations.service.receiving import channel_ref, new_conversation
from chalicelib.runtime.errors import Conflict, Duplicate, NotFound, Refused
from chalicelib.runtime.ids import entry_id


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


def reply(caller: Caller, conversation_id: str, written: Written, at: datetime) -> Entry:
    """Send an agent's answer (MSG-01); the same `client_id` twice is one message (MSG-11). Where a
    conversation that ended stays so, and where it is somebody else's own, the answer begins a new
    one (CONV-22, CONV-44)."""
    head = visible(caller, conversation_id)
    refuse_merged(head)
    route = _route(head, written.channel_id)
    _refuse_unsendable(route, written)
    quoted = visible_entry(caller, head.id, written.reply_to)[1] if written.reply_to else None
    if _begins_anew(caller, head):
        # who crossed with the owner thought that nobody had it
        domain.refuse_crossing(head, agent(caller), at)
        return _begin_own(caller, head, route, written, at, quoted)
    data = _content(caller, head.id, route, written, quoted)
    mark = f"{head.id}#{written.client_id}" if written.client_id else None
    links = [] if head.route(route.channel.id) else [_link(head.account_id, route, head.id)]

    def decide(c: Conversation) -> Change:
        there = present(c, caller.user_id)
        made = domain.reply(c, agent(caller), data, route, next_id(c, at, "msg"), at, there)
        if c is not head and _begins_anew(caller, c):
            raise Conflict("the conversation was taken or closed at this moment; send it again")
        return made

    try:
        made = change(caller, head.id, decide, mark, head, links)
    except Duplicate:
        return original(caller.account_id, mark or "")
    assert made is not None
    return made.told


def start(
    caller: Caller,
    contact_id: str,
    channel_id: str,
    written: Written,
    topic: str | None,
    visible_to: Sequence[str] | None,
    at: datetime,
) -> Conversation:
    """Write to a contact first (CONV-36). A conversation exists with its first message only; the
    same `client_id` twice is one."""
    contact = contacts.get(caller.account_id, contact_id)
    channel = channels.get(caller.account_id, channel_id)
    route = _reached(contact, channel)
    _refuse_unsendable(route, written)
    named = people_named(caller, visible_to) if visible_to else None
    if named and caller.user_id not in {person.id for person in named}:
        raise Refused("name yourself, too, or you will not see it")
    mark = f"{channel.id}#start#{contact.id}#{written.client_id}" if written.client_id else None
    try:
        made = _begin(caller, contact, channel, route, written, at, mark, topic, named)
    except Duplicate:
        return visible(caller, original(caller.account_id, mark or "").conversation_id)
    return made.after


def people_named(caller: Caller, user_ids: Sequence[str]) -> tuple[Person, ...]:
    """Users of the account by id; NotFound for one who is none."""
    names = {user.id: user.name for user in accounts.roster(caller.account_id).users}
    unknown = [user for user in user_ids if user not in names]
    if unknown:
        raise NotFound("there is no such user", user_ids=unknown)
    return tuple(Person(user, names[user]) for user in dict.fromkeys(user_ids))


def _begins_anew(caller: Caller, head: Conversation) -> bool:
    """Whether an answer is no part of this conversation: it ended and the policy is that it stays
    so (CONV-22), or it has an owner in a team where each has their own (CONV-44)."""
    if not head.is_open:
        return channels.policy(head.account_id, head.channel.id).after_close == "new"
    if not head.assignees or head.is_assigned_to(caller.user_id):
        return False
    team = accounts.roster(head.account_id).team(head.team_id)
    return team is not None and team.ownership == PERSONAL


def _begin_own(
    caller: Caller,
    head: Conversation,
    route: Route,
    written: Written,
    at: datetime,
    quoted: Entry | None,
) -> Entry:
    contact = contacts.get(head.account_id, head.contact.id)
    channel = channels.get(head.account_id, route.channel.id)
    mark = f"{head.id}#{written.client_id}" if written.client_id else None
    try:
        named = head.visible_to
        return _begin(caller, contact, channel, route, written, at, mark, None, named, quoted).told
    except Duplicate:
        return original(caller.account_id, mark or "")


def _begin(
    caller: Caller,
    contact: Contact,
    channel: Channel,
    route: Route,
    written: Written,
    at: datetime,
    mark: str | None,
    topic: str | None,
    named: tuple[Person, ...] | None,
    quoted: Entry | None = None,
) -> Change:
    if mark and store.find_mark(caller.account_id, mark):
        raise Duplicate("this message was sent before")
    number = accounts.next_number(caller.account_id)
    draft = new_conversation(channel, contact, route.address, number, at)
    draft = replace(draft, topic=topic, visible_to=named)
    data = _content(caller, draft.id, route, written, quoted)
    made = domain.start_outbound(draft, agent(caller), data, entry_id("msg", 1, at))
    writes = [*consequences(made), _link(draft.account_id, route, draft.id)]
    for tried in range(ATTEMPTS):
        try:
            store.save(made, mark, writes)
        except Duplicate:
            raise
        except Conflict:
            pause(tried)
        else:
            return made
    raise busy()


def _route(head: Conversation, channel_id: str | None) -> Route:
    """Where a message goes: the conversation's own channel unless another one is chosen, on which
    the contact is reached (CONV-37, CONV-38)."""
    if channel_id is None:
        return Route(head.channel, head.address)
    known = head.route(channel_id)
    if known:
        return known
    channel = channels.get(head.account_id, channel_id)
    contact = contacts.get(head.account_id, head.contact.id)
    return _reached(contact, channel)


def _reached(contact: Contact, channel: Channel) -> Route:
    """Where a contact is reached on a channel: where they wrote, or where it lets us write first
    to an address that we know of them (D7)."""
    known = contacts.identities(contact.account_id, contact.id)
    address = next((one.address for one in known if one.kind == channel.kind), None)
    if address is None or channel not in contacts.reachable_on(contact, known):
        raise Refused(f"{contact.name} cannot be reached on {channel.name}")
    return Route(channel_ref(channel), address)


def _refuse_unsendable(route: Route, written: Written) -> None:
    able = channels.capabilities(route.channel.kind)
    if len(written.text) > able.max_length:
        raise Refused(
            f"{route.channel.name} takes at most {able.max_length} characters; "
            f"this has {len(written.text)}",
            limit=able.max_length,
        )
    if written.attachments and not able.attachments:
        raise Refused(f"{route.channel.name} cannot carry files")


def _content(
    caller: Caller,
    conversation_id: str,
    route: Route,
    written: Written,
    quoted: Entry | None = None,
) -> dict[str, Any]:
    """A message as its entry holds it; its files become the conversation's own."""
    files: Sequence[dict[str, Any]] = ()
    if written.attachments:
        files = attachments.adopt(
            caller.account_id, caller.user_id, conversation_id, written.attachments
        )
    data = domain.content(
        written.text,
        route.channel,
        written.format,
        written.client_id,
        files,
        domain.quote(quoted) if quoted else None,
    )
    return data | {"suggestion_id": written.suggestion_id}


def _link(account_id: str, route: Route, conversation_id: str) -> store.Write:
    """What the customer answers there joins this conversation."""
    return contacts.thread_move(
        account_id, route.channel.kind, route.address, route.channel.id, conversation_id
    )
