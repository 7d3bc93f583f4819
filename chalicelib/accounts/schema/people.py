"""Users and oneself: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.accounts.domain import Availability, Permission, Role
from chalicelib.accounts.schema.fields import Bcp47, Email, InboxId, Password, Skills, Sort
from chalicelib.accounts.schema.teams import Id, TeamView
from chalicelib.runtime.model import Body, Model, Name
from chalicelib.runtime.paging import PageQuery

RoleId = Annotated[
    str, StringConstraints(min_length=1, max_length=64), Field(examples=["agent", "admin"])
]
Phone = Annotated[
    str, StringConstraints(min_length=3, max_length=32), Field(examples=["+4790123456"])
]


class PauseView(Model):
    """Why a user is away, and since when."""

    reason_id: str | None
    name: str
    paid: bool
    since: str
    automatic: bool = Field(description="Whether a rule set it.")
    rule: Literal["missed_offer", "idle"] | None = Field(None, description="Which rule that was.")


class UserView(Model):
    """A user, as colleagues see them."""

    id: str
    email: str
    name: str
    title: str | None
    photo_url: str | None = Field(description="Good for some minutes; ask again for another.")
    role: str = Field(description="`admin`, `agent` or the id of a role of the account's own.")
    role_name: str
    active: bool = Field(description="False once deactivated.")
    availability: Availability
    pause: PauseView | None
    off: dict[str, list[Literal["chats", "calls"]]] = Field(
        description="What they take none of now, by team."
    )
    wrap_up_until: str | None
    online: bool
    load: int = Field(description="What their open conversations weigh together.")
    limit: int | None = Field(description="How much they want at once.")
    capacity: int | None = Field(description="How much a rule gives them at once; null: no limit.")
    skills: list[str]
    time_zone: str | None
    created_at: str


class UserQuery(PageQuery):
    """`?limit=&cursor=&inactive=`."""

    limit: int = Field(200, ge=1, le=200, description="How many at most.")
    inactive: bool = Field(False, description="Those who were deactivated, instead.")


class AccountView(Model):
    """A company."""

    id: str
    name: str


class Preferences(Model):
    """How a user likes to work."""

    sorts: dict[str, Sort] = Field(description="The order of each inbox where one was chosen.")
    undo_seconds: int = Field(description="For how long a sent message can be taken back.")
    enter_sends: bool = Field(description="Whether Enter sends, or begins a new line.")


class NumberView(Model):
    """A mobile number of one's own."""

    phone: str
    verified: bool


class ProfileView(Model):
    """What a user says about themselves."""

    title: str | None
    phone: str | None
    language: str | None
    country: str | None
    time_zone: str | None
    numbers: list[NumberView]


class Me(UserView):
    """The caller, with account, teams, permissions, profile and preferences."""

    account: AccountView
    accounts: int = Field(description="To how many accounts the caller belongs.")
    teams: list[TeamView]
    permissions: list[Permission]
    profile: ProfileView
    preferences: Preferences


class PreferencesChange(Body):
    """What a user chooses; all else stays."""

    sorts: dict[InboxId, Sort | None] = Field(
        {}, max_length=200, description="Null takes the choice for an inbox back."
    )
    undo_seconds: int = Field(0, ge=0, le=30)
    enter_sends: bool = True


class MeChange(Body):
    """What a user changes about themselves. Null takes back what may be missing."""

    name: Name | None = None
    availability: Availability | None = None
    preferences: PreferencesChange | None = None
    title: Name | None = None
    phone: Phone | None = Field(None, description="Where colleagues reach them.")
    language: Bcp47 | None = Field(None, description="Of the console.")
    country: (
        Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field(examples=["SE"])] | None
    ) = None
    time_zone: (
        Annotated[str, StringConstraints(max_length=64), Field(examples=["Europe/Oslo"])] | None
    ) = None
    limit: int | None = Field(
        None, ge=1, le=1000, description="How much they want at once; null: what the account says."
    )


class Photo(Body):
    """An uploaded image."""

    attachment_id: Id


class NewNumber(Body):
    """A number that the caller says is theirs."""

    phone: Phone


class NumberCode(Body):
    """The code that was texted to it."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=16)]


class NewUser(Body):
    """A colleague."""

    email: Email
    name: Name
    password: Password
    role: RoleId = Role.AGENT.value


class UserChange(Body):
    """What an admin changes about a user."""

    name: Name | None = None
    role: RoleId | None = None
    skills: Skills | None = None
