"""A calendar invitation as words, for mails that hold nothing else (RFC 5545)."""

from __future__ import annotations

import re
from datetime import datetime

METHODS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "REPLY": "Answer to an invitation",
    "COUNTER": "Another time proposed",
}
ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "maybe"}
_LINE = re.compile(r"^([A-Z-]+)((?:;[^:\n]*)?):(.*)$")
_ESCAPED = re.compile(r"\\([\\;,nN])")


def described(calendar: str) -> str:
    """What, when and where, a line each; "" for a calendar without an event."""
    fields = _fields(calendar)
    if "SUMMARY" not in fields and "DTSTART" not in fields:
        return ""
    title = METHODS.get(fields.get("METHOD", ("", ""))[1].upper(), "Event")
    lines = [f"{title}: {_words(fields.get('SUMMARY', ('', ''))[1]) or 'without a title'}"]
    when = " to ".join(_moment(*fields[name]) for name in ("DTSTART", "DTEND") if name in fields)
    answer = re.search(r"PARTSTAT=(\w+)", fields.get("ATTENDEE", ("", ""))[0])
    if fields.get("METHOD", ("", ""))[1].upper() == "REPLY" and answer:
        lines.append(f"Answer: {ANSWERS.get(answer[1].upper(), answer[1].lower())}")
    if when:
        lines.append(f"When: {when}")
    place = _words(fields.get("LOCATION", ("", ""))[1])
    if place:
        lines.append(f"Where: {place}")
    notes = _words(fields.get("DESCRIPTION", ("", ""))[1]).strip()
    return "\n".join(lines) + (f"\n\n{notes}" if notes else "")


def _fields(calendar: str) -> dict[str, tuple[str, str]]:
    """Name → (parameters, value) of the calendar and its first event."""
    found: dict[str, tuple[str, str]] = {}
    inside = None
    for line in re.sub(r"\n[ \t]", "", calendar).split("\n"):
        match = _LINE.match(line.strip("\r"))
        if not match:
            continue
        name, parameters, value = match[1], match[2], match[3]
        if name == "BEGIN":
            inside = value.strip().upper()
        elif name == "END" and value.strip().upper() == "VEVENT":
            break
        elif inside in ("VCALENDAR", "VEVENT"):
            found.setdefault(name, (parameters, value.strip()))
    return found


def _moment(parameters: str, value: str) -> str:
    zone = re.search(r"TZID=\"?([^;:\"]+)", parameters)
    for pattern, shown in (("%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M"), ("%Y%m%d", "%Y-%m-%d")):
        try:
            at = datetime.strptime(value.rstrip("Z"), pattern)
        except ValueError:
            continue
        named = " UTC" if value.endswith("Z") else f" ({zone[1]})" if zone else ""
        return at.strftime(shown) + named
    return value[:40]


def _words(value: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)
