"""A site to read, and a queue that waits for nobody."""

import json
from collections.abc import Iterator

import pytest

from chalicelib.runtime import settings
from tests.aws import Aws
from tests.integration.knowledge.sites import Queue, Site, catch


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine, which the deployment calls one of its own."""
    made = Site()
    monkeypatch.setenv("PROVIDER_BASE_URLS", json.dumps({"shop": made.url}))
    settings.settings.cache_clear()
    yield made
    made.close()
    monkeypatch.undo()
    settings.settings.cache_clear()


@pytest.fixture
def queue(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Queue:
    """Stands for every queue."""
    return catch(monkeypatch)
