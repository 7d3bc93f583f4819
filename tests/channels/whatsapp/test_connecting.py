"""Connecting a number to WhatsApp, and finding customers' files."""

import pytest

from chalicelib.channels import http
from chalicelib.channels.domain import SendError
from chalicelib.channels.whatsapp import provider
from tests.channels.meta.samples import (
    ACCOUNT,
    CREDENTIALS,
    NUMBER,
    TOKEN,
    Wire,
    channel,
    refused,
)

HOOK = "https://api.example.com/api/hooks/chn_1"
GRAPH = "https://graph.facebook.com/v25.0"


@pytest.fixture
def wired(monkeypatch):
    def run(*answers):
        wire = Wire(*answers)
        monkeypatch.setattr(http, "pool", lambda: wire)
        return wire

    return run


@pytest.mark.feature("CH-17")
def test_a_number_is_proven_and_its_webhooks_are_sent_to_us(wired):
    found = {"display_phone_number": "+47 59 44 01 23", "verified_name": "Nordlys", "id": NUMBER}
    wire = wired((200, found), (200, {"success": True}))

    kept = provider.register(channel("whatsapp"), CREDENTIALS, HOOK)

    assert kept == {
        "recipient": NUMBER,
        "display_phone_number": "+47 59 44 01 23",
        "verified_name": "Nordlys",
    }
    assert wire.paths() == [
        f"GET {GRAPH}/{NUMBER}",
        f"POST {GRAPH}/{ACCOUNT}/subscribed_apps",
        f"POST {GRAPH}/{NUMBER}",
    ]
    override = {"override_callback_uri": HOOK, "verify_token": "open-sesame"}
    assert wire.bodies() == [override, {"webhook_configuration": override}]
    assert all("appsecret_proof=" in url and TOKEN not in url for _, url, _ in wire.requests)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (refused(190, status=401), "access token"),
        (refused(100, "Invalid appsecret_proof provided"), "appsecret_proof"),
        (refused(33), "does not exist"),
    ],
)
def test_what_is_wrong_is_told_when_a_number_is_connected(wired, answer, said):
    wire = wired(answer)

    with pytest.raises(SendError, match=said):
        provider.register(channel("whatsapp"), CREDENTIALS, HOOK)

    assert len(wire.requests) == 1


@pytest.mark.feature("MSG-21")
def test_a_file_is_found_by_its_id(wired):
    where = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1"
    wire = wired((200, {"url": where, "mime_type": "image/jpeg"}))

    url, headers = provider.fetch("65463453", channel("whatsapp"), CREDENTIALS)

    assert (url, headers) == (where, {"Authorization": f"Bearer {TOKEN}"})
    assert wire.paths() == [f"GET {GRAPH}/65463453"]
    assert f"phone_number_id={NUMBER}" in wire.requests[0][1]


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://lookaside.fbsbx.com/1", True),
        ("https://mmg.whatsapp.net/1", True),
        (f"{GRAPH}/1", True),
        ("http://lookaside.fbsbx.com/1", False),
        ("https://evilfbsbx.com/1", False),
        ("https://fbsbx.com.evil.example/1", False),
        ("https://fbsbx.com@evil.example/1", False),
        ("https://evil.example/fbsbx.com", False),
        ("https://[::1/", False),
    ],
)
def test_the_token_goes_to_no_host_but_metas(wired, url, trusted):
    wired((500, {}))

    found, headers = provider.fetch(url, channel("whatsapp"), CREDENTIALS)

    assert found == url
    assert bool(headers) is trusted


@pytest.mark.parametrize("answer", [(200, {}), refused(100, status=404), refused(131052)])
def test_a_file_that_is_gone_is_final(wired, answer):
    wired(answer)

    with pytest.raises(SendError) as refusal:
        provider.fetch("65463453", channel("whatsapp"), CREDENTIALS)
    assert not refusal.value.retryable


def test_an_id_cannot_lead_elsewhere(wired):
    wire = wired((200, {"url": "https://x.example"}))

    provider.fetch("1?fields=secret#", channel("whatsapp"), CREDENTIALS)

    assert wire.requests[0][1].startswith(f"{GRAPH}/1%3Ffields%3Dsecret%23?")
