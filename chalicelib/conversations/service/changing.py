"""How every change is made: load, ask the domain, store; when somebody was faster, again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import SystemRandom

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability, Caller, Permission
from chalicelib.ai_agent.service import settled as ai_agent
from chalicelib.channels import service as channels
from chalicelib.contacts import service as contacts
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import (
    AI_AGENT,
    Actor,
    ActorKind,
    Change,
    Conversation,
    Entry,
    Person,
    Reader,
    Route,
    Status,
)
from chalicelib.conversations.service.consequences import Claim, consequences, finished
from chalicelib.runtime.errors import Conflict, Duplicate, Full, NotFound, Refused
from chalicelib.runtime.ids import entry_id

ATTEMPTS = 12
"""How often a change is decided anew when others keep changing the conversation first."""

Decide = Callable[[Conversation], Change | None]
DecideEntry = Callable[[Conversation, Entry], Change | None]


def agent(caller: Caller) -> Actor:
    """The caller as who causes a change."""
    return Actor(ActorKind.AGENT, caller.user_id, caller.name, caller.is_admin)


def acting(caller: Caller, permission: Permission) -> Actor:
    """The caller as who does something that admins may, and others if their role allows it."""
    return replace(agent(caller), is_admin=caller.may(permission))


def next_id(head: Conversation, at: datetime, prefix: str = "evt") -> str:
    """The id of the entry that the next change of a head makes."""
    return entry_id(prefix, head.version + 1, at)


def reader(caller: Caller) -> Reader:
    """The caller as who reads."""
    return Reader(caller.user_id, caller.team_ids, caller.scope)


def may_see(caller: Caller, conversation: Conversation) -> bool:
    """Whether the conversation exists for the caller: `domain.may_see`."""
    return domain.may_see(reader(caller), conversation)


def visible(caller: Caller, conversation_id: str) -> Conversation:
    """The conversation if the caller may see it; else it does not exist for them (AUTH-11)."""
    head = store.load(caller.account_id, conversation_id)
    if head is None or not may_see(caller, head):
        raise NotFound("there is no such conversation")
    return head


def visible_entry(caller: Caller, conversation_id: str, entry: str) -> tuple[Conversation, Entry]:
    """A conversation and one of the entries that are read in it: its own, or (the entry says so)
    of one that was merged into it."""
    head = visible(caller, conversation_id)
    for id_ in (head.id, *(ref.id for ref in head.merged)):
        found = store.load_entry_by_id(caller.account_id, id_, entry)
        if found:
            return head, found
    raise NotFound("there is no such message")


def change(
    caller: Caller,
    conversation_id: str,
    decide: Decide,
    mark: str | None = None,
    head: Conversation | None = None,
    others: Sequence[store.Write] = (),
) -> Change | None:
    """A user's change of a conversation that they may see and that goes on by itself; None when
    there is nothing to do. `head` is the conversation if it was just loaded."""

    def allowed(fresh: Conversation) -> Change | None:
        if not may_see(caller, fresh):
            raise NotFound("there is no such conversation")
        refuse_merged(fresh)
        return decide(fresh)

    return attempt(caller.account_id, conversation_id, allowed, mark, head, others)


def head_after(
    caller: Caller, conversation_id: str, decide: Decide, head: Conversation | None = None
) -> Conversation:
    """The conversation after a user's change, or as it is where there was nothing to do."""
    head = head or visible(caller, conversation_id)
    made = change(caller, conversation_id, decide, head=head)
    return made.after if made else head


def change_entry(
    caller: Caller, conversation_id: str, entry_id_: str, decide: DecideEntry
) -> tuple[Entry, Change | None]:
    """A user's change of an earlier entry that is read in a conversation they may see: the entry
    as it reads then, and the change (None where there was nothing to do)."""
    head, entry = visible_entry(caller, conversation_id, entry_id_)
    if entry.conversation_id == head.id:
        made = change(caller, head.id, lambda c: decide(c, fresh(entry)), head=head)
    else:
        made = change_of(entry, decide)
    return (made.rewrite.after if made and made.rewrite else entry), made


def change_of(entry: Entry, decide: DecideEntry) -> Change | None:
    """Change an earlier entry for a provider or for whoever was found to be allowed to."""
    return attempt(entry.account_id, entry.conversation_id, lambda c: decide(c, fresh(entry)))


