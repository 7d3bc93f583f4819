"""Lists in every order and under every filter, the choice of an order, and saved views."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.conversations import inboxes, service
from chalicelib.conversations.inboxes import Wanted
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from tests.aws import Calls
from tests.builders import a_company, a_sender, later
from tests.door import call
from tests.integration.desk import do, inbox, listed, path, rows
from tests.integration.test_inboxes import put

SORTS = ["newest", "oldest", "created", "priority"]
PRIORITIES = ["low", "medium", "high", "urgent", None]
RANK = {name: place for place, name in enumerate(["urgent", "high", "medium", "low", None])}


@pytest.fixture(scope="module")
def crowd(aws):
    """Thirty-six conversations over two teams and two channels with every mark, at shuffled times.
    Tests only read them."""
    company = a_company()
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    sales = company.team(anna, bo)
    anna, bo = company.caller(anna.user_id), company.caller(bo.user_id)
    shop = company.channel(team_id=sales)
    label = labels.create(anna, "Refund", "#cc0000", LabelScope.TEAM, None)
    order, ids = list(range(36)), []
    Random(3).shuffle(order)
    for number in order:
        channel = (company.webchat, company.sms, shop)[number % 3]
        id_ = company.message(f"n{number}", channel=channel, at=later(number)).conversation_id
        ids.append(id_)
        marks = {"priority": PRIORITIES[number % 5], "important": number % 4 == 0}
        service.change_fields(anna, id_, marks, later(2000))
        if number % 2:
            service.take((anna, bo)[number % 4 == 1], id_, later(1000 + (number * 7) % 36))
        if number % 6 == 1:
            service.label(anna, id_, [label.id], [], later(2000))
        if number % 9 == 1:
            service.close(company.admin, id_, None, later(1500 + number))
        if number % 9 == 2:
            service.snooze(anna, id_, None, later(1500 + number))
    return company, anna, bo, ids, label


@pytest.fixture(scope="module")
def heads(crowd):
    """The crowd as it is stored."""
    company, _, _, ids, _ = crowd
    return [company.head(id_) for id_ in ids]


def key_of(sort):
    return {
        "newest": lambda c: (c.last_entry_at, c.id),
        "oldest": lambda c: (c.last_entry_at, c.id),
        "created": lambda c: (c.created_at, c.id),
    }[sort]


def in_order(found, sort):
    """Whether a list stands as it should."""
    if sort != "priority":
        keys = [key_of(sort)(c) for c in found]
        return keys == sorted(keys, reverse=sort == "newest")
    pressing = [c for c in found if c.priority]
    keys = [(RANK[c.priority], c.created_at, c.id) for c in pressing]
    rest = [(c.last_entry_at, c.id) for c in found if not c.priority]
    return (
        found[: len(pressing)] == pressing
        and keys == sorted(keys)
        and rest == sorted(rest, reverse=True)
    )


@pytest.mark.feature("CONV-10", "CONV-11", "CONV-12", "CONV-48", "CONV-08")
@pytest.mark.parametrize("limit", [1, 2, 5, 50])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("which", ["me", "unassigned", "all", "team"])
def test_every_order_goes_through_a_list_without_gap_or_repeat(crowd, heads, which, sort, limit):
    company, anna, _, _, _ = crowd
    which = f"team:{company.team_id}" if which == "team" else which

    found = listed(anna, Wanted(which, sort=sort), limit)

    expected = {c.id for c in heads if Wanted(which).admits(anna, c)}
    assert len(expected) >= 4
    assert [c.id for c in found] == list(dict.fromkeys(c.id for c in found))
    assert {c.id for c in found} == expected
    assert in_order(found, sort)


FILTERS = {
    "status": ["open", "closed", "snoozed", "any"],
    "channel": [0, 1],
    "team": [0, 1],
    "label": [True],
    "priority": ["high", "low"],
    "important": [True, False],
    "assignee": ["anna", "none"],
}


@pytest.mark.feature("CONV-13", "CONV-14", "CONV-30", "CONV-48")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    chosen=st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(values) for name, values in FILTERS.items()}
    ),
    sort=st.sampled_from(SORTS),
    limit=st.sampled_from([3, 20]),
)
def test_filters_combine_and_every_page_goes_on_to_the_last(crowd, heads, chosen, sort, limit):
    _, anna, _, _, label = crowd
    teams, channels = sorted({c.team_id for c in heads}), sorted({c.channel.id for c in heads})
    real = dict(chosen)
    if "channel" in real:
        real["channel"] = channels[real["channel"]]
    if "team" in real:
        real["team"] = teams[real["team"]]
    if "label" in real:
        real["label"] = label.id
    if real.get("assignee") == "anna":
        real["assignee"] = anna.user_id
    wanted = Wanted.of({"inbox": "all", **real})

    found = [c.id for c in listed(anna, replace(wanted, sort=sort), limit)]

    assert len(found) == len(set(found))
    assert set(found) == {c.id for c in heads if fits(c, real)}


def fits(c, chosen):
    """What the filters say, said once more."""
    shelf = "snoozed" if c.is_open and c.snooze else str(c.status)
    assignee = chosen.get("assignee")
    return (
        chosen.get("status", "open") in (shelf, "any")
        and chosen.get("channel", c.channel.id) == c.channel.id
        and chosen.get("team", c.team_id) == c.team_id
        and ("label" not in chosen or chosen["label"] in c.labels)
        and chosen.get("priority", c.priority) == c.priority
        and chosen.get("important", c.important) is c.important
        and (
            assignee is None
            or (not c.assignees if assignee == "none" else c.is_assigned_to(assignee))
        )
    )


@pytest.mark.feature("CONV-13", "CONV-14", "CONV-15")
def test_over_http_a_list_is_filtered_and_its_rows_say_what_they_must(crowd):
    company, anna, _, _, label = crowd
    query = {"inbox": "all", "channel": company.sms.id, "team": company.team_id, "status": "any"}

    found = rows(anna, **query, limit=100)

    assert len(found) == 12
    assert {one["channel"]["kind"] for one in found} == {"twilio_sms"}
    for one in found:
        assert one["contact"]["name"]
        assert one["contact"]["avatar_url"] is None
        assert one["last_entry_at"]
    assert {one["priority"] for one in rows(anna, inbox="all", priority="urgent")} == {"urgent"}
    assert {one["important"] for one in rows(anna, inbox="all", important="true")} == {True}
    assert all(label.id in one["labels"] for one in rows(anna, inbox="all", label=label.id))


@pytest.mark.feature("CONV-14", "CONV-18")
def test_open_ones_alone_unless_closed_ones_are_asked_for(company):
    anna = company.agent()
    ids = [company.message().conversation_id for _ in range(2)]
    for id_ in ids:
        service.take(anna, id_, later(1))
    service.close(anna, ids[0], None, later(2))

    assert inbox(anna) == [ids[1]]
    assert inbox(anna, status="closed") == [ids[0]]
    assert sorted(inbox(anna, status="any")) == sorted(ids)


@pytest.mark.feature("CONV-12")
def test_the_order_chosen_for_an_inbox_stays_until_it_is_taken_back(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    ids = [company.message(at=later(n)).conversation_id for n in range(3)]

    def order(who):
        return [one["id"] for one in rows(who, inbox="unassigned")]

    assert order(anna) == ids
    chosen = {"preferences": {"sorts": {"unassigned": "newest"}}}
    assert call("PATCH", "/v1/me", chosen, anna).status == 200
    anna = company.caller(anna.user_id)
    assert order(anna) == ids[::-1]
    assert order(bo) == ids
    assert [one["id"] for one in rows(anna, inbox="all")] == ids[::-1]
    assert [one["id"] for one in rows(anna, inbox="unassigned", sort="oldest")] == ids
    call("PATCH", "/v1/me", {"preferences": {"sorts": {"unassigned": None}}}, anna)
    assert order(company.caller(anna.user_id)) == ids


@pytest.mark.feature("CONV-48", "CONV-30", "CONV-39")
def test_marks_are_set_over_http_and_seen_by_colleagues_in_lists(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    marks = {"topic": "Order 7", "priority": "urgent", "important": True}

    changed = call("PATCH", path(id_), marks, anna)

    assert changed.status == 200
    [row] = rows(bo, inbox="unassigned")
    assert {name: row[name] for name in marks} == marks
    told = company.thread(id_)[-1]
    assert (told.type, told.data, told.actor.id) == ("conversation.updated", marks, anna.user_id)
    call("PATCH", path(id_), marks, bo)
    assert len(company.thread(id_)) == 2
    cleared = call("PATCH", path(id_), {"topic": None, "priority": None}, bo).json
    assert (cleared["topic"], cleared["priority"], cleared["important"]) == (None, None, True)


@pytest.mark.parametrize(
    "body",
    [{"priority": "huge"}, {"topic": ""}, {"topic": "x" * 201}, {"important": None},
     {"status": "closed"}, {"visible_to": ["x"] * 16}],
)  # fmt: skip
def test_a_wrong_mark_changes_nothing(company, body):
    id_ = company.message().conversation_id

    answer = call("PATCH", path(id_), {"topic": "fine"} | body, company.admin)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert len(company.thread(id_)) == 1


@pytest.mark.feature("CONV-46")
def test_a_contacts_conversations_are_listed_newest_first_whatever_their_state(company):
    anna, sender = company.agent(), a_sender(company.webchat)
    first = company.message(sender=sender).conversation_id
    contact = company.head(first).contact.id
    written = service.Written("Hi")
    rest = [
        service.start(anna, service.First(contact, None, company.webchat.id), written, later(n)).id
        for n in range(1, 6)
    ]
    service.close(anna, rest[2], None, later(9))
    service.snooze(anna, rest[3], None, later(9))
    company.message()

    for limit in (1, 4, 50):
        found = listed(anna, Wanted(contact=contact), limit)
        assert [c.id for c in found] == [*rest[::-1], first]
    assert [one["id"] for one in rows(anna, contact=contact, status="closed")] == [rest[2]]


@pytest.mark.feature("CONV-56")
def test_a_conversation_is_found_by_its_number(company):
    anna = company.agent()
    ids = [company.message().conversation_id for _ in range(3)]

    for number, id_ in enumerate(ids, 1):
        assert [one["id"] for one in rows(anna, number=number)] == [id_]
    assert rows(anna, number=99) == []


@pytest.mark.feature("CONV-09", "CONV-08", "CONV-03")
def test_assigning_adds_to_an_inbox_and_takes_nothing_from_the_teams(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    team = f"team:{company.team_id}"

    do(anna, id_, "assign", {"user_ids": [anna.user_id, bo.user_id]})

    assert inbox(anna) == inbox(bo) == inbox(anna, team) == inbox(company.admin, team) == [id_]
    assert inbox(anna, "unassigned") == []


@pytest.mark.feature("CONV-53")
def test_a_saved_view_lists_and_counts_what_its_filter_finds_now(crowd):
    company, anna, bo, ids, label = crowd
    body = {"name": "Refunds", "scope": "team", "team_id": company.team_id,
            "filter": {"label": label.id, "status": "any"}, "sort": "created"}  # fmt: skip
    made = call("POST", "/v1/views", body, anna)
    assert made.status == 201, made.body
    view = made.json["id"]
    expected = {id_ for id_ in ids if label.id in company.head(id_).labels}

    for who in (anna, bo):
        assert {one["id"] for one in rows(who, view=view, limit=100)} == expected
        [shown] = call("GET", "/v1/views", caller=who).json["items"]
        assert shown["count"] == len(expected)
    closed = rows(anna, view=view, status="closed", limit=100)
    assert {one["id"] for one in closed} <= expected
    assert {one["status"] for one in closed} <= {"closed"}
    assert call("GET", "/v1/conversations", caller=anna, query={"view": "viw_x"}).status == 404


def test_a_filter_that_finds_little_in_much_answers_in_bounded_time_and_goes_on(company, aws):
    anna = company.agent()
    put(company, aws, anna, 0, 400)
    needle = company.message(at=later(-1)).conversation_id
    service.take(anna, needle, later(-1))
    wanted, position, pages, found = Wanted("me", channel=company.webchat.id), None, 0, []

    while not pages or position is not None:
        with Calls() as calls:
            page, position = inboxes.page(anna, wanted, position, 10)
        assert sum(calls.values()) <= inboxes.ROUNDS
        found += page
        pages += 1

    assert [c.id for c in found] == [needle]
    assert pages > 1
