"""Twilio's error codes as sentences for an agent (Twilio docs: "Error and Warning Dictionary")."""

SENTENCES = {
    "21211": "The number is not a valid phone number.",
    "21408": "This account may not send to that country.",
    "21610": "The recipient has opted out by replying STOP.",
    "21614": "The number cannot receive SMS.",
    "21617": "The text is longer than SMS allows.",
    "30003": "The phone is switched off or out of reach.",
    "30004": "The recipient has blocked messages.",
    "30005": "The number does not exist.",
    "30006": "The number is a landline or out of reach.",
    "30007": "The carrier filtered the message.",
    "30008": "The carrier could not deliver it and gave no reason.",
    "63018": "Too many messages were sent at once.",
}


def sentence(code: str | None, message: str | None = None) -> str:
    """What went wrong, for a person to read."""
    if code in SENTENCES:
        return SENTENCES[code]
    if message:
        return message
    return f"The provider reported error {code}." if code else "The provider could not deliver it."
