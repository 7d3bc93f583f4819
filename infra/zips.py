"""Zips that are the same bytes for the same content, with compiled bytecode inside."""

import compileall
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

EPOCH = (1980, 1, 1, 0, 0, 0)


def compile_tree(
    folder: Path, sourceless: bool = False, stripped: bool = False, root: Path | None = None
) -> None:
    """Compile every module. The bytecode is never checked against its source, whose time stamps a
    zip does not keep. `sourceless` keeps only the bytecode, `stripped` that without docstrings and
    asserts. Tracebacks name files from `root` on, or from the folder."""
    compileall.compile_dir(
        str(folder),
        quiet=2,
        force=True,
        stripdir=str(root or folder),
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        legacy=sourceless,
        optimize=2 if stripped else -1,
    )
    if sourceless:
        for source in folder.rglob("*.py"):
            source.unlink()


def size_of(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def write_zip(folder: Path, target: Path) -> None:
    """Zip what is below the folder, in one order and without times."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
                info.external_attr = (0o755 if path.suffix == ".so" else 0o644) << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
