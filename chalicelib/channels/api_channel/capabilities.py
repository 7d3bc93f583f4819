"""What a channel to another system can do: all that our own format can say."""

from chalicelib.channels.domain import Capabilities, Limits

ANY = Limits(size=25 * 1024 * 1024)

CAPABILITIES = Capabilities(
    max_length=10_000,
    receipts=("sent", "delivered", "read", "failed"),
    files={"image": ANY, "audio": ANY, "video": ANY, "file": ANY},
    files_per_message=10,
    caption=10_000,
    rich_text=True,
    quotes=True,
    reactions=(),
    edits=True,
    deletes=True,
    buttons=10,
    button_length=40,
    can_initiate=True,
    typing=True,
)
