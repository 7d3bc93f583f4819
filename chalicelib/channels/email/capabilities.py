"""What mail can do.

Sizes: SES takes 40 MB with everything encoded (SES docs: "Service quotas"), many servers 25 MB.
"""

from chalicelib.channels.domain import Capabilities, Limits

MEGABYTE = 1024 * 1024
LARGEST = 18 * MEGABYTE
"""All files of a mail together: base64 makes them 25 MB."""
LONGEST = 100_000

CAPABILITIES = Capabilities(
    max_length=LONGEST,
    receipts=("delivered", "failed"),
    space="email",
    files=dict.fromkeys(("image", "audio", "video", "file"), Limits(LARGEST)),
    files_per_message=20,
    caption=LONGEST,
    rich_text=True,
    can_initiate=True,
    subject=True,
)
"""That a mail was sent is our own word for "SES or the mail server took it"."""
