"""Requests of CloudFormation and their answers, without any AWS."""

import json
import re

import pytest

from chalicelib.channels.registry import KINDS, provider_of
from chalicelib.configuration import domain
from chalicelib.configuration.domain import Outcome
from chalicelib.runtime.errors import Invalid

STACK = "arn:aws:cloudformation:eu-north-1:123456789012:stack/nordlys/51af3dc0-da77-11e4-872e"
ACCOUNT = "acc_01HZX3J5M0000000000000000A"
EVENT = {
    "RequestType": "Create",
    "RequestId": "5478764f-221b-42ef-8b2e-4b8d1d5f0a3c",
    "StackId": STACK,
    "LogicalResourceId": "Website",
    "ResponseURL": "https://bucket.s3.amazonaws.com/answer",
    "ResourceType": "Custom::SwitchboardChannel",
    "ResourceProperties": {"AccountId": ACCOUNT, "Kind": "webchat", "Name": "Website"},
}


def a_request(**facts):
    return domain.parse(EVENT | facts)


def an_id(request):
    return domain.resource_id(request, "chn", str(request.properties["Kind"]))


def answered(request, outcome, secrets=()):
    body = domain.answer(request, outcome, secrets)
    assert len(body) <= 4096
    return json.loads(body)


def test_a_request_is_read_with_what_it_asks_for():
    request = a_request(RequestType="Update", PhysicalResourceId="chn_1", OldResourceProperties={})

    assert (request.type, request.logical_id, request.physical_id) == ("Update", "Website", "chn_1")
    assert request.account_id == ACCOUNT
    assert request.key == ""


@pytest.mark.parametrize(
    "facts",
    [
        {"RequestType": "Destroy"},
        {"RequestType": ["Create"]},
        {"RequestId": None},
        {"ResponseURL": ""},
        {"StackId": "nordlys"},
        {"StackId": "arn:aws:s3:::stack/nordlys/1"},
        {"LogicalResourceId": 7},
        {"ResourceType": None},
    ],
)
def test_what_could_not_be_answered_is_refused(facts):
    with pytest.raises(Invalid):
        a_request(**facts)


@pytest.mark.parametrize("properties", [None, [], "text", 7])
def test_properties_that_are_none_are_read_as_no_properties(properties):
    assert a_request(ResourceProperties=properties).properties == {}


def test_the_same_resource_is_the_same_channel_however_often_it_is_asked_for():
    first, again = a_request(), a_request(RequestId="another", RequestType="Update")

    assert an_id(first) == an_id(again)
    assert re.fullmatch(r"chn_[0-7][0-9A-HJKMNP-TV-Z]{25}", an_id(first))
    assert domain.names_one("chn", ACCOUNT, an_id(first))


@pytest.mark.parametrize(
    "facts",
    [
        {"LogicalResourceId": "Shop"},
        {"StackId": STACK + "0"},
        {"ResourceProperties": EVENT["ResourceProperties"] | {"Kind": "api"}},
        {"ResourceProperties": EVENT["ResourceProperties"] | {"AccountId": ACCOUNT[:-1] + "B"}},
    ],
)
def test_another_resource_stack_kind_or_account_is_another_channel(facts):
    assert an_id(a_request(**facts)) != an_id(a_request())


@pytest.mark.parametrize("properties", [{"Name": "Shop"}, {"Address": "+4759440123"}])
def test_name_and_address_change_without_replacement(properties):
    changed = a_request(ResourceProperties=EVENT["ResourceProperties"] | properties)

    assert an_id(changed) == an_id(a_request())


def test_a_kind_that_is_no_text_still_has_an_id_to_be_refused_under():
    odd = a_request(ResourceProperties={"Kind": {"a": ["\ud800"]}})

    assert domain.names_one("chn", ACCOUNT, an_id(odd))


@pytest.mark.parametrize(
    ("account_id", "channel_id"),
    [
        (ACCOUNT + "\n", "chn_01HZX3J5M0000000000000000A"),
        ("", "chn_01HZX3J5M0000000000000000A"),
        (ACCOUNT, "2024/06/[$LATEST]9a"),
        (ACCOUNT, ""),
    ],
)
def test_ids_that_are_not_ours_name_no_channel(account_id, channel_id):
    assert not domain.names_one("chn", account_id, channel_id)


