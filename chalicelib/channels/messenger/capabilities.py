"""What Messenger can do (Meta docs: Messenger Platform, "Send API", "Quick replies", "Messaging
windows"): 24 hours after the customer's last message, a person 7 days."""

from chalicelib.channels.domain import Capabilities, Limits

LARGEST = 25 * 1024 * 1024

CAPABILITIES = Capabilities(
    max_length=2000,
    splits=True,
    receipts=("sent", "delivered", "read"),
    files={kind: Limits(LARGEST) for kind in ("image", "audio", "video", "file")},
    quotes=True,
    reactions=(),
    buttons=13,
    button_length=20,
    window_hours=24,
    human_window_hours=168,
)
