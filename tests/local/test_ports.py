"""Ports are the defaults, unless somebody else has them; then the same others on every run."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from local import ports


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_passed_over(taken: int) -> None:
    assert not ports.is_free(taken)
    assert ports.first_free(taken) > taken


def test_a_port_promised_to_a_sibling_is_passed_over() -> None:
    free = ports.first_free(20000)

    assert ports.first_free(free, taken=frozenset({free})) > free


def test_the_choice_is_remembered(tmp_path: Path) -> None:
    chosen = ports.choose(tmp_path / "ports.json")

    assert ports.recall(tmp_path / "ports.json") == chosen
    assert len({chosen.gateway, chosen.edge, chosen.simulator}) == 3


def test_a_remembered_port_that_is_taken_now_moves_on(tmp_path: Path, taken: int) -> None:
    file = tmp_path / "ports.json"
    file.write_text(f'{{"gateway": {taken}, "edge": 21000, "simulator": 21100}}')

    assert ports.choose(file).gateway > taken


def test_no_memory_before_the_first_run(tmp_path: Path) -> None:
    assert ports.recall(tmp_path / "ports.json") is None
