"""CloudFormation's names for the fields of the API's own models: `HoursId` for `hours_id`. Pure.

So a template is checked by the very models that check what the API is sent, and is told what is
wrong under the names that it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_pascal

from chalicelib.configuration.domain import Problem

M = TypeVar("M", bound=BaseModel)


def read(model: type[M], properties: Mapping[str, Any]) -> tuple[M | None, list[Problem]]:
    """What the properties declare, and all that is wrong with them; None when that is anything.

    CloudFormation makes every number and boolean a text, which the model reads again; a property
    with an empty text, as of a parameter that nobody filled in, counts as absent.
    """
    problems: list[Problem] = []
    fields = _fields(model, properties, "", problems)
    try:
        declared = model.model_validate(fields)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        problems += [
            (spelled(model, one["loc"]), one["msg"].removeprefix("Value error, ")) for one in found
        ]
        return None, problems
    return (None if problems else declared), problems


def spelled(model: type[BaseModel], parts: Iterable[str | int]) -> str:
    """The way to a field under CloudFormation's names. What an account names itself (a channel's
    settings, a kind's weight) stays as it is."""
    told: list[str] = []
    inner: type[BaseModel] | None = model
    for part in map(str, parts):
        field = inner.model_fields.get(part) if inner else None
        if field is not None:
            told.append(to_pascal(part))
            inner = _model_in(field.annotation)
        else:
            told.append(part)
            inner = inner if part.isdecimal() else None
    return ".".join(told)


def names(model: type[BaseModel]) -> set[str]:
    """Every property of a model and of what is in it."""
    found = set[str]()
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        found |= {to_pascal(name)} | (names(inner) if inner else set())
    return found


def _fields(
    model: type[BaseModel], given: Mapping[str, Any], place: str, problems: list[Problem]
) -> dict[str, Any]:
    known = {to_pascal(name): name for name in model.model_fields}
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            problems.append((f"{place}{name}", "there is no such property"))
        elif value != "":
            inner = _model_in(model.model_fields[known[name]].annotation)
            found[known[name]] = _value(inner, value, f"{place}{name}.", problems)
    return found


def _value(model: type[BaseModel] | None, value: Any, place: str, problems: list[Problem]) -> Any:
    if model is None:
        return value
    if isinstance(value, Mapping):
        return _fields(model, value, place, problems)
    if isinstance(value, list):
        return [
            _value(model, one, f"{place}{number}.", problems) for number, one in enumerate(value)
        ]
    return value


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds: itself, perhaps, or a list of it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is dict:
        return None
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)
