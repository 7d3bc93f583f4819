"""Twilio's refusals by error code: https://www.twilio.com/docs/api/errors"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """Twilio's answer to a request that it does not accept."""

    status: int
    code: int
    message: str

    def body(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            "status": self.status,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
        }


class Refused(Exception):
    """Raised where a request turns out to be refused."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


UNAUTHENTICATED = Refusal(401, 20003, "Authenticate")
RATE_LIMITED = Refusal(429, 20429, "Too Many Requests")
INTERNAL = Refusal(500, 20500, "Internal Server Error")
NO_BODY = Refusal(400, 21602, "Message body is required.")
OPTED_OUT = Refusal(400, 21610, "Attempt to send to unsubscribed recipient")
NO_FROM = Refusal(400, 21603, "A 'From' phone number is required.")
NO_TO = Refusal(400, 21604, "A 'To' phone number is required.")
NOT_FOUND = Refusal(404, 20404, "The requested resource was not found")
BAD_FILE = Refusal(400, 21620, "Invalid media URL(s)")
TOO_MANY_FILES = Refusal(400, 21623, "Number of media files exceeds allowed limit")
NO_CONTENT = Refusal(400, 21655, "The ContentSid is invalid")
BAD_VARIABLES = Refusal(400, 21656, "The ContentVariables parameter is invalid")
TWO_CHANNELS = Refusal(
    400, 21910, "Invalid From and To pair. From and To should be of the same channel"
)
TOO_LONG = Refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit.")


def invalid_to(number: str) -> Refusal:
    return Refusal(400, 21211, f"Invalid 'To' Phone Number: {number}")


def invalid_from(number: str) -> Refusal:
    return Refusal(
        400,
        21606,
        f"The 'From' phone number provided ({number}) is not a valid "
        "message-capable Twilio phone number for this destination.",
    )
