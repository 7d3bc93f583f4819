"""Imports that wait until they are used, so that a cold start pays only for what it runs.

`app.py` imports every blueprint; a blueprint that imported its service would import PynamoDB
and boto3 with it, in each HTTP and socket function, before the first request.
"""

import importlib
import os
from types import ModuleType


class LazyModule(ModuleType):
    """Stands for a module and imports it on the first attribute access."""

    def __getattr__(self, name: str) -> object:
        return getattr(importlib.import_module(self.__name__), name)


def lazy(name: str) -> ModuleType:
    """A stand-in for the module called `name`; nothing is imported yet.

    A worker's function needs all that its module names, and sets IMPORT_AT_START (infra/queues.py):
    what is imported while a function starts is not waited for by its first event.
    """
    if os.environ.get("IMPORT_AT_START"):
        return importlib.import_module(name)
    return LazyModule(name)
