"""What is shipped: to Lambda, to a page with the widget, to an agent's browser."""

import gzip
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Figure, main
from local.paths import Build

MB = 1024 * 1024
"""As Lambda counts; what browsers load is counted in kB of 1,000."""


def measure() -> list[Figure]:
    """Sizes of what `make build` made."""
    build = Build()
    deployment, *layers = (
        build.folder / name for name in ("deployment.zip", "sklearn.zip", "encoder.zip")
    )
    code, (sklearn, encoder) = unzipped(deployment), map(unzipped, layers)
    chat = [build.widget / name for name in ("loader.js", "frame.js", "frame.css")]
    files = "sum of the files in the zip"
    return [
        Figure(
            "Lambda package, zipped", deployment.stat().st_size / MB, "MB", "size of the zip", 15
        ),
        Figure("Lambda package, unzipped", code / MB, "MB", files, 60),
        Figure("scikit-learn layer, unzipped", sklearn / MB, "MB", files, 160),
        Figure(
            "package and layers of `train`, unzipped",
            (code + sklearn + encoder) / MB,
            "MB",
            files,
            250,
        ),
        Figure("widget loader", gzipped(chat[:1]), "kB", "gzip", 2),
        Figure("widget, whole chat", gzipped(chat), "kB", "gzip: loader, script and style", 25),
        Figure(
            "console, first load",
            gzipped(first_load(build.console)),
            "kB",
            "gzip: the page and what it names in src and href",
            150,
        ),
    ]


def unzipped(path: Path) -> int:
    """Bytes of all files in a zip."""
    with zipfile.ZipFile(path) as archive:
        return sum(info.file_size for info in archive.infolist())


def gzipped(paths: Iterable[Path]) -> float:
    """kB of the files, each compressed as a CDN does."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths) / 1000


def first_load(dist: Path) -> list[Path]:
    """The page and its own scripts and styles."""
    page = dist / "index.html"
    named = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.read_text())
    return [page, *(dist / name for name in named)]


if __name__ == "__main__":
    main(measure)
