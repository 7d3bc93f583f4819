"""An agent's room is claimed with what is given, in one transaction, or not at all."""

import pytest
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.accounts import service as accounts
from chalicelib.accounts import store
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Person
from tests.builders import NOON, later


@pytest.fixture
def anna(company):
    return company.agent("Anna Berg")


def write(caller, *given, **named):
    with TransactWrite(connection=store.connection()) as tx:
        accounts.desk_write(caller.account_id, caller.user_id, *given, **named)(tx)


def desk(caller):
    return store.load_user(caller.account_id, caller.user_id)


@pytest.mark.feature("ASG-14", "ASG-16", "ASG-44")
def test_a_claim_is_granted_up_to_the_limit_and_no_further(anna):
    write(anna, 2, at=NOON, limit=3)

    with pytest.raises(TransactWriteError):
        write(anna, 2, at=NOON, limit=3)
    write(anna, 1, at=later(5), limit=3, given=True)
    assert (desk(anna).load, desk(anna).given_at, desk(anna).idle_since) == (3, later(5), later(5))


@pytest.mark.feature("ASG-21")
def test_an_offer_claims_the_screen_until_it_ends_and_room_for_what_it_will_weigh(anna):
    write(anna, ring=("cnv_1", later(30)), at=NOON, limit=2, weight=2)
    assert desk(anna).ringing.conversation_id == "cnv_1"
    assert desk(anna).load == 0

    with pytest.raises(TransactWriteError):
        write(anna, ring=("cnv_2", later(40)), at=later(29), limit=2, weight=1)
    with pytest.raises(TransactWriteError):
        write(anna, 1, at=later(29), limit=2)
    with pytest.raises(TransactWriteError):
        write(anna, ring=("cnv_2", later(60)), at=later(30), limit=2, weight=3)
    write(anna, ring=("cnv_2", later(60)), at=later(30), limit=2, weight=1)
    write(anna, unring="cnv_2")
    assert desk(anna).ringing is None


def test_who_takes_by_hand_is_held_back_by_no_limit(anna):
    write(anna, 5, at=NOON)
    write(anna, -7)

    assert desk(anna).load == -2


def test_a_load_is_corrected_only_while_it_is_what_was_found_wrong(anna):
    write(anna, 4)

    assert not accounts.correct_load(anna.account_id, anna.user_id, 3, 1)
    assert accounts.correct_load(anna.account_id, anna.user_id, 4, 1)
    assert desk(anna).load == 1


@pytest.mark.feature("ASG-05", "ASG-14", "ASG-16")
def test_of_many_rules_that_give_to_one_agent_at_once_none_passes_the_limit(company, anna, at_once):
    ids = [company.message(at=NOON).conversation_id for _ in range(12)]
    to = Person(anna.user_id, "Anna Berg")

    answers = at_once(
        [
            lambda id_=id_: conversations.assign_automatically(
                company.account_id, id_, to, later(1), 3
            )
            for id_ in ids
        ]
    )

    given = [head for head in answers if head is not None]
    assert len(given) == desk(anna).load == 3
    waiting = [company.head(id_) for id_ in ids if company.head(id_).is_waiting]
    assert len(waiting) == 9
