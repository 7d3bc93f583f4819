"""Feed recorded webhook payloads and mails through the providers' own inbound code.

    python -m local.replay DIR…

prints one JSON line per file: {"file": …, "facts": [{"kind", "from", "to", "text", …}]}, in the
vocabulary below. A file holds {provider, method, headers, content_type, query, body} as captured; a
mail is an `.eml` beside a JSON file that names it, or alone. Signatures are not checked: what was
captured has been accepted before. Nothing is stored or sent.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from chalicelib.channels import registry
from chalicelib.channels.domain import Channel, HookRequest
from chalicelib.channels.facts import Attachment, Fact
from chalicelib.runtime.errors import Invalid

KINDS = {
    "meta_whatsapp": "whatsapp",
    "twilio_status": "twilio_sms",
}
"""Names of captures that differ from our kinds of channels."""
URL = "https://replay.example/hooks/chn_replay"
Json = dict[str, Any]


@dataclass(frozen=True)
class Recording:
    """A captured call."""

    name: str
    provider: str
    content: Json
    eml: bytes | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="folders or files")
    for path in parser.parse_args().paths:
        for recording in recordings(path):
            line = {"file": recording.name, "facts": replay(recording)}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def recordings(path: Path) -> Iterator[Recording]:
    """The recordings in a file or, in the order of their names, below a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    mails = {file for file in files if file.suffix == ".eml"}
    for file in files:
        if file.suffix == ".json":
            content = json.loads(file.read_text())
            if not isinstance(content, dict) or not {"provider", "body", "eml"} & set(content):
                continue
            mail = file.parent / content["eml"] if content.get("eml") else None
            mails.discard(mail) if mail else None
            provider = str(content.get("provider", "email" if mail else ""))
            yield Recording(str(file), provider, content, mail.read_bytes() if mail else None)
    for file in sorted(mails):
        yield Recording(str(file), "email", {}, file.read_bytes())


def replay(recording: Recording) -> list[Json]:
    """The facts of a recording in the vocabulary of captures."""
    content = recording.content
    if "deliveries" in content:
        one = [Recording(recording.name, d["provider"], d) for d in content["deliveries"]]
        return [fact for each in one for fact in replay(each)]
    if recording.eml is not None:
        from chalicelib.channels.email import inbound

        return [told(fact) for fact in inbound.facts_of(recording.eml)]
    if recording.provider == "ses":
        from chalicelib.channels.email import ses

        return [told(fact) for fact in ses.facts_of(content["body"])]
    kind = KINDS.get(recording.provider, recording.provider)
    if kind not in registry.KINDS:
        return [{"kind": "ignored", "reason": f"no provider {recording.provider!r}"}]
    return _called(kind, content)


def _called(kind: str, content: Json) -> list[Json]:
    provider, request = registry.provider_of(kind), request_of(content)
    channel, credentials = _replayed(kind, content)
    if provider.challenge:
        answer = provider.challenge(request, channel, credentials)
        if answer is not None:
            said: Json = {"kind": "challenge", "http_status": answer.status}
            if answer.content_type == "application/json":
                said["response_json"] = json.loads(answer.body)
            else:
                said["response_body"] = answer.body if answer.status == 200 else None
            return [said]
    try:
        return [told(fact) for fact in provider.parse(request)]
    except Invalid as error:
        return [{"kind": "malformed", "http_status": 400, "reason": str(error)}]


def request_of(content: Json) -> HookRequest:
    """The call as the door would see it."""
    query = {name: str(value) for name, value in (content.get("query") or {}).items()}
    return HookRequest(
        url=URL + (f"?{urlencode(query)}" if query else ""),
        method=content.get("method") or "POST",
        headers={k.lower(): str(v) for k, v in (content.get("headers") or {}).items()}
        | {"content-type": content.get("content_type") or "application/json"},
        query=query,
        body=_bytes(content.get("body"), content.get("content_type") or ""),
    )


def _bytes(body: Any, content_type: str) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if "x-www-form-urlencoded" in content_type:
        return urlencode(body, doseq=True).encode()
    return json.dumps(body).encode()


def _replayed(kind: str, content: Json) -> tuple[Channel, dict[str, str]]:
    """A channel with the secrets that the capture was made with, where it names them."""
    expected = content.get("expect") or {}
    token = str(expected.get("configured_verify_token", "replay"))
    secret = str(expected.get("configured_consumer_secret", "replay"))
    credentials = dict.fromkeys(registry.provider_of(kind).required_credentials, "replay")
    credentials |= {"consumer_secret": secret, "verify_token": token}
    settings = {"verify_token": token}
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Channel("acc", "chn_replay", kind, kind, "team", at, "replay", settings), credentials


def told(fact: Fact) -> Json:
    """A fact in the vocabulary of captures; what a fact does not say is left out."""
    mail: Json = {}
    if fact.mail:
        inline = set(fact.mail.inline.values())
        mail = {
            "subject": fact.mail.subject,
            "cc": fact.mail.cc,
            "in_reply_to": fact.mail.in_reply_to,
            "references": fact.mail.references,
            "attachments_count": len(fact.attachments) - len(inline),
            "inline_images_count": len(inline),
        }
    files = [
        one
        for position, one in enumerate(fact.attachments)
        if not (fact.mail and position in fact.mail.inline.values())
    ]
    answer = fact.answer
    said: Json = {
        "kind": fact.kind,
        "direction": fact.direction,
        "from": fact.sender,
        "to": fact.recipient,
        "text": fact.text or None,
        "attachments": [attached(one) for one in files],
        "provider_message_id": fact.provider_message_id,
        "timestamp": _moment(fact.at) if fact.at else None,
        "profile_name": fact.sender_name,
        "conversation_id": fact.chat,
        "group": fact.is_group or None,
        "reply_to": fact.reply_to,
        "forwarded": fact.forwarded,
        "payload": answer.payload if answer else None,
        "interactive_type": answer.kind if answer else None,
        "referral": fact.referral,
        "consent_action": fact.consent,
        "emoji": fact.emoji,
        "removed": fact.removed if fact.kind == "reaction" else None,
        "status": fact.status,
        "status_raw": fact.status_raw,
        "error_code": fact.error_code,
        "error_message": fact.error,
        "watermark": int(fact.up_to.timestamp() * 1000) if fact.up_to else None,
        "mids": fact.ids or None,
        "new_id": fact.new_address,
        "reason": fact.reason,
        **mail,
        **fact.details,
    }
    always = {"text", "attachments"} if fact.kind in {"message", "unsupported"} else set()
    return {k: v for k, v in said.items() if k in always or (v is not None and v != [])}


def attached(one: Attachment) -> Json:
    """An attachment in the vocabulary of captures."""
    said = one.model_dump(exclude_none=True, exclude={"details"})
    return said | one.details


def _moment(at: datetime) -> str:
    text = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace(".000+00:00", "Z").replace("+00:00", "Z")


if __name__ == "__main__":
    main()
