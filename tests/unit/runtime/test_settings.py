"""The deployment's word is read from the environment once; what it leaves out has a default."""

import pytest

from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import expires, meta
from tests.builders import NOON, later


@pytest.fixture(autouse=True)
def fresh():
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_a_variable_sets_the_field_of_its_name(monkeypatch):
    monkeypatch.setenv("MAIL_FROM", "desk@fjord.example")
    monkeypatch.setenv("OUTBOUND_ATTEMPTS", "7")

    assert settings().mail_from == "desk@fjord.example"
    assert settings().outbound_attempts == 7


def test_an_empty_variable_leaves_the_default(monkeypatch):
    monkeypatch.setenv("PROVIDER_BASE_URLS", "")

    assert settings().provider_base_urls == {}


def test_settings_are_read_once(monkeypatch):
    before = settings()
    monkeypatch.setenv("STAGE", "another")

    assert settings() is before


def test_a_table_is_where_the_environment_says(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:4566")

    assert meta("contacts") == {
        "table_name": "contacts",
        "region": "eu-north-1",
        "host": "http://localhost:4566",
    }


def test_an_expiry_is_in_seconds_as_dynamodb_wants_it():
    assert expires(later(60) - NOON, NOON) == int(later(60).timestamp())
