"""Signing up and in, oneself, colleagues and teams."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.accounts.domain import complete
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.accounts.domain import Policy, Roster, Team, User
    from chalicelib.conversations import service as conversations
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import paging
    from chalicelib.translation.service import translating
else:
    service = lazy("chalicelib.accounts.service")
    realtime = lazy("chalicelib.realtime.service")
    conversations = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.accounts.schema")
    paging = lazy("chalicelib.runtime.paging")
    translating = lazy("chalicelib.translation.service.translating")

bp = Blueprint(__name__)


@bp.route("/v1/auth/signup", methods=["POST"])
@endpoint(bp, status=201)
def sign_up(body: schema.SignUp) -> schema.SignedUp:
    """Create a company's account and its first user, an admin. A code is mailed to confirm it."""
    return schema.SignedUp(
        user_id=service.sign_up(body.email, body.password, body.name, body.company, now())
    )


@bp.route("/v1/auth/confirm", methods=["POST"])
@endpoint(bp, status=204)
def confirm(body: schema.Confirm) -> None:
    """Confirm an email address by the mailed code."""
    service.confirm(body.email, body.code)


@bp.route("/v1/auth/login", methods=["POST"])
@endpoint(bp)
def sign_in(body: schema.SignIn) -> schema.SignedIn:
    """Sign in with email and password."""
    tokens, user = service.sign_in(body.email, body.password)
    return schema.SignedIn(
        access_token=tokens["AccessToken"],
        refresh_token=tokens["RefreshToken"],
        expires_in=tokens["ExpiresIn"],
        user=_user(user, realtime.online(user.account_id)),
    )


@bp.route("/v1/auth/refresh", methods=["POST"])
@endpoint(bp)
def refresh(body: schema.Refresh) -> schema.Tokens:
    """Get a fresh access token."""
    tokens = service.refresh(body.refresh_token)
    return schema.Tokens(access_token=tokens["AccessToken"], expires_in=tokens["ExpiresIn"])


@bp.route("/v1/auth/logout", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204)
def sign_out() -> None:
    """End the caller's sessions."""
    service.sign_out(caller(bp))


@bp.route("/v1/auth/forgot", methods=["POST"])
@endpoint(bp, status=202)
def forgot(body: schema.Forgot) -> None:
    """Mail a reset code, if the address is known; the answer is the same if not."""
    service.forgot(body.email)


@bp.route("/v1/auth/reset", methods=["POST"])
@endpoint(bp, status=204)
def reset(body: schema.Reset) -> None:
    """Set a new password by the mailed code."""
    service.reset(body.email, body.code, body.password)


@bp.route("/v1/me", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_me() -> schema.Me:
    """The caller."""
    who = caller(bp)
    return _me(service.user(who.account_id, who.user_id))


@bp.route("/v1/me", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_me(body: schema.MeChange) -> schema.Me:
    """Change one's name, availability or some of one's preferences."""
    fields = body.model_dump(exclude_unset=True, exclude_none=True, exclude={"preferences"})
    chosen = body.preferences.model_dump(exclude_unset=True) if body.preferences else None
    user = service.update_me(caller(bp), fields, chosen)
    realtime.tell_presence(user)
    return _me(user)


@bp.route("/v1/users", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_users(query: paging.PageQuery) -> paging.Page[schema.UserView]:
    """Every user of the account."""
    who = caller(bp)
    online = realtime.online(who.account_id)
    return paging.Page(items=[_user(user, online) for user in service.roster(who.account_id).users])


@bp.route("/v1/users", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_user(body: schema.NewUser) -> schema.UserView:
    """Add a colleague, who can sign in at once. Admins only."""
    user = service.create_user(caller(bp), body.email, body.name, body.role, body.password, now())
    return _user(user, frozenset())


@bp.route("/v1/users/{user_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_user(user_id: str) -> schema.UserView:
    """A user."""
    who = caller(bp)
    return _user(service.user(who.account_id, user_id), realtime.online(who.account_id))


@bp.route("/v1/users/{user_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_user(user_id: str, body: schema.UserChange) -> schema.UserView:
    """Change a colleague's name or role. Admins only."""
    who = caller(bp)
    user = service.update_user(who, user_id, body.model_dump(mode="json", exclude_none=True))
    realtime.renew(who.account_id, frozenset({user_id}))
    return _user(user, realtime.online(who.account_id))


@bp.route("/v1/teams", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_teams(query: paging.PageQuery) -> paging.Page[schema.TeamView]:
    """Every team of the account."""
    roster = service.roster(caller(bp).account_id)
    return paging.Page(items=[_team(team, roster) for team in roster.teams])


@bp.route("/v1/teams", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_team(body: schema.NewTeam) -> schema.TeamView:
    """Define a team. Admins only."""
    who = caller(bp)
    members = frozenset(body.member_ids)
    team = service.create_team(who, body.name, body.distribution, members, now(), body.ownership)
    realtime.renew(who.account_id, members)
    return _team(team, service.roster(who.account_id))


@bp.route("/v1/teams/{team_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_team(team_id: str, body: schema.TeamChange) -> schema.TeamView:
    """Change a team. Admins only."""
    who = caller(bp)
    members = None if body.member_ids is None else frozenset(body.member_ids)
    team, moved = service.update_team(
        who, team_id, body.name, body.distribution, members, body.ownership
    )
    realtime.renew(who.account_id, moved)
    return _team(team, service.roster(who.account_id))


@bp.route("/v1/teams/{team_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def delete_team(team_id: str) -> None:
    """Remove a team that no channel routes to and that has no open conversation. Admins only."""
    conversations.retire_team(caller(bp), team_id)


@bp.route("/v1/settings", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_settings() -> schema.Settings:
    """How the account's conversations end, come back and are corrected."""
    return _settings(service.policy(caller(bp).account_id))


@bp.route("/v1/settings", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_settings(body: schema.SettingsChange) -> schema.Settings:
    """Settle how conversations end, come back and are corrected. Admins only."""
    return _settings(service.update_policy(caller(bp), body.model_dump(exclude_unset=True)))


def _settings(policy: Policy) -> schema.Settings:
    settled = asdict(policy)
    settled["translation"]["provider"] = translating.provider()
    return schema.Settings.model_validate(settled)


def _me(user: User) -> schema.Me:
    roster = service.roster(user.account_id)
    account = service.account(user.account_id)
    return schema.Me(
        **_user(user, realtime.online(user.account_id)).model_dump(),
        account=schema.AccountView(id=account.id, name=account.name),
        teams=[_team(team, roster) for team in roster.teams_of(user.id)],
        preferences=schema.Preferences.model_validate(complete(user.preferences)),
    )


def _user(user: User, online: frozenset[str]) -> schema.UserView:
    return schema.UserView(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        availability=user.availability,
        online=user.id in online,
        load=user.load,
        created_at=iso(user.created_at),
    )


def _team(team: Team, roster: Roster) -> schema.TeamView:
    return schema.TeamView.model_validate(
        {
            "id": team.id,
            "name": team.name,
            "everyone": team.everyone,
            "distribution": team.distribution,
            "ownership": team.ownership,
            "member_ids": [user.id for user in roster.members(team.id)],
        }
    )
