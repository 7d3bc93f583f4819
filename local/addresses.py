"""Where everything answers, derived from the ports and the APIs' ids, and endpoints.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.ports import Ports
from local.template import WEBSOCKET_ID

API_STAGE = "api"  # Chalice's name for the stage of every API
MAIL_FROM = "hello@switchboard.example"
MAIL_DOMAIN = "nordlys.example"
"""The demo company's own, which the emulator takes for verified."""
API_PATHS = {
    "twilio": "",
    "twilio_content": "/twilio-content",
    "graph": "/graph",
    "instagram": "/instagram",
    "viber": "/viber",
    "telegram": "/telegram",
    "x": "/x",
    "line": "/line",
    "line_data": "/line-data",
    "bedrock": "/bedrock",
    "translate": "/translate",
}
"""Where the simulator serves each provider's API, by the names that `base_url` asks for."""


@dataclass(frozen=True)
class Addresses:
    ports: Ports
    rest_api_id: str

    @property
    def aws(self) -> str:
        return f"http://localhost:{self.ports.gateway}"

    @property
    def public(self) -> str:
        """The REST API's base, what API Gateway's domain is in production."""
        return f"{self.aws}/restapis/{self.rest_api_id}/{API_STAGE}/_user_request_"

    @property
    def api(self) -> str:
        return f"{self.public}/v1"

    @property
    def connections(self) -> str:
        """Where the application posts to sockets."""
        return f"{self.aws}/_aws/execute-api/{WEBSOCKET_ID}/{API_STAGE}"

    @property
    def websocket(self) -> str:
        return self.connections.replace("http://", "ws://", 1)

    @property
    def providers(self) -> str:
        return f"http://localhost:{self.ports.simulator}"

    @property
    def console(self) -> str:
        return f"http://localhost:{self.ports.edge}/"

    @property
    def widget_script(self) -> str:
        return f"{self.console}widget/loader.js"

    def parameters(self) -> dict[str, str]:
        """Parameters of the stack: what the application cannot know of where it is deployed."""
        return {
            "Stage": "local",
            "PublicUrl": self.public,
            "WebsocketUrl": self.websocket,
            "WebsocketEndpoint": self.connections,
            "StorageUrl": self.aws,
            "ProviderBaseUrls": json.dumps(
                {name: f"{self.providers}{path}" for name, path in API_PATHS.items()}
            ),
            "ConsoleUrl": self.console,
            "MailFrom": MAIL_FROM,
            "MailDomain": MAIL_DOMAIN,
        }

    def write(self, file: Path, demo: dict[str, Any]) -> dict[str, Any]:
        """endpoints.json: the addresses, and the demo account with its sign-ins and channels."""
        endpoints = {
            "api": self.api,
            "hooks": f"{self.public}/hooks",
            "websocket": self.websocket,
            "console": self.console,
            "demo_site": f"{self.providers}/shop/",
            "widget_script": self.widget_script,
            "aws": self.aws,
            "providers": self.providers,
            **demo,
        }
        part = file.with_suffix(".part")  # so that nobody reads half of it
        part.write_text(json.dumps(endpoints, indent=2) + "\n")
        part.replace(file)
        return endpoints
