"""Form posts as the providers that use them make them."""

from urllib.parse import urlencode


def encoded(fields):
    """Fields as a form's bytes; a list of values gives the name several times."""
    return urlencode(fields, doseq=True).encode()
