"""Notifications: telling whoever must act, in the console and by mail."""
