"""Files that go through the simulated providers."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from local.simulator import media
from local.simulator.media import Media, MediaStore
from local.simulator.world import World

PNG = b"\x89PNG\r\n\x1a\n"


def test_an_uploaded_file_is_downloaded_as_it_was(simulator: TestClient, world: World) -> None:
    headers = {"Content-Type": "image/png"}
    uploaded = simulator.post("/media?name=telt.png", content=PNG, headers=headers)

    assert uploaded.status_code == 201
    assert uploaded.json() == {
        "id": uploaded.json()["id"],
        "kind": "image",
        "mime_type": "image/png",
        "name": "telt.png",
    }
    answer = simulator.get(f"/media/{uploaded.json()['id']}")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    assert answer.headers["content-disposition"] == "inline"


def test_what_a_browser_could_run_is_downloaded_only(simulator: TestClient, world: World) -> None:
    page = world.media.put(b"<script>alert(1)</script>", "text/html", "page.html")

    answer = simulator.get(f"/media/{page}")

    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/media/unknown", "/media/..%2Fphones"])
def test_a_file_that_is_not_there_is_told(simulator: TestClient, path: str) -> None:
    assert simulator.get(path).status_code == 404


@pytest.mark.parametrize("size", [0, 9])
def test_empty_and_too_large_files_are_refused(
    simulator: TestClient, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(media, "MOST_BYTES", 8)

    answer = simulator.post("/media", content=b"x" * size)

    assert answer.status_code == 400
    assert answer.json()["detail"].endswith(".")


def test_files_outlive_a_restart(tmp_path: Path) -> None:
    kept = MediaStore("http://here", tmp_path / "media").put(PNG, "image/png", "telt.png")

    again = MediaStore("http://here", tmp_path / "media")
    assert again.get(kept) == Media(PNG, "image/png", "telt.png")
    assert again.url(kept) == f"http://here/media/{kept}"


@pytest.mark.parametrize(
    ("mime_type", "kind"),
    [("image/webp", "image"), ("audio/ogg", "audio"), ("video/mp4", "video"), ("text/css", "file")],
)
def test_the_sort_of_a_file_follows_from_its_type(mime_type: str, kind: str) -> None:
    assert Media(b"", mime_type, "").kind == kind
