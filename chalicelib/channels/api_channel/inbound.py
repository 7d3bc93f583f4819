"""What another system posts → facts: one event or a list of them (docs/api-channel.md).

    {"type": "message", "id": "m-17", "from": {"id": "kim", "name": "Kim"}, "text": "Hello"}

Unlike a provider's payload, a body that is not as documented is refused as a whole, with every
mistake named: whoever sends it can mend it.
"""

import json
from functools import cache

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from chalicelib.channels.api_channel.schema import (
    Delete,
    Edit,
    Event,
    File,
    Location,
    Message,
    Person,
    Reaction,
    Status,
)
from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Answer, Attachment, Fact, ignored
from chalicelib.runtime.errors import Invalid

MOST_EVENTS = 100
TYPES = ("message", "status", "reaction", "edit", "delete", "typing")


@cache
def _events() -> TypeAdapter[list[Event]]:
    return TypeAdapter(list[Event])


def parse(request: HookRequest) -> list[Fact]:
    """The facts in a call, in its order; Invalid that names every mistake."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid("the body is not JSON") from error
    given = body if isinstance(body, list) else [body]
    if not given:
        return [ignored("no events")]
    if len(given) > MOST_EVENTS:
        raise Invalid(f"a call holds at most {MOST_EVENTS} events")
    try:
        return [_fact(event) for event in _events().validate_python(given)]
    except ValidationError as error:
        raise _refusal(error, isinstance(body, list)) from error


def _refusal(error: ValidationError, is_list: bool) -> Invalid:
    found = [_mistake(one, is_list) for one in error.errors(include_url=False)]
    first = f"{found[0]['field']}: {found[0]['message']}"
    more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
    return Invalid(f"{first}{more}", errors=found)


def _mistake(error: ErrorDetails, is_list: bool) -> dict[str, str]:
    """Where the mistake is, as the sender wrote it: pydantic's path names our models, too."""
    position, *path = error["loc"]
    steps = [str(step) for step in path[1:] if not str(step).startswith("<")]
    message = error["msg"].removeprefix("Value error, ")
    if error["type"].startswith("union_tag"):
        steps, message = ["type"], f"must be one of {', '.join(TYPES)}"
    field = ".".join([str(position), *steps] if is_list else steps)
    return {"field": field or "body", "message": message}


def _fact(event: Event) -> Fact:
    match event:
        case Message():
            return _message(event)
        case Status():
            return Fact(
                kind="status",
                direction="outbound",
                provider_message_id=event.message,
                ref=event.ref,
                status=event.status,
                status_raw=event.status,
                error=_why(event),
                at=event.at,
            )
        case Reaction():
            fact = _about("reaction", event.message, event.sender)
            return fact.model_copy(
                update={"emoji": event.emoji, "removed": event.emoji is None, "at": event.at}
            )
        case Edit():
            fact = _about("edit", event.message, event.sender)
            return fact.model_copy(update={"text": event.text, "at": event.at})
        case Delete():
            return _about("delete", event.message, event.sender).model_copy(update={"at": event.at})
        case _:
            return Fact(kind="typing", sender=event.sender.id, sender_name=event.sender.name)


def _why(event: Status) -> str | None:
    if event.status != "failed":
        return None
    return event.error or "The other system could not deliver it."


def _message(event: Message) -> Fact:
    return Fact(
        kind="message",
        provider_message_id=event.id,
        sender=event.sender.id,
        sender_name=event.sender.name,
        avatar_url=event.sender.avatar_url,
        text=event.text,
        attachments=[_attachment(one) for one in event.attachments],
        reply_to=event.reply_to,
        answer=Answer(payload=event.pressed.id) if event.pressed else None,
        at=event.at,
    )


def _attachment(given: File | Location) -> Attachment:
    if isinstance(given, Location):
        return Attachment(**given.model_dump())
    fields = given.model_dump(exclude={"name"})
    return Attachment(**fields, filename=given.name)


def _about(kind: str, message: str, sender: Person) -> Fact:
    return Fact.model_validate(
        {"kind": kind, "reply_to": message, "sender": sender.id, "sender_name": sender.name}
    )
