"""Attachments as clients see them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.runtime.model import Body, Model

FileName = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class NewAttachment(Body):
    """A file that is about to be uploaded."""

    name: FileName
    mime_type: str = Field("", max_length=200, description="As the browser tells it; may be empty.")
    size: int = Field(ge=0, le=2**53, description="Bytes.")


class FileView(Model):
    """A file in a message."""

    id: str
    name: str
    mime_type: str
    size: int = Field(description="Bytes.")
    kind: Literal["image", "audio", "video", "file"] = Field(description="How it is shown.")


class UploadForm(Model):
    """Where to upload: multipart/form-data with these fields, in this order, then `file`."""

    url: str
    fields: dict[str, str]


class Offered(Model):
    """A file's id, to be sent along with a message, and where to upload it before."""

    attachment: FileView
    upload: UploadForm


class Link(Model):
    """Where a file can be read for a while."""

    url: str
    expires_in: int = Field(description="Seconds.")
