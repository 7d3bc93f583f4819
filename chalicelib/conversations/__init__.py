"""Conversations: a thread with one contact, its state, and who answers it."""
