"""What WhatsApp through Twilio can do (Twilio docs: "Guidance on WhatsApp media messages",
"Messages resource"): one file a message, without a caption that every type keeps; buttons by
template alone."""

from chalicelib.channels.domain import Capabilities, Limits

MEGABYTE = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument"

CAPABILITIES = Capabilities(
    max_length=1600,
    splits=True,
    receipts=("queued", "sent", "delivered", "read", "failed"),
    space="phone",
    files={
        "image": Limits(5 * MEGABYTE, ("image/jpeg", "image/png")),
        "audio": Limits(
            16 * MEGABYTE, ("audio/ogg", "audio/amr", "audio/3gpp", "audio/aac", "audio/mpeg")
        ),
        "video": Limits(16 * MEGABYTE, ("video/mp4",)),
        "file": Limits(
            16 * MEGABYTE,
            (
                "application/pdf",
                "application/msword",
                f"{OFFICE}.wordprocessingml.document",
                f"{OFFICE}.presentationml.presentation",
                f"{OFFICE}.spreadsheetml.sheet",
            ),
        ),
    },
    rich_text=True,
    templates=True,
    window_hours=24,
    consent=True,
)
