"""Transcripts: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.runtime.model import Body, Model

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = rf"^[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+$"
"""One bare address, as the HTML standard has it: no second one, no name, no line of a header."""


class TranscriptView(Model):
    """A conversation as plain text."""

    name: str = Field(description="For a file.")
    text: str


class Recipient(Body):
    """Who gets the transcript."""

    email: Annotated[str, StringConstraints(max_length=254, pattern=ADDRESS)] = Field(
        examples=["kari@example.com"]
    )
