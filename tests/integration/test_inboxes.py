"""Lists: who stands in which, in what order, page by page, and what a page costs."""

from random import Random

import pytest

from chalicelib.conversations import counting, inboxes, items, service, store
from chalicelib.conversations.domain import ActorKind, Change, Person, Preview, is_unread
from chalicelib.conversations.inboxes import Wanted
from chalicelib.runtime.errors import Conflict, NotFound
from tests.aws import Calls
from tests.builders import a_company, a_conversation, a_sender, a_sent_entry, later
from tests.door import call
from tests.integration.desk import listed, numbers


def pages(caller, which, limit, status=None):
    """All conversations of an inbox, read page by page."""
    return listed(caller, Wanted(which, status), limit)


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
    first, position = inboxes.page(anna, Wanted("unassigned"), None, 2)
    service.take(anna, ids[0], later(5000))
    service.take(anna, ids[3], later(5000))

    rest, _ = inboxes.page(anna, Wanted("unassigned"), position, 2)

    assert [row.id for row in first + rest] == [ids[0], ids[1], ids[2], ids[4]]


def test_nothing_that_is_closed_waits_in_unassigned(crowd):
    _, anna, _ = crowd

    assert inboxes.page(anna, Wanted("unassigned", "closed"), None, 50) == ([], None)


@pytest.mark.parametrize("which", ["team:tm_other", "team:", "everything", ""])
def test_an_inbox_that_is_not_ones_own_does_not_exist(company, which):
    with pytest.raises(NotFound):
        inboxes.page(company.agent(), Wanted(which), None, 50)


def test_an_admin_sees_every_team_an_agent_only_theirs(crowd):
    company, _, teams = crowd
    bo = company.agent("Bo Lind")

    assert {one.team_id for one in pages(company.admin, "all", 50)} == set(teams)
    assert {one.team_id for one in pages(bo, "all", 50)} == {teams[0]}
    with pytest.raises(NotFound):
        inboxes.page(bo, Wanted(f"team:{teams[1]}"), None, 50)


@pytest.mark.feature("CONV-07", "CONV-34")
def test_counts_are_those_of_the_lists(crowd):
    _, anna, teams = crowd

    counted = {which: open_ for which, (open_, _, _) in numbers(anna).items()}

    assert counted["me"] == 7
    assert counted["unassigned"] == 18
    assert sorted(counted[f"team:{team}"] for team in teams) == [8, 8, 9]


@pytest.mark.feature("RT-02", "CONV-31")
def test_a_row_is_unread_until_its_reader_has_seen_the_customers_newest_message(company):
    anna = company.agent()
    sender = a_sender(company.sms)
    id_ = company.message("Hi", sender, company.sms).conversation_id
    service.take(anna, id_, later(1))

    def unread():
        return [is_unread(row, anna.user_id) for row in pages(anna, "me", 50)]

    assert unread() == [True]
    service.mark_read(anna, id_, 2)
    assert unread() == [False]
    service.add_note(company.admin, id_, "A note is nothing to read for the customer", later(2))
    assert unread() == [False]
    company.message("Hello?", sender, company.sms, at=later(3))
    assert unread() == [True]


def test_a_read_mark_only_moves_forward(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    service.mark_read(anna, id_, 2)
    service.mark_read(anna, id_, 1)

    assert company.head(id_).reads == {anna.user_id: 2}
    assert pages(anna, "me", 9)[0].reads == {anna.user_id: 2}


def test_nothing_beyond_the_newest_entry_can_be_read(company):
    anna = company.agent()
    id_ = company.message().conversation_id

    service.mark_read(anna, id_, 2**31)

    assert company.head(id_).reads == {anna.user_id: 1}


def put(company, aws, anna, start, stop):
    """Store conversations in Anna's inbox as a change would, many at a time."""
    requests = []
    for number in range(start, stop):
        head = a_conversation(
            account_id=company.account_id,
            id=f"cnv_{number:026d}",
            number=number,
            team_id=company.team_id,
            assignees=(Person(anna.user_id, anna.name),),
            created_at=later(number),
            last_entry_at=later(number),
            told_at=later(number),
            preview=Preview("x" * 140, ActorKind.CUSTOMER),
        )
        stored = [items.head_item(head), *items.rows(head).values()]
        requests += [{"PutRequest": {"Item": one.serialize()}} for one in stored]
    for first in range(0, len(requests), 25):
        aws.dynamodb.batch_write_item(RequestItems={"conversations": requests[first : first + 25]})


@pytest.mark.feature("CONV-10", "CONV-34", "CONV-35")
def test_a_page_and_the_numbers_cost_the_same_at_any_size(company, aws):
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
        for sort in ("created", "priority", "oldest"):
            with Calls() as calls:
                rows, _ = inboxes.page(anna, Wanted("me", sort=sort), None, 50)
            assert len(rows) == 50
            assert sum(calls.values()) <= 5
            costs.setdefault(sort, []).append(dict(calls))
        with Calls() as calls:
            counted, _ = counting.counts(anna)
        assert counted[0].open == min(size, inboxes.COUNTED)
        costs.setdefault("numbers", []).append(sum(calls.values()))

    assert all(small == large for small, large in costs.values())


def test_a_change_that_fits_no_head_is_not_stored_in_a_list(company):
    ghost = a_conversation(account_id=company.account_id, id="cnv_ghost", version=5)
    entry = a_sent_entry(account_id=company.account_id, conversation_id="cnv_ghost", seq=6)

    with pytest.raises(Conflict):
        store.save(Change(ghost, a_conversation(account_id=company.account_id, version=6), entry))

    assert store.load(company.account_id, "cnv_ghost") is None
