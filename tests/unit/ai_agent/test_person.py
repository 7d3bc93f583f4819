"""Customers who ask for a person, in their own words; and those who only mention one."""

import pytest

from chalicelib.ai_agent.domain.person import asks_for_person

ASKED = {
    "en": [
        "Can I speak to a human?",
        "I want to talk to a real person please",
        "agent",
        "Human please!!",
        "Could you put me through to someone in support",
        "is there anybody I could chat with?",
        "I don't want to talk to a bot",
        "Please transfer me to an agent, this is useless",
        "get me a representative",
        "Hi, I'd like to be connected with one of your colleagues",
        "stop, no bot",
        "can you escalate this to your manager",
    ],
    "de": [
        "Ich möchte mit einem Menschen sprechen",
        "Kann ich bitte mit jemandem reden?",
        "Mitarbeiter bitte",
        "Verbinden Sie mich mit einem Kundenberater",
        "Ich will keinen Bot, ich will einen echten Menschen",
        "Könnten Sie mich an einen Kollegen weiterleiten?",
        "Gibt es einen Ansprechpartner?",
        "Ich rede nicht mit einer Maschine",
    ],
    "fr": [
        "Je voudrais parler à quelqu'un",
        "Puis-je parler avec un conseiller ?",
        "un humain s'il vous plaît",
        "Passez-moi un agent",
        "Pouvez-vous me mettre en relation avec le service client ?",
        "Je ne veux pas parler à un robot",
        "Je veux une vraie personne",
    ],
    "es": [
        "Quiero hablar con una persona",
        "¿Puedo hablar con alguien?",
        "Un agente, por favor",
        "Páseme con un asesor",
        "No quiero hablar con un robot",
        "Necesito un humano",
        "¿Me pueden comunicar con atención al cliente?",
    ],
    "it": [
        "Vorrei parlare con una persona",
        "Posso parlare con un operatore?",
        "Operatore per favore",
        "Mi passi il servizio clienti",
        "Non voglio parlare con un bot",
        "C'è qualcuno con cui posso parlare con un umano?",
    ],
    "nl": [
        "Kan ik met een medewerker spreken?",
        "Ik wil met een mens praten",
        "Medewerker alstublieft",
        "Verbind me door met de klantenservice",
        "Ik wil niet met een robot praten",
        "Mag ik een echt persoon?",
    ],
    "sv": [
        "Kan jag få prata med en människa?",
        "Jag vill prata med kundtjänst",
        "Koppla mig till en handläggare",
        "människa tack",
        "Jag vill inte prata med en robot",
        "får jag tala med någon?",
    ],
    "da": [
        "Må jeg tale med et menneske?",
        "Jeg vil gerne snakke med en medarbejder",
        "Stil mig om til kundeservice",
        "menneske tak",
        "Jeg vil ikke snakke med en robot",
        "Kan jeg få en rådgiver?",
    ],
    "no": [
        "Kan jeg snakke med et menneske?",
        "Jeg vil snakke med noen",
        "Sett meg over til kundeservice",
        "medarbeider takk",
        "Jeg vil ikke snakke med en robot",
        "Kan jeg få en kundebehandler?",
    ],
    "fi": [
        "Voinko puhua ihmisen kanssa?",
        "Haluan puhua asiakaspalvelijan kanssa",
        "Yhdistä minut asiakaspalveluun",
        "asiakaspalvelija kiitos",
        "En halua puhua robotin kanssa",
        "Haluaisin jutella jonkun kanssa",
    ],
    "pl": [
        "Chcę rozmawiać z człowiekiem",
        "Czy mogę porozmawiać z konsultantem?",
        "Konsultant proszę",
        "Proszę połączyć mnie z pracownikiem",
        "Nie chcę rozmawiać z botem",
        "Chciałbym porozmawiać z kimś",
    ],
    "pt": [
        "Quero falar com uma pessoa",
        "Posso falar com um atendente?",
        "Atendente por favor",
        "Transfira-me para um operador",
        "Não quero falar com um robô",
        "Preciso de um humano",
    ],
}

NOT_ASKED = [
    "I want to return the person-shaped lamp",
    "is there a person's size chart",
    "How many people fit into the tent?",
    "Do you need a person to sign for the parcel?",
    "What is the customer service number?",
    "Can someone chat on two devices at once?",
    "Who is the person in the picture?",
    "I bought a robot vacuum and it does not work",
    "Is the agent fee included?",
    "My travel agent booked this order, where is the invoice?",
    "I need a 4 person tent",
    "Can I get a human sized mannequin?",
    "Do you ship to Norway?",
    "Your people are great, thank you",
    "No need to speak to a human, just tell me the price",
    "Can I talk about my order here?",
    "Für wie viele Personen ist das Zelt?",
    "Ist die Lampe in Menschenform noch da?",
    "Kann jemand anderes mein Paket annehmen?",
    "Ich brauche keinen Mitarbeiter, nur den Preis",
    "Mit welcher Person auf dem Bild wird geworben?",
    "Pour combien de personnes est la tente ?",
    "Est-ce que quelqu'un doit signer le colis ?",
    "¿Para cuántas personas es la tienda?",
    "¿Alguien tiene que firmar el paquete?",
    "Per quante persone è la tenda?",
    "Voor hoeveel personen is de tent?",
    "Hur många personer får plats i tältet?",
    "Hvor mange personer er der plads til?",
    "Montako henkilöä telttaan mahtuu?",
    "Ile osób mieści namiot?",
    "Para quantas pessoas é a tenda?",
    "",
    "👍",
]


@pytest.mark.feature("AI-15")
@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in ASKED.items() for text in texts]
)
def test_who_asks_for_a_person_in_any_wording_is_understood(language, text):
    assert asks_for_person(text)


@pytest.mark.feature("AI-15")
@pytest.mark.parametrize("text", NOT_ASKED)
def test_who_only_mentions_a_person_does_not_ask_for_one(text):
    assert not asks_for_person(text)


def test_a_hostile_length_is_answered_at_once():
    assert not asks_for_person("to a a a a a a a a " * 20_000)
