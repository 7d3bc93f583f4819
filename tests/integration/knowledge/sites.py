"""A web site of the tests' own, on a real socket, and a queue that waits for nobody."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from chalicelib.knowledge import service, worker
from chalicelib.runtime import clients
from chalicelib.runtime.settings import settings
from tests.builders import Company, an_sqs_event
from tests.door import call

Answer = tuple[int, dict[str, str], bytes]


def html(body: str, head: str = "", lang: str = "en") -> str:
    """A page with a title of its first heading."""
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def article(title: str, text: str, *links: str, head: str = "", lang: str = "en") -> str:
    """A page that says something and links on."""
    ways = " ".join(f'<a href="{one}">{one}</a>' for one in links)
    return html(f"<nav>{ways}</nav><main><h1>{title}</h1><p>{text}</p></main>", head, lang)


class Site:
    """A site by its paths. A page is a text of HTML, or (status, headers, body), or what answers
    the request's headers with one of these."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.path, headers))
                status, given, body = site.answer(self.path, headers)
                self.send_response(status)
                for name, value in given.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    site.cut_off = True

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.cut_off = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.host}/"
        # so often it looks whether it is to end: that is how long `close` takes
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        """What the site says to a request."""
        page = self.pages.get(path, (404, {}, b"nothing here"))
        if callable(page):
            page = page(headers)
        if isinstance(page, str):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()
        status, given, body = page
        return status, given, body

    def paths(self) -> list[str]:
        """What was asked for, in order, but for robots.txt and the sitemap that every site is
        asked for."""
        return [one for one, _ in self.asked if one not in ("/robots.txt", "/sitemap.xml")]

    def close(self) -> None:
        """Take it down."""
        self.server.shutdown()
        self.server.server_close()


class Queue:
    """Stands for SQS: keeps what was sent with its delay, and gives it to the worker when told."""

    def __init__(self) -> None:
        self.waiting: list[tuple[dict[str, Any], int]] = []
        self.watches: list[dict[str, Any]] = []
        self.delays: list[int] = []
        self.timers: list[dict[str, Any]] = []
        self.trained: list[str] = []

    def send_message(
        self,
        *,
        QueueUrl: str,
        MessageBody: str,
        DelaySeconds: int = 0,
    ) -> dict[str, Any]:
        """As SQS."""
        body = json.loads(MessageBody)
        if QueueUrl == settings().training_queue_url:
            self.trained.append(body["detail"]["account_id"])
        elif QueueUrl == settings().timers_queue_url:
            self.timers.append(body)
        elif body["act"] == "watch":
            self.watches.append(body)
        else:
            self.waiting.append((body, DelaySeconds))
            self.delays.append(DelaySeconds)
        return {}

    def step(self) -> dict[str, Any]:
        """Deliver the next message; answers it."""
        body, _ = self.waiting.pop(0)
        assert worker.gather(an_sqs_event(body), None) == {"batchItemFailures": []}
        return body

    def drain(self, at_most: int = 200) -> int:
        """Deliver all that waits and what follows from it; how many there were."""
        for number in range(at_most):
            if not self.waiting:
                return number
            self.step()
        raise AssertionError("the walk has no end")


def clock(monkeypatch: Any) -> Callable[[datetime], None]:
    """Sets what time the worker believes it is."""
    return lambda at: monkeypatch.setattr(worker, "now", lambda: at)


def catch(monkeypatch: Any) -> Queue:
    """A queue in the place of every queue."""
    queue = Queue()
    monkeypatch.setattr(clients.sqs(), "send_message", queue.send_message)
    return queue


def add(company: Company, site: Site, kind: str = "site", path: str = "") -> str:
    """Add the site, or a page of it, as a source; answers its id."""
    url = site.url + path
    made = call("POST", "/v1/sources", {"kind": kind, "url": url}, company.admin)
    assert made.status == 201, made.body
    return str(made.json["id"])


def gather(
    company: Company, site: Site, queue: Queue, kind: str = "site", path: str = ""
) -> dict[str, Any]:
    """Add the site and read it to the end; answers the source as its admin sees it."""
    id_ = add(company, site, kind, path)
    queue.drain()
    return seen(company, id_)


def again(company: Company, id_: str, queue: Queue) -> dict[str, Any]:
    """Read a source anew, to the end."""
    assert call("POST", f"/v1/sources/{id_}/refresh", caller=company.admin).status == 202
    queue.drain()
    return seen(company, id_)


def seen(company: Company, id_: str) -> dict[str, Any]:
    """A source as its admin sees it."""
    found: dict[str, Any] = call("GET", f"/v1/sources/{id_}", caller=company.admin).json
    return found


def pages(company: Company, id_: str) -> dict[str, tuple[str, str | None]]:
    """Status and reason of a site's pages, by path."""
    query = {"limit": 100}
    answer = call("GET", f"/v1/sources/{id_}/pages", caller=company.admin, query=query).json
    return {
        "/" + one["url"].split("/", 3)[3]: (one["status"], one["reason"]) for one in answer["items"]
    }


def texts(company: Company) -> set[str]:
    """The texts of all passages."""
    return {one.text for one in service.passages(company.account_id)}
