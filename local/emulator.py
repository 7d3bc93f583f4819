"""MiniStack, the AWS emulator: one Python process in a virtual environment of its own."""

import hashlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from uv import find_uv_bin

from local import aws
from local.paths import EMULATOR_REQUIREMENTS, State
from local.ports import HOST
from local.processes import Process, discard

WARM_SECONDS = 3600  # an idle Lambda's process is kept, so that a demo meets each cold start once

MARK = "requirements.sha256"


@dataclass(frozen=True)
class Emulator:
    state: State
    port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def process(self) -> Process:
        return Process("emulator", self.state.logs, lambda: answers(f"{self.url}/_ministack/ready"))

    @property
    def installed(self) -> bool:
        """Whether the virtual environment is there and holds the pinned requirements."""
        mark = self.state.emulator_venv / MARK
        return mark.exists() and mark.read_text() == requirements_digest()

    def install(self) -> None:
        """Make the virtual environment anew, from pinned and hashed requirements."""
        venv, uv = self.state.emulator_venv, find_uv_bin()
        make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv)]
        fill = [uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode"]
        subprocess.run(make, check=True)
        subprocess.run([*fill, "--python", str(venv), str(EMULATOR_REQUIREMENTS)], check=True)
        (venv / MARK).write_text(requirements_digest())

    def start(self) -> None:
        """Start on the state of the last run. Lambdas inherit nothing of our environment."""
        forget_stream_positions(self.state.emulator_data / "state" / "lambda.json")
        self.state.emulator_data.mkdir(parents=True, exist_ok=True)
        discard(self.state.emulator_temporary)
        self.state.emulator_temporary.mkdir(parents=True)
        python = self.state.emulator_venv / "bin" / "python"
        self.process.start([str(python), "-m", "ministack"], self.environment())

    def environment(self) -> dict[str, str]:
        data, temporary = self.state.emulator_data, str(self.state.emulator_temporary)
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": temporary,
            "TMPDIR": temporary,
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(self.port),
            "LOG_LEVEL": "INFO",
            # Policies are enforced, and this key pair is the account's administrator.
            "AUTH": "true",
            **aws.CREDENTIALS,
            "MINISTACK_REGION": aws.REGION,
            "AWS_DEFAULT_REGION": aws.REGION,
            "PERSIST_STATE": "1",
            "STATE_DIR": str(data / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(data / "s3"),
            "LAMBDA_WARM_TTL_SECONDS": str(WARM_SECONDS),
            # As many threads as a small function has processors.
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            # Listeners that nothing here needs.
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
        }


def requirements_digest() -> str:
    return hashlib.sha256(EMULATOR_REQUIREMENTS.read_bytes()).hexdigest()


def forget_stream_positions(file: Path) -> None:
    """Let every stream consumer begin at the stream's start, which after a restart is its end.

    The emulator keeps how many records a consumer has read but not the records themselves, so
    it would skip as many new ones after a restart.
    """
    if not file.exists():
        return
    kept = json.loads(file.read_text())
    kept["payload"].pop("dynamodb_stream_positions", None)
    file.write_text(json.dumps(kept))


def answers(url: str) -> bool:
    """Whether a GET on the address is answered with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False
