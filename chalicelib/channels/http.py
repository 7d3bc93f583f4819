"""Calling providers' APIs: one pool, one reading of what went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import urllib3

from chalicelib.channels.domain import SendError
from chalicelib.runtime.settings import settings

TIMEOUT = urllib3.Timeout(connect=3, read=8)
LONGEST_WAIT = 900.0
"""Seconds: as long as a queue can hide a message."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a provider answered; `body` is {} where that was no JSON object."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


@cache
def pool() -> urllib3.PoolManager:
    """The connections of this process. Nothing is retried or followed here: the queue retries."""
    return urllib3.PoolManager(retries=False, timeout=TIMEOUT)


def base_url(provider: str, default: str) -> str:
    """Where a provider's API is: `default`, unless the deployment names another (the setting
    PROVIDER_BASE_URLS, by which the local stack puts its simulator there)."""
    return settings().provider_base_urls.get(provider, default).rstrip("/")


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    json_body: Any = None,
    form: Mapping[str, Any] | list[tuple[str, str]] | None = None,
    multipart: Mapping[str, Any] | None = None,
    data: bytes | None = None,
) -> Reply:
    """One request; a SendError that may be retried when there is no answer."""
    given: dict[str, Any] = {"headers": dict(headers or {})}
    if json_body is not None:
        given["body"] = json.dumps(json_body, ensure_ascii=False).encode()
        given["headers"].setdefault("Content-Type", "application/json")
    elif multipart is not None:
        given |= {"fields": dict(multipart), "encode_multipart": True}
    elif form is not None:
        given |= {"fields": form, "encode_multipart": False}
    elif data is not None:
        given["body"] = data
    try:
        answer = pool().request(method, url, **given)
    except urllib3.exceptions.HTTPError as error:
        raise SendError("The provider did not answer in time.", retryable=True) from error
    try:
        loaded = json.loads(answer.data)
    except ValueError:
        loaded = None
    body = loaded if isinstance(loaded, dict) else {}
    return Reply(answer.status, body, {k.lower(): v for k, v in answer.headers.items()})


def refuse(reply: Reply, sentence: Callable[[Reply], str]) -> SendError:
    """The error that an answer other than 2xx is: 429 and 5xx may be retried (after Retry-After),
    401 means that the credentials are no longer accepted, anything else is final, in the
    provider's words as `sentence` reads them."""
    if reply.status == 429:
        wait = retry_after(reply.headers)
        return SendError("The provider takes no more messages right now.", True, after=wait)
    if reply.status >= 500:
        return SendError("The provider is not available right now.", retryable=True)
    if reply.status == 401:
        return SendError(
            "The provider no longer accepts this channel's credentials.", unauthorized=True
        )
    return SendError(sentence(reply))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header, which may also be a date (RFC 9110); None without."""
    value = headers.get("retry-after", "").strip()
    return min(float(value), LONGEST_WAIT) if value.isdecimal() else None
