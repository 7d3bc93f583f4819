"""What a thread teaches."""

from chalicelib.conversations.domain import Actor, ActorKind
from chalicelib.knowledge.domain import LONGEST_QUESTION, Answer, learn
from tests.builders import a_customer, a_message, a_sent_entry, an_agent


def asked(text: str, seq: int):
    return a_sent_entry(seq=seq, type="message.received", actor=a_customer(), data=a_message(text))


def answered(text: str, seq: int, actor: Actor | None = None):
    return a_sent_entry(seq=seq, actor=actor or an_agent(), data=a_message(text))


def test_a_question_and_its_answer_are_a_pair():
    assert learn([asked("Norway?", 1), answered("Yes", 2)]) == [Answer("cnv_1#2", "Norway?", "Yes")]


def test_messages_in_a_row_are_one_question_and_the_first_answer_counts():
    thread = [asked("Hi", 1), asked("Norway?", 2), answered("Yes", 3), answered("Bye", 4)]

    assert learn(thread) == [Answer("cnv_1#3", "Hi\nNorway?", "Yes")]


def test_each_turn_of_a_thread_is_learned():
    thread = [asked("a", 1), answered("A", 2), asked("b", 3), answered("B", 4)]

    assert [answer.question for answer in learn(thread)] == ["a", "b"]


def test_notes_and_machines_answer_nothing():
    note = a_sent_entry(seq=2, type="note.added", data={"text": "VIP"})
    machine = answered("Automatic", 3, Actor(ActorKind.AUTO_RESPONDER))

    assert learn([asked("Norway?", 1), note, machine]) == []


def test_an_answer_to_nothing_teaches_nothing():
    assert learn([answered("Hello?", 1)]) == []


def test_a_very_long_question_is_cut():
    [answer] = learn([asked("x" * 5000, 1), answered("ok", 2)])

    assert len(answer.question) == LONGEST_QUESTION


def test_an_answer_about_one_customers_order_is_not_for_others():
    thread = [asked("Where is my parcel?", 1), answered("Order NO-48213 is in Bergen.", 2)]

    assert learn(thread) == []


def test_the_name_of_who_asked_is_not_kept():
    ask = a_sent_entry(
        seq=1,
        type="message.received",
        actor=Actor(ActorKind.CUSTOMER, "ctc_1", "Amelia Clarke"),
        data=a_message("Amelia here. Do you ship to Norway?"),
    )

    [one] = learn([ask, answered("Hi Amelia, we do.", 2)])

    assert (one.question, one.text) == ("[name] here. Do you ship to Norway?", "we do.")
