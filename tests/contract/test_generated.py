"""What is generated from the code and checked in is what the code says now."""

import json

from pydantic import TypeAdapter

import app
from chalicelib import describe
from chalicelib.conversations.views import AnyEvent
from tests.contract.conftest import ROOT


def test_the_described_api_is_the_api():
    written = json.loads((ROOT / "docs" / "openapi.json").read_text())

    assert written == json.loads(json.dumps(describe.document(app.app)))


def test_the_described_events_are_the_events():
    written = json.loads((ROOT / "docs" / "events.json").read_text())

    assert written == TypeAdapter(AnyEvent).json_schema()
