"""Choosing an agent."""

from collections.abc import Iterable

from chalicelib.accounts.domain import Availability, User


def choose(members: Iterable[User], online: frozenset[str]) -> User | None:
    """The least loaded member who is available and online; of equals the one with the lowest id,
    so that the choice is the same wherever it is made. None when nobody is there."""
    ready = [
        user
        for user in members
        if user.availability is Availability.AVAILABLE and user.id in online
    ]
    return min(ready, key=lambda user: (user.load, user.id), default=None)
