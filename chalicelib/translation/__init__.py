"""Translation: messages in the reader's language, and replies in the customer's."""
