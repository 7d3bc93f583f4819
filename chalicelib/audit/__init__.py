"""The audit log: who did what that matters, kept for good."""
