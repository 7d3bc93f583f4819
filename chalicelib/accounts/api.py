"""Signing up and in, oneself, colleagues and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from chalice.app import Blueprint
from pydantic import Field, StringConstraints

from chalicelib.accounts.auth import authorize, caller
from chalicelib.accounts.domain import Availability, Role
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Body, Model, Name
from chalicelib.runtime.paging import Page, PageQuery

if TYPE_CHECKING:
    from chalicelib.accounts import service
    from chalicelib.accounts.domain import Roster, Team, User
    from chalicelib.realtime import service as realtime
else:
    service = lazy("chalicelib.accounts.service")
    realtime = lazy("chalicelib.realtime.service")

bp = Blueprint(__name__)

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


@bp.route("/v1/auth/signup", methods=["POST"])
@endpoint(bp, status=201)
def sign_up(body: SignUp) -> SignedUp:
    """Create a company's account and its first user, an admin. A code is mailed to confirm it."""
    return SignedUp(
        user_id=service.sign_up(body.email, body.password, body.name, body.company, now())
    )


@bp.route("/v1/auth/confirm", methods=["POST"])
@endpoint(bp, status=204)
def confirm(body: Confirm) -> None:
    """Confirm an email address by the mailed code."""
    service.confirm(body.email, body.code)


@bp.route("/v1/auth/login", methods=["POST"])
@endpoint(bp)
def sign_in(body: SignIn) -> SignedIn:
    """Sign in with email and password."""
    tokens, user = service.sign_in(body.email, body.password)
    return SignedIn(
        access_token=tokens["AccessToken"],
        refresh_token=tokens["RefreshToken"],
        expires_in=tokens["ExpiresIn"],
        user=_user(user, realtime.online(user.account_id)),
    )


@bp.route("/v1/auth/refresh", methods=["POST"])
@endpoint(bp)
def refresh(body: Refresh) -> Tokens:
    """Get a fresh access token."""
    tokens = service.refresh(body.refresh_token)
    return Tokens(access_token=tokens["AccessToken"], expires_in=tokens["ExpiresIn"])


@bp.route("/v1/auth/logout", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def sign_out() -> None:
    """End the caller's sessions."""
    service.sign_out(caller(bp))


@bp.route("/v1/auth/forgot", methods=["POST"])
@endpoint(bp, status=202)
def forgot(body: Forgot) -> None:
    """Mail a reset code, if the address is known; the answer is the same if not."""
    service.forgot(body.email)


@bp.route("/v1/auth/reset", methods=["POST"])
@endpoint(bp, status=204)
def reset(body: Reset) -> None:
    """Set a new password by the mailed code."""
    service.reset(body.email, body.code, body.password)


@bp.route("/v1/me", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_me() -> Me:
    """The caller."""
    who = caller(bp)
    return _me(service.user(who.account_id, who.user_id))


@bp.route("/v1/me", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_me(body: MeChange) -> Me:
    """Change one's name or availability."""
    user = service.update_me(caller(bp), body.model_dump(exclude_none=True))
    realtime.tell_presence(user)
    return _me(user)


@bp.route("/v1/users", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_users(query: PageQuery) -> Page[UserView]:
    """Every user of the account."""
    who = caller(bp)
    online = realtime.online(who.account_id)
    return Page(items=[_user(user, online) for user in service.roster(who.account_id).users])


@bp.route("/v1/users", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_user(body: NewUser) -> UserView:
    """Add a colleague, who can sign in at once. Admins only."""
    user = service.create_user(caller(bp), body.email, body.name, body.role, body.password, now())
    return _user(user, frozenset())


@bp.route("/v1/users/{user_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_user(user_id: str) -> UserView:
    """A user."""
    who = caller(bp)
    return _user(service.user(who.account_id, user_id), realtime.online(who.account_id))


@bp.route("/v1/users/{user_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_user(user_id: str, body: UserChange) -> UserView:
    """Change a colleague's name or role. Admins only."""
    who = caller(bp)
    user = service.update_user(who, user_id, body.model_dump(mode="json", exclude_none=True))
    return _user(user, realtime.online(who.account_id))


@bp.route("/v1/teams", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_teams(query: PageQuery) -> Page[TeamView]:
    """Every team of the account."""
    roster = service.roster(caller(bp).account_id)
    return Page(items=[_team(team, roster) for team in roster.teams])


@bp.route("/v1/teams", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_team(body: NewTeam) -> TeamView:
    """Define a team. Admins only."""
    who = caller(bp)
    members = frozenset(body.member_ids)
    team = service.create_team(who, body.name, body.distribution, members, now())
    return _team(team, service.roster(who.account_id))


@bp.route("/v1/teams/{team_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_team(team_id: str, body: TeamChange) -> TeamView:
    """Change a team. Admins only."""
    who = caller(bp)
    members = None if body.member_ids is None else frozenset(body.member_ids)
    team = service.update_team(who, team_id, body.name, body.distribution, members)
    return _team(team, service.roster(who.account_id))


@bp.route("/v1/teams/{team_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def delete_team(team_id: str) -> None:
    """Remove a team. Admins only."""
    service.delete_team(caller(bp), team_id)


def _me(user: User) -> Me:
    roster = service.roster(user.account_id)
    account = service.account(user.account_id)
    return Me(
        **_user(user, realtime.online(user.account_id)).model_dump(),
        account=AccountView(id=account.id, name=account.name),
        teams=[_team(team, roster) for team in roster.teams_of(user.id)],
    )


def _user(user: User, online: frozenset[str]) -> UserView:
    return UserView(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        availability=user.availability,
        online=user.id in online,
        created_at=iso(user.created_at),
    )


def _team(team: Team, roster: Roster) -> TeamView:
    return TeamView.model_validate(
        {
            "id": team.id,
            "name": team.name,
            "everyone": team.everyone,
            "distribution": team.distribution,
            "member_ids": [user.id for user in roster.members(team.id)],
        }
    )
