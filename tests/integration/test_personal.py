"""Teams in which each conversation has one owner: a colleague's answer begins one of their own."""

from functools import partial

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import PERSONAL
from chalicelib.conversations import service
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import Taken
from tests.builders import a_sender, later
from tests.integration.desk import do, inbox


@pytest.fixture
def owned(company):
    """A conversation that Anna owns, in a team where each has their own."""
    accounts.update_team(company.admin, company.team_id, None, None, None, PERSONAL)
    anna, bo, sender = company.agent("Anna Berg"), company.agent("Bo Lind"), a_sender(company.sms)
    id_ = company.message("Hi", sender, company.sms).conversation_id
    service.reply(anna, id_, Written("Anna here"), later(1))
    return company, anna, bo, id_, sender


@pytest.mark.feature("CONV-44")
def test_a_colleagues_answer_is_a_conversation_between_them_and_the_customer(owned):
    company, anna, bo, id_, sender = owned
    before, thread = company.head(id_), company.thread(id_)

    sent = do(bo, id_, "messages", {"text": "Bo here"}).json

    begun = company.head(sent["conversation_id"])
    assert begun.id != id_
    assert [person.id for person in begun.assignees] == [bo.user_id]
    assert begun.contact == before.contact
    assert (inbox(anna), inbox(bo)) == ([id_], [begun.id])
    assert (company.head(id_), company.thread(id_)) == (before, thread)
    assert company.message("Thanks Bo", sender, company.sms, at=later(99)).conversation_id == (
        begun.id
    )


@pytest.mark.feature("CONV-44")
def test_the_owner_goes_on_and_what_nobody_has_is_taken_as_ever(owned):
    company, anna, bo, id_, _ = owned
    free = company.message().conversation_id

    assert service.reply(anna, id_, Written("Still me"), later(60)).conversation_id == id_
    assert service.reply(bo, free, Written("Mine"), later(60)).conversation_id == free


@pytest.mark.feature("CONV-44", "MSG-11")
def test_the_same_answer_twice_begins_one_conversation(owned, at_once):
    company, _, bo, id_, _ = owned
    written = Written("Bo here", client_id="c1")

    sent = at_once([partial(service.reply, bo, id_, written, later(60))] * 4)

    assert len({one.conversation_id for one in sent}) == 1
    assert len(inbox(bo)) == 1
    assert company.load(bo) == 1


@pytest.mark.feature("CONV-44")
def test_notes_of_colleagues_stay_in_the_owners_conversation(owned):
    _, _, bo, id_, _ = owned

    assert service.add_note(bo, id_, "I know her", later(60)).conversation_id == id_


@pytest.mark.feature("CONV-44", "ASG-05")
def test_of_two_who_answer_at_once_one_owns_it_and_the_other_learns_who(owned, at_once):
    company, anna, bo, _, _ = owned
    id_ = company.message().conversation_id
    acts = [partial(service.reply, who, id_, Written("x"), later(60)) for who in (anna, bo)]

    outcomes = at_once(acts)

    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [Taken]
    assert len(company.head(id_).assignees) == 1
    assert len(company.thread(id_)) == 2


@pytest.mark.feature("CONV-44")
def test_in_a_shared_team_several_share_one(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    service.reply(anna, id_, Written("Anna here"), later(1))

    assert service.reply(bo, id_, Written("Bo here"), later(60)).conversation_id == id_
    assert [person.id for person in company.head(id_).assignees] == [anna.user_id]
