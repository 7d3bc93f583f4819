"""Which of the AI agent's languages a text is in, by its commonest words. A tiny rule of our own:
it chooses the language of the AI's own sentences, and says nothing where it is not sure."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.ai_agent.domain.words import words

SPOKEN = ("en", "de", "fr", "es", "it", "nl", "sv", "da", "no", "fi", "pl", "pt")
"""In these the AI agent has sentences of its own."""

_COMMON = {
    "en": "the and is are do does you your i my we our can how what when where which to of for in "
    "it this that have has with not please thanks hello hi a an order would want need from",
    "de": "der die das und ist sind ich sie wir ihr mein meine kann konnen wie was wann wo nicht "
    "ein eine einen mit fur auf zu von bitte danke hallo habe haben mochte gibt es den dem bei im "
    "nach wird noch auch oder guten tag",
    "fr": "le la les un une des et est sont je vous nous mon ma mes votre vos pouvez peux comment "
    "quoi quand ou quel quelle pas pour avec dans de du au ce cette que qui bonjour merci plait "
    "voudrais avez combien c'est est-ce sur livrez",
    "es": "el la los las un una y es son yo usted ustedes mi mis su puedo puede como que cuando "
    "donde cual no para con en de del por favor gracias hola quiero tengo hay cuanto esta este "
    "hacen tienen al quisiera pedido",
    "it": "il lo la i gli le un una e sono io voi mio mia vostro posso potete come cosa quando "
    "dove quale non per con in di del della che grazie ciao buongiorno vorrei ho avete quanto "
    "questo si al nel spedite",
    "nl": "de het een en is zijn ik jij je u wij mijn jullie kan kunnen hoe wat wanneer waar niet "
    "voor met op van naar bedankt hallo alstublieft graag heb heeft er dit dat bij ook of wil "
    "goedendag",
    "sv": "och ar jag du ni vi min mitt mina er kan hur vad nar var inte for med pa till av det "
    "den ett en som har tack hej vill skulle om fran finns gar att skickar",
    "da": "og er jeg du i vi min mit mine jeres kan hvordan hvad hvornar hvor ikke for med pa til "
    "af det den et en som har tak hej vil gerne skal om fra findes at sender",
    "no": "og er jeg du dere vi min mitt mine deres kan hvordan hva nar hvor ikke for med pa til "
    "av det den et en som har takk hei vil gjerne skal om fra finnes sender",
    "fi": "ja on ovat mina sina te me minun voinko voitte miten mika mita milloin missa ei en "
    "etta kanssa kiitos hei moi haluan haluaisin onko olen teilla saan tama se kuinka jos myos",
    "pl": "i jest sa ja wy my moj moja moje czy moge mozecie jak co kiedy gdzie nie dla z na do od "
    "to ten ta prosze dziekuje czesc dzien dobry chce chcialbym mam ile w po jaki o sie",
    "pt": "o a os as um uma e sao eu voce voces meu minha seu posso pode como que quando onde qual "
    "nao para com em de do da por favor obrigado obrigada ola quero tenho ha quanto isso este "
    "fazem tem gostaria",
}
_WORDS = {language: frozenset(listed.split()) for language, listed in _COMMON.items()}
_TELLING = {
    "sv": "ä", "fi": "ä", "de": "ß", "es": "¿¡ñ", "pl": "ąęłśżźć", "pt": "ãõ", "fr": "çœ",
    "da": "æø", "no": "æø",
}  # fmt: skip
"""Letters that say much where the words alone do not."""


def spoken(language: str | None) -> str | None:
    """The AI agent's own language of a BCP 47 tag; None where it has none."""
    base = (language or "").replace("_", "-").split("-")[0].lower()
    base = "no" if base in {"nb", "nn"} else base
    return base if base in SPOKEN else None


def guess(text: str) -> str | None:
    """The language of a text, or None where its words do not tell it from the others."""
    found = set(words(text))
    lower = text.casefold()
    scores = {
        language: len(found & common)
        + 0.6 * any(letter in lower for letter in _TELLING.get(language, ""))
        for language, common in _WORDS.items()
    }
    best = sorted(scores.values(), reverse=True)
    if best[0] < 1 or best[0] - best[1] < 0.5:
        return None
    return max(scores, key=lambda language: scores[language])


def choose(texts: Iterable[str], otherwise: Iterable[str | None]) -> str:
    """The language to speak: of the newest text that tells, else the first that is known, else
    English. `texts` are the customer's, the newest first."""
    for text in texts:
        found = guess(text)
        if found:
            return found
    return next((one for tag in otherwise if (one := spoken(tag))), "en")
