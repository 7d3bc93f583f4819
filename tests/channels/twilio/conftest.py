"""The line to Twilio, faked."""

import pytest

from chalicelib.channels import http


@pytest.fixture
def plug(monkeypatch):
    """Put a wire where requests go out."""

    def put(wire):
        monkeypatch.setattr(http, "pool", lambda: wire)
        return wire

    return put
