"""The base of what comes in and goes out. Schemas are built on first use: a cold start of the API
would otherwise build some eighty of them for the two or three that its first request needs."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
ClientId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
"""A client's own id for a message: sent twice, it is one message."""


class Model(BaseModel):
    """What we answer, and what events carry: every field is always there."""

    model_config = ConfigDict(defer_build=True, json_schema_serialization_defaults_required=True)


class Body(BaseModel):
    """What a client sends: a field that we do not know is a mistake worth telling."""

    model_config = ConfigDict(defer_build=True, extra="forbid")
