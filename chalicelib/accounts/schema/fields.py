"""Kinds of fields that several of this noun's models have, and other nouns', too."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

EMAIL = r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+$"


Email = Annotated[
    str, StringConstraints(max_length=254, pattern=EMAIL), Field(examples=["anna@example.com"])
]


Password = Annotated[
    str, StringConstraints(min_length=10, max_length=256), Field(examples=["correct horse 7"])
]


Code = Annotated[str, StringConstraints(min_length=1, max_length=64), Field(examples=["123456"])]


Distribution = Literal["manual", "automatic", "offer"]


Ownership = Literal["shared", "personal"]


Sort = Literal["newest", "oldest", "created", "priority"]


InboxId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


AfterClose = Literal["reopen", "new"]


Bcp47 = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35),
    Field(examples=["en", "pt-BR"]),
]


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"\S")
]


Skill = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=40)
]


Skills = Annotated[list[Skill], Field(max_length=20, examples=[["german", "billing"]])]
