"""Dispositions: the words for how a conversation ended."""
