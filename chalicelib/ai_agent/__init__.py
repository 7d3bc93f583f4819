"""The AI agent: answers where it is sure, asks where it is not, and hands over to people."""
