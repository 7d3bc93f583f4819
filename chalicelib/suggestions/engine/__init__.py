"""Which of an account's documents answer a message: docs/suggestions-engine.md tells how."""
