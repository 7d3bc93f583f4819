"""What SMS through Twilio can do (Twilio docs: "Messages resource", Body at most 1600)."""

from chalicelib.channels.domain import Capabilities

CAPABILITIES = Capabilities(
    max_length=1600,
    receipts=("queued", "sent", "delivered", "failed"),
    can_initiate=True,
)
