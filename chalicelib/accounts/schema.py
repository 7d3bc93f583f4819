"""Signing up and in, users and teams: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.accounts.domain import Availability, Role
from chalicelib.runtime.model import Body, Model, Name

EMAIL = r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+$"


Email = Annotated[
    str, StringConstraints(max_length=254, pattern=EMAIL), Field(examples=["anna@example.com"])
]


Password = Annotated[
    str, StringConstraints(min_length=10, max_length=256), Field(examples=["correct horse 7"])
]


Code = Annotated[str, StringConstraints(min_length=1, max_length=64), Field(examples=["123456"])]


Distribution = Literal["manual", "automatic"]


class SignUp(Body):
    """A new company and its first user."""

    email: Email
    password: Password
    name: Name
    company: Name


class SignedUp(Model):
    """The new user; a code was mailed to confirm the address."""

    user_id: str


class Confirm(Body):
    """The code from the mail."""

    email: Email
    code: Code


class SignIn(Body):
    """Email and password."""

    email: Email
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class Refresh(Body):
    """The token from signing in."""

    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=8192)]


class Forgot(Body):
    """Whose password is forgotten."""

    email: Email


class Reset(Body):
    """The mailed code and a new password."""

    email: Email
    code: Code
    password: Password


class UserView(Model):
    """A user, as colleagues see them."""

    id: str
    email: str
    name: str
    role: Role
    availability: Availability
    online: bool
    created_at: str


class TeamView(Model):
    """A team and who is in it."""

    id: str
    name: str
    everyone: bool
    distribution: Distribution
    member_ids: list[str]


class AccountView(Model):
    """A company."""

    id: str
    name: str


class Me(UserView):
    """The caller, with account and teams."""

    account: AccountView
    teams: list[TeamView]


class Tokens(Model):
    """An access token for the Authorization header, as `Bearer …`."""

    access_token: str
    expires_in: int = Field(description="Seconds.")


class SignedIn(Tokens):
    """Tokens and the user they are for."""

    refresh_token: str
    user: UserView


class MeChange(Body):
    """What a user changes about themselves."""

    name: Name | None = None
    availability: Availability | None = None


class NewUser(Body):
    """A colleague."""

    email: Email
    name: Name
    password: Password
    role: Role = Role.AGENT


class UserChange(Body):
    """What an admin changes about a user."""

    name: Name | None = None
    role: Role | None = None


class NewTeam(Body):
    """A team."""

    name: Name
    distribution: Distribution = "manual"
    member_ids: list[str] = Field(default=[], max_length=90)


class TeamChange(Body):
    """What an admin changes about a team."""

    name: Name | None = None
    distribution: Distribution | None = None
    member_ids: list[str] | None = Field(None, max_length=90)
