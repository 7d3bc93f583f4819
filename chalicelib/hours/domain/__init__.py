"""What office hours are."""

from chalicelib.hours.domain.calendar import ALWAYS, DAYS, Calendar, Span, span, texts
from chalicelib.hours.domain.office import (
    EXCEPTIONS_AT_MOST,
    FIRST,
    MOST,
    SPANS_AT_MOST,
    Dated,
    Observance,
    OfficeHours,
    first,
    renewal,
    years,
)

__all__ = [
    "ALWAYS",
    "DAYS",
    "EXCEPTIONS_AT_MOST",
    "FIRST",
    "MOST",
    "SPANS_AT_MOST",
    "Calendar",
    "Dated",
    "Observance",
    "OfficeHours",
    "Span",
    "first",
    "renewal",
    "span",
    "texts",
    "years",
]