def test_numbers_and_switches_are_restored_and_texts_stay_texts():
    given = {
        "Name": "Website",
        "TeamId": "",
        "Settings": {
            "reopen_hours": "48",
            "needs_disposition": "true",
            "after_close": "new",
            "account_sid": "12345",
            "greeting": "true",
            "edit_minutes": "soon",
            "allowed_origins": ["https://shop.example"],
        },
    }

    assert domain.declared(given) == {
        "Name": "Website",
        "Settings": {
            "reopen_hours": 48,
            "needs_disposition": True,
            "after_close": "new",
            "account_sid": "12345",
            "greeting": "true",
            "edit_minutes": "soon",
            "allowed_origins": ["https://shop.example"],
        },
    }


def test_settings_that_are_no_longer_declared_are_known():
    before = {"Settings": {"greeting": "Hello", "reopen_hours": "48"}}
    after = {"Settings": {"greeting": "Hi"}}

    assert domain.dropped_settings(before, after) == {"reopen_hours"}
    assert domain.dropped_settings({}, after) == frozenset()


def test_all_that_a_template_lacks_is_named_at_once():
    wanted = domain.needed(provider_of("whatsapp"))

    assert [name for name, _ in domain.missing(wanted, {})] == [
        "Address",
        "Settings.phone_number_id",
        "Settings.waba_id",
        "CredentialsSecretArn",
    ]
    assert domain.missing(wanted, {})[-1][1] == "required, a secret with access_token, app_secret"
    assert domain.lacking(wanted, {"access_token": "", "other": "x"}) == [
        ("CredentialsSecretArn", "the secret has no access_token"),
        ("CredentialsSecretArn", "the secret has no app_secret"),
    ]


def test_a_secret_that_would_be_shown_once_must_be_given():
    assert "signing_secret" in [one.name for one in domain.needed(provider_of("api"))]
    assert "verify_token" not in [one.name for one in domain.needed(provider_of("whatsapp"))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_channel_can_be_declared(kind):
    wanted = domain.needed(provider_of(kind))
    given = {
        "Address": "x",
        "Settings": {one.name: "x" for one in wanted if one.part == "settings"},
        "CredentialsSecretArn": "arn",
    }

    assert domain.missing(wanted, given) == []


def test_a_success_echoes_the_request_and_carries_data():
    assert answered(a_request(), Outcome("chn_1", data={"WebhookUrl": "https://x"})) == {
        "Status": "SUCCESS",
        "PhysicalResourceId": "chn_1",
        "StackId": STACK,
        "RequestId": EVENT["RequestId"],
        "LogicalResourceId": "Website",
        "Data": {"WebhookUrl": "https://x"},
    }


def test_a_failure_has_a_reason():
    answer = answered(a_request(), Outcome("chn_1", "Name: required"))

    assert (answer["Status"], answer["Reason"]) == ("FAILED", "Name: required")


@pytest.mark.parametrize("letter", ["a", "ø", '"', "𝄞", "\n"])
def test_a_long_reason_is_cut_to_what_cloudformation_takes(letter):
    answer = answered(a_request(), Outcome("chn_1", letter * 9000))

    assert answer["Reason"].startswith(letter * 100)
    assert answer["Reason"].endswith(" …")


def test_a_hostile_name_does_not_keep_the_answer_from_being_made():
    request = a_request(LogicalResourceId="x" * 9000)

    assert json.loads(domain.answer(request, Outcome("chn_1", "no")))["Status"] == "FAILED"


def test_no_secret_is_in_an_answer_also_where_one_begins_like_another():
    reason = "Twilio says: hunter2-longer is wrong, and so is hunter2"

    answer = answered(a_request(), Outcome("chn_1", reason), ["hunter2", "hunter2-longer", "is"])

    assert answer["Reason"] == "Twilio says: *** is wrong, and so is ***"
