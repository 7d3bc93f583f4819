"""What Instagram can do (Meta docs: Instagram Platform, "Send messages", "Quick replies"): 24 hours
after the customer's last message, a person 7 days."""

from chalicelib.channels.domain import Capabilities, Limits

MB = 1024 * 1024

CAPABILITIES = Capabilities(
    max_length=1000,
    unit="bytes",
    splits=True,
    receipts=("sent", "read"),
    files={
        "image": Limits(8 * MB, ("image/png", "image/jpeg", "image/gif")),
        "audio": Limits(25 * MB, ("audio/aac", "audio/mp4", "audio/wav", "audio/x-m4a")),
        "video": Limits(25 * MB, ("video/mp4", "video/ogg", "video/quicktime", "video/webm")),
        "file": Limits(25 * MB, ("application/pdf",)),
    },
    reactions=("❤️",),
    buttons=13,
    button_length=20,
    window_hours=24,
    human_window_hours=168,
)
