"""Unchanged files are recognised, so that a second start does not deploy again."""

import zipfile
from pathlib import Path

from local import deploy, site
from local.paths import Build


def packed(path: Path, *, year: int, text: str) -> Path:
    """A zip with one file in it, packed in a year."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("app.py", date_time=(year, 1, 1, 0, 0, 0)), text)
    return path


def test_packing_the_same_files_again_changes_nothing(tmp_path: Path) -> None:
    first = packed(tmp_path / "a.zip", year=2025, text="one")
    again = packed(tmp_path / "b.zip", year=2026, text="one")

    assert deploy.fingerprint(first) == deploy.fingerprint(again)


def test_another_content_is_noticed(tmp_path: Path) -> None:
    first = packed(tmp_path / "a.zip", year=2025, text="one")
    other = packed(tmp_path / "b.zip", year=2025, text="two")

    assert deploy.fingerprint(first) != deploy.fingerprint(other)


def test_console_and_widget_are_published_with_this_stack_as_their_api(tmp_path: Path) -> None:
    for file in (
        "console/index.html",
        "console/config.json",
        "console/assets/index-1a.js",
        "widget/loader.js",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file)
    build = Build(tmp_path, tmp_path / "console", tmp_path / "widget")

    published = dict(site.files(build, api="http://here/v1"))

    assert set(published) == {"index.html", "assets/index-1a.js", "widget/loader.js", "config.json"}
    assert published["config.json"] == b'{"api": "http://here/v1"}'


def test_files_are_served_as_what_they_are() -> None:
    assert site.content_type("index.html") == "text/html; charset=utf-8"
    assert site.content_type("widget/loader.js") == "text/javascript; charset=utf-8"
    assert site.content_type("manifest.webmanifest").startswith("application/manifest+json")
    assert site.content_type("icon.png") == "image/png"


def test_only_files_with_a_hash_in_their_name_are_kept_by_browsers() -> None:
    assert "immutable" in site.cache_control("assets/index-1a.js")
    assert site.cache_control("index.html") == site.cache_control("widget/loader.js") == "no-cache"
