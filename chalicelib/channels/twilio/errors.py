"""Twilio's error codes as sentences for an agent (Twilio docs: "Error and Warning Dictionary")."""

SENTENCES = {
    "11200": "Twilio could not fetch the file.",
    "12300": "Twilio cannot read a file of this type.",
    "14107": "Too many messages were sent at once.",
    "20003": "Twilio no longer accepts this channel's account SID and auth token.",
    "20005": "The Twilio account is not active.",
    "20429": "Too many messages were sent at once.",
    "21211": "The number is not a valid phone number.",
    "21212": "This channel's sender is not a valid one.",
    "21265": "The number is a short code, which cannot be written to.",
    "21266": "The number is this channel's own.",
    "21408": "This Twilio account may not send to that country.",
    "21606": "This channel's number cannot send messages to that number.",
    "21608": "A Twilio trial account may send to verified numbers only.",
    "21610": "The recipient has opted out by replying STOP.",
    "21611": "Too many messages wait to be sent from this number.",
    "21612": "This channel's number cannot reach that number.",
    "21614": "The number cannot receive SMS.",
    "21617": "The text is longer than SMS allows.",
    "21620": "Twilio cannot fetch a file of the message.",
    "21623": "A message can have ten files at most.",
    "21656": "A gap of the template has a value that it does not take.",
    "21703": "The messaging service has no number to send from.",
    "30001": "Too many messages were sent at once.",
    "30002": "The Twilio account is suspended.",
    "30003": "The phone is switched off or out of reach.",
    "30004": "The recipient has blocked messages.",
    "30005": "The number does not exist.",
    "30006": "The number is a landline or out of reach.",
    "30007": "The carrier filtered the message.",
    "30008": "The carrier could not deliver it and gave no reason.",
    "30010": "The message costs more than this account allows.",
    "30011": "The recipient's carrier takes no files.",
    "30019": "A file is larger than the recipient's carrier takes.",
    "30022": "Too many messages were sent at once to this carrier.",
    "30023": "The number's daily limit to this carrier is reached.",
    "30032": "The toll-free number has not been verified.",
    "30034": "The number is not registered for business messages in the USA.",
    "30410": "The carrier did not answer in time.",
    "30500": "Twilio could not send it.",
    "63001": "WhatsApp no longer accepts this sender's credentials.",
    "63003": "The recipient has no WhatsApp.",
    "63005": "WhatsApp does not take this content.",
    "63007": "This channel's number is not registered as a WhatsApp sender.",
    "63010": "WhatsApp could not send it.",
    "63012": "WhatsApp is not available right now.",
    "63013": "The message violates WhatsApp's policy.",
    "63015": "The recipient has not joined the WhatsApp sandbox.",
    "63016": "More than 24 hours have passed since the customer's last message. "
    "Send an approved template instead.",
    "63018": "Too many messages were sent at once.",
    "63019": "WhatsApp could not fetch the file.",
    "63020": "WhatsApp has not accepted the business's invitation to this sender.",
    "63021": "A value in the message is not one that WhatsApp takes.",
    "63024": "The recipient cannot get messages of this sender.",
    "63027": "The template does not exist in this language.",
    "63028": "The template has another number of gaps than were filled.",
    "63029": "The receiver could not download the message.",
    "63030": "The message has a field that WhatsApp does not know.",
    "63032": "WhatsApp limits messages to this customer right now.",
    "63033": "The recipient has blocked this sender.",
    "63038": "The account's daily limit of messages is reached.",
    "63040": "The template was rejected by WhatsApp.",
    "63041": "The template was paused by WhatsApp.",
    "63042": "The template was disabled by WhatsApp.",
    "63049": "WhatsApp chose not to deliver this marketing message.",
}

OPTED_OUT = {"21610"}
"""The customer wants nothing more."""
UNAUTHORIZED = {"20003", "20005"}
"""The account's credentials are no longer accepted."""
LATER = {"14107", "20429", "21611", "30001", "30022", "30410", "30500", "63012", "63018"}
"""Limits of rate and failures that pass."""


def sentence(code: str | None, message: str | None = None) -> str:
    """What went wrong, for a person to read: by its code, else in Twilio's own words."""
    if code in SENTENCES:
        return SENTENCES[code]
    if message:
        return message
    return f"The provider reported error {code}." if code else "The provider could not deliver it."
