"""What may be sent over a channel, told before anything is sent: pure, from its capabilities and
what is known of the customer there. Each refusal says why and, if there is one, the way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.channels.domain import Capabilities, Unit
from chalicelib.runtime.errors import Unsendable

PARTS_AT_MOST = 10
"""Messages that one long text may become."""
NO_FILE = frozenset({"location", "contact", "missing"})


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of a customer on a channel."""

    name: str
    """The channel's."""
    heard_at: datetime | None = None
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to be sent."""

    name: str
    kind: str
    mime_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent."""

    text: str = ""
    files: Sequence[File] = ()
    options: Sequence[str] = ()
    """Titles of quick replies."""
    template: bool = False
    copies: bool = False
    """Whether others get it, too (CC), or it has a subject."""
    human: bool = True


def refuse(able: Capabilities, reach: Reach, wanted: Wanted, at: datetime) -> None:
    """Raises Unsendable when the channel cannot carry it, or may not at this moment."""
    refuse_content(able, reach.name, wanted)
    if reach.opted_out:
        raise Unsendable(
            "opted_out",
            f"The customer has opted out of messages on {reach.name}. They can opt in again by "
            "writing START, or any message where the channel has no such word.",
        )
    if wanted.template:
        return
    alternative = "template" if able.templates else None
    instead = " Send an approved template instead." if able.templates else ""
    if reach.heard_at is None:
        if not able.can_initiate:
            raise Unsendable(
                "never_wrote",
                f"{reach.name} lets us write only to those who wrote to us first.{instead}",
                alternative=alternative,
            )
        return
    closes = closes_at(able, reach.heard_at, wanted.human)
    if closes is not None and at > closes:
        hours = _hours(able, wanted.human)
        span = f"{hours} hours" if hours < 72 else f"{hours // 24} days"
        raise Unsendable(
            "window_closed",
            f"{reach.name} takes messages for {span} after the customer's last one, and that time "
            f"is over.{instead or ' They have to write first.'}",
            alternative=alternative,
            closed_at=closes.isoformat(),
        )


def refuse_content(able: Capabilities, name: str, wanted: Wanted) -> None:
    """The part that has nothing to do with the customer: text, files, buttons."""
    if wanted.template and not able.templates:
        raise Unsendable("not_supported", f"{name} has no templates.")
    if wanted.copies and not able.subject:
        raise Unsendable("not_supported", f"A message on {name} goes to one person.")
    if wanted.options and len(wanted.options) > able.buttons:
        raise Unsendable(
            "not_supported",
            f"{name} shows at most {able.buttons} quick replies."
            if able.buttons
            else f"{name} has no quick replies.",
        )
    if wanted.options and not wanted.text.strip():
        raise Unsendable("not_supported", "Quick replies go below a text: write one.")
    long = next((title for title in wanted.options if len(title) > able.button_length), None)
    if long:
        raise Unsendable(
            "too_long", f"“{long}” is longer than the {able.button_length} characters of a button."
        )
    _refuse_length(able, name, wanted.text)
    for file in wanted.files:
        _refuse_file(able, name, file)


def _refuse_length(able: Capabilities, name: str, text: str) -> None:
    has = length(text, able.unit)
    most = able.max_length * (PARTS_AT_MOST if able.splits else 1)
    if has > most:
        unit = "bytes" if able.unit == "bytes" else "characters"
        raise Unsendable(
            "too_long", f"{name} takes at most {most} {unit}; this has {has}.", limit=most
        )


def _refuse_file(able: Capabilities, name: str, file: File) -> None:
    if not able.files:
        raise Unsendable("file_refused", f"{name} cannot carry files.", name=file.name)
    limits = able.files.get(file.kind) or able.files.get("file")
    if limits is None or (limits.types and file.mime_type not in limits.types):
        raise Unsendable(
            "file_refused", f"{name} cannot carry {file.name}: not this type.", name=file.name
        )
    if file.size > limits.size:
        raise Unsendable(
            "file_refused",
            f"{file.name} is larger than the {limits.size / 1024**2:g} MB that {name} takes.",
            name=file.name,
            limit=limits.size,
        )


def closes_at(able: Capabilities, heard_at: datetime, human: bool = True) -> datetime | None:
    """When the channel's window closes for what a person (else: a machine) writes; None: never."""
    hours = _hours(able, human)
    return heard_at + timedelta(hours=hours) if hours else None


def is_outside(able: Capabilities, heard_at: datetime | None, at: datetime) -> bool:
    """Past the window that needs no mark, as providers want to be told (CH-07)."""
    if able.window_hours is None or heard_at is None:
        return False
    return at > heard_at + timedelta(hours=able.window_hours)


def _hours(able: Capabilities, human: bool) -> int:
    if human and able.human_window_hours:
        return able.human_window_hours
    return able.window_hours or 0


def length(text: str, unit: Unit) -> int:
    """How long a text is as a provider counts."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text)
