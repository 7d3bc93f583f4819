"""What customers are told by themselves, when, and in which words."""
