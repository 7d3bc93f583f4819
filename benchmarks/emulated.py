"""The tests' AWS in memory, and the environment that a function gets."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from moto import mock_aws

if TYPE_CHECKING:
    from tests.aws import Aws


def environment() -> None:
    """Set what the settings are read from. Before any import of a store: models read them then."""
    importlib.import_module("tests.conftest")


@contextmanager
def aws() -> "Iterator[Aws]":
    """All of the template's resources, empty."""
    environment()
    from tests.aws import build

    with mock_aws():
        boto3.setup_default_session()
        yield build()
