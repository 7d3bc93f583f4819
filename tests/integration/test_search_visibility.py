"""Whatever is asked, by whomever: all that they may see, and nothing else."""

from random import Random

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.conversations import service as conversations
from chalicelib.search import service
from chalicelib.search.domain import Query
from tests.builders import a_company, later
from tests.integration.test_search import index

WORDS = ("kayak", "paddle", "tent", "stove")


@pytest.fixture(scope="module")
def world(aws):
    """Conversations of every kind of visibility, and callers of every kind."""
    company = a_company()
    callers = [company.admin, *(company.agent(f"Agent {n}") for n in range(4))]
    teams = [company.team(*callers[1:3], name="A"), company.team(*callers[2:4], name="B")]
    channels = [company.webchat, *(company.channel(team_id=team) for team in teams)]
    chance = Random(11)
    for n in range(25):
        text = " ".join(chance.sample(WORDS, 2))
        entry = company.message(text, channel=chance.choice(channels), at=later(n))
        index(entry)
        id_ = entry.conversation_id
        head = company.head(id_)
        members = [one for one in callers if company.caller(one.user_id).sees_team(head.team_id)]
        if chance.random() < 0.4:
            conversations.take(company.caller(chance.choice(members).user_id), id_, later(n + 1))
        if chance.random() < 0.3:
            conversations.close(company.admin, id_, None, later(n + 2))
        if chance.random() < 0.4:
            named = {one.user_id for one in chance.sample(callers, 2)}
            named |= {one.id for one in company.head(id_).assignees}
            conversations.change_fields(
                company.admin, id_, {"visible_to": list(named)}, later(n + 3)
            )
    known = [(head, company.thread(head.id)[0].data["text"]) for head in every_head(company)]
    return known, [company.caller(one.user_id) for one in callers]


@pytest.mark.feature("SRCH-05", "CONV-40")
@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 4),
    st.sampled_from([*WORDS, "kayak tent", "stov paddl", "padlde"]),
    st.sampled_from([None, "me", "unassigned", "all"]),
    st.sampled_from(["any", "open", "closed"]),
    st.integers(3, 9),
)
def test_every_search_finds_all_that_its_caller_may_see_and_nothing_else(
    world, who, q, inbox, status, limit
):
    known, callers = world
    caller = callers[who]
    query = Query(q, inbox=inbox, status=status)
    got, position = [], None
    while True:
        hits, position = service.find(caller, query, position, limit)
        got += [hit.conversation.id for hit in hits]
        if position is None:
            break

    asked = ["paddle" if word in ("padlde", "paddl") else word for word in q.split()]
    expected = [
        head.id
        for head, text in known
        if conversations.may_see(caller, head)
        and (inbox != "me" or head.is_assigned_to(caller.user_id))
        and (inbox != "unassigned" or head.is_waiting)
        and status in ("any", str(head.status))
        and all(word in text for word in asked)
    ]
    assert got == expected


def every_head(company):
    """All conversations of a company, newest first message first."""
    items = boto3.client("dynamodb").scan(TableName="conversations")["Items"]
    ids = {
        item["pk"]["S"].partition("#")[2]
        for item in items
        if item["sk"]["S"] == "head" and item["pk"]["S"].startswith(company.account_id)
    }
    heads = [company.head(id_) for id_ in ids]
    return sorted(heads, key=lambda head: head.created_at, reverse=True)
