"""The tests' AWS in memory, with the environment that a function gets."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto import mock_aws


@contextmanager
def aws() -> Iterator[None]:
    """All of the template's resources, empty. What is imported from chalicelib before has read no
    settings; the models, which read them at import, come after."""
    importlib.import_module("tests.conftest")  # sets the environment
    from tests.aws import build

    with mock_aws():
        boto3.setup_default_session()
        build()
        yield
