"""Signing up and in, and joining by a link: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from chalicelib.accounts.schema.fields import Code, Email, Password
from chalicelib.accounts.schema.people import Phone, RoleId, UserView
from chalicelib.accounts.schema.teams import Id
from chalicelib.runtime.model import Body, Model, Name

AnyPassword = Annotated[str, StringConstraints(min_length=1, max_length=256)]
"""One that was chosen before, maybe by other rules."""
Token = Annotated[str, StringConstraints(min_length=1, max_length=8192)]


class SignUp(Body):
    """A new company and its first user."""

    email: Email
    password: Password
    name: Name
    company: Name
    time_zone: Annotated[str, StringConstraints(max_length=64)] = Field(
        "UTC",
        description="IANA name; the first office hours go by it. One that is unknown is UTC.",
        examples=["Europe/Oslo"],
    )


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
    password: AnyPassword


class Refresh(Body):
    """The token from signing in."""

    refresh_token: Token


class Forgot(Body):
    """Whose password is forgotten."""

    email: Email


class Reset(Body):
    """The mailed code and a new password."""

    email: Email
    code: Code
    password: Password


class PasswordChange(Body):
    """The password until now, and the one from now on."""

    current: AnyPassword
    password: Password


class Tokens(Model):
    """An access token for the Authorization header, as `Bearer …`."""

    access_token: str
    expires_in: int = Field(description="Seconds.")


class SignedIn(Tokens):
    """Tokens and the user they are for."""

    refresh_token: str
    user: UserView


class Switch(Body):
    """Another account of the caller's."""

    account_id: Id
    refresh_token: Token | None = Field(
        None, description="What the session has, so that it stays in that account when renewed."
    )


class Switched(Tokens):
    """Tokens for another account. Those from before go on being for the account from before."""

    refresh_token: str | None


class Joining(Body):
    """The token of an invitation's link."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=128)]


class NewInvitation(Body):
    """Whom to ask to join, by mail, by text, or by what is known of a contact."""

    email: Email | None = None
    phone: Phone | None = None
    contact_id: Id | None = None
    name: Name | None = None
    role: RoleId = "agent"
    team_ids: list[Id] = Field([], max_length=50)

    @model_validator(mode="after")
    def _one_way(self) -> NewInvitation:
        if sum(map(bool, (self.email, self.phone, self.contact_id))) != 1:
            raise ValueError("say one of email, phone and contact_id")
        return self


class InvitationView(Model):
    """Somebody who was asked to join."""

    id: str
    email: str | None
    phone: str | None
    name: str | None
    role: str
    team_ids: list[str]
    inviter: str
    created_at: str
    expires_at: str
    expired: bool


class OpenInvitation(Model):
    """What the link of an invitation opens."""

    company: str
    inviter: str
    email: str | None = Field(description="Null: whoever joins says which address is theirs.")
    name: str | None
    known: bool = Field(
        description="Whether the address has a user already, whose password it is then."
    )


class Acceptance(Body):
    """Who joins. For an address that has a user already the password is that user's."""

    name: Name | None = None
    password: AnyPassword
    email: Email | None = Field(None, description="Where the link did not go to one.")
