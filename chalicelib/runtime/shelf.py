"""A handful of things that an account settles, kept together in one item and known by heart.

Office hours, service levels, dispositions and auto-replies are few, are read by rules with every
message and changed by an admin now and then. So all of a kind lie in one item: one read brings them
into a warm process, which trusts them for a minute, and one condition guards every change, so that
no two things get one name and one alone is the default.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.runtime.errors import Conflict, NotFound, Refused
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta

CACHE_SECONDS = 60
"""How long a warm process trusts what it knows."""
ATTEMPTS = 5
"""How often a change is decided anew when somebody else was faster."""
LARGEST = 350_000
"""Bytes; an item of DynamoDB holds 400 kB."""


class Managed(Refused):
    """A stack declares it, so it is changed there and nowhere else."""

    code = "managed"


class Thing(Protocol):
    """What has an id, a name that nothing else on its shelf has, and perhaps the ARN of the stack
    that declares it."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def managed_by(self) -> str | None: ...


T = TypeVar("T", bound=Thing)


class ShelfItem(Model):
    """`{account}#settled`, by the shelf's name."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    things = Json()
    revision = NumberAttribute()


class Shelf(Generic[T]):
    """All things of one kind of an account."""

    def __init__(
        self,
        name: str,
        what: str,
        read: Callable[[Mapping[str, Any]], T],
        write: Callable[[T], Mapping[str, Any]],
        at_most: int,
        start: Callable[[str], Sequence[T]] = lambda account_id: (),
        beside: Callable[[T, T], T] = lambda other, changed: other,
    ) -> None:
        """`what` calls one of them in a sentence, `start` says what is on the shelf of an account
        that never changed it, `beside` what becomes of each other thing when one changed."""
        self._name = name
        self._what = what
        self._read = read
        self._write = write
        self._at_most = at_most
        self._start = start
        self._beside = beside
        self._known: dict[str, tuple[float, tuple[T, ...]]] = {}

    def known(self, account_id: str) -> tuple[T, ...]:
        """All of them in the order in which they came; at most a minute old."""
        until, things = self._known.get(account_id, (0.0, ()))
        if until < time.monotonic():
            things, _ = self._load(account_id)
            self._keep(account_id, things)
        return things

    def fresh(self, account_id: str) -> tuple[T, ...]:
        """All of them as they are now."""
        return self._load(account_id)[0]

    def get(self, account_id: str, id_: str) -> T:
        """One of them as it is now; NotFound."""
        return self._one(self.fresh(account_id), id_)

    def add(self, account_id: str, thing: T) -> T:
        """Put one more there. Conflict for a name that is taken, Refused when it is full."""

        def decide(things: tuple[T, ...]) -> list[T]:
            return [*(self._beside(other, thing) for other in things), thing]

        self._change(account_id, decide)
        return thing

    def replace(
        self, account_id: str, id_: str, decide: Callable[[T], T], stack: str | None = None
    ) -> T:
        """Put what `decide` makes of one in its place. Managed unless it is declared by `stack`, or
        (None) by none."""
        made: list[T] = []

        def all_of(things: tuple[T, ...]) -> list[T]:
            known = self._changeable(things, id_, stack)
            changed = decide(known)
            made[:] = [changed]
            return [
                changed if thing.id == id_ else self._beside(thing, changed) for thing in things
            ]

        self._change(account_id, all_of)
        return made[0]

    def remove(
        self,
        account_id: str,
        id_: str,
        stack: str | None = None,
        check: Callable[[T], None] = lambda thing: None,
    ) -> None:
        """Take one away, unless `check` raises."""

        def decide(things: tuple[T, ...]) -> list[T]:
            check(self._changeable(things, id_, stack))
            return [thing for thing in things if thing.id != id_]

        self._change(account_id, decide)

    def _one(self, things: Sequence[T], id_: str) -> T:
        found = next((thing for thing in things if thing.id == id_), None)
        if found is None:
            raise NotFound(f"there is no such {self._what}")
        return found

    def _changeable(self, things: Sequence[T], id_: str, stack: str | None) -> T:
        found = self._one(things, id_)
        if found.managed_by != stack:
            by = stack_name(found.managed_by)
            where = f"the stack {by} declares {found.name}: change it there"
            raise Managed(where if by else f"{found.name} was made by hand: change it there")
        return found

    def _change(
        self, account_id: str, decide: Callable[[tuple[T, ...]], Sequence[T]]
    ) -> tuple[T, ...]:
        for _ in range(ATTEMPTS):
            before, revision = self._load(account_id)
            after = tuple(decide(before))
            self._refuse(after)
            try:
                self._save(account_id, after, revision)
            except Conflict:
                continue
            self._keep(account_id, after)
            return after
        raise Conflict("others are changing this at the moment; try again")

    def _refuse(self, things: tuple[T, ...]) -> None:
        if len(things) > self._at_most:
            raise Refused(f"there can be {self._at_most} at most; remove one that is not used")
        names = [thing.name.casefold() for thing in things]
        for thing in things:
            if names.count(thing.name.casefold()) > 1:
                message = f"there is one called {thing.name} already"
                raise Conflict(message, errors=[{"field": "name", "message": message}])

    def _load(self, account_id: str) -> tuple[tuple[T, ...], int]:
        try:
            item = ShelfItem.get(f"{account_id}#settled", self._name, consistent_read=True)
        except ShelfItem.DoesNotExist:
            return tuple(self._start(account_id)), 0
        return tuple(self._read(one) for one in item.things), int(item.revision)

    def _save(self, account_id: str, things: tuple[T, ...], revision: int) -> None:
        written = [dict(self._write(thing)) for thing in things]
        if len(json.dumps(written, ensure_ascii=False).encode()) > LARGEST:
            raise Refused("this is more than can be kept; shorten some of it")
        item = ShelfItem(f"{account_id}#settled", self._name, things=written, revision=revision + 1)
        unchanged = ShelfItem.revision == revision if revision else ShelfItem.pk.does_not_exist()
        try:
            item.save(condition=unchanged)
        except PutError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                raise Conflict("somebody else was faster") from error
            raise

    def _keep(self, account_id: str, things: tuple[T, ...]) -> None:
        self._known[account_id] = (time.monotonic() + CACHE_SECONDS, things)


def stack_name(arn: str | None) -> str | None:
    """The name in a stack's ARN, `arn:…:stack/{name}/{id}`; what is none is shown as it is."""
    parts = (arn or "").split("/")
    return parts[1] if len(parts) > 1 else arn
