"""Routing: which agent gets a conversation."""
