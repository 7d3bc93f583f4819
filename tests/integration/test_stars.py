"""Stars: one's own, from one's own inbox, for as long as one likes."""

import pytest

from chalicelib.conversations import service
from tests.builders import later
from tests.door import call
from tests.integration.desk import do, inbox, path, rows


@pytest.fixture
def starred(company):
    """A conversation of Anna's that she starred."""
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    assert do(anna, id_, "star").status == 204
    return company, anna, id_


@pytest.mark.feature("NOTE-17")
def test_a_star_stays_when_the_conversation_is_given_away_and_closed(starred):
    company, anna, id_ = starred
    bo = company.agent("Bo Lind")

    service.assign(anna, id_, [bo.user_id], later(60))
    assert (inbox(anna), inbox(anna, "starred")) == ([], [id_])
    service.close(bo, id_, None, later(61))

    assert inbox(anna, "starred") == [id_]
    assert inbox(anna, "starred", "open") == []
    assert inbox(anna, "starred", "closed") == [id_]


@pytest.mark.feature("NOTE-17")
def test_a_star_is_nobody_elses(starred):
    company, anna, id_ = starred
    bo = company.agent("Bo Lind")
    service.assign(anna, id_, [anna.user_id, bo.user_id], later(60))

    for who, stars in ((anna, True), (bo, False), (company.admin, False)):
        answer = call("GET", path(id_), caller=who)
        assert answer.json["starred"] is stars
        assert inbox(who, "starred") == ([id_] if stars else [])
        assert [one["starred"] for one in rows(who, inbox=f"team:{company.team_id}")] == [stars]
        if not stars:
            assert anna.user_id not in str(
                {name: answer.json[name] for name in answer.json if name != "assignees"}
            )
    assert [one.type for one in company.thread(id_)].count("conversation.assigned") == 2


@pytest.mark.feature("NOTE-17")
def test_what_is_not_in_ones_inbox_cannot_be_starred(company):
    anna = company.agent()
    id_ = company.message().conversation_id

    answer = do(anna, id_, "star")

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert inbox(anna, "starred") == []


@pytest.mark.feature("NOTE-17")
def test_a_star_is_set_and_taken_as_often_as_one_likes(starred):
    _, anna, id_ = starred

    assert do(anna, id_, "star").status == 204
    for _ in range(2):
        assert call("DELETE", path(id_, "star"), caller=anna).status == 204
        assert inbox(anna, "starred") == []
