"""What another system tells us, as it is documented in docs/api-channel.md."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from chalicelib.runtime.model import Body

Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Words = Annotated[str, StringConstraints(max_length=255)]
Address = Annotated[str, StringConstraints(max_length=2048, pattern=r"^https?://[^\s/]+\S*$")]
Text = Annotated[
    str, StringConstraints(max_length=20_000), AfterValidator(lambda text: text.replace("\x00", ""))
]


class Person(Body):
    """Who it is at the other system."""

    id: Id
    name: Words | None = None
    avatar_url: Address | None = None


class File(Body):
    """A file that we fetch from its https address."""

    type: Literal["image", "audio", "video", "file"] = "file"
    url: Address
    name: Words | None = None
    mime_type: Words | None = None
    size: Annotated[int, Field(ge=0)] | None = None


class Location(Body):
    """A place."""

    type: Literal["location"]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    name: Words | None = None
    address: Words | None = None


def _sort(given: object) -> str:
    """Which of the two an attachment is, so that mistakes are told of that one alone."""
    kind = given.get("type") if isinstance(given, dict) else getattr(given, "type", None)
    return "<location>" if kind == "location" else "<file>"


Attached = Annotated[
    Annotated[File, Tag("<file>")] | Annotated[Location, Tag("<location>")], Discriminator(_sort)
]


class Pressed(Body):
    """The quick reply that was chosen, by the id that we sent with it."""

    id: Words


class Message(Body):
    """What a customer says; it has text, files or a pressed quick reply."""

    type: Literal["message"]
    id: Id
    sender: Annotated[Person, Field(alias="from")]
    text: Text = ""
    attachments: Annotated[list[Attached], Field(max_length=10)] = []
    reply_to: Id | None = None
    pressed: Pressed | None = None
    at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Message":
        if not (self.text.strip() or self.attachments or self.pressed):
            raise ValueError("a message has text, attachments or pressed")
        return self


class Status(Body):
    """What became of a message of ours: `message` is the id that its receipt was answered with,
    `ref` the id that we gave it; one of them is enough."""

    type: Literal["status"]
    message: Id | None = None
    ref: Id | None = None
    status: Literal["sent", "delivered", "read", "failed"]
    error: Words | None = None
    at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _names_one(self) -> "Status":
        if not (self.message or self.ref):
            raise ValueError("a status has message or ref")
        return self


class Reaction(Body):
    """An emoji on a message; null takes it back."""

    type: Literal["reaction"]
    message: Id
    sender: Annotated[Person, Field(alias="from")]
    emoji: Annotated[str, StringConstraints(min_length=1, max_length=32)] | None
    at: AwareDatetime | None = None


class Edit(Body):
    """A message of the customer says something else now."""

    type: Literal["edit"]
    message: Id
    sender: Annotated[Person, Field(alias="from")]
    text: Annotated[Text, StringConstraints(min_length=1)]
    at: AwareDatetime | None = None


class Delete(Body):
    """The customer took a message back."""

    type: Literal["delete"]
    message: Id
    sender: Annotated[Person, Field(alias="from")]
    at: AwareDatetime | None = None


class Typing(Body):
    """The customer is writing."""

    type: Literal["typing"]
    sender: Annotated[Person, Field(alias="from")]


Event = Annotated[Message | Status | Reaction | Edit | Delete | Typing, Field(discriminator="type")]
