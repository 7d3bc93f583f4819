"""Sentences of the demo that are translated for real, and the mark for all others."""

import html
import re

SENTENCES = (
    {
        "en": "Where is my order?",
        "de": "Wo ist meine Bestellung?",
        "no": "Hvor er bestillingen min?",
        "fr": "Où est ma commande ?",
        "es": "¿Dónde está mi pedido?",
        "it": "Dov'è il mio ordine?",
    },
    {
        "en": "Do you ship to Norway?",
        "de": "Liefern Sie nach Norwegen?",
        "no": "Sender dere til Norge?",
        "fr": "Livrez-vous en Norvège ?",
        "es": "¿Envían a Noruega?",
        "it": "Spedite in Norvegia?",
    },
    {
        "en": "The tent arrived broken.",
        "de": "Das Zelt ist kaputt angekommen.",
        "no": "Teltet kom ødelagt frem.",
        "fr": "La tente est arrivée cassée.",
        "es": "La tienda llegó rota.",
        "it": "La tenda è arrivata rotta.",
    },
    {
        "en": "Can I return it?",
        "de": "Kann ich es zurückgeben?",
        "no": "Kan jeg returnere det?",
        "fr": "Puis-je le retourner ?",
        "es": "¿Puedo devolverlo?",
        "it": "Posso restituirlo?",
    },
    {
        "en": "Yes, we do.",
        "de": "Ja, das tun wir.",
        "no": "Ja, det gjør vi.",
        "fr": "Oui, tout à fait.",
        "es": "Sí, claro.",
        "it": "Sì, certo.",
    },
    {
        "en": "We send you a new one today.",
        "de": "Wir schicken Ihnen heute ein neues.",
        "no": "Vi sender deg et nytt i dag.",
        "fr": "Nous vous en envoyons un nouveau aujourd'hui.",
        "es": "Le enviamos uno nuevo hoy.",
        "it": "Gliene spediamo uno nuovo oggi.",
    },
    {
        "en": "Thank you very much!",
        "de": "Vielen Dank!",
        "no": "Tusen takk!",
        "fr": "Merci beaucoup !",
        "es": "¡Muchas gracias!",
        "it": "Grazie mille!",
    },
)
_PARAGRAPH = re.compile(r"(<p>)(.*?)(</p>)", re.DOTALL)
_ENDS = re.compile(r"(?<=[.!?])\s+(?=\S)")


def translated(text: str, source: str, target: str) -> str:
    """A text in another language, paragraph by paragraph where it has tags for them."""
    if _PARAGRAPH.search(text):
        return _PARAGRAPH.sub(
            lambda found: found[1] + _words(found[2], source, target) + found[3], text
        )
    return _words(text, source, target)


def _words(text: str, source: str, target: str) -> str:
    """Sentence by sentence if all are known, else the text as it is with a mark."""
    said = [_known(sentence, source, target) for sentence in _ENDS.split(text.strip())]
    if all(said):
        return " ".join(one for one in said if one)
    return html.escape(f"[{source}→{target}] ", quote=False) + text


def _known(sentence: str, source: str, target: str) -> str | None:
    for one in SENTENCES:
        if source in one and target in one and _bare(one[source]) == _bare(sentence):
            return one[target]
    return None


def _bare(sentence: str) -> str:
    return "".join(letter for letter in html.unescape(sentence).lower() if letter.isalnum())
