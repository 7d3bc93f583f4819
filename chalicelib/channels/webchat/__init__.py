"""Website chat: the widget calls our own API, so there is no webhook and nothing to send."""

from collections.abc import Mapping

from chalicelib.channels.domain import (
    Capabilities,
    Channel,
    Fact,
    HookRequest,
    OutgoingMessage,
    Provider,
    SendError,
)

CAPABILITIES = Capabilities(max_length=4096, attachments=True, rich_text=True, pushes=False)


def _verify(request: HookRequest, credentials: Mapping[str, str]) -> bool:
    return False  # nobody may call a widget's hook


def _parse(request: HookRequest) -> list[Fact]:
    return []


def _send(message: OutgoingMessage, channel: Channel, credentials: Mapping[str, str]) -> str:
    raise SendError("website chat reads its messages from us", retryable=False)


provider = Provider(
    kind="webchat",
    label="Website chat",
    capabilities=CAPABILITIES,
    required_settings=(),
    required_credentials=(),
    verify=_verify,
    parse=_parse,
    send=_send,
)
