"""What the variables of a text stand for in one conversation, asked for as far as the text names
it."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import EMAIL, PHONE, Contact, lead_name
from chalicelib.conversations.domain import Conversation
from chalicelib.runtime.errors import NotFound
from chalicelib.templates.variables import CUSTOM, Filled, fill, first_name, names

__all__ = ["Filled", "fill_in"]


def fill_in(caller: Caller | None, head: Conversation, text: str, markdown: bool = False) -> Filled:
    """A text as the caller would write it in a conversation, or as nobody in particular would
    (None: nothing is known of `agent`); gaps that are left are named."""
    roots = {name.partition(".")[0] for name in names(text)}
    known: dict[str, str] = {}
    for root in roots:
        known |= _SOURCES[root](caller, head)
    return fill(text, known, markdown)


def _contact(_: Caller | None, head: Conversation) -> dict[str, str]:
    try:
        contact = contacts.get(head.account_id, head.contact.id)
    except NotFound:
        return {"contact.name": head.contact.name}
    name = "" if _is_nameless(contact) else contact.name
    custom = {CUSTOM + key: value for key, value in contact.custom.items()}
    return custom | {
        "contact.name": name,
        "contact.first_name": first_name(name),
        "contact.email": contact.email or "",
        "contact.phone": contact.phone or "",
    }


def _is_nameless(contact: Contact) -> bool:
    """Whether the name is what we call somebody who never told theirs: nobody is greeted as
    "Visitor" or "+47"."""
    made_up = {contact.phone, contact.email, lead_name("", "", contact.id)}
    made_up |= {lead_name(PHONE, contact.phone, "")} if contact.phone else set()
    made_up |= {lead_name(EMAIL, contact.email, "")} if contact.email else set()
    return contact.name in made_up


def _agent(caller: Caller | None, _: Conversation) -> dict[str, str]:
    if caller is None:
        return {}
    return {
        "agent.name": caller.name,
        "agent.first_name": first_name(caller.name),
        "agent.email": accounts.user(caller.account_id, caller.user_id).email,
    }


def _conversation(_: Caller | None, head: Conversation) -> dict[str, str]:
    team = accounts.roster(head.account_id).team(head.team_id)
    return {
        "conversation.number": str(head.number),
        "conversation.topic": head.topic or "",
        "conversation.channel": head.channel.name,
        "conversation.team": team.name if team else "",
    }


def _company(_: Caller | None, head: Conversation) -> dict[str, str]:
    return {"company.name": accounts.account(head.account_id).name}


_SOURCES: dict[str, Callable[[Caller | None, Conversation], dict[str, str]]] = {
    "contact": _contact,
    "agent": _agent,
    "conversation": _conversation,
    "company": _company,
}
