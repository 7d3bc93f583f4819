"""What SMS and MMS through Twilio can do (Twilio docs: "Messages resource": Body at most 1600, ten
media; "Accepted content types for media": 5 MB together)."""

from chalicelib.channels.domain import Capabilities, Limits

MOST_BYTES = 5 * 1024 * 1024
"""Of all files of a message together."""

CAPABILITIES = Capabilities(
    max_length=1600,
    splits=True,
    receipts=("queued", "sent", "delivered", "failed"),
    space="phone",
    files={
        "image": Limits(MOST_BYTES, ("image/jpeg", "image/png", "image/gif")),
        "audio": Limits(
            MOST_BYTES, ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm", "audio/amr")
        ),
        "video": Limits(MOST_BYTES, ("video/mp4", "video/quicktime", "video/webm", "video/3gpp")),
        "file": Limits(MOST_BYTES, ("application/pdf", "text/csv")),
    },
    files_per_message=10,
    caption=1600,
    can_initiate=True,
    consent=True,
    segments=True,
)
