"""What users say about themselves (SETP-02 to 08), and what of it can be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from chalicelib.runtime.errors import Invalid

SPOKEN = "ar cs da de el en es et fi fr he hu it ja ko lt lv nb nl pl pt ro sv tr uk zh"
LANGUAGES = frozenset(SPOKEN.split())
"""What the console can be read in (BCP 47, without a region)."""

NUMBERS_AT_MOST = 5

EMPTY: dict[str, Any] = {
    "title": None,
    "phone": None,
    "language": None,
    "country": None,
    "time_zone": None,
}
"""What a user said who said nothing."""


def changed(profile: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A profile with some fields changed, None takes one back; Invalid names those that cannot
    be."""
    errors = [
        {"field": name, "message": FITS[name][1]}
        for name, value in fields.items()
        if value is not None and name in FITS and not FITS[name][0](value)
    ]
    if errors:
        raise Invalid("Some fields are wrong", errors=errors)
    after = {**profile, **fields}
    return {name: value for name, value in after.items() if value is not None}


def verified(profile: Mapping[str, Any], phone: str, at: str) -> dict[str, Any]:
    """A profile with a number that answered, as of a time (SETP-04)."""
    return {**profile, "numbers": {**profile.get("numbers", {}), phone: at}}


def without_number(profile: Mapping[str, Any], phone: str) -> dict[str, Any]:
    """A profile without a number."""
    rest = {one: at for one, at in profile.get("numbers", {}).items() if one != phone}
    return {**profile, "numbers": rest}


def _is_language(tag: str) -> bool:
    return tag.partition("-")[0].lower() in LANGUAGES


@cache
def _time_zones() -> frozenset[str]:
    from zoneinfo import available_timezones  # walks a folder: only where somebody chooses one

    return frozenset(available_timezones())


def known_zone(name: str) -> str:
    """A time zone by its IANA name; UTC for one that this machine does not know."""
    return name if name in _time_zones() else "UTC"


def _is_time_zone(name: str) -> bool:
    return name in _time_zones()


def _is_country(code: str) -> bool:
    from phonenumbers import SUPPORTED_REGIONS  # large, and seldom needed

    return code in SUPPORTED_REGIONS


FITS: dict[str, tuple[Callable[[str], bool], str]] = {
    "language": (_is_language, f"must be one of {', '.join(SPOKEN.split())}"),
    "country": (_is_country, "must be a country's two letters, such as SE"),
    "time_zone": (_is_time_zone, "must be the name of a time zone, such as Europe/Stockholm"),
}
"""Whether a value can be, and what to say where it cannot."""
