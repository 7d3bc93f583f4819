"""Whatever comes, a parser answers facts or refuses the whole: nothing else, ever."""

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.channels.facts import Fact
from chalicelib.channels.registry import provider_of
from chalicelib.runtime.errors import Invalid
from tests.channels.conftest import recorded
from tests.channels.meta.samples import event, events, hook, whatsapp, written

KINDS = {
    "whatsapp": ("whatsapp_business_account", "changes"),
    "messenger": ("page", "messaging"),
    "instagram": ("instagram", "messaging"),
}
WORDS = [
    *(
        "from",
        "id",
        "type",
        "text",
        "body",
        "image",
        "reaction",
        "interactive",
        "context",
        "system",
    ),
    *("mid", "sender", "recipient", "payload", "url", "attachments", "postback", "read", "errors"),
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(alphabet=st.characters(), max_size=8),
    st.sampled_from(["\ud800", "\x00", "1760000000", "9" * 30, "text", "sent", "US.1"]),
)
ANY = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)
OURS = {
    "whatsapp": [
        written(type="text", text={"body": "Hi"}, context={"id": "1"}, referral={"body": "ad"}),
        written(type="image", image={"id": "1", "mime_type": "image/png"}, group_id="g"),
        written(type="contacts", contacts=[{"name": {"first_name": "A"}, "phones": [{}]}]),
        written(interactive={"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}),
        written(type="edit", edit={"original_message_id": "1", "message": {"text": {"body": ""}}}),
        written(type="system", system={"wa_id": "1", "type": "user_changed_number"}),
        whatsapp({"statuses": [{"id": "1", "status": "failed", "errors": [{"code": 1}]}]}),
        whatsapp({"user_preferences": [{"wa_id": "1", "value": "stop"}]}, "user_preferences"),
        whatsapp({"user_id_update": [{"user_id": {"previous": "1"}}]}, "user_id_update"),
        whatsapp({"calls": [{"id": "1"}], "errors": [{}]}, "calls"),
        whatsapp({"groups": [{"group_id": "1"}]}, "group_lifecycle_update"),
    ],
    "messenger": [
        events(event(message={"mid": "1", "text": "Hi", "quick_reply": {"payload": "p"}})),
        events(event(message={"mid": "1", "attachments": [{"payload": {"coordinates": {}}}]})),
        events(event(postback={"payload": "p", "referral": {"ref": "r"}})),
        events(event(reaction={"mid": "1", "emoji": "x"}), event(read={"watermark": 1})),
        events(event(optin={"ref": "r"}), event(app_roles={"1": []}), key="standby"),
    ],
    "instagram": [
        events(event(message={"mid": "1", "reply_to": {"story": {"id": "1"}}}), of="instagram"),
        events({"field": "messages", "value": event(read={"mid": "1"})}, of="instagram"),
    ],
}
FOLDERS = {"whatsapp": "meta_whatsapp", "messenger": "messenger", "instagram": "instagram"}
BODIES = {
    kind: [json.loads(one.body) for one in OURS[kind]]
    + [
        payload["body"]
        for _, payload in recorded(f"{folder}/*.json")
        if isinstance(payload["body"], dict) and payload["body"]
    ]
    for kind, folder in FOLDERS.items()
}
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def survives(kind, body):
    """The facts can be queued as JSON and read again; or the whole was refused."""
    try:
        facts = provider_of(kind).parse(hook(body))
    except Invalid:
        return
    assert facts
    for fact in facts:
        assert Fact.model_validate_json(fact.model_dump_json()).kind == fact.kind
        json.dumps(fact.model_dump(mode="json"), allow_nan=False).encode()


@pytest.mark.parametrize("kind", KINDS)
@QUICK
@given(body=st.binary(max_size=60))
def test_any_bytes(kind, body):
    survives(kind, body)


@pytest.mark.parametrize("kind", KINDS)
@QUICK
@given(data=st.data())
def test_any_json_where_events_are_expected(kind, data):
    whole, key = KINDS[kind]
    inner = data.draw(ANY)
    value = {"value": {"messages": [inner], "statuses": [inner]}} if key == "changes" else inner

    survives(kind, {"object": whole, "entry": [{key: [value, inner]}, inner]})


@pytest.mark.parametrize("kind", KINDS)
@QUICK
@given(data=st.data())
def test_a_real_webhook_with_one_value_replaced(kind, data):
    body = deepcopy(data.draw(st.sampled_from(BODIES[kind])))
    holder, key = data.draw(st.sampled_from(places(body)))
    if data.draw(st.booleans()):
        holder[key] = data.draw(ANY)
    else:
        del holder[key]

    survives(kind, body)


@pytest.mark.parametrize("kind", KINDS)
@QUICK
@given(data=st.data())
def test_a_real_webhook_with_one_byte_replaced(kind, data):
    body = bytearray(json.dumps(data.draw(st.sampled_from(BODIES[kind]))).encode())
    if body:
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))

    survives(kind, bytes(body))


def places(value):
    """Every place in a JSON value, as its holder and key."""
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return []
    return [(value, key) for key, _ in pairs] + [
        place for _, inner in pairs for place in places(inner)
    ]
