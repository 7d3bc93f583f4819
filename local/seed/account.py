"""The account itself: sign up, prove the mail address, sign in."""

import re
import time

import httpx2

from local.demo import ADMIN, COMPANY, Person
from local.seed.api import Api, SeedFailed
from local.simulator.mail import CAPTURED, listing

CODE = re.compile(r"\b\d{6}\b")
MAIL_SECONDS = 20


def sign_in(api: str, person: Person) -> Api | None:
    """The API as this person uses it, None when there is no such sign-in."""
    answer = httpx2.post(
        f"{api}/auth/login", timeout=60, json={"email": person.email, "password": person.password}
    )
    if answer.status_code == 401:
        return None
    if answer.is_error:
        raise SeedFailed(f"Signing in was answered {answer.status_code}: {answer.text}")
    return Api(api, answer.json()["access_token"])


def signed_in(api: str, person: Person) -> Api:
    """The API as this person uses it. Raises SeedFailed when there is no such sign-in."""
    found = sign_in(api, person)
    if found is None:
        raise SeedFailed(f"{person.name} of the demo account cannot sign in.")
    return found


def sign_up(api: str, aws: str) -> Api:
    """Make the account as the admin would, with the code from the captured mail."""
    visitor = Api(api)
    visitor.post(
        "/auth/signup",
        {"email": ADMIN.email, "password": ADMIN.password, "name": ADMIN.name, "company": COMPANY},
    )
    visitor.post("/auth/confirm", {"email": ADMIN.email, "code": mailed_code(aws, ADMIN.email)})
    return signed_in(api, ADMIN)


def mailed_code(aws: str, email: str) -> str:
    """The newest code that was mailed to an address."""
    until = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < until:
        for mail in listing(httpx2.get(f"{aws}{CAPTURED}").json(), to=email):
            if found := CODE.search(mail["text"] or mail["html"] or ""):
                return found.group()
        time.sleep(0.3)
    raise SeedFailed(f"No mail with a code came to {email}.")
