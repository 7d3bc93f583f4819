"""To which conversation a mail belongs: what it says of that, in the order of trust.

In-Reply-To, then References from the last to the first (RFC 5322, 3.6.4), then the name after the
`+` of the address it was sent to, then the number in its subject. Pure: the conversations' service
looks these up, and takes the first that it knows.

SES gives a mail a Message-ID of its own, `<id@region.amazonses.com>`, and tells us the `id` alone
(SES docs: "Header fields in Amazon SES"). So a mail of ours is known by that id, or by the id that
we made where it went out by SMTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.channels.facts import Mail

_NUMBER = re.compile(r"\[#(\d{1,12})\]|\[[^\[\]]{1,40}#(\d{1,12})\]")
_SES = re.compile(r"^([^@]+)@(?:[a-z0-9-]+\.)?amazonses\.com$", re.IGNORECASE)
_CHANNEL = re.compile(r"^chn_[0-9a-z]{26}$")
MOST_REFERENCES = 50


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier mail that a mail names."""

    received: str
    """Its Message-ID as a mail that came in is kept by: with angle brackets."""
    sent: str
    """What `send` answered for it, if it was ours."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a mail may belong, best first."""

    mails: tuple[Earlier, ...] = ()
    refs: tuple[str, ...] = ()
    """Our own names of messages, from plus-addresses."""
    numbers: tuple[int, ...] = ()
    """Conversations' numbers, from the subject. Anybody can guess a number: the service takes one
    only for a conversation with the same sender."""


def thread_of(mail: Mail, recipients: Iterable[str] = ()) -> Thread:
    """What a mail says of where it belongs."""
    named = [mail.in_reply_to, *reversed(mail.references[-MOST_REFERENCES:])]
    ids = dict.fromkeys(one for one in named if one)
    found = _NUMBER.findall(mail.subject or "")
    plus = [ref for ref in map(ref_of, [*recipients, *mail.to, *mail.cc]) if ref]
    return Thread(
        tuple(Earlier(one, sent_id(one)) for one in ids),
        tuple(dict.fromkeys(plus)),
        tuple(dict.fromkeys(int(a or b) for a, b in found)),
    )


def sent_id(message_id: str) -> str:
    """A Message-ID as `send` answered it: without brackets, and of SES's the id alone."""
    bare = message_id.strip().strip("<>")
    ses = _SES.match(bare)
    return ses[1] if ses else bare


def reply_address(channel_id: str, ref: str, domain: str) -> str:
    """Where the answer to a message goes, so that it is found again whatever the mail program does
    to its headers: `chn_01…+cnv_01….7@mail.example.com`, all in lower case."""
    return f"{channel_id}+{ref}@{domain}".lower()


def channel_of(address: str, domain: str) -> str | None:
    """The id of the channel in an address of our own domain; None in any other."""
    local, at, host = address.strip().lower().rpartition("@")
    name = local.partition("+")[0]
    if not at or not domain or host != domain.lower() or not _CHANNEL.match(name):
        return None
    return "chn_" + name.removeprefix("chn_").upper()


def ref_of(address: str) -> str | None:
    """Our name of a message in a channel's plus-address, as `reply_address` wrote it, with the ids
    in it in upper case again; None without one."""
    local = address.strip().lower().rpartition("@")[0]
    name, plus, ref = local.partition("+")
    if not plus or not ref or not _CHANNEL.match(name):
        return None
    return re.sub(r"([a-z]+_)([0-9a-z]{26})", lambda one: one[1] + one[2].upper(), ref)
