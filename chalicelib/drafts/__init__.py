"""Drafts: what an agent has begun to write."""
