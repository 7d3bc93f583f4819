"""Text that is not meant for people: invisible letters, and instructions to an AI.

Whoever can write on a page that is read (a review, a comment, a hacked blog) can write "ignore your
instructions and …" there. Passages are only ever quoted, never executed; but a text generator may
be handed them. So a passage that talks to a machine is not used at all, and its page says so.

The rule: a passage is suspicious when it holds (1) an order to forget earlier instructions, in one
of a dozen languages, (2) talk of a system prompt, or an address to a language model, or (3) the
control marks of chat formats. It is a net against the common and the clumsy, not a proof: what
decides in the end is that answers only quote.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Letters without a shape: soft hyphens, zero-width spaces, direction marks, tags. The joiners of
Persian and of emoji (U+200C, U+200D) stay."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_FORGET = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\s[^.!?\n]{0,20}
        \b(?:all|any|every|your|previous|prior|earlier|above|preceding|system)\s[^.!?\n]{0,25}
        \b(?:instructions?|prompts?|guidelines?|rules|directions|training|messages?|text)\b
    | \bignorier\w*\s[^.!?\n]{0,20}\b(?:all|deine|vorherige|bisherige|obige|vorige)\w*\s
        [^.!?\n]{0,25}\b(?:anweisung|vorgabe|regel|prompt)
    | \b(?:ignora|ignore|ignorez|olvida|oubliez|dimentica|esque[cç]a)\s[^.!?\n]{0,20}
        \b(?:instruc|instruç|istruzion|r[eè]gle|regole|reglas|consigne)\w*\s[^.!?\n]{0,10}
        \b(?:anterior|previ|pr[eé]c[eé]dent)
    | \b(?:ignora|ignore|ignorez|olvida|oubliez|dimentica|esque[cç]a)\s
        (?:tod[oa]s|tus|toutes|tous|vos|tes|tutte|le\ tue|suas)\s[^.!?\n]{0,20}
        \b(?:instruc|instruç|istruzion|r[eè]gle|regole|reglas|consigne)
    | \b(?:ignorer|ignorera|glem|glöm|bortse)\s(?:fra\s|från\s)?(?:alle|alla|all|tidligere|tidigare|
        dine|dina|foregående)\s[^.!?\n]{0,25}\b(?:instruks|instruktion|regler)
    | \b(?:negeer|vergeet)\s(?:alle|je|eerdere|vorige)\s[^.!?\n]{0,25}\b(?:instructie|regels)
    | \b(?:zignoruj|ignoruj)\s[^.!?\n]{0,30}\b(?:instrukcj|polece)
    | \b(?:игнориру|забудь)\w*\s[^.!?\n]{0,20}\b(?:все|предыдущи)\w*\s
        [^.!?\n]{0,20}(?:инструкц|указани)
    | (?:忽略|无视|無視)[^。！？\n]{0,20}(?:指令|指示|提示词)
    | (?:以上|これまで|前)の(?:指示|命令)[^。！？\n]{0,10}無視
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHO = r"(?:ai|llm|language\ model|chatbot)"
_MACHINE = re.compile(
    rf"""
    \b(?:system|developer)\ (?:prompt|message)\b
    | \byou\ are\ (?:now\ )?(?:chatgpt|gpt|claude|gemini|llama|dan\b|an?\ {_WHO})\b
    | \b(?:dear|hey|attention|note\ to|instructions?\ (?:for|to))\ (?:the\ |all\ |any\ )?{_WHO}s?\b
    | \bif\ you\ are\ an?\ {_WHO}\b
    | \bas\ an?\ (?:ai|llm)\ (?:language\ )?(?:model|assistant|agent)\b
    | \b(?:do\ not|don't|never)\ (?:tell|reveal|mention|inform)\b[^.!?\n]{{0,30}}
        \b(?:user|human|customer)s?\b
    | \bprompt\ injection\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CHAT = re.compile(
    r"<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|tool_call|function_call)>"
    r"|^\s*(?:#{2,}\s*)?(?:system|assistant)\s*:\s*\S|###\s*instruction",
    re.IGNORECASE | re.MULTILINE,
)


def clean(text: str) -> str:
    """The text without letters that nobody sees."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def talks_to_a_machine(text: str) -> bool:
    """Whether a passage looks like instructions to an AI."""
    return bool(_FORGET.search(text) or _MACHINE.search(text) or _CHAT.search(text))
