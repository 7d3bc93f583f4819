"""Templates: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.attachments.schema import FileView, Link
from chalicelib.runtime.model import Body, Model, Name
from chalicelib.runtime.paging import PageQuery
from chalicelib.templates.domain import SHORT_CODE, Visibility

__all__ = ["Link"]

Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=10_000, pattern=r"\S"),
    Field(
        description="May hold variables such as {{contact.first_name|there}}: what stands after "
        "the bar is written when the value is not known. docs/templates.md lists them.",
        examples=["Hi {{contact.first_name|there}}, your parcel is on its way."],
    ),
]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Format = Literal["plain", "markdown"]
ShortCode = Annotated[
    str,
    StringConstraints(min_length=1, max_length=40, pattern=SHORT_CODE),
    Field(description='What is typed after "/"; unique among those who share it.'),
]
Folder = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class TemplatesQuery(PageQuery):
    """All templates of the caller, or those that hold some words, the likeliest first."""

    q: str = Field("", max_length=200)


class NewTemplate(Body):
    """A text to answer with."""

    name: Name
    text: Text
    format: Format = "plain"
    short_code: ShortCode | None = None
    folder: Folder | None = None
    visibility: Visibility | None = Field(
        None, description="Whose it is; when absent, the team's if one is named, else everyone's."
    )
    team_id: Id | None = Field(None, description="Of a team's template.")
    attachments: list[Id] = Field([], max_length=10, description="Ids of uploads (KB-11).")


class TemplateChange(Body):
    """What to change; what is absent stays."""

    name: Name | None = None
    text: Text | None = None
    format: Format | None = None
    short_code: ShortCode | None = Field(None, description="Null takes it away.")
    folder: Folder | None = Field(None, description="Null takes it out of its folder.")
    visibility: Visibility | None = None
    team_id: Id | None = Field(None, description="Null, without a visibility, makes it everyone's.")
    attachments: list[Id] | None = Field(
        None, max_length=10, description="All that it shall have: its own, and new uploads."
    )


class CreatorView(Model):
    """Who wrote it."""

    id: str
    name: str


class TemplateView(Model):
    """A text to answer with."""

    id: str
    name: str
    text: str
    format: Format
    short_code: str | None
    folder: str | None
    visibility: Visibility
    team_id: str | None
    attachments: list[FileView]
    creator: CreatorView
    updated_at: str


class Rendering(Body):
    """The conversation that it is for."""

    conversation_id: Id


class RenderedView(Model):
    """A template as it reads in one conversation, with files that can be sent there."""

    text: str
    format: Format
    attachments: list[FileView]
    unresolved: list[str] = Field(
        description="Names of the gaps that are left in the text; it can't be sent before they "
        "are filled."
    )
