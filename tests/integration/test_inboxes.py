"""Lists: who stands in which, in what order, page by page, and what a page costs."""

import json
from random import Random

import pytest

from chalicelib.conversations import inboxes, items, service, store
from chalicelib.conversations.domain import Change, Person, Status
from chalicelib.runtime.errors import NotFound
from tests.aws import Calls
from tests.builders import a_company, a_conversation, a_sender, a_sent_entry, later


def pages(caller, which, limit, status=Status.OPEN):
    """All conversations of an inbox, read page by page."""
    seen, position = [], None
    while True:
        rows, position = inboxes.page(caller, which, status, position, limit)
        seen += [row.conversation for row in rows]
        assert len(rows) <= limit
        if position is None:
            return seen


@pytest.fixture(scope="module")
def crowd(aws):
    """Twenty-five conversations over three teams at shuffled times, seven of them taken. Tests
    only read them."""
    company = a_company()
    anna = company.agent()
    teams = [company.team_id, company.team(anna, name="Sales"), company.team(anna, name="Support")]
    order = list(range(25))
    Random(7).shuffle(order)
    anna = company.caller(anna.user_id)
    for number in order:
        channel = company.channel(team_id=teams[number % 3])
        id_ = company.message(channel=channel, at=later(number)).conversation_id
        if number % 4 == 0:
            service.take(anna, id_, later(1000 + number))
    return company, anna, teams


@pytest.mark.feature("CONV-03", "CONV-05", "CONV-10", "CONV-11")
@pytest.mark.parametrize("limit", [1, 3, 7, 50])
@pytest.mark.parametrize(
    ("which", "how_many", "newest_first"),
    [("me", 7, True), ("unassigned", 18, False), ("all", 25, True)],
)
def test_every_list_is_in_order_without_gap_or_repeat(crowd, which, how_many, newest_first, limit):
    _, anna, _ = crowd

    found = pages(anna, which, limit)

    assert len({one.id for one in found}) == len(found) == how_many
    moments = [one.last_entry_at for one in found]
    assert moments == sorted(moments, reverse=newest_first)


def test_a_teams_list_shows_that_teams_only(crowd):
    _, anna, teams = crowd

    for team in teams:
        found = pages(anna, f"team:{team}", 4)
        assert {one.team_id for one in found} == {team}
        assert len(found) in (8, 9)


@pytest.mark.feature("CONV-05")
def test_unassigned_shows_the_callers_teams_and_no_others(crowd):
    company, anna, teams = crowd
    bo = company.agent("Bo Lind")

    assert {one.team_id for one in pages(bo, "unassigned", 50)} == {teams[0]}
    assert {one.team_id for one in pages(anna, "unassigned", 50)} == set(teams)


def test_a_list_stays_whole_while_conversations_leave_it_between_pages(company):
    anna = company.agent()
    ids = [company.message(at=later(number)).conversation_id for number in range(5)]
    first, position = inboxes.page(anna, "unassigned", Status.OPEN, None, 2)
    service.take(anna, ids[0], later(5000))
    service.take(anna, ids[3], later(5000))

    rest, _ = inboxes.page(anna, "unassigned", Status.OPEN, position, 2)

    assert [row.conversation.id for row in first + rest] == [ids[0], ids[1], ids[2], ids[4]]


def test_nothing_that_is_closed_waits_in_unassigned(crowd):
    _, anna, _ = crowd

    assert inboxes.page(anna, "unassigned", Status.CLOSED, None, 50) == ([], None)


@pytest.mark.parametrize("which", ["team:tm_other", "team:", "everything", "", "mentions"])
def test_an_inbox_that_is_not_ones_own_does_not_exist(company, which):
    with pytest.raises(NotFound):
        inboxes.page(company.agent(), which, Status.OPEN, None, 50)


def test_an_admin_sees_every_team_an_agent_only_theirs(crowd):
    company, _, teams = crowd
    bo = company.agent("Bo Lind")

    assert {one.team_id for one in pages(company.admin, "all", 50)} == set(teams)
    assert {one.team_id for one in pages(bo, "all", 50)} == {teams[0]}
    with pytest.raises(NotFound):
        inboxes.page(bo, f"team:{teams[1]}", Status.OPEN, None, 50)


