"""Which steps of a macro go together."""

import pytest

from chalicelib.macros.domain import ends, refuse_senseless, refuse_unknown_variables, reply_of
from chalicelib.runtime.errors import Invalid

REPLY = {"type": "reply", "text": "Hi", "format": "plain"}
NOTE = {"type": "note", "text": "Told them."}
LABEL = {"type": "label", "label_ids": ["lbl_1"]}
ASSIGN = {"type": "assign", "user_ids": ["me"]}
CLOSE = {"type": "status", "status": "closed", "disposition": None}
OPEN = {"type": "status", "status": "open", "disposition": None}
SNOOZE = {"type": "snooze", "minutes": 60}


@pytest.mark.feature("KB-12")
@pytest.mark.parametrize(
    "actions",
    [
        [REPLY, NOTE, LABEL, ASSIGN, CLOSE],
        [REPLY, CLOSE, LABEL, NOTE],
        [REPLY, SNOOZE, LABEL],
        [OPEN, SNOOZE],
        [CLOSE],
    ],
)
def test_steps_that_can_follow_each_other_do(actions):
    refuse_senseless(actions)


@pytest.mark.feature("KB-12")
@pytest.mark.parametrize(
    ("actions", "field"),
    [
        ([REPLY, NOTE, REPLY], "actions.2.type"),
        ([CLOSE, REPLY], "actions.1.type"),
        ([SNOOZE, LABEL, REPLY], "actions.2.type"),
        ([CLOSE, ASSIGN], "actions.1.type"),
        ([CLOSE, SNOOZE], "actions.0.status"),
    ],
)
def test_steps_that_undo_each_other_are_refused_by_name(actions, field):
    with pytest.raises(Invalid) as refused:
        refuse_senseless(actions)

    assert refused.value.facts["errors"][0]["field"] == field


def test_a_wrong_variable_names_its_step():
    with pytest.raises(Invalid) as refused:
        refuse_unknown_variables([LABEL, NOTE | {"text": "{{agent.nam}}"}])

    assert refused.value.facts["errors"][0]["field"] == "actions.1.text"


def test_closing_and_snoozing_end_and_reopening_does_not():
    assert [ends(one) for one in (CLOSE, SNOOZE, OPEN, REPLY)] == [True, True, False, False]
    assert (reply_of([NOTE, REPLY]), reply_of([NOTE])) == (REPLY, None)
