"""Auto-replies: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from chalicelib.accounts.schema import Bcp47
from chalicelib.responder.domain.replies import (
    LANGUAGES_AT_MOST,
    LONGEST,
    LONGEST_PAUSE,
    AutoReply,
)
from chalicelib.runtime.model import Body, Model, Name

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST),
    Field(
        description="With the variables of templates, and {opens_at} out of office hours.",
        examples=["Thanks, {{contact.first_name|there}}. We are back {opens_at}."],
    ),
]
Texts = Annotated[
    dict[Bcp47, Text],
    Field(
        max_length=LANGUAGES_AT_MOST,
        description="By language, for customers who write in it; everybody else gets `text`.",
    ),
]
Ids = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=64)]],
    Field(max_length=100),
]
When = Literal["always", "closed", "busy"]
Pause = Annotated[
    int,
    Field(
        ge=1,
        le=LONGEST_PAUSE,
        description="Hours in which a conversation gets no second automatic answer.",
    ),
]


class NewAutoReply(Body):
    """What customers are told by themselves."""

    name: Name
    when: When
    text: Text
    texts: Texts = {}
    channel_ids: Ids = Field([], description="Where; empty: everywhere.")
    team_ids: Ids = Field([], description="Whose conversations; empty: everyone's.")
    enabled: bool = True
    pause_hours: Pause = 12

    def reply(self) -> AutoReply:
        """As the services take it; the id is theirs to give."""
        return AutoReply(id="", **_settled(self.model_dump()))


class AutoReplyChange(Body):
    """What to change; a list that is given is the whole of it."""

    name: Name | None = None
    when: When | None = None
    text: Text | None = None
    texts: Texts | None = None
    channel_ids: Ids | None = None
    team_ids: Ids | None = None
    enabled: bool | None = None
    pause_hours: Pause | None = None

    @model_validator(mode="after")
    def _nothing_is_cleared(self) -> AutoReplyChange:
        for name in self.model_fields_set:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null; leave it out to keep it")
        return self

    def fields(self) -> dict[str, Any]:
        """What was given, by the names of the domain."""
        return _settled(self.model_dump(exclude_unset=True))


def _settled(given: dict[str, Any]) -> dict[str, Any]:
    lists = {name: given[name] for name in ("channel_ids", "team_ids") if name in given}
    return given | {name: tuple(dict.fromkeys(ids)) for name, ids in lists.items()}


class AutoReplyView(Model):
    """What customers are told by themselves."""

    id: str
    name: str
    when: When
    text: str
    texts: dict[str, str]
    channel_ids: list[str]
    team_ids: list[str]
    enabled: bool
    pause_hours: int
    managed_by: str | None = Field(description="The stack that declares it.")
