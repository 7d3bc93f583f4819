"""Whether a customer is who they say (AI-20), proven by a code that is mailed to them: the rules of
what is asked, sent and tried. Only digests of codes come in here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest

from chalicelib.contacts.domain import normal_email

MINUTES = 10
"""How long a code is good for."""
GOOD_FOR = timedelta(minutes=MINUTES)
TRIES = 5
"""Of one code."""
HOUR = timedelta(hours=1)
CODES_AN_HOUR = 3
"""For one contact, and to one address: nobody's mailbox is flooded by strangers who name it."""
ACCOUNT_CODES_AN_HOUR = 300
LONGEST_ADDRESS = 254
"""Characters (RFC 5321, section 4.5.3.1.3, without the brackets)."""
_ADDRESS = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~@-])[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[\w-]+\.)+[^\W\d_]{2,}"
)
"""Words with dots between, as in RFC 5322, section 3.4.1, without quotes and comments."""
KEPT = timedelta(days=1)
"""How long what was not finished is remembered."""


class Stage(StrEnum):
    """How far it is."""

    ADDRESS = "address"
    """The customer was asked where to mail a code to."""
    CODE = "code"
    """A code was made for them."""
    VERIFIED = "verified"


class Tried(StrEnum):
    """What a code turned out to be."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"
    """Wrong, and the last try."""


@dataclass(frozen=True, slots=True)
class Verification:
    """How far a conversation's contact is with proving who they are."""

    contact_id: str
    stage: Stage
    asked: str
    """The id of the message that needs it, which is answered afterwards."""
    email: str | None = None
    given: bool = False
    """Whether the customer named the address; else the contact was known by it."""
    digest: str | None = None
    """Of the code that holds; None: there is none."""
    expires_at: datetime | None = None
    tries_left: int = 0
    tried: str | None = None
    """The id of the message whose code was tried last, and with what outcome: a message that is
    delivered again is no further try."""
    outcome: Tried | None = None
    verified_at: datetime | None = None
    until: datetime | None = None
    revision: int = 0

    def awaits(self, at: datetime) -> bool:
        """Whether a code is under way that can still be right."""
        return (
            self.stage is Stage.CODE
            and self.digest is not None
            and self.tries_left > 0
            and self.expires_at is not None
            and at < self.expires_at
        )

    def holds(self, contact_id: str, at: datetime) -> bool:
        """Whether this contact has proven who they are."""
        proven = self.stage is Stage.VERIFIED and self.contact_id == contact_id
        return proven and self.until is not None and at < self.until

    def ends_at(self, at: datetime) -> datetime:
        """Until when it is worth keeping."""
        return max(at + KEPT, self.until or at)


def asking(before: Verification | None, contact_id: str, asked: str) -> Verification:
    """The customer is asked for an address."""
    return Verification(contact_id, Stage.ADDRESS, asked, revision=_revision(before))


def sent(
    before: Verification | None,
    contact_id: str,
    asked: str,
    email: str,
    given: bool,
    digest: str,
    at: datetime,
) -> Verification:
    """A new code is made; an earlier one no longer holds."""
    return Verification(
        contact_id,
        Stage.CODE,
        asked,
        email,
        given,
        digest,
        at + GOOD_FOR,
        TRIES,
        revision=_revision(before),
    )


def about(before: Verification, asked: str) -> Verification:
    """It is this message now that needs it."""
    if before.asked == asked:
        return before
    return replace(before, asked=asked, revision=_revision(before))


def tried(
    before: Verification, message_id: str, digest: str, lasts: timedelta, at: datetime
) -> Verification:
    """A message with a code came in. Each costs a try, right or wrong, and the right one can be
    used once; who has proven themselves stays so for as long as it `lasts`."""
    if before.tried == message_id:
        return before
    after = replace(before, tried=message_id, revision=_revision(before))
    if not before.awaits(at) or before.digest is None:
        return replace(after, outcome=Tried.EXPIRED, digest=None, until=None)
    left = before.tries_left - 1
    if compare_digest(before.digest, digest):
        return replace(
            after,
            stage=Stage.VERIFIED,
            outcome=Tried.RIGHT,
            digest=None,
            tries_left=left,
            verified_at=at,
            until=at + lasts,
        )
    if left:
        return replace(after, outcome=Tried.WRONG, tries_left=left)
    return replace(after, outcome=Tried.SPENT, tries_left=0, digest=None)


def one_more(sent_at: Sequence[datetime], at: datetime) -> tuple[datetime, ...] | None:
    """When codes were sent within the last hour, with one more now; None when that is too many."""
    recent = tuple(one for one in sent_at if one > at - HOUR)
    return (*recent, at) if len(recent) < CODES_AN_HOUR else None


def address(text: str) -> str | None:
    """The mail address in what somebody wrote, as it is kept; None where none can be one."""
    found = _ADDRESS.search(text)
    if found is None or len(found.group()) > LONGEST_ADDRESS:
        return None
    return normal_email(found.group())


def masked(email: str) -> str:
    """A mail address as its owner knows it again and nobody else learns it: `k***@example.com`."""
    name, _, host = email.rpartition("@")
    return f"{name[0] if len(name) > 1 else ''}***@{host}"


def _revision(before: Verification | None) -> int:
    return before.revision + 1 if before else 1
