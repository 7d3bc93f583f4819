"""Files in messages: taken in, checked, kept private."""
