"""Who may create an account (AUTH-14): as the deployment says, until the account that was made
first settles it anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.accounts import store
from chalicelib.accounts.domain import Caller, Permission, normal_email
from chalicelib.accounts.domain.admission import Admission
from chalicelib.accounts.service.callers import require
from chalicelib.runtime.errors import Forbidden
from chalicelib.runtime.settings import settings


def refuse_stranger(email: str) -> None:
    """Forbidden for an address that may not create an account. Nothing tells whether it has one."""
    if not _admission().admits(email):
        raise Forbidden("sign-up is closed for this address: ask to be invited", reason="sign_up")


def admission(caller: Caller) -> Admission | None:
    """What is settled, for the account that may change it."""
    known = _admission()
    return known if known.operator_id == caller.account_id else None


def settle_admission(caller: Caller, mode: str | None, emails: Iterable[str] | None) -> Admission:
    """Settle who may create an account from now on."""
    require(caller, Permission.SETTINGS)
    before = _admission()
    after = replace(
        before,
        mode=mode or before.mode,
        emails=before.emails if emails is None else _normal(emails),
    )
    store.save_admission(caller.account_id, after)
    return after


def _admission() -> Admission:
    emails = _normal(settings().sign_up_emails.split(","))
    return store.load_admission(Admission(settings().sign_up, emails))


def _normal(emails: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(normal_email, emails))))
