"""Who hears of what, who is seen to view, and how often typing is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts.domain import Scope
from chalicelib.conversations.domain import ChannelRef, Person, Route
from chalicelib.realtime import domain, frames
from chalicelib.realtime.domain import Peer, Socket, Typing
from tests.builders import ANNA, BO, a_channel_ref, a_conversation


def a_peer(person=ANNA, role="agent", teams=("tm_1",)):
    """A colleague at the other end, in the conversation's team unless said."""
    scope = Scope.ALL if role == "admin" else Scope.TEAM
    return Peer("acc_1", role, person.id, frozenset(teams), person.name, scope=scope)


def a_visitor(id_="ctc_1"):
    return Peer("acc_1", "visitor", id_, channel_id="chn_1")


@pytest.mark.feature("CONV-40", "AUTH-11")
def test_of_a_restricted_conversation_only_the_named_hear():
    head = a_conversation(visible_to=(BO,))

    assert domain.may_hear(a_peer(BO), head)
    assert not domain.may_hear(a_peer(ANNA), head)
    assert not domain.may_hear(a_peer(ANNA, role="admin"), head)


@pytest.mark.feature("AUTH-11")
def test_another_team_hears_nothing():
    assert not domain.may_hear(a_peer(teams=("tm_2",)), a_conversation())
    assert domain.may_hear(a_peer(teams=("tm_2",)), a_conversation(assignees=(ANNA,)))
    assert domain.may_hear(a_peer(role="admin", teams=()), a_conversation())


def test_a_visitor_hears_of_their_own_conversation_in_whichever_widget_it_goes_on():
    widget, sms = ChannelRef("chn_2", "webchat", "Help", False), a_channel_ref(pushes=True)
    texted = a_conversation(channel=sms, address="+4790000001")
    moved = a_conversation(channel=sms, address="+4790000001", routes=(Route(widget, "ctc_1"),))

    assert domain.may_hear(a_visitor(), a_conversation(address="ctc_1"))
    assert domain.may_hear(a_visitor(), moved)
    assert not domain.may_hear(a_visitor(), texted)
    assert not domain.may_hear(a_visitor("ctc_2"), moved)


@pytest.mark.feature("RT-11", "RT-09")
def test_several_devices_are_one_viewer_and_who_may_not_see_it_is_none():
    head = a_conversation()
    stranger = Person("usr_x", "Xan")
    sockets = [
        Socket("s1", a_peer(BO), head.id),
        Socket("s2", a_peer(ANNA), head.id),
        Socket("s3", a_peer(ANNA), head.id),
        Socket("s4", a_peer(stranger, teams=()), head.id),
        Socket("s5", a_peer(Person("usr_y", "Yan")), "cnv_other"),
        Socket("s6", a_peer(Person("usr_z", "Zoe"))),
    ]

    assert domain.viewers(head, sockets) == [
        {"id": ANNA.id, "name": ANNA.name},
        {"id": BO.id, "name": BO.name},
    ]


def typed(at, active=True, mode="reply", conversation="cnv_1"):
    return Typing(conversation, mode, active, at)


@pytest.mark.feature("RT-06")
def test_typing_is_told_when_it_begins_while_it_lasts_and_when_it_ends():
    begun = domain.typing_to_tell(None, typed(10))
    assert begun == typed(10)

    assert domain.typing_to_tell(begun, typed(11.9)) is None
    assert domain.typing_to_tell(begun, typed(12)) == typed(12)
    ended = domain.typing_to_tell(begun, typed(10.1, active=False))
    assert ended == typed(10, active=False)
    assert domain.typing_to_tell(ended, typed(10.2, active=False)) is None
    assert domain.typing_to_tell(ended, typed(10.4)) is None
    assert domain.typing_to_tell(ended, typed(10.5)) == typed(10.5)


@pytest.mark.parametrize("other", [{"conversation": "cnv_2"}, {"mode": "note"}])
def test_what_never_began_does_not_end(other):
    assert domain.typing_to_tell(None, typed(10, active=False)) is None
    assert domain.typing_to_tell(typed(10), typed(10.5, active=False, **other)) is None


@pytest.mark.feature("RT-06")
@given(
    st.lists(
        st.tuples(
            st.floats(0, 0.3),
            st.booleans(),
            st.sampled_from(["reply", "note"]),
            st.sampled_from(["cnv_1", "cnv_2"]),
        ),
        max_size=60,
    )
)
def test_whatever_a_socket_sends_it_tells_at_most_two_frames_in_half_a_second(sent):
    at, last, told = 100.0, None, []
    for pause, active, mode, conversation in sent:
        at += pause
        tell = domain.typing_to_tell(last, typed(at, active, mode, conversation))
        if tell:
            told.append(at)
            last = tell

    starts = zip(told, told[3:], strict=False)  # a beginning, its end, a beginning: never a fourth
    assert all(later - earlier > 0.49 for earlier, later in starts)


@pytest.mark.parametrize(
    "text",
    [
        "not json", "[]", "1", "null", "{}",
        '{"type":"unknown"}',
        '{"type":"view"}',
        '{"type":"view","conversation_id":""}',
        '{"type":"view","conversation_id":7}',
        '{"type":"typing"}',
        '{"type":"typing","active":1}',
        '{"type":"typing","active":"true"}',
        '{"type":"typing","active":true,"mode":"shout"}',
        '{"type":"typing","active":true,"conversation_id":"' + "x" * 65 + '"}',
        '{"type":"resume","conversation_id":"c","after_seq":"1"}',
        '{"type":"resume","conversation_id":"c","after_seq":-1}',
        '{"type":"resume","conversation_id":"c","after_seq":1e400}',
        '{"type":"ping","pad":"' + "x" * frames.LONGEST + '"}',
        "[" * 4000,
    ],
)  # fmt: skip
def test_what_is_no_frame_of_ours_is_passed_over(text):
    assert frames.parse(text) is None


@given(st.text())
def test_no_text_whatever_breaks_the_reader(text):
    assert frames.parse(text) is None
