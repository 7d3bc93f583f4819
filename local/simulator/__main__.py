"""Serve the simulator: python -m local.simulator --port 4580 --aws http://localhost:4566 …"""

import argparse
from pathlib import Path

import httpx2
import uvicorn

from local.paths import State
from local.ports import HOST
from local.simulator.app import create_app
from local.simulator.channels import Channels
from local.simulator.media import MediaStore
from local.simulator.phones import Phones
from local.simulator.world import World

WEBHOOK_SECONDS = 15.0  # as long as Twilio waits for an answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--aws", required=True, help="the emulator's address")
    parser.add_argument("--state", type=Path, required=True, help="the stack's state folder")
    given = parser.parse_args()
    state = State(given.state)
    http = httpx2.AsyncClient(timeout=WEBHOOK_SECONDS)
    media = MediaStore(f"http://localhost:{given.port}", state.folder / "media")
    world = World(Channels(state.channels), Phones(state.phones), http, media=media, aws=given.aws)
    app = create_app(world, endpoints=state.endpoints, aws=given.aws)
    uvicorn.run(app, host=HOST, port=given.port, log_level="info")


if __name__ == "__main__":
    main()
