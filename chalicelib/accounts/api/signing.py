"""Signing up and in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.api.views import user_view
from chalicelib.accounts.auth import authorize, bearer, caller, seconds_left
from chalicelib.runtime.endpoint import PUBLIC, SIGNED_IN, endpoint
from chalicelib.runtime.errors import Forbidden, Unauthorized
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.accounts.domain import User
    from chalicelib.audit import recording
    from chalicelib.realtime import service as realtime
else:
    recording = lazy("chalicelib.audit.recording")
    service = lazy("chalicelib.accounts.service")
    realtime = lazy("chalicelib.realtime.service")
    schema = lazy("chalicelib.accounts.schema")


@bp.route("/v1/auth/signup", methods=["POST"])
@endpoint(bp, status=201, needs=PUBLIC)
def sign_up(body: schema.SignUp) -> schema.SignedUp:
    """Create a company's account and its first user, an admin. A code is mailed to confirm it."""
    who = (body.email, body.password, body.name, body.company)
    return schema.SignedUp(user_id=service.sign_up(*who, now(), body.time_zone))


@bp.route("/v1/auth/confirm", methods=["POST"])
@endpoint(bp, status=204, needs=PUBLIC)
def confirm(body: schema.Confirm) -> None:
    """Confirm an email address by the mailed code."""
    service.confirm(body.email, body.code)


@bp.route("/v1/auth/login", methods=["POST"])
@endpoint(bp, needs=PUBLIC)
def sign_in(body: schema.SignIn) -> schema.SignedIn:
    """Sign in with email and password."""
    try:
        tokens, user = service.sign_in(body.email, body.password)
    except (Unauthorized, Forbidden):
        for one in service.known_by(body.email):
            recording.keep(bp, one, "session.refused")
        raise
    recording.keep(bp, user, "session.begun")
    return signed_in(tokens, user)


@bp.route("/v1/auth/refresh", methods=["POST"])
@endpoint(bp, needs=PUBLIC)
def refresh(body: schema.Refresh) -> schema.Tokens:
    """Get a fresh access token."""
    tokens = service.refresh(body.refresh_token)
    return schema.Tokens(access_token=tokens["AccessToken"], expires_in=tokens["ExpiresIn"])


@bp.route("/v1/auth/switch", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def switch_account(body: schema.Switch) -> schema.Switched:
    """Go on in another account that one belongs to. A token is for one account."""
    who = caller(bp)
    tokens = [bearer(bp), *([body.refresh_token] if body.refresh_token else [])]
    access, *renewing = service.switch(who, body.account_id, *tokens)
    recording.keep(bp, service.user(body.account_id, who.user_id), "session.begun")
    return schema.Switched(
        access_token=access,
        expires_in=seconds_left(bp, now()),
        refresh_token=renewing[0] if renewing else None,
    )


@bp.route("/v1/auth/password", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN, audit="user.password_changed")
def change_password(body: schema.PasswordChange) -> schema.SignedIn:
    """Change one's password. Every session ends, also this one; the answer is a new one."""
    who = caller(bp)
    tokens, user = service.change_password(who, body.current, body.password, now())
    realtime.renew(who.account_id, frozenset({who.user_id}))
    return signed_in(tokens, user)


@bp.route("/v1/auth/logout", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN, audit="session.ended")
def sign_out() -> None:
    """End the caller's sessions."""
    service.sign_out(caller(bp))


@bp.route("/v1/auth/forgot", methods=["POST"])
@endpoint(bp, status=202, needs=PUBLIC)
def forgot(body: schema.Forgot) -> None:
    """Mail a reset code, if the address is known; the answer is the same if not."""
    service.forgot(body.email)


@bp.route("/v1/auth/reset", methods=["POST"])
@endpoint(bp, status=204, needs=PUBLIC)
def reset(body: schema.Reset) -> None:
    """Set a new password by the mailed code. Every session of before ends."""
    user = service.reset(body.email, body.code, body.password, now())
    recording.keep(bp, user, "user.password_reset")


def signed_in(tokens: dict[str, Any], user: User) -> schema.SignedIn:
    """Fresh tokens, as they are answered."""
    return schema.SignedIn(
        access_token=tokens["AccessToken"],
        refresh_token=tokens["RefreshToken"],
        expires_in=tokens["ExpiresIn"],
        user=user_view(user, realtime.online(user.account_id)),
    )
