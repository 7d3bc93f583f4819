"""The numbers beside the inboxes, the badge, and what is unread for whom."""

import pytest

from chalicelib.conversations import inboxes, service
from tests.builders import later
from tests.door import call
from tests.integration.desk import do, numbers, path, rows
from tests.integration.test_inboxes import put


@pytest.mark.feature("CONV-07", "CONV-34")
def test_numbers_stop_at_a_hundred(company, aws):
    anna = company.agent()
    put(company, aws, anna, 0, 130)

    assert numbers(anna)["me"] == (100, 100, 100)
    assert numbers(anna)[f"team:{company.team_id}"] == (100, 100, None)


@pytest.mark.feature("CONV-34", "CONV-35", "CONV-31")
def test_the_number_counts_who_waits_for_a_human_and_the_badge_what_is_new(company):
    anna = company.agent()
    ids = [company.message().conversation_id for _ in range(4)]
    for id_ in ids[:3]:
        service.take(anna, id_, later(1))
    assert numbers(anna)["me"] == (3, 3, 3)
    do(anna, ids[0], "read", {"up_to": 2})
    assert numbers(anna)["me"] == (3, 3, 2)
    do(anna, ids[1], "messages", {"text": "Hi"})
    assert numbers(anna)["me"] == (3, 2, 1)

    def badge_of(who):
        return call("GET", "/v1/inboxes", caller=who).json["badge"]

    assert badge_of(anna) == 1 + 1  # unread of hers, and one that waits for anybody
    call("PATCH", "/v1/me", {"availability": "away"}, anna)
    assert badge_of(company.caller(anna.user_id)) == 1


@pytest.mark.feature("CONV-17", "CONV-31")
def test_a_preview_assigns_nothing_and_is_read_for_its_reader_alone(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id

    call("GET", path(id_), caller=anna)
    call("GET", path(id_, "timeline"), caller=anna)
    do(anna, id_, "read", {"up_to": 1})

    assert [one["unread"] for one in rows(anna, inbox="unassigned")] == [False]
    assert [one["unread"] for one in rows(bo, inbox="unassigned")] == [True]
    assert len(company.thread(id_)) == 1


@pytest.mark.feature("CONV-58")
def test_marked_unread_it_is_so_for_oneself_alone(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    do(anna, id_, "assign", {"user_ids": [anna.user_id, bo.user_id]})
    for who in (anna, bo):
        do(who, id_, "read", {"up_to": 2})

    assert do(anna, id_, "unread").status == 204

    assert (numbers(anna)["me"][2], numbers(bo)["me"][2]) == (1, 0)
    assert [one["unread"] for one in rows(anna)] == [True]
    assert [one["unread"] for one in rows(bo)] == [False]
    assert company.head(id_).agent_read_seq == 2


@pytest.mark.feature("CONV-53", "CONV-40")
def test_a_view_counts_only_what_its_reader_may_see(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    ids = [company.message().conversation_id for _ in range(3)]
    service.change_fields(anna, ids[0], {"visible_to": [anna.user_id]}, later(1))

    assert inboxes.count_view(company.caller(anna.user_id), {}) == 3
    assert inboxes.count_view(bo, {}) == 2
    assert inboxes.count_view(company.admin, {"assignee": "none"}) == 2
