"""What the emulator is started with, and what it must not remember."""

import json
from pathlib import Path

import pytest

from local.emulator import MARK, Emulator, forget_stream_positions, requirements_digest
from local.paths import State


def test_policies_are_enforced_and_state_is_kept(tmp_path: Path) -> None:
    env = Emulator(State(tmp_path), 4566).environment()

    assert env["AUTH"] == "true"
    assert env["PERSIST_STATE"] == env["S3_PERSIST"] == "1"
    assert env["BIND_HOST"] == "127.0.0.1"


def test_lambdas_inherit_nothing_of_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")

    env = Emulator(State(tmp_path), 4566).environment()

    assert not {"AWS_PROFILE", "PYTHONPATH"} & set(env)


def test_stream_consumers_begin_anew_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "lambda.json"
    kept = {"functions": {}, "dynamodb_stream_positions": {"a": 7}}
    file.write_text(json.dumps({"payload": kept}))

    forget_stream_positions(file)

    assert json.loads(file.read_text()) == {"payload": {"functions": {}}}


def test_the_first_start_has_nothing_to_forget(tmp_path: Path) -> None:
    forget_stream_positions(tmp_path / "lambda.json")

    assert not (tmp_path / "lambda.json").exists()


def test_changed_requirements_are_installed_again(tmp_path: Path) -> None:
    emulator = Emulator(State(tmp_path, emulator_venv=tmp_path / "emulator"), 4566)
    mark = emulator.state.emulator_venv / MARK
    mark.parent.mkdir()
    assert not emulator.installed

    mark.write_text("of other requirements")
    assert not emulator.installed

    mark.write_text(requirements_digest())
    assert emulator.installed
