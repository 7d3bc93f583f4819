"""How an account's conversations end, come back and are corrected."""

import time

import pytest

from chalicelib.accounts import service
from chalicelib.accounts.domain import Policy
from chalicelib.accounts.service import policies
from tests.aws import Calls
from tests.door import call

DEFAULTS = {
    "after_close": "reopen",
    "reopen_hours": None,
    "auto_close_minutes": None,
    "auto_close_message": None,
    "edit_minutes": 15,
    "needs_disposition": False,
    "translation": {
        "automatic": False,
        "language": "en",
        "two_way": False,
        "formality": None,
        "glossary": [],
        "provider": {"name": "amazon", "available": True},
    },
    "workload": {
        "limit": None,
        "weights": {},
        "idle_minutes": None,
        "away_minutes": None,
        "managed_by": None,
    },
    "sign_up": None,
}


def change(who, **fields):
    return call("PATCH", "/v1/settings", fields, who)


@pytest.mark.feature("CONV-20", "CONV-55", "MSG-16")
def test_settings_have_defaults_and_change_one_by_one(company):
    admin = company.admin
    assert call("GET", "/v1/settings", caller=admin).json == DEFAULTS

    change(company.admin, after_close="new", reopen_hours=24)
    changed = change(company.admin, edit_minutes=0, auto_close_message="Bye!")

    assert changed.json == DEFAULTS | {
        "after_close": "new",
        "reopen_hours": 24,
        "edit_minutes": 0,
        "auto_close_message": "Bye!",
    }
    cleared = change(company.admin, reopen_hours=None, auto_close_message=None)
    assert cleared.json == DEFAULTS | {"after_close": "new", "edit_minutes": 0}
    assert call("GET", "/v1/settings", caller=admin).json == cleared.json


@pytest.mark.feature("AUTH-10")
def test_an_agent_neither_reads_nor_changes_settings_but_knows_what_they_mean_for_work(company):
    anna = company.agent()

    assert call("GET", "/v1/settings", caller=anna).status == 403
    assert change(anna, edit_minutes=5).status == 403
    assert call("GET", "/v1/policy", caller=anna).json["edit_minutes"] == 15
    assert service.policy(company.account_id) == Policy()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("after_close", "never"),
        ("after_close", None),
        ("reopen_hours", 0),
        ("auto_close_minutes", 4),
        ("auto_close_minutes", 525_601),
        ("auto_close_message", " "),
        ("auto_close_message", "x" * 1001),
        ("edit_minutes", -1),
        ("edit_minutes", None),
    ],
)
def test_a_setting_that_cannot_be_names_the_field_and_changes_nothing(company, field, value):
    answer = change(company.admin, **{field: value})

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)
    assert service.policy(company.account_id) == Policy()


def test_a_policy_is_read_once_a_minute(company, monkeypatch):
    service.policy(company.account_id)
    with Calls() as calls:
        service.policy(company.account_id)
    assert calls == {}

    later = time.monotonic() + policies.CACHE_SECONDS + 1
    monkeypatch.setattr(policies.time, "monotonic", lambda: later)
    with Calls() as calls:
        service.policy(company.account_id)

    assert calls == {"GetItem": 1}


@pytest.mark.feature("CONV-56")
def test_numbers_count_up_from_one_also_when_many_ask_at_once(company, at_once):
    numbers = at_once([lambda: service.next_number(company.account_id)] * 8)

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert service.policy(company.account_id) == Policy()


@pytest.mark.feature("ASG-16", "ASG-17")
def test_the_workload_changes_part_by_part_and_the_lower_limit_counts(company):
    anna = company.agent()
    change(company.admin, workload={"limit": 5, "weights": {"email": 2}})
    settled = change(company.admin, workload={"idle_minutes": 60}).json["workload"]

    assert settled == {
        "limit": 5,
        "weights": {"email": 2},
        "idle_minutes": 60,
        "away_minutes": None,
        "managed_by": None,
    }
    for own, counts in ((3, 3), (8, 5), (None, 5)):
        me = call("PATCH", "/v1/me", {"limit": own}, anna).json
        assert (me["limit"], me["capacity"]) == (own, counts)


@pytest.mark.feature("ASG-16")
@pytest.mark.parametrize(
    ("workload", "field"),
    [
        ({"limit": 0}, "workload.limit"),
        ({"weights": {"email": 0}}, "workload.weights.email"),
        ({"idle_minutes": -1}, "workload.idle_minutes"),
        ({"most": 1}, "workload.most"),
    ],
)
def test_a_workload_that_cannot_be_names_the_field(company, workload, field):
    answer = change(company.admin, workload=workload)

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)
