"""Codes that prove who a customer is: made, kept as digests, mailed.

What no guard closes is a crash between the mail and our record of it: a second code goes out then,
and the first no longer holds. No code is stored, logged or told; there is only its digest, under a
key that the deployment has.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from chalicelib.accounts import service as accounts
from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain.codes import DIGITS
from chalicelib.ai_agent.domain.config import Tone
from chalicelib.ai_agent.domain.sentences import say
from chalicelib.ai_agent.domain.verification import MINUTES, Verification
from chalicelib.conversations.domain import Conversation
from chalicelib.runtime import mail
from chalicelib.runtime.errors import Conflict, Refused
from chalicelib.runtime.logging import count, logger
from chalicelib.runtime.once import once
from chalicelib.runtime.secrets import read_secret
from chalicelib.runtime.settings import settings

ATTEMPTS = 5
"""How often a change is decided anew when another came first."""

Made = Callable[[Verification | None, str], Verification]
"""What a verification becomes with a code of this digest."""


class Went(StrEnum):
    """What became of a code."""

    SENT = "sent"
    FULL = "full"
    """Too many within an hour."""
    UNSENT = "unsent"


def send(
    head: Conversation,
    email: str,
    made: Made,
    speaks: tuple[str, Tone],
    key: str,
    at: datetime,
) -> Went:
    """Mail a new code to an address, once for a `key`, as far as the contact, the address and the
    account have not had too many. `speaks`: the language and tone of the mail."""
    return Went(once("ai_code", key, lambda: _send(head, email, made, speaks, at)))


def _send(
    head: Conversation, email: str, made: Made, speaks: tuple[str, Tone], at: datetime
) -> str:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    fingerprint = digest(head, email, code)
    to = hmac.new(_key(), email.encode(), hashlib.sha256).hexdigest()
    subjects = (f"contact#{head.contact.id}", f"address#{to}")
    for _ in range(ATTEMPTS):
        after = made(store.verification(head.account_id, head.id), fingerprint)
        try:
            store.issue(head.account_id, head.id, after, subjects, at)
        except Refused:
            return Went.FULL
        except Conflict:
            continue
        return _mail(head, email, code, speaks)
    raise Conflict("others keep verifying this conversation")


def _mail(head: Conversation, email: str, code: str, speaks: tuple[str, Tone]) -> str:
    from botocore.exceptions import BotoCoreError, ClientError

    company = " ".join(accounts.account(head.account_id).name.split())
    language, tone = speaks
    subject = say("mail_subject", language, tone, company=company)
    text = say("mail_text", language, tone, company=company, code=code, minutes=str(MINUTES))
    try:
        mail.send(email, subject, text)
    except (BotoCoreError, ClientError) as error:
        logger().warning("no code mailed", extra={"error": type(error).__name__})
        return Went.UNSENT
    count("AiCodeSent")
    return Went.SENT


def digest(head: Conversation, email: str, code: str) -> str:
    """A code as it is kept: bound to the conversation, the contact and the address."""
    bound = "\n".join((head.account_id, head.id, head.contact.id, email, code))
    return hmac.new(_key(), bound.encode(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    """A key for this alone, made of the deployment's secret."""
    secret = read_secret(settings().token_secret).encode()
    return hmac.new(secret, b"switchboard verification codes", hashlib.sha256).digest()
