"""The package holds what the code calls, and no more than its budget."""

import re
import subprocess
import sys
import zipfile

import pytest

from infra import package
from infra.build import template
from tests.contract.conftest import PACKAGED, ROOT

ARCHIVE = PACKAGED.parent / "deployment.zip"
packaged = pytest.mark.skipif(not ARCHIVE.exists(), reason="nothing is packaged: make package")


def test_every_service_that_is_called_is_kept():
    source = (ROOT / "chalicelib" / "runtime" / "clients.py").read_text()
    called = set(re.findall(r'\.client\(\s*"([^"]+)"', source))

    assert called
    assert called <= package.SERVICES
    assert "dynamodb" in package.SERVICES  # PynamoDB's own


@packaged
def test_the_archive_is_within_its_budget_with_bytecode_and_without_what_nobody_calls():
    with zipfile.ZipFile(ARCHIVE) as archive:
        files = archive.infolist()
    names = [file.filename for file in files]
    services = {name.split("/")[2] for name in names if re.match(r"botocore/data/[^/]+/", name)}

    assert ARCHIVE.stat().st_size <= package.ZIPPED
    assert sum(file.file_size for file in files) <= package.UNZIPPED
    assert services <= package.SERVICES
    assert any(re.search(r"chalicelib/.*\.pyc$", name) for name in names)
    assert not any("/tests/" in name or name.endswith(".pyi") for name in names)


@packaged
def test_no_test_no_tool_and_no_secret_is_packed():
    with zipfile.ZipFile(ARCHIVE) as archive:
        names = archive.namelist()

    ours = {name.split("/")[0] for name in names}
    assert "app.py" in ours
    assert not ours & {"tests", "local", "benchmarks", "console", "widget", "infra", ".env"}


def test_the_merged_parts_make_one_template():
    joined = template()

    assert {"Parameters", "Conditions", "Globals", "Resources", "Outputs"} <= joined.keys()
    assert joined == template()


@packaged
def test_every_worker_starts_on_what_is_packed_alone(tmp_path):
    """With all that it names, as Lambda has it import at the start; layers are looked at apart."""
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path)
    start = (
        "import sys\n"
        "sys.path[:] = [p for p in sys.path if 'site-packages' not in p]\n"
        "from importlib import import_module\n"
        "for name in sys.argv[1:]: import_module(name)\n"
    )
    workers = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for found in ("*/worker.py", "*/worker/__init__.py")
        for path in (ROOT / "chalicelib").glob(found)
    )
    bare = {"PYTHONPATH": str(tmp_path), "IMPORT_AT_START": "1", "AWS_DEFAULT_REGION": "eu-north-1"}
    layered = {f"chalicelib.{noun}.worker" for noun in ("suggestions", "ai_agent", "insights")}
    layered.add("chalicelib.knowledge.worker")
    assert layered <= set(workers)

    done = subprocess.run(
        [sys.executable, "-S", "-c", start, *(one for one in workers if one not in layered)],
        env=bare,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
