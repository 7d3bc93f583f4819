"""Telegram repeats the secret that the webhook was set with."""

import pytest

from chalicelib.channels.telegram.signature import verify
from tests.builders import a_channel
from tests.channels.messengers import a_call

SECRET = {"secret_token": "A-Za-z0-9_-secret"}


def verified(credentials=SECRET, **headers):
    return verify(a_call({"update_id": 1}, **headers), a_channel(), credentials)


@pytest.mark.feature("CH-30")
def test_the_secret_of_the_channel_is_genuine():
    assert verified(x_telegram_bot_api_secret_token="A-Za-z0-9_-secret")


@pytest.mark.parametrize("given", ["", "A-Za-z0-9_-Secret", "secret", "ærlig", "\ud800"])
def test_any_other_secret_is_not(given):
    assert not verified(x_telegram_bot_api_secret_token=given)


def test_a_call_without_the_header_is_not():
    assert not verified()


@pytest.mark.parametrize("credentials", [{}, {"secret_token": ""}])
def test_without_a_secret_of_ours_nothing_is_genuine(credentials):
    assert not verified(credentials, x_telegram_bot_api_secret_token="")
