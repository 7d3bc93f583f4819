"""Each step adds what is missing, so that a seeding that was cut short goes on where it stopped."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2

from local import demo
from local.addresses import MAIL_FROM, Addresses
from local.aws import Account
from local.seed import conversations
from local.seed.account import sign_in, sign_up, signed_in
from local.seed.api import Api, SeedFailed
from local.seed.history import has_past, replay

AT_ONCE = 2
"""Channels connected at a time. Some providers call our webhook before they answer, so each may
need two copies of the API, and `warm.py` has started five."""


def ensure(addresses: Addresses) -> dict[str, Any]:
    """The demo account as endpoints.json shows it, made where it does not exist."""
    admin = sign_in(addresses.api, demo.ADMIN) or sign_up(addresses.api, addresses.aws)
    add_people(admin)
    verify_mail_domains(Account(addresses.aws))
    channels = add_channels(admin, addresses.providers)
    add_articles(admin)
    add_labels(admin)
    add_templates(admin)
    widget = next(item["id"] for item in channels if item["kind"] == "webchat")
    if not has_past(admin):
        agents = {person: signed_in(addresses.api, person) for person in demo.AGENTS}
        replay(addresses, tuple(agents.values()), widget)
        conversations.start(addresses.providers, admin, agents, channels)
    return {
        "account_id": admin.get("/me")["account"]["id"],
        "users": [
            {
                "email": person.email,
                "password": person.password,
                "role": person.role,
                "name": person.name,
            }
            for person in demo.PEOPLE
        ],
        "channels": channels,
    }


def add_people(admin: Api) -> None:
    """The colleagues, already confirmed by the admin who adds them."""
    there = {user["email"] for user in admin.items("/users")}
    for person in demo.AGENTS:
        if person.email not in there:
            admin.post(
                "/users",
                {
                    "email": person.email,
                    "name": person.name,
                    "password": person.password,
                    "role": person.role,
                },
            )


def verify_mail_domains(account: Account) -> None:
    """What owners do at Amazon SES: prove that the company's mail domain is theirs, and that of
    our own mail is ours."""
    for address in (str(demo.EMAIL.address), MAIL_FROM):
        domain = address.partition("@")[2]
        with contextlib.suppress(account.mail.exceptions.AlreadyExistsException):
            account.mail.create_email_identity(EmailIdentity=domain)


def add_channels(admin: Api, providers: str) -> list[dict[str, Any]]:
    """The channels, with the secrets that the API itself never shows again.

    An account at a provider is there before Switchboard knows it: connecting proves the
    credentials, and the provider may be told our webhook's URL right then.
    """
    there = list(admin.items("/channels"))
    known_there = httpx2.get(f"{providers}/channels").raise_for_status().json()["items"]
    for spare in demo.SPARE:
        if _among(known_there, spare) is None:
            connect(providers, account(spare, providers))

    def add(wanted: demo.Channel) -> dict[str, Any]:
        known = account(wanted, providers)
        channel = _among(there, wanted)
        if channel is None:
            if wanted.address:
                connect(providers, known)
            channel = admin.post("/channels", wanted.request(providers))
        connected = {
            **known,
            "id": channel["id"],
            "webhook_url": channel["webhook_url"],
            "settings": {**known["settings"], **channel["settings"]},
        }
        if wanted.address:
            connect(providers, connected)
        return connected

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(add, demo.CHANNELS))


def _among(channels: list[dict[str, Any]], wanted: demo.Channel) -> dict[str, Any] | None:
    """The channel, by its kind and address: people may have given it another name."""
    for channel in channels:
        same_address = not wanted.address or channel["address"] == wanted.address
        if channel["kind"] == wanted.kind and same_address:
            return channel
    return None


def account(wanted: demo.Channel, providers: str) -> dict[str, Any]:
    """A channel as its provider knows it before it is connected."""
    return {
        "id": f"account of {wanted.name}",
        "kind": wanted.kind,
        "name": wanted.name,
        "webhook_url": "",
        "address": wanted.address,
        "settings": wanted.settled(providers),
        "credentials": wanted.known_at_provider,
    }


def connect(providers: str, channel: dict[str, Any]) -> None:
    """Tell the simulated providers of an account, or where its webhooks go by now."""
    answer = httpx2.post(f"{providers}/channels", json=channel)
    if answer.is_error:
        raise SeedFailed(f"The simulator did not accept {channel['kind']}: {answer.text}")


def add_articles(admin: Api) -> None:
    """The help articles that suggestions draw from."""
    there = {article["title"] for article in admin.items("/articles")}
    for title, text in demo.ARTICLES.items():
        if title not in there:
            admin.post("/articles", {"title": title, "text": text})


def open_shop(addresses: Addresses) -> None:
    """Have the shop's own pages read, which suggestions draw from as well. The shop is there as
    soon as the endpoints are written."""
    admin = sign_in(addresses.api, demo.ADMIN)
    if admin and not list(admin.items("/sources")):
        shop = f"{addresses.providers}/shop/"
        admin.post("/sources", {"kind": "site", "url": shop, "name": "Our shop"})


def add_labels(admin: Api) -> None:
    """The labels that everyone sees."""
    there = {label["name"] for label in admin.items("/labels")}
    for name, color in demo.LABELS.items():
        if name not in there:
            admin.post("/labels", {"name": name, "color": color, "scope": "team"})


def add_templates(admin: Api) -> None:
    """Answers to begin with."""
    there = {template["name"] for template in admin.items("/templates")}
    for name, text in demo.TEMPLATES.items():
        if name not in there:
            admin.post("/templates", {"name": name, "text": text})
