"""What a visitor and an agent see of each other beside text: files, typing, reading, correcting."""

from __future__ import annotations

import json
import struct
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import FilePayload, expect
from websockets.sync.client import ClientConnection, connect

from tests.e2e.conftest import Window
from tests.e2e.desk import Client, Desk, eventually
from tests.e2e.screens import Shop


def a_picture() -> bytes:
    """A small PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 32, 32, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x20\x70\x60" * 32) * 32
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


class Live:
    """An agent's socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[dict[str, Any]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for text in self.socket:
            self.frames.append(json.loads(text))

    def say(self, **frame: object) -> None:
        """Send a frame."""
        self.socket.send(json.dumps(frame))

    def hear(self, type: str, within: float = 15, **facts: object) -> dict[str, Any]:
        """The first frame of a type with these members, as soon as it is there."""
        return eventually(lambda: self.heard(type, **facts), within)

    def heard(self, type: str, **facts: object) -> dict[str, Any]:
        """The first frame of a type with these members, if it is there."""
        wanted = {"type": type, **facts}.items()
        return next((one for one in self.frames if wanted <= _flat(one)), {})


def _flat(frame: dict[str, Any]) -> Any:
    return {
        key: value for key, value in frame.items() if not isinstance(value, dict | list)
    }.items()


@pytest.fixture
def astrid(desk: Desk) -> Client:
    """An agent over HTTP."""
    return desk.agent("Astrid")


@pytest.fixture
def live(astrid: Client) -> Iterator[Live]:
    """Her socket."""
    with connect(astrid.post("/realtime/tickets")["url"], open_timeout=30) as socket:
        yield Live(socket)


def uploaded(agent: Client, name: str, mime_type: str, content: bytes) -> str:
    """A file of an agent's, uploaded as a browser does it."""
    offered = agent.post("/attachments", name=name, mime_type=mime_type, size=len(content))
    form = offered["upload"]
    files = {"file": (name, content, mime_type)}
    httpx2.post(form["url"], data=form["fields"], files=files).raise_for_status()
    return str(offered["attachment"]["id"])


@pytest.mark.feature("MSG-04", "MSG-13", "MSG-15", "MSG-16", "MSG-20", "MSG-21", "MSG-22",
                     "RT-06", "RT-07")  # fmt: skip
def test_a_visitor_sends_a_photo_and_sees_the_agent_read_type_answer_and_correct(
    window: Window, desk: Desk, astrid: Client, live: Live
) -> None:
    shop = Shop(window(390, 844), desk)
    chat = shop.chat
    chat.get_by_test_id("attach").set_input_files(
        [
            FilePayload(name="setup.exe", mimeType="application/x-msdownload", buffer=b"MZ"),
            FilePayload(name="boots.png", mimeType="image/png", buffer=a_picture()),
        ]
    )
    expect(chat.locator("[data-testid=upload][data-state=failed]")).to_contain_text(
        "cannot be sent"
    )
    expect(chat.locator("[data-testid=upload][data-state=done]")).to_be_visible()
    chat.get_by_label("Remove setup.exe").click()
    shop.write("Do these boots come in green?")
    expect(chat.locator(".picture img")).to_be_visible()

    received = live.hear("message.received")
    path = f"/conversations/{received['conversation_id']}"
    [photo] = received["data"]["attachments"]
    link = astrid.get(f"{path}/messages/{received['id']}/attachments/{photo['id']}")
    assert httpx2.get(link["url"]).content == a_picture()

    astrid.post(f"{path}/read", up_to=received["seq"])
    expect(chat.get_by_test_id("seen")).to_be_visible()  # so the visitor's socket is open
    typing = {"type": "typing", "conversation_id": received["conversation_id"]}
    composer = chat.get_by_test_id("composer")
    # people go on writing; the first frame of a client may find its function cold
    eventually(
        lambda: composer.press_sequentially("and ") or live.heard(**typing, active=True), within=45
    )
    composer.fill("")
    live.say(**typing, active=True)
    expect(chat.get_by_test_id("typing")).to_be_visible()

    chart = uploaded(astrid, "sizes.pdf", "application/pdf", b"%PDF-1.7\n")
    answer = {"text": "**Yes**, in `moss`.", "format": "markdown", "reply_to": received["id"]}
    astrid.post(f"{path}/messages", **answer, attachments=[chart])
    expect(shop.message("Yes, in moss.").locator("strong")).to_have_text("Yes")
    expect(shop.message("sizes.pdf")).to_be_visible()
    expect(chat.locator("blockquote")).to_contain_text("Do these boots come in green?")
    expect(chat.get_by_test_id("typing")).to_have_count(0)
    sent = live.hear("message.sent", conversation_id=received["conversation_id"])
    live.hear("read", by="customer", up_to=sent["seq"])

    wrong = astrid.post(f"{path}/messages", text="Sise 42?")
    astrid.call("PATCH", f"{path}/messages/{wrong['id']}", json={"text": "Size 42?"})
    expect(shop.message("Size 42?")).to_contain_text("Edited")
    astrid.call("DELETE", f"{path}/messages/{wrong['id']}")
    expect(chat.locator("[data-state=deleted]")).to_have_text("Message deleted")

    shop.page.reload()
    shop.open()
    expect(chat.locator("[data-state=deleted]")).to_have_text("Message deleted")
    expect(chat.locator(".picture img")).to_be_visible()
