"""The rules of the code that a customer proves who they are with."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ai_agent.domain import languages
from chalicelib.ai_agent.domain.sentences import say
from chalicelib.ai_agent.domain.verification import (
    CODES_AN_HOUR,
    GOOD_FOR,
    HOUR,
    TRIES,
    Stage,
    Tried,
    about,
    address,
    asking,
    masked,
    one_more,
    sent,
    tried,
)
from chalicelib.ai_agent.domain.verification_words import has_no_mail, wants_another
from tests.builders import NOON, later

pytestmark = pytest.mark.feature("AI-20")
DAY = timedelta(days=1)


def a_code(digest="right"):
    return sent(None, "ctc_1", "msg_1", "kari@example.com", False, digest, NOON)


def test_the_right_code_verifies_one_contact_for_a_while():
    after = tried(a_code(), "msg_2", "right", DAY, later(60))

    assert (after.stage, after.outcome, after.digest) == (Stage.VERIFIED, Tried.RIGHT, None)
    assert after.holds("ctc_1", later(60))
    assert not after.holds("ctc_2", later(60))
    assert after.holds("ctc_1", later(60 + 86_399))
    assert not after.holds("ctc_1", later(60 + 86_400))


def test_it_is_good_until_its_time_and_not_at_it():
    last = NOON + GOOD_FOR

    assert tried(a_code(), "msg_2", "right", DAY, last - timedelta(milliseconds=1)).until
    assert tried(a_code(), "msg_2", "right", DAY, last).outcome is Tried.EXPIRED


@given(st.lists(st.sampled_from(["right", "wrong"]), max_size=12))
def test_of_any_sequence_of_codes_at_most_five_are_tried_and_one_is_right(guesses):
    state, right, wrong = a_code(), 0, 0
    for place, guess in enumerate(guesses):
        state = tried(state, f"msg_{place + 2}", guess, DAY, later(place))
        right += state.outcome is Tried.RIGHT
        wrong += state.outcome in (Tried.WRONG, Tried.SPENT)

    first = guesses.index("right") if "right" in guesses else len(guesses)
    assert right == ("right" in guesses and first < TRIES)
    assert wrong == min(first, TRIES)


def test_a_message_that_comes_again_is_the_same_try():
    once = tried(a_code(), "msg_2", "wrong", DAY, NOON)

    assert tried(once, "msg_2", "right", DAY, NOON) is once
    assert once.tries_left == TRIES - 1


def test_nothing_is_right_where_no_code_was_sent():
    waiting = asking(None, "ctc_1", "msg_1")

    after = tried(waiting, "msg_2", "", DAY, NOON)

    assert after.outcome is Tried.EXPIRED
    assert not after.holds("ctc_1", NOON)


def test_a_code_after_the_time_of_a_verification_does_not_renew_it():
    verified = tried(a_code(), "msg_2", "right", DAY, NOON)

    after = tried(verified, "msg_3", "right", DAY, NOON + 2 * DAY)

    assert not after.holds("ctc_1", NOON + 2 * DAY)


def test_every_change_moves_the_revision_that_writers_race_for():
    first = a_code()
    second = about(first, "msg_2")
    third = sent(second, "ctc_1", "msg_3", "a@b.cc", True, "other", NOON)

    assert [one.revision for one in (first, second, third)] == [1, 2, 3]
    assert about(second, "msg_2") is second
    assert third.tries_left == TRIES


@given(st.lists(st.integers(0, 7200), max_size=40).map(sorted))
def test_within_any_hour_no_more_codes_are_sent_than_allowed(seconds):
    known, allowed = (), []
    for second in seconds:
        more = one_more(known, later(second))
        if more is not None:
            known, allowed = more, [*allowed, second]

    hour = HOUR.total_seconds()
    for begun in allowed:
        assert sum(begun <= one < begun + hour for one in allowed) <= CODES_AN_HOUR
    assert len(known) <= CODES_AN_HOUR


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("kari@example.com", "k***@example.com"),
        ("k@example.com", "***@example.com"),
        ("kari.nordmann+shop@mail.example.co.uk", "k***@mail.example.co.uk"),
    ],
)
def test_an_address_is_shown_so_that_only_its_owner_knows_it(email, shown):
    assert masked(email) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kari@example.com", "kari@example.com"),
        ("It is Kari.Nordmann+Shop@Example.co.uk.", "kari.nordmann+shop@example.co.uk"),
        ("mailto:kari@example.com", "kari@example.com"),
        ("<kari@example.com>, thanks", "kari@example.com"),
        ("kari@example", None),
        ("@example.com", None),
        ("kari at example.com", None),
        ("kari@@example.com", None),
        ("kari@example.com\r\nBcc: all@example.com", "kari@example.com"),
        ("a" * 250 + "@example.com", None),
        ("", None),
    ],
)
def test_an_address_is_read_from_what_somebody_wrote(text, found):
    assert address(text) == found


AGAIN = {
    "en": ["Send it again please", "I didn't get it", "No code here", "can I have a new code"],
    "de": ["Bitte noch einmal senden", "Es ist nichts angekommen", "Ich habe keine Mail bekommen"],
    "fr": ["Renvoyez-le", "Je n'ai rien reçu", "Encore une fois s'il vous plaît"],
    "es": ["Envíalo otra vez", "No me ha llegado nada", "No recibí el código"],
    "it": ["Invia di nuovo", "Non è arrivato niente", "Non ho ricevuto l'email"],
    "nl": ["Nog een keer graag", "Ik heb niets ontvangen", "Opnieuw sturen"],
    "sv": ["Skicka igen", "Jag har inte fått något", "Det har inte kommit något mejl"],
    "da": ["Send igen", "Jeg har ikke fået noget", "Der er ikke kommet nogen kode"],
    "no": ["Send igjen", "Jeg har ikke fått noe", "Det har ikke kommet noen kode"],
    "fi": ["Lähetä uudelleen", "En ole saanut koodia", "Koodi ei ole tullut"],
    "pl": ["Wyślij ponownie", "Nie dostałem kodu", "Jeszcze raz proszę"],
    "pt": ["Enviar de novo", "Não recebi nada", "Ainda não chegou"],
}
NONE = {
    "en": ["I have no email", "I don't have an e-mail", "I can't access my mail", "without email"],
    "de": [
        "Ich habe keine Mail",
        "Ich habe keine E-Mail-Adresse",
        "Kein Zugriff auf mein Postfach",
    ],
    "fr": ["Je n'ai pas d'adresse mail", "Je n'ai plus accès à ma boîte"],
    "es": ["No tengo correo", "No puedo acceder a mi correo"],
    "it": ["Non ho un'email", "Non riesco ad accedere alla posta"],
    "nl": ["Ik heb geen e-mail", "Ik heb geen toegang tot mijn mail"],
    "sv": ["Jag har ingen e-post", "Jag kommer inte åt min mejl"],
    "da": ["Jeg har ingen mail", "Jeg har ikke adgang til min mail"],
    "no": ["Jeg har ingen e-post", "Jeg har ikke tilgang til e-posten"],
    "fi": ["Minulla ei ole sähköpostia", "En pääse sähköpostiini"],
    "pl": ["Nie mam maila", "Nie mam dostępu do poczty"],
    "pt": ["Não tenho e-mail", "Não consigo aceder ao correio"],
}


@pytest.mark.parametrize("language", languages.SPOKEN)
def test_that_nothing_came_is_understood_in_each_language(language):
    for text in (*AGAIN[language], say("again", language)):
        assert wants_another(text), text
        assert not has_no_mail(text), text


@pytest.mark.parametrize("language", languages.SPOKEN)
def test_that_there_is_no_mail_is_understood_in_each_language(language):
    for text in NONE[language]:
        assert has_no_mail(text), text
        assert not wants_another(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Do you ship to Norway?",
        "My address is kari@example.com",
        "482913",
        "Thanks!",
        "Wie lange dauert der Versand?",
        "I ordered a tent again and again from you over many years and every time it was a joy",
    ],
)
def test_what_is_about_something_else_is_neither(text):
    assert not wants_another(text)
    assert not has_no_mail(text)


@pytest.mark.parametrize("language", languages.SPOKEN)
def test_the_button_to_send_again_fits_where_buttons_are_short(language):
    assert len(say("again", language)) <= 20


@pytest.mark.parametrize("language", languages.SPOKEN)
def test_the_mail_holds_the_code_on_a_line_of_its_own(language):
    text = say("mail_text", language, company="Nordlicht {code}", code="482913", minutes="10")

    assert "\n    482913\n" in text
    assert "Nordlicht (code)" in text
    assert "10" in text
