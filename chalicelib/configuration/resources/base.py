"""What every resource of a template has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.accounts.domain.people import normal_email
from chalicelib.configuration import domain
from chalicelib.configuration.domain import Problem
from chalicelib.runtime.errors import Invalid, NotFound

D = TypeVar("D", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Act:
    """On whose behalf something is declared, and as what."""

    caller: Caller
    id: str
    """Of what is declared."""
    stack: str
    """The stack's ARN, by which what it declares is its own."""
    logical_id: str
    at: datetime
    properties: Mapping[str, Any]
    before: Mapping[str, Any]
    """Of an update: what the properties were."""
    shown: list[str] = field(default_factory=list)
    """Secrets that were read; no answer repeats them."""

    @property
    def account_id(self) -> str:
        """Whose."""
        return self.caller.account_id


class Resource(ABC, Generic[D]):
    """A kind of resource that a template can declare. All that is done comes out the same when it
    is done again."""

    kind: ClassVar[str]
    """What a template calls it: `Custom::Switchboard…`."""
    prefix: ClassVar[str]
    """Of the ids of what it declares."""
    noun: ClassVar[str]
    """What the audit log calls what it declares."""
    model: type[D]
    """What its properties must be, under the names of the API."""

    def identity(self, properties: Mapping[str, Any]) -> str:
        """What cannot change about it: with another, CloudFormation replaces the resource."""
        return self.kind

    def given(self, properties: Mapping[str, Any]) -> Mapping[str, Any]:
        """The properties as the model is to read them."""
        return properties

    def lacking(self, properties: Mapping[str, Any]) -> list[Problem]:
        """What else can be seen in the template to be wrong."""
        return []

    def deed(self, request_type: str) -> str:
        """What the audit log calls what was done, as it does where a person does it."""
        done = {"Create": "created", "Update": "updated", "Delete": "deleted"}[request_type]
        return f"{self.noun}.{done}"

    def owner(self, act: Act) -> str:
        """What marks the thing as declared by this resource."""
        return act.stack

    @abstractmethod
    def managed_by(self, act: Act) -> str | None:
        """Who declares the thing that has the id, None: it was made by hand; NotFound."""

    @abstractmethod
    def settle(self, act: Act, declared: D) -> dict[str, str]:
        """Make it, or change it to what is declared. Answers what `Fn::GetAtt` finds; Invalid with
        all that is wrong with what the template refers to."""

    @abstractmethod
    def delete(self, act: Act) -> None:
        """Remove it; conversations stay."""

    def exists(self, act: Act) -> bool:
        """Whether it was made before."""
        try:
            self.managed_by(act)
        except NotFound:
            return False
        return True


def refuse(problems: Sequence[Problem]) -> None:
    """Invalid with all of them, if there are any."""
    if problems:
        raise Invalid(domain.told(problems))


def users_by_address(
    account_id: str, place: str, given: Sequence[str]
) -> tuple[dict[str, str], list[Problem]]:
    """The ids of users by those of the given texts that are addresses, and a problem for each that
    nobody has."""
    users = {normal_email(user.email): user.id for user in accounts.roster(account_id).users}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, address in enumerate(given):
        user_id = users.get(normal_email(address))
        if user_id:
            found[address] = user_id
        elif "@" in address:
            problems.append((f"{place}.{number}", f"no user has the address {address}"))
    return found, problems
