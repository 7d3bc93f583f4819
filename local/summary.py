"""What the terminal shows: the steps while they run, and where to go when all is up."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local.processes import Process


def style(text: str, code: str) -> str:
    """Text in a terminal style, plain where the output is no terminal or colour is unwanted."""
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\033[{code}m{text}\033[0m"


def bold(text: str) -> str:
    return style(text, "1")


def dim(text: str) -> str:
    return style(text, "2")


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """A line for a step of the work, with how long it took."""
    began = time.monotonic()
    print(f"  {name} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print(style("failed", "31"))
        raise
    print(dim(f"{time.monotonic() - began:.1f} s"))


def show(endpoints: Mapping[str, Any], *, seconds: float | None = None) -> None:
    """Where to go and how to sign in."""
    took = dim(f"  ready in {seconds:.0f} s") if seconds is not None else ""
    print(f"\n  {bold('Switchboard')} is running.{took}\n")
    for name, url, hint in (
        ("Console", endpoints["console"], "where agents answer"),
        ("Demo shop", endpoints["demo_site"], "a customer's web site with the chat widget"),
        ("Phone", f"{endpoints['providers']}/phone/", "play a customer on any channel"),
        ("Mailbox", f"{endpoints['providers']}/mail/", "every mail that was sent"),
    ):
        print(f"  {name:<10} {style(url, '36;4'):<42} {dim(hint)}")
    print(f"\n  {bold('Sign in as')}")
    for user in endpoints["users"]:
        print(
            f"  {user['name']:<12} {user['email']:<24} {user['password']:<18} {dim(user['role'])}"
        )
    print()


def how_to_stop() -> None:
    print(f"  {bold('Ctrl-C')} stops it. Everything is kept for the next run.\n", flush=True)


def processes(running: Mapping[str, int | None]) -> None:
    """A line for each server."""
    if not running:
        print("  The stack has not been started yet: use `make run` or `make up`.")
    for name, pid in running.items():
        print(f"  {name:<10} {f'running, process {pid}' if pid else 'not running'}")


def died(processes: Sequence[Process]) -> None:
    """Tell which server ended by itself, and its last words."""
    for process in processes:
        print(
            f"  The {process.name} has stopped by itself. The end of {process.log}:\n"
            f"{process.tail()}\n"
        )
