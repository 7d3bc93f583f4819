"""Whatever bytes come: a fact, and no more."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.channels.email import ses
from chalicelib.channels.email.html import sanitised
from chalicelib.channels.email.inbound import facts_of, read
from chalicelib.channels.email.visible import visible
from chalicelib.channels.facts import Fact
from chalicelib.runtime.errors import Invalid
from tests.channels.conftest import RECORDED
from tests.channels.email.mails import HEADERS, mail, mixed, part
from tests.channels.email.test_ses import RECEIVED, sent

pytestmark = pytest.mark.feature("CH-30")
few = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

SEEDS = [
    mail(),
    mixed(part("text/plain", "Hi"), part("text/html", "<p>Hi</p>"), subtype="alternative"),
    mixed(part("message/delivery-status", "Action: failed\n"), subtype="report"),
    *(one.read_bytes()[:20_000] for one in sorted((RECORDED / "email").glob("*.eml"))),
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def is_sound(eml):
    parsed = read(eml)
    assert len(parsed.parts) == len(parsed.fact.attachments)
    for fact in [parsed.fact, *facts_of(eml)]:
        Fact.model_validate_json(parsed.fact.model_dump_json())  # every queue and store takes it
        assert "\x00" not in fact.text


@few
@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_mail(data):
    is_sound(data)


@few
@given(st.sampled_from(SEEDS), st.integers(0, 20_000), st.binary(max_size=12), st.integers(0, 50))
def test_a_mail_with_broken_bytes_is_read(seed, where, data, gone):
    where %= len(seed) + 1
    is_sound(seed[:where] + data + seed[where + gone :])


@few
@given(st.sampled_from([*HEADERS, "Content-Type", "References", "Content-Disposition"]),
       st.text(max_size=60))  # fmt: skip
def test_any_header_is_read_past(name, value):
    is_sound(mail(**{name: value.replace("\n", "\n ")}))


@few
@given(st.text(max_size=400))
def test_what_is_new_is_part_of_what_was_written(text):
    known = set(text.replace("\xa0", " ").replace("\u3000", " "))
    assert set(visible(text)) <= known | {"\n"}


@few
@given(st.text(alphabet="<>/\"'= abcimgsrcstyleonscript:&;#x0\n", max_size=200))
def test_a_sanitised_page_holds_nothing_that_runs(page):
    shown = sanitised(page).lower()
    assert "<script" not in shown
    assert sanitised(shown) is not None


@few
@given(json_values)
def test_any_json_is_a_notification_or_refused(body):
    for told in (body, {"mail": body, "notificationType": "Received", "receipt": body},
                 {"mail": {"tags": body}, "eventType": "Bounce", "bounce": body},
                 {"Records": body}, {"Message": json.dumps(body)}):  # fmt: skip
        try:
            facts = ses.facts_of(told)
        except Invalid:
            continue
        assert all(isinstance(fact, Fact) for fact in facts)


@few
@given(st.sampled_from([RECEIVED, sent("Bounce"), sent("Complaint"), sent("DeliveryDelay")]),
       st.integers(0, 5), json_values)  # fmt: skip
def test_a_notification_with_an_odd_value_is_read_past(told, number, value):
    names = sorted(told["mail"])
    broken = told | {"mail": told["mail"] | {names[number % len(names)]: value}}

    assert ses.facts_of(json.dumps(broken))
