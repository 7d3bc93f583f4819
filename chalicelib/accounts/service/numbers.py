"""A user's mobile numbers, each proven by a code that was texted to it (SETP-04)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from chalicelib.accounts import store
from chalicelib.accounts.domain import Caller, User
from chalicelib.accounts.domain.profile import NUMBERS_AT_MOST, verified, without_number
from chalicelib.accounts.service.profile import change_profile
from chalicelib.accounts.service.texting import send_text, sms_channel
from chalicelib.contacts.domain import normal_phone
from chalicelib.runtime.errors import Invalid, NotFound, Refused
from chalicelib.runtime.ids import iso
from chalicelib.runtime.secrets import read_secret
from chalicelib.runtime.settings import settings

LIFETIME = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
"""Between two codes for one number."""
TRIES = 5


def add_number(caller: Caller, phone: str, at: datetime) -> str:
    """Text a code to a number that the caller says is theirs; answers it as E.164."""
    number = normal_phone(phone)
    known = store.load_user(caller.account_id, caller.user_id).profile.get("numbers", {})
    if number in known:
        raise Refused("this number is verified already")
    if len(known) >= NUMBERS_AT_MOST:
        raise Refused(f"at most {NUMBERS_AT_MOST} numbers; remove one first")
    sms_channel(caller.account_id)
    code = f"{secrets.randbelow(1_000_000):06}"
    digest = _digest(caller, number, code)
    store.save_code(caller.account_id, caller.user_id, number, digest, at, LIFETIME, PAUSE)
    send_text(caller.account_id, number, f"{code} is your Switchboard code. It is good once.")
    return number


def verify_number(caller: Caller, phone: str, code: str, at: datetime) -> User:
    """Keep the number as the caller's own, for the right code."""
    number = normal_phone(phone)
    known = store.try_code(caller.account_id, caller.user_id, number, TRIES, at)
    if known is None or not hmac.compare_digest(known, _digest(caller, number, code)):
        raise Invalid(
            "this code is wrong or has expired",
            errors=[{"field": "code", "message": "not accepted"}],
        )
    store.delete_code(caller.account_id, caller.user_id, number)
    change_profile(caller, lambda profile: verified(profile, number, iso(at)))
    return store.load_user(caller.account_id, caller.user_id)


def remove_number(caller: Caller, phone: str) -> None:
    """Forget a number, verified or not."""
    number = normal_phone(phone)
    if number not in store.load_user(caller.account_id, caller.user_id).profile.get("numbers", {}):
        raise NotFound("there is no such number")
    change_profile(caller, lambda profile: without_number(profile, number))


def _digest(caller: Caller, phone: str, code: str) -> str:
    """A million codes are tried in no time: without the product's secret they cannot be."""
    key = read_secret(settings().token_secret).encode()
    said = f"{caller.account_id}#{caller.user_id}#{phone}#{code.strip()}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
