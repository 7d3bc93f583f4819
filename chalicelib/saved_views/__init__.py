"""Saved views: filters over conversations, kept under a name."""
