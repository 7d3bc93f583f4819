"""Amazon Translate (Amazon Translate docs: API reference, TranslateText)."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.runtime.clients import translate
from chalicelib.runtime.errors import Refused, Unavailable
from chalicelib.runtime.settings import settings

MOST_BYTES = 10_000
"""Of a text (docs: "Guidelines and quotas")."""

_CODES = """
    af sq am ar hy az bn bs bg ca zh zh-TW hr cs da fa-AF nl en et fa tl fi fr fr-CA ka de el gu ht
    ha he hi hu is id ga it ja kn kk ko lv lt mk ms ml mt mr mn no ps pl pt pt-PT pa ro ru sr si sk
    sl so es es-MX sw sv ta te th tr uk ur uz vi cy
"""
LANGUAGES = frozenset(_CODES.split())
"""Docs: "Supported languages and language codes"; any of them into any other."""

BUSY = frozenset(
    {
        "TooManyRequestsException",
        "ThrottlingException",
        "LimitExceededException",
        "ServiceUnavailableException",
        "InternalServerException",
    }
)
"""What passes by itself; boto3 has tried three times by then."""


class NotTranslatable(Refused):
    """This text cannot be translated into this language, now or later."""

    code = "not_translatable"


class Translator(Protocol):
    """Whoever translates."""

    name: str
    languages: frozenset[str]
    most_bytes: int

    def translate(self, text: str, source: str, target: str, formality: str | None = None) -> str:
        """A text of at most `most_bytes` bytes between two of `languages`; tags stay where they
        belong, and what stands in `<span translate="no">` stays as it is. Raises NotTranslatable,
        or Unavailable when it may work another time."""


class AmazonTranslate:
    """One call for a text."""

    name = "amazon"
    languages = LANGUAGES
    most_bytes = MOST_BYTES

    def translate(self, text: str, source: str, target: str, formality: str | None = None) -> str:
        """See Translator."""
        asked: dict[str, Any] = {
            "Text": text,
            "SourceLanguageCode": source,
            "TargetLanguageCode": target,
        }
        if formality:
            asked["Settings"] = {"Formality": formality.upper()}
        try:
            return translate().translate_text(**asked)["TranslatedText"]
        except ClientError as error:
            raise _refusal(error.response["Error"]["Code"], source, target) from error
        except BotoCoreError as error:
            raise Unavailable("the translation service does not answer right now") from error


def _refusal(code: str, source: str, target: str) -> Exception:
    if code == "UnsupportedLanguagePairException":
        return NotTranslatable(f"the translation service cannot translate {source} into {target}")
    if code in BUSY:
        return Unavailable("the translation service is busy right now; try again in a moment")
    return Unavailable("the translation service does not accept requests of this deployment")


@cache
def is_offered() -> bool:
    """Whether the service is to be had where we run, or something else stands in for it."""
    if settings().provider_base_urls.get("translate"):
        return True
    import boto3.session

    offered = boto3.session.Session().get_available_regions("translate")
    return settings().aws_region in offered