def test_counts_are_those_of_the_lists(crowd):
    _, anna, teams = crowd

    counted = {one.id: one.open for one in inboxes.counts(anna)}

    assert counted["me"] == 7
    assert counted["unassigned"] == 18
    assert sorted(counted[f"team:{team}"] for team in teams) == [8, 8, 9]


@pytest.mark.feature("RT-02")
def test_a_row_is_unread_until_its_reader_has_seen_the_customers_newest_message(company):
    anna = company.agent()
    sender = a_sender(company.sms)
    id_ = company.message("Hi", sender, company.sms).conversation_id
    service.take(anna, id_, later(1))

    def unread():
        rows, _ = inboxes.page(anna, "me", Status.OPEN, None, 50)
        return [row.unread for row in rows]

    assert unread() == [True]
    service.mark_read(anna, id_, 2)
    assert unread() == [False]
    service.add_note(company.admin, id_, "A note is nothing to read for the customer", later(2))
    assert unread() == [False]
    company.message("Hello?", sender, company.sms, at=later(3))
    assert unread() == [True]


def test_a_read_mark_only_moves_forward(company, aws):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    service.mark_read(anna, id_, 2)
    service.mark_read(anna, id_, 1)

    [(_, read)] = store.list_seats(company.account_id, anna.user_id, Status.OPEN, None, 9)
    assert read == 2


def test_reading_without_a_seat_leaves_nothing_behind(company, aws):
    anna = company.agent()
    id_ = company.message().conversation_id
    before = len(aws.items("conversations"))

    service.mark_read(anna, id_, 1)

    assert len(aws.items("conversations")) == before


def put(company, aws, anna, start, stop):
    """Store conversations in Anna's inbox as a change would, many at a time."""
    requests = []
    for number in range(start, stop):
        head = a_conversation(
            account_id=company.account_id,
            id=f"cnv_{number:06d}",
            team_id=company.team_id,
            assignees=(Person(anna.user_id, anna.name),),
            last_entry_at=later(number),
            preview=service.domain.Preview("x" * 140, service.ActorKind.CUSTOMER),
        )
        pk = {"S": items.partition(company.account_id, head.id)}
        common = {"updated_key": {"S": items.updated_key(head)}}
        state = {"state": {"S": json.dumps(items.state_of(head))}}
        team = f"{company.account_id}#{head.team_id}#open"
        seat = items.seat_list(company.account_id, anna.user_id, Status.OPEN)
        requests += [
            {"pk": pk, "sk": {"S": "head"}, "team_status": {"S": team}, **common, **state},
            {
                "pk": pk,
                "sk": {"S": f"seat#assigned#{anna.user_id}"},
                "seat_list": {"S": seat},
                "read_up_to": {"N": "0"},
                **common,
                **state,
            },
        ]
    for first in range(0, len(requests), 25):
        puts = [{"PutRequest": {"Item": item}} for item in requests[first : first + 25]]
        aws.dynamodb.batch_write_item(RequestItems={"conversations": puts})


@pytest.mark.feature("CONV-10")
def test_a_page_of_fifty_costs_two_calls_and_fifteen_units_at_any_size(company, aws):
    from tests.door import call

    anna = company.agent()
    costs = {}
    for size, start in ((60, 0), (3_000, 60)):
        put(company, aws, anna, start, size)
        for which in ("me", f"team:{company.team_id}"):
            with Calls() as calls:
                answer = call("GET", "/v1/conversations", caller=anna, query={"inbox": which})
            assert len(answer.json["items"]) == 50
            assert calls == {"Query": 2}  # the caller, and the page
            assert calls.read_units() <= 15
            costs.setdefault(which, []).append(calls.read_units())

    assert all(small == large for small, large in costs.values())


def test_a_change_that_fits_no_head_is_not_stored_in_a_list(company, aws):
    ghost = a_conversation(account_id=company.account_id, id="cnv_ghost", version=5)
    entry = a_sent_entry(account_id=company.account_id, conversation_id="cnv_ghost", seq=6)

    with pytest.raises(service.Conflict):
        store.save(Change(ghost, a_conversation(account_id=company.account_id, version=6), entry))

    assert store.load(company.account_id, "cnv_ghost") is None
