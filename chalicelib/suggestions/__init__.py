"""Suggestions: answers offered to agents, learned from what the company knows."""
