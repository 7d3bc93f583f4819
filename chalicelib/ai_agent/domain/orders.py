"""Texts that give orders to a machine instead of telling people something. Whoever can write into a
company's page or file could make its AI agent say anything: such a passage is not told."""

from __future__ import annotations

import re

from chalicelib.ai_agent.domain.words import plain

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}"
    r"\b(?:previous|prior|above|earlier|all|any|other|your|the)\b[^.!?\n]{0,30}"
    r"\b(?:instructions?|rules?|prompts?|guidelines?|directions?|context)\b"
    r"|\b(?:system|developer) (?:prompt|message)\b|\byou are now (?:dan|an? (?:ai|bot|chatbot|model"
    r"|assistant|agent)|in \w+ mode)\b"
    r"|\bjailbreak|\bprompt injection|\bas an ai(?: language)? (?:model|assistant|agent)\b"
    r"|\b(?:dear|attention|note to|hey) (?:ai|assistant|chatbot|language model|llm)s?\b"
    r"|<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?inst\]"
    r"|\b(?:ignoriere|vergiss|missachte)\b[^.!?\n]{0,40}\b(?:anweisungen|regeln|vorgaben)\b"
    r"|\b(?:ignore[zr]?|oublie[zr]?)\b[^.!?\n]{0,40}\b(?:instructions|consignes|regles)\b"
    r"|\b(?:ignora|olvida)\b[^.!?\n]{0,40}\b(?:instrucciones|reglas|istruzioni|regole)\b"
)


def gives_orders(text: str) -> bool:
    """Whether a text tries to tell a machine what to do."""
    return bool(_ORDERS.search(plain(text)))
