"""Greetings, thanks, goodbyes, yes and no: no questions, and no reason to call a person."""

from __future__ import annotations

from typing import Literal

from chalicelib.ai_agent.domain.words import words

Talk = Literal["greeting", "thanks", "bye"]


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SAID = {
    "greeting": (
        "hi hello hey hiya hallo guten tag morgen abend moin servus gruss gott salut bonjour "
        "bonsoir coucou hola buenos dias buenas tardes noches ciao buongiorno buonasera salve "
        "goedendag goedemorgen goedenmiddag goedemiddag goedenavond hoi hej hejsan god kveld "
        "morgon dag kvall afton hei heisann moi terve huomenta paivaa czesc dzien dobry "
        "wieczor witam ola oi bom boa tarde noite good morning afternoon evening there "
        "greetings"
    ),
    "thanks": (
        "thanks thank you thx ty cheers appreciated danke dank schon vielen besten herzlichen "
        "merci beaucoup gracias muchas mil grazie mille tante bedankt dankjewel dankuwel dank "
        "je wel hartelijk tack tak takk tusen mange sa mycket kiitos kiitti paljon dziekuje "
        "dzieki bardzo obrigado obrigada muito valeu super great perfect perfekt parfait "
        "perfecto perfetto cool fine that helps helped helpful so much very a lot"
    ),
    "bye": (
        "bye goodbye ciao cya see you later tschuss wiedersehen auf bis bald au revoir a "
        "bientot adios hasta luego pronto arrivederci tot ziens doei dag hej da adjo farvel "
        "ha det bra hei hei nakemiin do widzenia pa ate logo adeus tchau have a nice day take "
        "care schonen tag noch bonne journee"
    ),
}
_ASIDES = _set(
    "ok okay oh ja yes yeah no oui si all well and und et y e og och ok alles klar to the "
    "for your help hilfe aide ayuda aiuto hulp hjalpen hjelpen hjalp team everyone all "
    "alle zusammen pour fur por la il el per voor for avun dir ihnen je u dig deg sinulle"
)
_BY_KIND = {kind: frozenset(listed.split()) for kind, listed in _SAID.items()}
_CORE = {
    "thanks": _set(
        "thanks thank thx ty cheers danke dank merci gracias grazie bedankt dankjewel "
        "dankuwel tack tak takk kiitos kiitti dziekuje dzieki obrigado obrigada valeu "
        "appreciated"
    ),
    "bye": _set(
        "bye goodbye cya tschuss wiedersehen revoir bientot adios luego arrivederci ziens "
        "doei adjo farvel nakemiin widzenia logo adeus tchau later bald"
    ),
    "greeting": _set(
        "hi hello hey hiya hallo moin servus salut bonjour bonsoir coucou hola buenos "
        "buenas ciao buongiorno buonasera salve goedendag goedemorgen goedemiddag "
        "goedenmiddag goedenavond hoi hej hejsan hei heisann moi terve huomenta paivaa "
        "czesc dobry witam ola oi morning afternoon evening guten god bom boa greetings"
    ),
}
_YES = _set(
    "yes yeah yep sure ok okay please ja jawohl gern gerne bitte klar oui volontiers si "
    "claro vale certo graag prima tack gjerne takk joo kylla kiitos tak prosze dobrze "
    "jasne sim pode quero do would be great good idea das ware nett super avec plaisir "
    "por favor s il vous plait per favore"
)
_YES_CORE = _set(
    "yes yeah yep sure ok okay please ja jawohl gern gerne klar oui volontiers si claro "
    "vale certo graag gjerne joo kylla prosze tak dobrze jasne sim"
)
_NO = _set("no nope nein non nee nej nei ei nie nao niet danke thanks merci gracias")
_NO_CORE = _set("no nope nein non nee nej nei ei nie nao")
LONGEST = 8
"""Words: what is longer says more than that."""


def small_talk(text: str) -> Talk | None:
    """What a message is that only greets, thanks or takes leave; None for one that says more."""
    said = words(text)
    if not said or len(said) > LONGEST or "?" in text:
        return None
    kinds: tuple[Talk, ...] = ("thanks", "bye", "greeting")
    for kind in kinds:
        known = _BY_KIND[kind] | _ASIDES | (_BY_KIND["greeting"] if kind != "greeting" else set())
        if _CORE[kind] & set(said) and all(word in known for word in said):
            return kind
    return None


def agrees(text: str) -> bool:
    """A plain yes, as to the offer of a person."""
    said = words(text)
    return 0 < len(said) <= LONGEST and said[0] in _YES_CORE and all(w in _YES for w in said)


def declines(text: str) -> bool:
    """A plain no."""
    said = words(text)
    return 0 < len(said) <= LONGEST and said[0] in _NO_CORE and all(w in _NO for w in said)
