"""What direct messages on X can do (X docs: "Manage Direct Messages", "Media upload")."""

from chalicelib.channels.domain import Capabilities, Limits

MEGABYTE = 1024 * 1024
CAPABILITIES = Capabilities(
    max_length=10_000,
    splits=True,
    receipts=("sent", "read"),
    files={
        "image": Limits(5 * MEGABYTE, ("image/jpeg", "image/png", "image/gif", "image/webp")),
        "video": Limits(25 * MEGABYTE, ("video/mp4", "video/quicktime")),
    },
    caption=10_000,
    typing=True,
)
"""X takes videos of 512 MB; ours are held in a function's memory. Nobody may be written to first:
X forbids unsolicited messages by machine, and most people accept none from strangers."""
