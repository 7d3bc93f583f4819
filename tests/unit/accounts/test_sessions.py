"""Which sessions go on after all were ended."""

import pytest

from chalicelib.accounts.domain import Session, Sessions
from chalicelib.accounts.domain.sessions import UNKNOWN


@pytest.mark.parametrize("session", [UNKNOWN, Session("s1", 0), Session("s1", 1_000)])
def test_who_never_ended_theirs_has_all_of_them(session):
    assert Sessions().hold(session)


@pytest.mark.feature("AUTH-07")
def test_sessions_of_before_and_of_that_very_second_end_and_later_ones_go_on():
    ended = Sessions(1_000)

    assert [ended.hold(Session("s1", began)) for began in (999, 1_000, 1_001)] == [
        False,
        False,
        True,
    ]
    assert not ended.hold(UNKNOWN)


@pytest.mark.feature("AUTH-07")
def test_one_that_was_begun_by_the_new_password_goes_on_whatever_the_pools_clock_says():
    fresh = Session("s2", 998)
    kept = Sessions(1_000).with_(fresh)

    assert kept.hold(fresh)
    assert not kept.hold(Session("s1", 998))
    assert kept.with_(Session("s3", 1_001)) == kept


def test_a_session_without_a_name_is_not_kept_for_all_the_others():
    assert Sessions(1_000).with_(UNKNOWN) == Sessions(1_000)
