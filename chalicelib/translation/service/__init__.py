"""Translating texts (`translating`) and messages (`messages`). Apart, since whoever sends a message
uses the one, and the other reads what was sent."""
