"""Writing to customers: answering, writing first, going on over another channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import PERSONAL, Caller
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import Contact, identities_of
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Change, Conversation, Entry, Person, Route
from chalicelib.conversations.service.changing import (
    ATTEMPTS,
    agent,
    busy,
    change,
    next_id,
    original,
    pause,
    people_named,
    present,
    refuse_merged,
    thread_move,
    visible,
    visible_entry,
)
from chalicelib.conversations.service.composing import Written, content, refuse_unsendable
from chalicelib.conversations.service.consequences import consequences, finished
from chalicelib.conversations.service.handling import close, ending
from chalicelib.conversations.service.receiving import channel_ref, new_conversation
from chalicelib.runtime.errors import Conflict, Duplicate, Refused, Unsendable
from chalicelib.runtime.ids import entry_id


def reply(caller: Caller, conversation_id: str, written: Written, at: datetime) -> Entry:
    """Send an agent's answer (MSG-01); the same `client_id` twice is one message (MSG-11). Where a
    conversation that ended stays so, and where it is somebody else's own, the answer begins a new
    one (CONV-22, CONV-44)."""
    head = visible(caller, conversation_id)
    refuse_merged(head)
    route = _route(head, written.channel_id)
    refuse_unsendable(route, written, at)
    quoted = visible_entry(caller, head.id, written.reply_to)[1] if written.reply_to else None
    if _begins_anew(caller, head):
        # who crossed with the owner thought that nobody had it
        domain.refuse_crossing(head, agent(caller), at)
        return _begin_own(caller, head, route, written, at, quoted)
    data = content(caller, head.id, route, written, head, quoted)
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


@dataclass(frozen=True, slots=True)
class First:
    """To whom a first message goes, and what becomes of its conversation."""

    contact_id: str | Sequence[str] | None
    address: str | None
    """A phone number or mail address instead: of a contact who is found or made."""
    channel_id: str
    topic: str | None = None
    visible_to: Sequence[str] | None = None
    disposition: str | None = None
    """Given, the conversation is closed at once (CH-28)."""


def start(caller: Caller, first: First, written: Written, at: datetime) -> Conversation:
    """Write to a contact first (CONV-36). A conversation exists with its first message only; the
    same `client_id` twice is one."""
    channel = channels.get(caller.account_id, first.channel_id)
    if first.disposition is not None:  # once the message is out it is too late to ask again
        ending(caller.account_id, channel.team_id, channel.id, first.disposition)
    contact = _recipient(caller, first, channel, written, at)
    topic, visible_to = first.topic, first.visible_to
    route = _reached(contact, channel)
    refuse_unsendable(route, written, at)
    named = people_named(caller, visible_to) if visible_to else None
    if named and caller.user_id not in {person.id for person in named}:
        raise Refused("name yourself, too, or you will not see it")
    mark = f"{channel.id}#start#{contact.id}#{written.client_id}" if written.client_id else None
    try:
        head = _begin(caller, contact, channel, route, written, at, mark, topic, named).after
    except Duplicate:
        head = visible(caller, original(caller.account_id, mark or "").conversation_id)
    if first.disposition is None or not head.is_open:
        return head
    return close(caller, head.id, first.disposition, at)


def _recipient(
    caller: Caller, first: First, channel: Channel, written: Written, at: datetime
) -> Contact:
    """The one contact that a message is for (BRD-02); nobody is made for what cannot be sent."""
    if first.address is not None:
        if first.contact_id is not None:
            raise Refused("name a contact or an address, not both")
        space = channels.space_of(channel.kind)
        address = contacts.typed(space, first.address)
        known = contacts.known_on(caller.account_id, space, address)
        if known.contact is None:
            out = known.opted_out(channel.thread)
            stranger = Route(channel_ref(channel), address, opted_out=out)
            refuse_unsendable(stranger, written, at)
        return known.contact or contacts.find_or_make(caller, space, address, at)
    named = [first.contact_id] if isinstance(first.contact_id, str) else first.contact_id or ()
    distinct = list(dict.fromkeys(named))
    if len(distinct) != 1:
        raise Refused(
            "a message goes to one contact; write to several with a broadcast"
            if distinct
            else "say to whom: a contact, a phone number or a mail address"
        )
    return contacts.get(caller.account_id, distinct[0])


def _begins_anew(caller: Caller, head: Conversation) -> bool:
    """Whether an answer is no part of this conversation: it ended and the policy is that it stays
    so (CONV-22), or it has an owner in a team where each has their own (CONV-44)."""
    if not head.is_open:
        return channels.policy(head.account_id, head.channel.id).after_close == "new"
    if not head.colleagues or head.is_assigned_to(caller.user_id):
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
    draft = replace(draft.with_route(route), topic=topic or written.subject, visible_to=named)
    data = content(caller, draft.id, route, written, None, quoted)
    made = domain.start_outbound(draft, agent(caller), data, entry_id("msg", 1, at))
    made = finished(made, contact)
    link, claims = _link(draft.account_id, route, draft.id), consequences(made)
    for tried in range(ATTEMPTS):
        try:
            store.save(made, mark, [link], claims)
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
        return head.own_route
    known = head.route(channel_id)
    if known:
        return known
    channel = channels.get(head.account_id, channel_id)
    contact = contacts.get(head.account_id, head.contact.id)
    return _reached(contact, channel)


def _reached(contact: Contact, channel: Channel) -> Route:
    """Where a contact is reached on a channel: where they wrote, or where it lets us write first
    to an address that we know of them (D7); with what is known of them there."""
    own = identities_of(contact.phone, contact.email)  # the list may lag behind by a moment
    known = sorted({*contacts.identities(contact.account_id, contact.id), *own})
    space = channels.space_of(channel.kind)
    addresses = [one.address for one in known if one.kind == space]
    if not addresses or channel not in contacts.reachable_on(contact, known):
        never = not channels.capabilities(channel.kind).can_initiate
        raise Unsendable(
            "never_wrote" if never else "unreachable",
            f"{contact.name} never wrote on {channel.name}, which lets us only answer."
            if never
            else f"{contact.name} cannot be reached on {channel.name}: no address is known.",
            alternative=None,
        )
    return _last_used(contact.account_id, channel, space, addresses)


def _last_used(account_id: str, channel: Channel, space: str, addresses: Sequence[str]) -> Route:
    """Of several addresses of a contact the one on which they have a conversation here."""
    best: Route | None = None
    for address in addresses:
        known = contacts.known_on(account_id, space, address)
        thread = known.threads.get(channel.thread)
        head = store.load(account_id, thread) if thread else None
        before = head.route(channel.id) if head else None
        heard = before.heard_at if before else None
        route = Route(channel_ref(channel), address, heard, known.opted_out(channel.thread))
        newer = best is None or (heard and (best.heard_at is None or heard > best.heard_at))
        best = route if newer else best
    assert best is not None
    return best


def _link(account_id: str, route: Route, conversation_id: str) -> store.Write:
    """What the customer answers there joins this conversation."""
    return thread_move(account_id, route, conversation_id)
