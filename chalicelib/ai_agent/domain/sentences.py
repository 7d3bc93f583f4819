"""What the AI agent says in its own words, in each of its languages. Where a language tells the
familiar from the polite form and a sentence needs one, there are two: friendly, and all else."""

from __future__ import annotations

import re

from chalicelib.ai_agent.domain.config import Tone
from chalicelib.ai_agent.domain.verification_sentences import VERIFICATION

Sentence = str | tuple[str, str]
"""One for every tone; or one for friends, one for others."""

SENTENCES: dict[str, dict[str, Sentence]] = VERIFICATION | {
    "greeting": {
        "en": "Hello! How can I help?",
        "de": "Hallo! Wie kann ich helfen?",
        "fr": ("Bonjour ! Comment puis-je t'aider ?", "Bonjour ! Comment puis-je vous aider ?"),
        "es": ("¡Hola! ¿En qué te puedo ayudar?", "¡Hola! ¿En qué puedo ayudarle?"),
        "it": ("Ciao! Come posso aiutarti?", "Buongiorno! Come posso aiutarla?"),
        "nl": ("Hallo! Waarmee kan ik je helpen?", "Hallo! Waarmee kan ik u helpen?"),
        "sv": "Hej! Vad kan jag hjälpa till med?",
        "da": "Hej! Hvad kan jeg hjælpe med?",
        "no": "Hei! Hva kan jeg hjelpe med?",
        "fi": "Hei! Miten voin auttaa?",
        "pl": "Dzień dobry! W czym mogę pomóc?",
        "pt": "Olá! Como posso ajudar?",
    },
    "thanks": {
        "en": "You're welcome! Is there anything else?",
        "de": "Gern geschehen! Gibt es noch etwas?",
        "fr": "Avec plaisir ! Y a-t-il autre chose ?",
        "es": "¡De nada! ¿Hay algo más?",
        "it": "Di nulla! C'è altro?",
        "nl": "Graag gedaan! Is er nog iets?",
        "sv": "Varsågod! Är det något mer?",
        "da": "Det var så lidt! Er der andet?",
        "no": "Bare hyggelig! Er det noe mer?",
        "fi": "Ole hyvä! Onko vielä jotain muuta?",
        "pl": "Proszę bardzo! Czy jest coś jeszcze?",
        "pt": "De nada! Há mais alguma coisa?",
    },
    "bye": {
        "en": "Goodbye, and all the best!",
        "de": "Auf Wiedersehen und alles Gute!",
        "fr": "Au revoir et bonne journée !",
        "es": "¡Hasta pronto y que vaya todo bien!",
        "it": "Arrivederci e buona giornata!",
        "nl": "Tot ziens en het allerbeste!",
        "sv": "Hej då och allt gott!",
        "da": "Farvel og alt godt!",
        "no": "Ha det bra!",
        "fi": "Näkemiin ja kaikkea hyvää!",
        "pl": "Do widzenia i wszystkiego dobrego!",
        "pt": "Até logo e tudo de bom!",
    },
    "dont_know": {
        "en": "I don't have a reliable answer to that. Shall I bring in a colleague?",
        "de": "Darauf habe ich keine gesicherte Antwort. Soll ich jemanden aus dem Team dazuholen?",
        "fr": "Je n'ai pas de réponse fiable à cette question. Dois-je faire appel à un collègue ?",
        "es": "No tengo una respuesta segura a eso. ¿Llamo a una persona del equipo?",
        "it": "Non ho una risposta sicura a questa domanda. Chiamo una persona del team?",
        "nl": "Daar heb ik geen betrouwbaar antwoord op. Zal ik een collega erbij halen?",
        "sv": "Det har jag inget säkert svar på. Ska jag ta hit en kollega?",
        "da": "Det har jeg ikke et sikkert svar på. Skal jeg hente en kollega?",
        "no": "Det har jeg ikke noe sikkert svar på. Skal jeg hente en kollega?",
        "fi": "Minulla ei ole siihen varmaa vastausta. Kutsunko työtoverin mukaan?",
        "pl": "Nie mam na to pewnej odpowiedzi. Czy mam poprosić kogoś z zespołu?",
        "pt": "Não tenho uma resposta segura para isso. Chamo uma pessoa da equipa?",
    },
    "clarify": {
        "en": "Is it about “{a}” or “{b}”?",
        "de": "Geht es um „{a}“ oder um „{b}“?",
        "fr": "S'agit-il de « {a} » ou de « {b} » ?",
        "es": "¿Se trata de «{a}» o de «{b}»?",
        "it": "Si tratta di «{a}» o di «{b}»?",
        "nl": "Gaat het over “{a}” of over “{b}”?",
        "sv": "Gäller det ”{a}” eller ”{b}”?",
        "da": "Handler det om »{a}« eller »{b}«?",
        "no": "Gjelder det «{a}» eller «{b}»?",
        "fi": "Onko kyse aiheesta ”{a}” vai ”{b}”?",
        "pl": "Czy chodzi o „{a}” czy o „{b}”?",
        "pt": "Trata-se de “{a}” ou de “{b}”?",
    },
    "connecting": {
        "en": "I'm bringing in a colleague now. Someone will answer here in a moment.",
        "de": "Ich hole jemanden aus dem Team dazu. Die Antwort kommt gleich hier.",
        "fr": "Je fais venir un collègue. La réponse arrive ici dans un instant.",
        "es": "Llamo a una persona del equipo. Responderá aquí en un momento.",
        "it": "Chiamo una persona del team. Risponderà qui tra un momento.",
        "nl": "Ik haal er een collega bij. Het antwoord komt zo dadelijk hier.",
        "sv": "Jag tar hit en kollega. Svaret kommer här om en stund.",
        "da": "Jeg henter en kollega. Svaret kommer her om et øjeblik.",
        "no": "Jeg henter en kollega. Svaret kommer her om et øyeblikk.",
        "fi": "Kutsun työtoverin mukaan. Vastaus tulee tähän hetken kuluttua.",
        "pl": "Proszę o pomoc kogoś z zespołu. Odpowiedź pojawi się tu za chwilę.",
        "pt": "Chamo uma pessoa da equipa. A resposta chega aqui dentro de momentos.",
    },
    "away": {
        "en": "No colleague is here right now. I've passed this on, and someone will answer here.",
        "de": "Gerade ist niemand aus dem Team da. Es ist weitergegeben, die Antwort kommt hier.",
        "fr": "Aucun collègue n'est là en ce moment. J'ai transmis, la réponse viendra ici.",
        "es": "Ahora mismo no hay nadie del equipo. Lo he pasado y la respuesta llegará aquí.",
        "it": "In questo momento non c'è nessuno del team. Ho inoltrato: la risposta arriverà qui.",
        "nl": "Er is nu geen collega aanwezig. Ik heb het doorgegeven, het antwoord komt hier.",
        "sv": "Ingen kollega är här just nu. Jag har fört det vidare och svaret kommer här.",
        "da": "Der er ingen kollega her lige nu. Jeg har givet det videre, og svaret kommer her.",
        "no": "Ingen kollega er her akkurat nå. Jeg har gitt det videre, og svaret kommer her.",
        "fi": "Kukaan työtoveri ei ole nyt paikalla. Välitin asian, ja vastaus tulee tähän.",
        "pl": "Teraz nie ma nikogo z zespołu. Sprawa jest przekazana, odpowiedź pojawi się tutaj.",
        "pt": "Neste momento não há ninguém da equipa. Já passei o assunto, a resposta chega aqui.",
    },
    "alright": {
        "en": "Alright. What else would be good to know?",
        "de": "In Ordnung. Worum geht es sonst?",
        "fr": "D'accord. Quelle est l'autre question ?",
        "es": "De acuerdo. ¿Qué más hace falta saber?",
        "it": "Va bene. Cos'altro serve sapere?",
        "nl": "Prima. Waar gaat het verder om?",
        "sv": "Okej. Vad gäller det annars?",
        "da": "I orden. Hvad drejer det sig ellers om?",
        "no": "Greit. Hva gjelder det ellers?",
        "fi": "Selvä. Mistä muusta on kyse?",
        "pl": "Dobrze. O co jeszcze chodzi?",
        "pt": "Está bem. O que mais é preciso saber?",
    },
    "more": {
        "en": "Read more",
        "de": "Mehr dazu",
        "fr": "En savoir plus",
        "es": "Más información",
        "it": "Maggiori informazioni",
        "nl": "Meer lezen",
        "sv": "Läs mer",
        "da": "Læs mere",
        "no": "Les mer",
        "fi": "Lue lisää",
        "pl": "Więcej",
        "pt": "Saber mais",
    },
    "person": {
        "en": "Talk to a person",
        "de": "Mit Mensch sprechen",
        "fr": "Parler à quelqu'un",
        "es": "Hablar con alguien",
        "it": "Parla con qualcuno",
        "nl": "Met iemand praten",
        "sv": "Prata med någon",
        "da": "Tal med en person",
        "no": "Snakk med noen",
        "fi": "Puhu ihmiselle",
        "pl": "Rozmowa z kimś",
        "pt": "Falar com alguém",
    },
}


def say(what: str, language: str, tone: Tone = Tone.NEUTRAL, **gaps: str) -> str:
    """A sentence, with its gaps filled; in English where the language has none. What fills a gap is
    not looked at for further gaps."""
    said = SENTENCES[what].get(language) or SENTENCES[what]["en"]
    text = said if isinstance(said, str) else said[0 if tone is Tone.FRIENDLY else 1]
    for name, value in gaps.items():
        before, mark, after = text.partition("{" + name + "}")
        text = before + value.replace("{", "(").replace("}", ")") + after if mark else text
    return text


def recognised(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Which of the sentences a text is, and what fills its gaps: for a talk of which only the texts
    are known."""
    for what in ("dont_know", "clarify"):
        for said in SENTENCES[what].values():
            for one in (said,) if isinstance(said, str) else said:
                pattern = re.escape(one).replace(r"\{a\}", "(.+)").replace(r"\{b\}", "(.+)")
                found = re.fullmatch(pattern, text.strip())
                if found:
                    return what, found.groups()
    return None
