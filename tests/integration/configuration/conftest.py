"""A stack whose answers are kept, and providers that answer without a network."""

import json

import pytest

from chalicelib.channels import http
from chalicelib.channels.email import outbound as mail
from chalicelib.configuration import answering
from tests.integration.configuration.stack import URL, Stack, Twilio


@pytest.fixture
def answers(monkeypatch):
    """What CloudFormation was answered, each within its limit."""
    told = []

    def put(url, body):
        assert url == URL
        assert len(body) <= 4096
        told.append(json.loads(body))

    monkeypatch.setattr(answering, "put", put)
    return told


@pytest.fixture
def stack(company, answers):
    return Stack(company, answers)


@pytest.fixture(autouse=True)
def twilio(monkeypatch):
    stands = Twilio()
    monkeypatch.setattr(http, "pool", lambda: stands)
    return stands


@pytest.fixture
def verified(monkeypatch):
    """An address that SES knows."""
    monkeypatch.setattr(mail, "_identity", lambda name: {"VerifiedForSendingStatus": True})
