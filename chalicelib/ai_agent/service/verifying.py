"""A customer proves who they are with a code that is mailed to them (AI-20), so that tools for
verified customers can be called for them.

A message that is delivered again is no further try, mails no further code and tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.accounts.domain import Caller
from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain import codes, verification
from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.domain.rules import CODE_AGAIN, Action, Decision
from chalicelib.ai_agent.domain.verification import (
    MINUTES,
    TRIES,
    Stage,
    Tried,
    Verification,
    masked,
)
from chalicelib.ai_agent.domain.verification_words import has_no_mail, wants_another
from chalicelib.ai_agent.service.codes import ATTEMPTS, Went, digest, send
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import EMAIL
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.logging import count


@dataclass(frozen=True, slots=True)
class Proven:
    """The customer has just shown that they read an address; the message with the id `asked` waits
    since then."""

    email: str
    asked: str


@dataclass(frozen=True, slots=True)
class Case:
    """A message that may have to do with verification, and what is known around it."""

    head: Conversation
    config: Config
    message: Entry
    waiting: Sequence[Entry]
    """What the customer said since the AI agent last spoke, the message last."""
    pressed: str | None
    asked: bool
    """Whether the AI agent has just asked for an address or a code."""
    language: str
    key: str
    """Names the message and the occasion."""
    at: datetime

    @property
    def by_another(self) -> bool:
        """Whether somebody else than the contact wrote: in a group, or in copy."""
        return bool(self.message.data.get("author"))


def proven(head: Conversation, message: Entry, at: datetime) -> str | None:
    """The address that who wrote a message has proven to read, if they have."""
    known = store.verification(head.account_id, head.id)
    if known is None or not known.holds(head.contact.id, at) or message.data.get("author"):
        return None
    return known.email


def shown(caller: Caller, conversation_id: str, at: datetime) -> Verification | None:
    """What colleagues who see a conversation know of it: that its contact is verified now."""
    head = conversations.visible(caller, conversation_id)
    known = store.verification(head.account_id, head.id)
    return known if known and known.holds(head.contact.id, at) else None


def begin(case: Case) -> Decision:
    """A message needs to know who the customer is: a code goes to the address they are known by,
    or they are asked for one. While a code is under way no other is sent."""
    if case.by_another:
        return _over(case, "Somebody else than the contact wrote this.")
    email, contact_id = _known_email(case.head), case.head.contact.id

    def decide(before: Verification | None) -> Verification | None:
        if before and before.contact_id == contact_id and before.awaits(case.at):
            return verification.about(before, case.message.id)
        return before if email else verification.asking(before, contact_id, case.message.id)

    known = _changed(case, decide)
    if known and known.contact_id == contact_id and known.awaits(case.at):
        return _ask(case, "code_pending", known.email)
    if email is None:
        return _ask(case, "address_wanted")
    return _send(case, case.message.id, email, False, "code_sent")


def step(case: Case) -> Decision | Proven | None:
    """What a message means for a verification that is under way; None: nothing."""
    known = store.verification(case.head.account_id, case.head.id)
    if known is None or known.contact_id != case.head.contact.id or case.by_another:
        return None
    told = _told(case, known)
    if told is not None:
        return _try(case, *told)
    again = case.pressed == CODE_AGAIN
    if known.stage is Stage.VERIFIED or not (case.asked or again):
        return None
    return _said_instead(case, known, again)


def _said_instead(case: Case, known: Verification, again: bool) -> Decision | None:
    """An address, that there is none, or that the code shall be sent again."""
    text = case.message.data["text"]
    email = None if again else verification.address(text)
    if email and (known.stage is Stage.ADDRESS or known.given):
        # Whose it is, is not looked up: the answer is the same for everybody's.
        return _send(case, known.asked, email, True, "code_sent")
    if not again and has_no_mail(text):
        return _over(case, "The customer cannot be reached by mail.")
    if known.email and (again or wants_another(text)):
        return _send(case, known.asked, known.email, known.given, "code_again")
    wrong = known.stage is Stage.ADDRESS and "@" in text
    return _ask(case, "address_wrong") if wrong else None


def _told(case: Case, known: Verification) -> tuple[Entry, str] | None:
    """The newest message with a code that nobody has answered yet. Of who is verified already the
    one that did it comes first: its answer was lost."""
    found = [
        (entry, code)
        for entry in reversed(case.waiting)
        if (code := codes.told(entry.data["text"], case.asked)) and not entry.data.get("author")
    ]
    if known.holds(case.head.contact.id, case.at):
        did = [one for one in found if one[0].id == known.tried]
        bare = [one for one in found if codes.is_bare(one[0].data["text"])]
        return next(iter(did + bare), None)
    return found[0] if found and known.stage is Stage.CODE else None


def _try(case: Case, entry: Entry, code: str) -> Decision | Proven:
    head, lasts = case.head, timedelta(hours=case.config.verified_hours)

    def decide(before: Verification | None) -> Verification | None:
        if before is None or before.holds(head.contact.id, case.at):
            return before
        given = digest(head, before.email or "", code)
        return verification.tried(before, entry.id, given, lasts, case.at)

    after = _changed(case, decide)
    if after is not None and after.holds(head.contact.id, case.at):
        return _verified(case, after, entry)
    outcome = after.outcome if after else None
    if after and outcome is Tried.WRONG:
        return _say(case, "code_wrong", "The code is wrong.", left=str(after.tries_left))
    if outcome is Tried.SPENT:
        return _over(case, f"The customer wrote {TRIES} wrong codes.")
    return _say(case, "code_expired", "The code no longer holds.")


def _verified(case: Case, known: Verification, entry: Entry) -> Decision | Proven:
    """The address is the contact's from now on, unless it is another's; colleagues see it in the
    thread."""
    head, email, until = case.head, known.email or "", known.until or case.at
    if entry.id != known.tried:
        why = "The customer is verified already."
        return Decision(Action.ANSWER, "small_talk", why, case.language, talk="verified")
    if known.given:
        contacts.prove(head.account_id, head.contact.id, email)
    mark = f"ai:{entry.id}:verified"
    conversations.ai_verified(head, case.config.name, email, until, mark, case.at)
    count("AiVerified")
    return Proven(email, known.asked)


def _send(case: Case, asked: str, email: str, given: bool, reason: str) -> Decision:
    contact_id = case.head.contact.id

    def made(before: Verification | None, fingerprint: str) -> Verification:
        return verification.sent(before, contact_id, asked, email, given, fingerprint, case.at)

    went = send(case.head, email, made, (case.language, case.config.tone), case.key, case.at)
    if went is Went.FULL:
        return _over(case, "Too many codes were asked for within an hour.")
    if went is Went.UNSENT:
        return _over(case, f"No code could be mailed to {masked(email)}.")
    return _ask(case, reason, email)


def _changed(
    case: Case, decide: Callable[[Verification | None], Verification | None]
) -> Verification | None:
    """What became of it, decided anew when somebody was faster."""
    account_id, id_ = case.head.account_id, case.head.id
    for _ in range(ATTEMPTS):
        before = store.verification(account_id, id_)
        after = decide(before)
        if after is None or after == before:
            return after
        try:
            store.save_verification(account_id, id_, after, case.at)
        except Conflict:
            continue
        return after
    raise Conflict("others keep verifying this conversation")


def _known_email(head: Conversation) -> str | None:
    """The address that the contact is known by; of several the one that colleagues see first."""
    try:
        own = contacts.get(head.account_id, head.contact.id).email
    except NotFound:
        return None
    known = contacts.identities(head.account_id, head.contact.id)
    return own or next((one.address for one in sorted(known) if one.kind == EMAIL), None)


def _ask(case: Case, reason: str, email: str | None = None) -> Decision:
    if not email:
        return _say(case, reason, "The customer is asked for a mail address.")
    hint = masked(email)
    return _say(case, reason, f"A code was mailed to {hint}.", email=hint, minutes=str(MINUTES))


def _say(case: Case, reason: str, detail: str, **gaps: str) -> Decision:
    return Decision(Action.VERIFY, reason, detail, case.language, gaps=gaps)


def _over(case: Case, detail: str) -> Decision:
    return Decision(Action.HAND_OVER, "verification", detail, case.language)
