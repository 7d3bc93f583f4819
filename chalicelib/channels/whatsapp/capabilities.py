"""What WhatsApp can do (Meta docs: WhatsApp, "Supported media types", "Customer service windows",
"Interactive reply buttons messages")."""

from chalicelib.channels.domain import Capabilities, Limits

MB = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument"

CAPABILITIES = Capabilities(
    max_length=4096,
    splits=True,
    receipts=("sent", "delivered", "read", "failed"),
    space="phone",
    files={
        "image": Limits(5 * MB, ("image/jpeg", "image/png")),
        "audio": Limits(
            16 * MB, ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")
        ),
        "video": Limits(16 * MB, ("video/mp4", "video/3gpp")),
        "file": Limits(
            100 * MB,
            (
                "application/pdf",
                "text/plain",
                "application/msword",
                "application/vnd.ms-excel",
                "application/vnd.ms-powerpoint",
                f"{OFFICE}.wordprocessingml.document",
                f"{OFFICE}.spreadsheetml.sheet",
                f"{OFFICE}.presentationml.presentation",
            ),
        ),
    },
    caption=1024,
    rich_text=True,
    quotes=True,
    reactions=(),
    buttons=3,
    button_length=20,
    templates=True,
    window_hours=24,
    consent=True,
    groups=True,
)

QUESTION_LENGTH = 1024
"""Longest text above quick replies."""
