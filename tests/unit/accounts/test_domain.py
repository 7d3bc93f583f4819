"""An account's policy, and a user's preferences."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts.domain import Policy, Role, complete, merge
from chalicelib.accounts.schema import SettingsChange
from tests.builders import a_user


@pytest.mark.feature("CONV-55")
def test_a_channels_own_values_win_over_the_accounts():
    policy = Policy(after_close="new", edit_minutes=5)

    own = policy.with_overrides({"after_close": "reopen", "auto_close_minutes": 60, "color": "red"})

    assert own == Policy(after_close="reopen", auto_close_minutes=60, edit_minutes=5)
    assert own.with_overrides({"auto_close_minutes": None}).auto_close_minutes is None


JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())
KEYS = st.sampled_from([*SettingsChange.model_fields, "other"])


@given(st.dictionaries(KEYS, JUNK))
def test_whatever_a_channel_holds_the_policy_stays_one_that_an_admin_could_settle(settings):
    policy = Policy().with_overrides(settings)

    settled = asdict(policy)
    assert settled["workload"].pop("managed_by") is None
    assert SettingsChange.model_validate(settled)


@pytest.mark.feature("CONV-12")
def test_preferences_are_merged_key_by_key_and_inbox_by_inbox():
    stored = {"sorts": {"me": "oldest", "all": "newest"}, "undo_seconds": 5}

    merged = merge(stored, {"sorts": {"all": "priority", "me": None}, "enter_sends": False})

    assert merged == {"sorts": {"all": "priority"}, "undo_seconds": 5, "enter_sends": False}
    assert stored["sorts"] == {"me": "oldest", "all": "newest"}


def test_preferences_that_were_never_chosen_have_their_defaults():
    assert complete({}) == {"sorts": {}, "undo_seconds": 0, "enter_sends": True}
    assert complete({"undo_seconds": 9})["undo_seconds"] == 9


def test_users_can_be_members_of_sets():
    assert len({a_user(), a_user(), a_user(role=Role.ADMIN)}) == 2
