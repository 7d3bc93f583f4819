"""Website chat: the widget calls our own API, so there is no webhook and nothing to send."""

from chalicelib.channels.domain import (
    Capabilities,
    Channel,
    Credentials,
    HookRequest,
    Limits,
    OutgoingMessage,
    Provider,
    SendError,
)
from chalicelib.channels.facts import Fact

MEGABYTE = 1024 * 1024
ANY = Limits(size=25 * MEGABYTE)

CAPABILITIES = Capabilities(
    max_length=4096,
    files={"image": ANY, "audio": ANY, "video": ANY, "file": ANY},
    files_per_message=10,
    caption=4096,
    rich_text=True,
    quotes=True,
    reactions=(),
    edits=True,
    deletes=True,
    buttons=10,
    button_length=40,
    typing=True,
    pushes=False,
)


def _verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    return False  # nobody may call a widget's hook


def _parse(request: HookRequest) -> list[Fact]:
    return []


def _send(message: OutgoingMessage, channel: Channel, credentials: Credentials) -> str:
    raise SendError("website chat reads its messages from us", retryable=False)


provider = Provider(
    kind="webchat",
    label="Website chat",
    capabilities=CAPABILITIES,
    fields=(),
    verify=_verify,
    parse=_parse,
    send=_send,
)
