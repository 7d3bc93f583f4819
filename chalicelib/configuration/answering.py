"""Putting a response where CloudFormation waits for it, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

import urllib3

from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.settings import settings

S3 = re.compile(r"([a-z0-9.-]+\.)?s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?")
"""Hosts of S3, in the forms that AWS gives them (S3 docs: "Virtual hosting of buckets"). Responses
go to the buckets cloudformation-custom-resource-response-… (CloudFormation docs: "Access
CloudFormation using an interface endpoint")."""

ATTEMPTS = urllib3.Retry(
    total=3,
    backoff_factor=0.5,
    status_forcelist=(500, 502, 503),
    allowed_methods=None,
    raise_on_status=False,
)
SECONDS = urllib3.Timeout(connect=3, read=8)


def check(url: str) -> None:
    """Invalid unless the URL is one that CloudFormation gives: S3 over https. The emulator, where
    the settings name one, has its own."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Invalid("the response's URL is none") from error
    if _is_emulator(parts):
        return
    host = S3.fullmatch(parts.hostname or "")
    plain = parts.username is None and parts.password is None and port in (None, 443)
    if parts.scheme != "https" or host is None or not plain:
        raise Invalid("a response goes to S3 alone")


def _is_emulator(parts: SplitResult) -> bool:
    """Where the settings name an emulator of AWS; it calls itself localhost, too."""
    named = urlsplit(settings().aws_endpoint_url or "")
    known = (named.hostname, "localhost")
    return (
        bool(named.port)
        and parts.hostname in known
        and parts[0] == named[0]
        and (parts.port == named.port)
    )


def put(url: str, body: bytes) -> None:
    """Hand the response over. An error is raised, so that Lambda calls the function again; what it
    did then comes out the same."""
    check(url)
    try:
        # the URL is signed for a request without a content type
        answer = urllib3.PoolManager(timeout=SECONDS).request(
            "PUT", url, body=body, headers={"Content-Type": ""}, retries=ATTEMPTS, redirect=False
        )
    except urllib3.exceptions.HTTPError:
        raise OSError("CloudFormation's bucket does not answer") from None  # it names the URL
    if answer.status >= 300:
        raise OSError(f"CloudFormation's bucket answers {answer.status}")
