"""The line to the provider, faked."""

import pytest

from chalicelib.channels import http
from tests.channels.messengers import Wire


@pytest.fixture
def wire(monkeypatch):
    """Put answers where requests go out; keeps the requests."""

    def put(*answers, error=None):
        made = Wire(*answers, error=error)
        monkeypatch.setattr(http, "pool", lambda: made)
        return made

    return put
