"""Whatever comes, Viber's parser answers with facts or Invalid."""

import pytest
from hypothesis import HealthCheck, given, settings

from chalicelib.channels.viber.inbound import parse
from tests.channels.messengers import anything, payloads, read, spoiled
from tests.channels.viber.payloads import ALL

BODIES = payloads("viber", ALL)
pytestmark = pytest.mark.feature("CH-30")


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(anything())
def test_any_json_is_read_or_refused(body):
    read(parse, body)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled(BODIES))
def test_a_spoiled_callback_is_read(body):
    assert read(parse, body)