def fresh(entry: Entry) -> Entry:
    """An entry as it is now. It is read after the head: who rewrites it changes the head, too, so
    what is decided on an older reading does not get stored."""
    found = store.load_entry(entry.account_id, entry.conversation_id, entry.seq)
    if found is None:
        raise NotFound("the message is gone")
    return found


def refuse_merged(head: Conversation) -> None:
    """What was merged goes on in the other conversation."""
    if head.merged_into:
        raise Refused(
            f"this conversation was merged into #{head.merged_into.number}: go on there",
            merged_into=head.merged_into.id,
        )


def attempt(
    account_id: str,
    conversation_id: str,
    decide: Decide,
    mark: str | None = None,
    head: Conversation | None = None,
    others: Sequence[store.Write] = (),
    claim: Claim | None = None,
) -> Change | None:
    """Decide on the state as it is and store; when somebody was faster, decide on theirs. Full when
    the agent for whom a rule claims it has no room."""
    for tried in range(ATTEMPTS):
        head = head or store.load(account_id, conversation_id)
        if head is None or head.status is Status.DELETED:
            raise NotFound("there is no such conversation")
        made = decide(head)
        if made is None:
            return None
        made = finished(made)
        try:
            store.save(made, mark, others, consequences(made, claim))
            return made
        except (Duplicate, Full):
            raise
        except Conflict:
            head = None
            pause(tried)
    raise busy()


def together(
    load: Callable[[], Sequence[Conversation]],
    decide: Callable[[Sequence[Conversation]], tuple[Sequence[Change], Sequence[store.Write]]],
) -> Sequence[Change]:
    """Change several conversations, all of them or none."""
    for tried in range(ATTEMPTS):
        decided, others = decide(load())
        made = [finished(one) for one in decided]
        claims = [write for one in made for write in consequences(one)]
        try:
            store.save(made, others=others, claims=claims)
        except Conflict:
            pause(tried)
        else:
            return made
    raise busy()


def ai_first(account_id: str, channel_id: str, team_id: str) -> Person | None:
    """The AI agent, where it answers first (AI-10)."""
    name = ai_agent.answers_first(account_id, channel_id, team_id)
    return Person(AI_AGENT, name) if name else None


def present(head: Conversation, *there: str) -> frozenset[str] | None:
    """Who of those who had a closed conversation can have it again: the available users, the AI
    agent where it still answers first, and those who are `there` in any case (CONV-59). None where
    it does not matter."""
    if head.is_open or not head.assignees:
        return None
    users = accounts.roster(head.account_id).users
    free = [user.id for user in users if user.availability is Availability.AVAILABLE]
    if head.is_with_ai and ai_first(head.account_id, head.channel.id, head.team_id):
        free.append(AI_AGENT)
    return frozenset((*free, *there))


def thread_move(
    account_id: str, route: Route, conversation_id: str, instead_of: str | None = None
) -> store.Write:
    """The write that has what the customer says on a route join a conversation."""
    space, thread = channels.place(route.channel.id, route.channel.kind)
    return contacts.thread_move(
        account_id, space, route.address, thread, conversation_id, instead_of
    )


def received_mark(channel_id: str, dedup: str) -> str:
    """Under which mark a customer's message is found by the provider's id."""
    return f"{channel_id}#{dedup}"


def sent_mark(channel_id: str, provider_id: str) -> str:
    """Under which mark a message of ours is found by the provider's id."""
    return f"{channel_id}#sent#{provider_id}"


def people_named(caller: Caller, user_ids: Sequence[str]) -> tuple[Person, ...]:
    """Users of the account by id; NotFound for one who is none."""
    names = {user.id: user.name for user in accounts.roster(caller.account_id).users}
    unknown = [user for user in user_ids if user not in names]
    if unknown:
        raise NotFound("there is no such user", user_ids=unknown)
    return tuple(Person(user, names[user]) for user in dict.fromkeys(user_ids))


def original(account_id: str, mark: str) -> Entry:
    """The entry that a message became when it came for the first time."""
    entry = store.find_marked(account_id, mark)
    if entry is None:
        raise Conflict("the message was received, but its conversation is gone")
    return entry


def pause(tried: int) -> None:
    """Let the others finish: a random wait that grows, from a few milliseconds to about 0.2 s."""
    time.sleep(SystemRandom().uniform(0, min(0.2, 0.01 * 2**tried)))


def busy() -> Conflict:
    """The refusal after too many lost races."""
    return Conflict("the conversation is too busy; try again")
