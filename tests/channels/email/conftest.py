"""A mail channel, and a deployment that receives mail."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels.domain import Channel
from chalicelib.runtime.settings import settings

CHANNEL_ID = "chn_01JZZZZZZZZZZZZZZZZZZZZZZZ"
AT = datetime(2026, 1, 1, tzinfo=UTC)


def a_channel(**given):
    known = {
        "account_id": "acc_1",
        "id": CHANNEL_ID,
        "kind": "email",
        "name": "Support",
        "team_id": "tea_1",
        "created_at": AT,
        "address": "help@nordlys.example",
    }
    return Channel(**(known | given))


@pytest.fixture
def channel():
    return a_channel()


@pytest.fixture
def mail_settings(monkeypatch):
    monkeypatch.setenv("MAIL_DOMAIN", "in.example")
    monkeypatch.setenv("MAIL_BUCKET", "mails")
    monkeypatch.setenv("STAGE", "test")
    settings.cache_clear()
    yield settings()
    settings.cache_clear()
