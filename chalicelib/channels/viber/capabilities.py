"""What a Viber bot can do (Viber docs: "Viber REST API", Send Message, Keyboards)."""

from chalicelib.channels.domain import Capabilities, Limits

MEGABYTE = 1024 * 1024
CAPABILITIES = Capabilities(
    max_length=7000,
    splits=True,
    receipts=("sent", "delivered", "read", "failed"),
    files={
        "image": Limits(MEGABYTE, ("image/jpeg", "image/png", "image/gif")),
        "video": Limits(26 * MEGABYTE, ("video/mp4",)),
        "audio": Limits(50 * MEGABYTE),
        "file": Limits(50 * MEGABYTE),
    },
    buttons=24,
    button_length=40,
    consent=True,
)
"""A bot may write to those alone who wrote to it or subscribed (CH-23). Pictures and videos could
carry 512 characters, other files none; so that nothing is lost, a text is a message of its own."""
