"""A made-up day of 50,000 conversations, given out by the rules of `chalicelib.routing.domain`."""
