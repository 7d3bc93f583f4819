"""Background processes: started detached, remembered by a pid file, stopped cleanly."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOP_SECONDS = 60  # the emulator writes its whole state while it stops
TAIL_LINES = 15
TRASH = "trash-"  # begins the name of a folder that is being removed

started: dict[int, subprocess.Popen[bytes]] = {}  # by this run; an ended child must be polled


class StartFailed(RuntimeError):
    """A process ended, or did not answer, before it was ready."""


@dataclass(frozen=True)
class Process:
    """One of our servers. It also has to answer, since a pid alone may be somebody else's."""

    name: str
    folder: Path
    answers: Callable[[], bool]

    @property
    def pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def pid(self) -> int | None:
        """The process id while the process lives and answers."""
        if not self.pid_file.exists():
            return None
        pid = int(self.pid_file.read_text())
        return pid if alive(pid) and self.answers() else None

    def start(self, command: Sequence[str], env: Mapping[str, str], *, seconds: float = 60) -> None:
        """Start it in a session of its own (Ctrl-C reaches us first) and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("w") as log:
            child = subprocess.Popen(
                command,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started[child.pid] = child
        self.pid_file.write_text(str(child.pid))
        until = time.monotonic() + seconds
        while not self.answers():
            if child.poll() is not None or time.monotonic() > until:
                raise StartFailed(
                    f"The {self.name} did not start. The end of {self.log}:\n{self.tail()}"
                )
            time.sleep(0.1)

    def tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(f"  {line}" for line in lines[-TAIL_LINES:])


def stop(processes: Iterable[Process]) -> None:
    """Ask those that run to end, then wait for all of them."""
    running = [(process, pid) for process in processes if (pid := process.pid())]
    for _, pid in running:
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for process, pid in running:
        while alive(pid):
            if time.monotonic() > until:
                raise RuntimeError(f"The {process.name} (process {pid}) does not stop.")
            time.sleep(0.05)
        process.pid_file.unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Whether the process lives, whoever started it."""
    if pid in started:
        return started[pid].poll() is None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def discard(folder: Path) -> None:
    """Remove a folder without waiting: Lambdas leave tens of thousands of small files behind."""
    if folder.exists():
        trash = folder.with_name(f"{TRASH}{time.time_ns()}")
        folder.rename(trash)
        child = subprocess.Popen(["nice", "rm", "-rf", str(trash)], start_new_session=True)
        started[child.pid] = child
