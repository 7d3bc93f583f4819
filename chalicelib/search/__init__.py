"""Search: an inverted index of messages, notes and contacts, kept from the bus's events."""
