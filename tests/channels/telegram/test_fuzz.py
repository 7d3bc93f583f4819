"""Whatever comes, Telegram's parser answers with facts or Invalid."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.channels.telegram.inbound import parse
from chalicelib.channels.telegram.rich import to_html
from tests.channels.messengers import anything, payloads, read, spoiled
from tests.channels.telegram.payloads import ALL

BODIES = payloads("telegram", ALL)
pytestmark = pytest.mark.feature("CH-30")


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(anything())
def test_any_json_is_read_or_refused(body):
    read(parse, body)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled(BODIES))
def test_a_spoiled_update_is_read(body):
    assert read(parse, body)


@settings(max_examples=100)
@given(st.text(alphabet="*_`[]()<>&ab \n-https:/\x00", max_size=40))
def test_no_text_makes_tags_that_cross(text):
    from html.parser import HTMLParser

    class Nesting(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attrs):
            self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    reader = Nesting()
    reader.feed(to_html(text))
    reader.close()
    assert reader.open == []
