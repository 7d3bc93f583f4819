"""Calls of the public API that explain themselves when they fail."""

from collections.abc import Iterator
from typing import Any

import httpx2

SECONDS = 60  # the first call of a function starts its Lambda


class SeedFailed(RuntimeError):
    """The API answered a seeding call with an error; the message quotes it."""


class Api:
    """The API as one caller uses it: a person with an access token, or a visitor."""

    def __init__(
        self, base: str, token: str | None = None, headers: dict[str, str] | None = None
    ) -> None:
        authorization = {"Authorization": f"Bearer {token}"} if token else {}
        self.base = base
        self.http = httpx2.Client(timeout=SECONDS, headers={**authorization, **(headers or {})})

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The JSON of the answer, None when it has none."""
        answer = self.http.request(method, f"{self.base}{path}", json=body)
        if answer.is_error:
            raise SeedFailed(f"{method} {path} was answered {answer.status_code}: {answer.text}")
        return answer.json() if answer.content else None

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.call("POST", path, body or {})

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def items(self, path: str) -> Iterator[Any]:
        """Every item of a list, page by page."""
        cursor: str | None = ""
        while cursor is not None:
            mark = "&" if "?" in path else "?"
            page = self.get(f"{path}{mark}limit=50" + (f"&cursor={cursor}" if cursor else ""))
            yield from page["items"]
            cursor = page["next_cursor"]
