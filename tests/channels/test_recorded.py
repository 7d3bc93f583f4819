"""Payloads that the world has sent, as providers' own suites and documents recorded them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from local.replay import KINDS, Recording, recordings, replay

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "providers"
LATER = {"stripe", "sns", "twilio_voice", "sequences"}
"""What other parts take in: payments, calls; `sequences` has its own test. SNS reaches us through
a queue, so that no signature of its own has to be checked."""

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the recorded payloads are not beside the repo"),
    pytest.mark.feature("CH-30", "CH-33"),
]


def _recorded() -> list[Recording]:
    if not FOLDER.is_dir():
        return []
    folders = [one for one in sorted(FOLDER.iterdir()) if one.is_dir() and one.name not in LATER]
    return [recording for folder in folders for recording in recordings(folder)]


def _name(recording: Recording) -> str:
    return "/".join(Path(recording.name).with_suffix("").parts[-2:])


@pytest.mark.parametrize("recording", _recorded(), ids=_name)
def test_a_recorded_payload_tells_what_it_meant(recording: Recording) -> None:
    expected = recording.content["expect"]

    facts = replay(recording)

    if expected["kind"] == "batch":
        assert [one["kind"] for one in facts] == [one["kind"] for one in expected["events"]]
        for fact, event in zip(facts, expected["events"], strict=True):
            _assert_same(fact, event)
    else:
        assert len(facts) == 1, facts
        _assert_same(facts[0], expected)


NOT_FACTS = {
    "configured_verify_token",
    "configured_consumer_secret",
    "text_contains",
    "text_must_not_contain",
    "text_with_signature",
    "text_alternatives",
    "events",
    "reason",
    "message",
}
"""Conditions, hints and the recorder's own words."""


def _assert_same(fact: dict[str, Any], expected: dict[str, Any]) -> None:
    for key, value in expected.items():
        if key in NOT_FACTS:
            continue
        if key == "text":
            accepted = [value, expected.get("text_with_signature"), *_alternatives(expected)]
            assert _plain(fact.get("text")) in [_plain(one) for one in accepted], key
        elif key == "attachments":
            _assert_attached(fact.get("attachments", []), value)
        elif key == "timestamp":
            assert datetime.fromisoformat(fact["timestamp"]) == datetime.fromisoformat(value)
        elif key == "references":
            assert fact.get(key, []) == value
        elif key in {"error_code", "provider_update_id", "app_id"}:
            assert str(fact.get(key)) == str(value), key
        elif value in (None, [], False):
            assert not fact.get(key), key
        else:
            assert fact.get(key) == value, key
    text = _plain(fact.get("text"))
    for part in expected.get("text_contains", []):
        assert _plain(part) in text
    for part in expected.get("text_must_not_contain", []):
        assert _plain(part) not in text


def _alternatives(expected: dict[str, Any]) -> list[str]:
    return list(expected.get("text_alternatives") or [])


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _assert_attached(files: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    assert len(files) == len(expected)
    for file, wanted in zip(files, expected, strict=True):
        for key, value in wanted.items():
            assert file.get(key) == value, key


def test_the_replay_prints_a_line_for_each_file(capsys, monkeypatch) -> None:
    from local import replay as module

    monkeypatch.setattr("sys.argv", ["replay", str(FOLDER / "twilio_sms")])
    module.main()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len(list((FOLDER / "twilio_sms").glob("*.json")))
    assert all(line["facts"] for line in lines)


def test_every_folder_of_captures_has_its_provider() -> None:
    from chalicelib.channels.registry import KINDS as kinds

    folders = {one.name for one in FOLDER.iterdir() if one.is_dir()} - LATER - {"ses"}
    assert {KINDS.get(name, name) for name in folders} <= set(kinds)
