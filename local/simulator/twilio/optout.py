"""STOP and START: Twilio keeps the list itself and refuses to send to who has left.

https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
"""

from local.simulator.phones import Phones

STOP = frozenset({"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"})
START = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})


def keyword(text: str) -> str | None:
    """The OptOutType of a message that is nothing but a keyword."""
    word = text.strip().upper()
    return next(
        (
            kind
            for kind, words in (("STOP", STOP), ("START", START), ("HELP", HELP))
            if word in words
        ),
        None,
    )


def has_opted_out(phones: Phones, *, customer: str, company: str) -> bool:
    """Whether the customer's last keyword to this number was a stop."""
    kinds = [
        keyword(text["text"])
        for text in phones.thread(customer, company)
        if text["direction"] == "in"
    ]
    return next((kind == "STOP" for kind in reversed(kinds) if kind in ("STOP", "START")), False)
