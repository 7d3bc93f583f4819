"""Approved templates: read from the account, sent with their gaps filled."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.channels import http
from chalicelib.channels.domain import SendError, TemplateUse
from chalicelib.channels.whatsapp import provider
from tests.channels.meta.samples import (
    ACCOUNT,
    CREDENTIALS,
    Wire,
    a_file,
    channel,
    outgoing,
    refused,
)

pytestmark = pytest.mark.feature("CH-20")

ORDER = {
    "id": "1689556908129832",
    "name": "order_confirmation",
    "language": "en_US",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}"},
        {"type": "BODY", "text": "Hi {{1}}, it comes on {{2}}. Yours, {{1}}"},
        {"type": "FOOTER", "text": "Nordlys"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Thanks"},
                {"type": "URL", "text": "Track", "url": "https://shop.example/{{1}}"},
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+4759440123"},
                {"type": "COPY_CODE", "example": "TENT10"},
            ],
        },
    ],
}
NAMED = {
    "id": "2",
    "name": "welcome",
    "language": "nb",
    "status": "PENDING",
    "parameter_format": "NAMED",
    "components": [{"type": "BODY", "text": "Hei {{first_name}}, hilsen {{ agent }}"}],
}
YES = (200, {"messages": [{"id": "wamid.out"}]})


def listed(monkeypatch, *answers):
    wire = Wire(*answers)
    monkeypatch.setattr(http, "pool", lambda: wire)
    return wire, provider.templates(channel("whatsapp"), CREDENTIALS)


def sent(monkeypatch, given, **use):
    """The components of a message that uses a template."""
    wire = Wire(*([(200, given)] if given else []), YES)
    monkeypatch.setattr(http, "pool", lambda: wire)
    known = {"id": "1689556908129832", "name": "order_confirmation", "language": "en_US"}
    message = outgoing(text="", template=TemplateUse(**(known | use)))
    assert provider.send(message, channel("whatsapp"), CREDENTIALS) == "wamid.out"
    [body] = wire.bodies()
    assert body["template"]["name"] == "order_confirmation"
    assert body["template"]["language"] == {"code": "en_US"}
    return body["template"].get("components")


def test_a_template_is_read_with_its_gaps_and_buttons(monkeypatch):
    _, [found] = listed(monkeypatch, (200, {"data": [ORDER]}))

    assert (found.id, found.name, found.language) == (
        "1689556908129832",
        "order_confirmation",
        "en_US",
    )
    assert (found.status, found.category) == ("approved", "utility")
    assert (found.header, found.header_format, found.footer) == ("Order {{1}}", "text", "Nordlys")
    assert found.body == "Hi {{1}}, it comes on {{2}}. Yours, {{1}}"
    assert [tuple(button.values()) for button in found.buttons] == [
        ("quick_reply", "Thanks", ""),
        ("url", "Track", "https://shop.example/{{1}}"),
        ("phone", "Call", "+4759440123"),
        ("copy_code", "", "{{1}}"),
    ]


def test_all_pages_are_read(monkeypatch):
    first = {"data": [ORDER], "paging": {"cursors": {"after": "QVFI"}, "next": "https://…"}}
    last = {"data": [NAMED], "paging": {"cursors": {"after": "QVFJ"}}}

    wire, found = listed(monkeypatch, (200, first), (200, last))

    assert [one.name for one in found] == ["order_confirmation", "welcome"]
    asked = [parse_qs(urlsplit(url).query) for _, url, _ in wire.requests]
    assert [query.get("after") for query in asked] == [None, ["QVFI"]]
    assert all(f"/{ACCOUNT}/message_templates?" in url for _, url, _ in wire.requests)


def test_pages_that_never_end_end(monkeypatch):
    page = {"data": [], "paging": {"cursors": {"after": "x"}, "next": "https://…"}}

    wire, found = listed(monkeypatch, (200, page))

    assert (found, len(wire.requests)) == ([], 100)


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("APPROVED", "approved"),
        ("PENDING", "pending"),
        ("IN_APPEAL", "pending"),
        ("REJECTED", "rejected"),
        ("PAUSED", "paused"),
        ("DISABLED", "paused"),
        ("SOMETHING_NEW", "paused"),
    ],
)
def test_only_approved_templates_are_approved(monkeypatch, status, ours):
    _, [found] = listed(monkeypatch, (200, {"data": [ORDER | {"status": status}]}))

    assert found.status == ours


@pytest.mark.parametrize(
    "component",
    [
        {"type": "CAROUSEL", "cards": []},
        {"type": "HEADER", "format": "LOCATION"},
        {"type": "BUTTONS", "buttons": [{"type": "FLOW"}]},
        {"type": "LIMITED_TIME_OFFER"},
    ],
)
def test_what_a_form_cannot_fill_is_left_out(monkeypatch, component):
    odd = NAMED | {"components": [component]}

    _, found = listed(monkeypatch, (200, {"data": [odd, {"id": "3"}, None, NAMED]}))

    assert [one.id for one in found] == ["2"]


def test_refused_credentials_are_told(monkeypatch):
    with pytest.raises(SendError) as refusal:
        listed(monkeypatch, refused(190, status=401))
    assert refusal.value.unauthorized


def test_gaps_are_filled_in_order_and_buttons_at_their_places(monkeypatch):
    components = sent(
        monkeypatch,
        ORDER,
        header=("42",),
        body=("Kari", "Friday"),
        buttons=("42", "TENT10"),
    )

    def text(value):
        return {"type": "text", "text": value}

    assert components == [
        {"type": "header", "parameters": [text("42")]},
        {"type": "body", "parameters": [text("Kari"), text("Friday")]},
        {"type": "button", "sub_type": "url", "index": "1", "parameters": [text("42")]},
        {
            "type": "button",
            "sub_type": "copy_code",
            "index": "3",
            "parameters": [{"type": "coupon_code", "coupon_code": "TENT10"}],
        },
    ]


def test_named_gaps_are_filled_by_name(monkeypatch):
    [body] = sent(monkeypatch, NAMED, body=("Kari", "Anna"))

    assert body["parameters"] == [
        {"type": "text", "parameter_name": "first_name", "text": "Kari"},
        {"type": "text", "parameter_name": "agent", "text": "Anna"},
    ]


def test_a_one_time_code_goes_into_its_button(monkeypatch):
    otp = {"components": [{"type": "BUTTONS", "buttons": [{"type": "OTP", "text": "Copy"}]}]}

    [button] = sent(monkeypatch, otp, buttons=("123456",))

    assert (button["sub_type"], button["index"]) == ("url", "0")
    assert button["parameters"] == [{"type": "text", "text": "123456"}]


def test_a_template_without_gaps_needs_no_look_at_it(monkeypatch):
    assert sent(monkeypatch, None) is None


@pytest.mark.parametrize(
    ("kind", "as_", "more"),
    [
        ("image", "image", {}),
        ("video", "video", {}),
        ("file", "document", {"filename": "tent.jpg"}),
    ],
)
def test_a_header_can_be_a_file(monkeypatch, kind, as_, more):
    file = a_file(kind)

    [header] = sent(monkeypatch, None, header_file=file)

    assert header["parameters"] == [{"type": as_, as_: {"link": file.url} | more}]


@pytest.mark.parametrize("use", [{"body": ("Kari",)}, {"header": ("1", "2")}, {"buttons": ("42",)}])
def test_values_that_do_not_fit_the_gaps_are_refused_before_sending(monkeypatch, use):
    with pytest.raises(SendError, match="values") as refusal:
        sent(monkeypatch, ORDER, **use)
    assert not refusal.value.retryable


def test_a_template_that_is_gone_is_said_to_be(monkeypatch):
    with pytest.raises(SendError, match="no such template"):
        sent(monkeypatch, json.loads('{"error": {"code": 132001}}'), body=("a", "b"))
