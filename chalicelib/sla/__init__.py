"""Service levels: what is promised to customers, and how long is left to keep it."""
