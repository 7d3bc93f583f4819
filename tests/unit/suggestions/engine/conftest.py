"""A small shop's documents and what its customers asked."""

import pytest

from chalicelib.suggestions.engine import training
from chalicelib.suggestions.engine.domain import Document, Example
from chalicelib.suggestions.engine.vectors import Vectors

DOCUMENTS = [
    Document("abroad", "article", "Shipping abroad", "We ship to Norway, Sweden and Denmark."),
    Document("returns", "article", "Returns", "Send it back within 30 days for a refund."),
    Document("hours", "template", "Opening hours", "We are there from nine to five on weekdays."),
    Document("rain", "answer", "Is the red jacket waterproof?", "Yes, it keeps out rain."),
    Document("password", "page", "", "Forgot the password? Use the link below the sign-in form."),
    Document("invoice", "snippet", "Invoices", "Invoices are sent by e-mail after the delivery."),
]
EXAMPLES = [
    Example("do you send parcels to Oslo", "abroad"),
    Example("can I order from Copenhagen", "abroad"),
    Example("I want my money back", "returns"),
    Example("the shoes are too small, can I swap them", "returns"),
    Example("when does the shop close", "hours"),
    Example("are you there on Friday morning", "hours"),
]


@pytest.fixture(scope="session")
def vectors():
    """Sentence vectors, so that each text is encoded once in a session."""
    return Vectors()


@pytest.fixture(scope="session")
def train(vectors):
    """Train a model of documents and examples."""

    def make(documents=DOCUMENTS, examples=EXAMPLES):
        return training.train(documents, examples, vectors)

    return make


@pytest.fixture(scope="session")
def model(train):
    """A model of the shop. Tests that teach it anything train their own."""
    return train()
