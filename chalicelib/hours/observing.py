"""Public holidays by country, from the library `holidays`.

The function `observe` alone has the library, in a layer of its own, and is asked (decisions 0030
and 0037). The library names holidays in English where it can, as the console does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LANGUAGE = "en_US"


def answer(country: str, subdivision: str | None, years: Sequence[int]) -> dict[str, Any]:
    """`days`, the public holidays by date; or `unknown`, the field that names no place, with the
    `choices` there are."""
    import holidays  # in the layer of the function that runs this, and nowhere else

    places = holidays.list_supported_countries(include_aliases=False)
    if country not in places:
        return {"unknown": "country", "choices": sorted(places)}
    if subdivision is not None and subdivision not in places[country]:
        return {"unknown": "subdivision", "choices": sorted(places[country])}
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=list(years), language=LANGUAGE
    )
    return {"days": {day.isoformat(): name for day, name in sorted(found.items())}}
