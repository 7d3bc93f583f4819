"""The AI agent in DynamoDB. Keys and costs: docs/data-model.md."""

from chalicelib.ai_agent.store.agent import delete_tool, load, save, save_tool, tools
from chalicelib.ai_agent.store.counted import count, days, misses, outcome, save_miss
from chalicelib.ai_agent.store.verifications import (
    issue,
    save_verification,
    verification,
)

__all__ = [
    "count",
    "days",
    "delete_tool",
    "issue",
    "load",
    "misses",
    "outcome",
    "save",
    "save_miss",
    "save_tool",
    "save_verification",
    "tools",
    "verification",
]
