"""Macros: several things done with a conversation by one pick (KB-12)."""
