"""Servers of the stack start, stop and are told apart from strangers with the same pid."""

import os
import sys
import time
from pathlib import Path

import pytest

from local.processes import Process, StartFailed, discard, stop

SERVE = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]


def a_process(folder: Path, *, answers: bool = True) -> Process:
    """A server that prints "up" and then answers, or never does."""
    log = folder / "server.log"
    return Process("server", folder, lambda: answers and log.exists() and "up" in log.read_text())


def test_it_starts_and_stops(tmp_path: Path) -> None:
    process = a_process(tmp_path)
    process.start(SERVE, os.environ)
    assert process.pid() is not None

    stop([process])

    assert process.pid() is None
    assert not process.pid_file.exists()


def test_stopping_what_does_not_run_is_harmless(tmp_path: Path) -> None:
    stop([a_process(tmp_path)])


def test_a_stranger_under_a_remembered_pid_is_left_alone(tmp_path: Path) -> None:
    process = a_process(tmp_path, answers=False)
    process.pid_file.write_text(str(os.getpid()))

    assert process.pid() is None
    stop([process])  # or this very test would end here


def test_a_start_that_fails_shows_the_last_words(tmp_path: Path) -> None:
    with pytest.raises(StartFailed, match="port is taken"):
        a_process(tmp_path).start(
            [sys.executable, "-c", "raise SystemExit('port is taken')"], os.environ
        )


def test_a_discarded_folder_is_out_of_the_way_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "file").write_text("left behind")

    discard(folder)
    assert not folder.exists()
    while any(tmp_path.iterdir()):
        time.sleep(0.01)


def test_nothing_to_discard_is_fine(tmp_path: Path) -> None:
    discard(tmp_path / "tmp")

    assert not any(tmp_path.iterdir())
