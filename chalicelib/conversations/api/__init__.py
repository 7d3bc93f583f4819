"""Conversations over REST: lists and heads, messages and notes, and what agents do."""

from chalicelib.conversations.api import actions, lists, messages, offers
from chalicelib.conversations.api.blueprint import bp

__all__ = ["actions", "bp", "lists", "messages", "offers"]
