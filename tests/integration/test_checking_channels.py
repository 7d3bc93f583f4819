"""A connected channel is looked at again: by its admin, by its provider's challenge, for its
templates."""

import pytest

from chalicelib.channels.domain import SendError
from chalicelib.channels.service import health
from chalicelib.runtime.ids import now
from tests.door import call
from tests.integration.gateway import connect


@pytest.mark.feature("CH-34")
def test_a_check_registers_again_and_clears_the_flag(company, gateway):
    id_ = connect(company).json["id"]
    channel = company.channel("viber", {}, id=id_, settings={"account": "A1", "verify_token": "v"})
    health.refused(channel, "Expired.", now())

    checked = call("POST", f"/v1/channels/{id_}/check", caller=company.admin)

    assert (checked.status, checked.json["health"]["state"]) == (200, "new")
    assert len(gateway.registered) == 2


@pytest.mark.feature("CH-34")
def test_a_check_that_fails_says_why_and_flags_the_channel(company, gateway):
    id_ = connect(company).json["id"]
    gateway.refusal = SendError("The token has expired.", unauthorized=True)

    checked = call("POST", f"/v1/channels/{id_}/check", caller=company.admin)

    assert (checked.status, checked.json["detail"]) == (422, "The token has expired.")
    shown = call("GET", f"/v1/channels/{id_}", caller=company.admin).json["health"]
    assert (shown["state"], shown["reason"]) == ("unauthorized", "The token has expired.")


def test_a_check_that_only_timed_out_flags_nothing(company, gateway):
    id_ = connect(company).json["id"]
    gateway.refusal = SendError("The provider did not answer in time.", retryable=True)

    assert call("POST", f"/v1/channels/{id_}/check", caller=company.admin).status == 422
    assert health.of(company.account_id, id_).state == "new"


@pytest.mark.feature("CH-20")
def test_templates_are_fetched_by_admins_and_read_by_everyone(company, gateway):
    id_ = connect(company).json["id"]
    path = f"/v1/channels/{id_}/templates"
    agent = company.agent()
    assert call("GET", path, caller=agent).json == {"items": [], "synced_at": None}

    synced = call("POST", f"{path}/sync", caller=company.admin).json

    assert [(one["name"], one["body"]) for one in synced["items"]] == [("hello", "Hi {{1}}")]
    assert synced["synced_at"] is not None
    assert call("GET", path, caller=agent).json == synced
    gateway.found = []
    assert call("POST", f"{path}/sync", caller=company.admin).json["items"] == []


@pytest.mark.feature("CH-20")
def test_templates_that_cannot_be_fetched_stay_as_they_were(company, gateway):
    path = f"/v1/channels/{connect(company).json['id']}/templates"
    call("POST", f"{path}/sync", caller=company.admin)
    gateway.refusal = SendError("The provider is not available right now.", retryable=True)

    answer = call("POST", f"{path}/sync", caller=company.admin)

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert len(call("GET", path, caller=company.admin).json["items"]) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"verify_token": "mine", "challenge": "7"}, 200),
        ({"verify_token": "guessed", "challenge": "7"}, 403),
        ({}, 403),
    ],
)
def test_a_challenge_is_answered_to_who_knows_the_token(company, gateway, query, status):
    given = {"account": "A1", "verify_token": "mine"}
    id_ = connect(company, settings=given).json["id"]

    answer = call("GET", f"/hooks/{id_}", query=query)

    assert answer.status == status
    assert (answer.body == "7 t1") == (status == 200)


def test_a_hook_without_a_challenge_or_a_channel_answers_nothing_to_get(company):
    assert call("GET", f"/hooks/{company.sms.id}").status == 403
    assert call("GET", f"/hooks/{company.webchat.id}").status == 403
    assert call("GET", "/hooks/chn_none").status == 404
