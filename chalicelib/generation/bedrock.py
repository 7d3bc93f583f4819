"""Amazon Bedrock's Converse (Bedrock docs: API reference, Converse; "Include a guardrail with the
Converse API")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

from chalicelib.generation.domain import Generated, GeneratorFailed, Prompt
from chalicelib.runtime import clients

if TYPE_CHECKING:
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient

COMPLETE = frozenset({"end_turn", "stop_sequence"})
"""Stop reasons of an answer that is whole and that no guardrail has replaced."""


@dataclass(frozen=True, slots=True)
class Bedrock:
    """A model of Bedrock's, with a guardrail where one is settled."""

    model_id: str
    guardrail_id: str | None = None
    guardrail_version: str | None = None
    name: str = "bedrock"

    def generate(self, prompt: Prompt) -> Generated:
        """One call, at most 12 seconds, never repeated: a customer waits, and the local engine has
        an answer."""
        request: dict[str, Any] = {
            "modelId": self.model_id,
            "system": [{"text": prompt.rules}],
            "messages": [{"role": "user", "content": self._content(prompt)}],
            "inferenceConfig": {"maxTokens": prompt.longest, "temperature": 0.0},
        }
        if self.guardrail_id:
            request["guardrailConfig"] = {
                "guardrailIdentifier": self.guardrail_id,
                "guardrailVersion": self.guardrail_version or "DRAFT",
            }
        return _read(_called(clients.bedrock(), request))

    def _content(self, prompt: Prompt) -> list[dict[str, Any]]:
        """The guardrail's grounding check wants to know which part is the source and which the
        question; without one, both are plain text."""
        if not self.guardrail_id:
            return [{"text": f"{prompt.sources}\n{prompt.question}"}]
        return [
            {"guardContent": {"text": {"text": text, "qualifiers": [kind]}}}
            for text, kind in ((prompt.sources, "grounding_source"), (prompt.question, "query"))
        ]


def _called(client: BedrockRuntimeClient, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(client.converse(**request))
    except ClientError as error:
        raise GeneratorFailed(str(error.response["Error"]["Code"])) from error
    except ReadTimeoutError as error:
        raise GeneratorFailed("no answer in time", billed=True) from error
    except BotoCoreError as error:
        raise GeneratorFailed(type(error).__name__) from error


def _read(answer: dict[str, Any]) -> Generated:
    usage = answer.get("usage") or {}
    blocks = ((answer.get("output") or {}).get("message") or {}).get("content") or []
    text = "".join(block.get("text", "") for block in blocks)
    if answer.get("stopReason") not in COMPLETE:
        text = ""  # cut off, or a guardrail's own words
    return Generated(text, int(usage.get("inputTokens", 0)), int(usage.get("outputTokens", 0)))
