"""The web files of console and widget into the bucket that the distribution serves."""

import hashlib
import json
import mimetypes
from collections.abc import Iterator

from local.aws import Account
from local.paths import Build

TEXT = ("text/", "application/json", "application/manifest", "image/svg")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")


def files(build: Build, *, api: str) -> Iterator[tuple[str, bytes]]:
    """(key, content): the console at the root with its configuration, the widget below widget/."""
    for folder, prefix in ((build.console, ""), (build.widget, "widget/")):
        for path in sorted(folder.rglob("*")):
            key = prefix + path.relative_to(folder).as_posix()
            if path.is_file() and key != "config.json":
                yield key, path.read_bytes()
    yield "config.json", json.dumps({"api": api}).encode()


def fingerprint(build: Build, *, api: str) -> str:
    """A digest of everything that would be published."""
    digest = hashlib.sha256()
    for key, content in files(build, api=api):
        digest.update(f"{key}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def publish(account: Account, bucket: str, build: Build, *, api: str) -> None:
    """Upload every file with its type and how long a browser may keep it."""
    s3 = account.s3
    for key, content in files(build, api=api):
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=content,
            ContentType=content_type(key),
            CacheControl=cache_control(key),
        )


def content_type(key: str) -> str:
    """The media type by the file's ending, text as UTF-8."""
    kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind


def cache_control(key: str) -> str:
    """For ever where the name holds a hash of the content, else asked for again each time."""
    return "public, max-age=31536000, immutable" if key.startswith("assets/") else "no-cache"
