"""Each step adds what is missing, so that a seeding that was cut short goes on where it stopped."""

from typing import Any

import httpx2

from local import demo
from local.addresses import Addresses
from local.seed.account import sign_in, sign_up
from local.seed.api import Api, SeedFailed
from local.seed.history import replay


def ensure(addresses: Addresses) -> dict[str, Any]:
    """The demo account as endpoints.json shows it, made where it does not exist."""
    admin = sign_in(addresses.api, demo.ADMIN) or sign_up(addresses.api, addresses.aws)
    add_people(admin)
    channels = add_channels(admin)
    connect(addresses.providers, channels)
    add_articles(admin)
    add_labels(admin)
    add_templates(admin)
    widget = next(item["id"] for item in channels if item["kind"] == "webchat")
    replay(addresses, admin, widget)
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


def add_channels(admin: Api) -> list[dict[str, Any]]:
    """The channels, with the secrets that the API itself never shows again."""
    there = {channel["name"]: channel for channel in admin.items("/channels")}
    channels = []
    for wanted in demo.CHANNELS:
        channel = there.get(wanted.name) or admin.post("/channels", wanted.request())
        channels.append(
            {
                "id": channel["id"],
                "kind": wanted.kind,
                "webhook_url": channel["webhook_url"],
                "address": wanted.address,
                "credentials": wanted.credentials,
            }
        )
    return channels


def connect(providers: str, channels: list[dict[str, Any]]) -> None:
    """Tell the simulated providers which channels they carry and where their webhooks go."""
    for channel in channels:
        if channel["kind"] == "webchat":
            continue
        answer = httpx2.post(f"{providers}/channels", json=channel)
        if answer.is_error:
            raise SeedFailed(f"The simulator did not accept {channel['kind']}: {answer.text}")


def add_articles(admin: Api) -> None:
    """The help articles that suggestions draw from."""
    there = {article["title"] for article in admin.items("/articles")}
    for title, text in demo.ARTICLES.items():
        if title not in there:
            admin.post("/articles", {"title": title, "text": text})


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
