"""Reading a conversation through, and handing it out or mailing it."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.runtime import mail
from chalicelib.transcripts import domain

PAGE = 1000
"""Entries per query; DynamoDB ends a page at 1 MB anyway."""


def transcript(caller: Caller, conversation_id: str) -> tuple[str, str]:
    """A file name and the conversation as text, without notes (MSG-24)."""
    head = conversations.visible(caller, conversation_id)
    return f"conversation-{head.number}.txt", _text(head, _company(head))


def send(caller: Caller, conversation_id: str, email: str) -> None:
    """Mail the conversation to an address."""
    head = conversations.visible(caller, conversation_id)
    company = _company(head)
    mail.send(email, f"Your conversation with {company}", _text(head, company))


def _company(head: Conversation) -> str:
    return accounts.account(head.account_id).name


def _text(head: Conversation, company: str) -> str:
    messages, cut = domain.newest(_backwards(head))
    return domain.render(company, head, messages, cut)


def _backwards(head: Conversation) -> Iterator[Entry]:
    """All of a thread, with what was merged into it, newest first; read as far as it is asked
    for."""
    page = conversations.page_of(head, None, None, None, PAGE)
    yield from reversed(page.entries)
    while page.before is not None:
        page = conversations.page_of(head, page.before, None, None, PAGE)
        yield from reversed(page.entries)
