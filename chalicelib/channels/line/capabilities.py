"""What a LINE Official Account can do (LINE docs: "Messaging API reference", Message objects)."""

from chalicelib.channels.domain import Capabilities, Limits

MEGABYTE = 1024 * 1024
CAPABILITIES = Capabilities(
    max_length=5000,
    unit="utf16",
    splits=True,
    receipts=("sent",),
    files={"image": Limits(10 * MEGABYTE, ("image/jpeg", "image/png"))},
    buttons=13,
    button_length=20,
    consent=True,
    groups=True,
)
"""LINE takes a video only with a picture to show before it and a sound only with its length,
neither of which we have, and no other files at all. Quoting needs a token that only the webhook of
the quoted message carried. A person who never followed the account has no address."""
