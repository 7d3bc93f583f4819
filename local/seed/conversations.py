"""Conversations that are under way: customers write through the simulated providers, agents answer.

Everyone asks at once and is answered at once, so that it takes as long as one conversation.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2

from local import demo
from local.paths import PAGES
from local.seed.api import Api, SeedFailed
from local.simulator.people import address

AT_ONCE = 4
ARRIVES_SECONDS = 90  # workers may have to start first
LOOK_AGAIN_SECONDS = 0.25
Rows = dict[str, dict[str, Any]]


def start(
    providers: str,
    admin: Api,
    agents: Mapping[demo.Person, Api],
    channels: Sequence[dict[str, Any]],
) -> None:
    """Hold the demo's talks, as far as they go."""
    ids = {(channel["kind"], channel["name"]): channel["id"] for channel in channels}

    def write(talk: demo.Talk, content: dict[str, Any]) -> None:
        kind, person = talk.channel.kind, talk.customer
        message = {
            "channel_id": ids[kind, talk.channel.name],
            "from": address(person, kind),
            "name": person.name,
            **content,
        }
        _post(providers, message)

    def ask(talk: demo.Talk) -> None:
        files = [_upload(providers, talk.picture)] if talk.picture else []
        about = {"subject": talk.subject, "media": files}
        write(talk, {"text": talk.question, **{name: it for name, it in about.items() if it}})

    def answer(talk: demo.Talk) -> None:
        if talk.agent:
            row = rows[talk.question]
            body = {"text": talk.answer, "client_id": "seed-answer"}
            agents[talk.agent].post(f"/conversations/{row['id']}/messages", body)

    def reply(talk: demo.Talk) -> None:
        if talk.then:
            write(talk, {"text": talk.then})

    _each(ask, demo.TALKS)
    rows = _arrived(admin, [talk.question for talk in demo.TALKS])
    _each(answer, demo.TALKS)
    _each(reply, demo.TALKS)
    _arrived(admin, [talk.then for talk in demo.TALKS if talk.then])


def _each(do: Callable[[demo.Talk], None], talks: Iterable[demo.Talk]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(do, talks))


def _upload(providers: str, name: str) -> dict[str, Any]:
    """A picture of the pages' assets, as messages name it."""
    data = (PAGES / "assets" / name).read_bytes()
    answer = httpx2.post(
        f"{providers}/media?name={name}", content=data, headers={"Content-Type": "image/png"}
    )
    uploaded: dict[str, Any] = answer.raise_for_status().json()
    return uploaded


def _post(providers: str, message: dict[str, Any]) -> None:
    """A customer's message, on its way through a provider."""
    answer = httpx2.post(f"{providers}/inbound", json=message, timeout=60)
    if answer.is_error or answer.json()["status"] >= 300:
        raise SeedFailed(f"A message to {message['channel_id']} was not taken: {answer.text}")


def _arrived(admin: Api, texts: Sequence[str]) -> Rows:
    """The conversations whose last message each text is, once all are there."""
    until = time.monotonic() + ARRIVES_SECONDS
    while time.monotonic() < until:
        listed = admin.get("/conversations?inbox=all&status=open&limit=100")["items"]
        found = {text: row for text in texts for row in listed if _shows(row, text)}
        if len(found) == len(texts):
            return found
        time.sleep(LOOK_AGAIN_SECONDS)
    missing = ", ".join(repr(text[:40]) for text in texts if text not in found)
    raise SeedFailed(f"These messages did not arrive: {missing}.")


def _shows(row: dict[str, Any], text: str) -> bool:
    """Whether the text begins as the row's preview does, however the preview is cut."""
    shown = " ".join(str((row.get("preview") or {}).get("text") or "").split()).rstrip("…")
    return bool(shown) and " ".join(text.split()).startswith(shown)
