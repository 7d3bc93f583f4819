"""The Lambda authorizer: proves an access token against the user pool's keys.

API Gateway keeps the answer for five minutes per token; it holds only what never changes (who, in
which session, in which account), so roles, teams and whether the session was ended are read fresh
by each request (auth.py).
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from chalice.app import AuthRequest, AuthResponse, Blueprint

from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    import jwt

    from chalicelib.accounts import service
    from chalicelib.runtime import clients
else:
    jwt = lazy("jwt")
    clients = lazy("chalicelib.runtime.clients")
    service = lazy("chalicelib.accounts.service")

bp = Blueprint(__name__)


@bp.authorizer(ttl_seconds=300, name="authorizer")
def authorize(request: AuthRequest) -> AuthResponse:
    """Allow every route to a proven user, and none to anyone else."""
    token, account = service.unbound(request.token.removeprefix("Bearer "))
    claims = _proven(token)
    user_id = str(claims["username"]) if claims else ""
    account_id = service.account_of(user_id, account) if user_id else None
    if not claims or not account_id:
        return AuthResponse(routes=[], principal_id="nobody")
    context = {
        "account_id": account_id,
        "user_id": user_id,
        "session": str(claims.get("origin_jti", "")),
        "began": str(claims.get("auth_time", 0)),
        "ends": str(claims["exp"]),
    }
    return AuthResponse(routes=["*"], principal_id=user_id, context=context)


def _proven(token: str) -> dict[str, Any] | None:
    """What an access token of ours says (Amazon Cognito docs: "Verifying JSON web tokens")."""
    try:
        key = _keys().get_signing_key_from_jwt(token).key
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=["RS256"], options={"require": ["exp", "iss", "token_use"]}
        )
    except jwt.PyJWTError:
        return None
    kind = claims["token_use"]
    ours = (
        kind == "access"
        and claims.get("client_id") == settings().user_pool_client_id
        and str(claims["iss"]).endswith(f"/{settings().user_pool_id}")
    )
    return claims if ours else None


@cache
def _keys() -> "jwt.PyJWKClient":
    pool = f"{clients.cognito().meta.endpoint_url.rstrip('/')}/{settings().user_pool_id}"
    return jwt.PyJWKClient(f"{pool}/.well-known/jwks.json", cache_keys=True)
