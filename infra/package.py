"""Makes what is deployed: `chalice package` with our infrastructure, its zip made lean.

    python -m infra.package .build/packaged

Chalice packs all that requirements.txt brings. Of botocore, whose API descriptions alone are a
hundred megabytes, only the services that we call are kept; bytecode is shipped, because without it
a cold start takes twice as long.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from infra.build import template
from infra.zips import compile_tree, size_of, write_zip

ROOT = Path(__file__).resolve().parent.parent

SERVICES = {
    "apigatewaymanagementapi",
    "bedrock-runtime",
    "cognito-idp",
    "dynamodb",
    "events",
    "lambda",
    "s3",
    "scheduler",
    "secretsmanager",
    "sesv2",
    "sqs",
    "sts",
    "translate",
}
"""Those of runtime/clients.py, and STS, which botocore's credentials may need."""

UNUSED = (
    "aws_lambda_powertools/event_handler",  # Chalice routes
    "aws_lambda_powertools/utilities/auth_alpha",
    "aws_lambda_powertools/utilities/circuit_breaker",
    "aws_lambda_powertools/utilities/data_masking",
    "aws_lambda_powertools/utilities/feature_flags",
    "aws_lambda_powertools/utilities/kafka",
    "aws_lambda_powertools/utilities/streaming",
    "aws_lambda_powertools/utilities/validation",
    "boto3/data",  # resources; we use clients
    "boto3/examples",
    "cffi",  # builds bindings; the built ones need _cffi_backend alone
    "dateutil/zoneinfo",  # zones of its own; botocore asks for UTC
    "pycparser",
    "pydantic/v1",
)
"""Parts of libraries that nothing of ours imports; a contract test imports every handler."""

OURS = {"chalicelib"}
"""What keeps its sources, which tracebacks show; libraries are there as bytecode alone."""

UNZIPPED = 60 * 1024 * 1024
ZIPPED = 15 * 1024 * 1024


def main(target: Path) -> None:
    """Package into `target`: sam.json and deployment.zip."""
    merged = target.parent / "infra.json"
    merged.parent.mkdir(parents=True, exist_ok=True)
    merged.write_text(json.dumps(template()))
    _chalice(merged, target)
    archive, folder = target / "deployment.zip", target / "application"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    _prune(folder)
    for path in folder.iterdir():
        if path.is_dir():
            compile_tree(path, sourceless=path.name not in OURS, root=folder)
    compile_tree(folder)
    unzipped = size_of(folder)
    write_zip(folder, archive)
    shutil.rmtree(folder)
    zipped = archive.stat().st_size
    print(f"deployment.zip: {zipped / 2**20:.1f} MB, unzipped {unzipped / 2**20:.1f} MB")
    if unzipped > UNZIPPED or zipped > ZIPPED:
        raise SystemExit("the package is over its budget (15 MB zipped, 60 MB unzipped)")


def _chalice(merged: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-c", "from chalice.cli import main; main()"),
        *("package", "--stage", "app"),
        *("--template-format", "json", "--merge-template", str(merged), str(target)),
    ]
    region = {"AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION", "eu-north-1")}
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | region)


def _prune(folder: Path) -> None:
    data = folder / "botocore" / "data"
    for path in data.iterdir():
        if path.is_dir() and path.name not in SERVICES:
            shutil.rmtree(path)
    for name in UNUSED:
        shutil.rmtree(folder / name)
    for path in [*folder.rglob("__pycache__"), *folder.rglob("tests")]:
        shutil.rmtree(path, ignore_errors=True)
    for path in [*folder.rglob("*.pyi"), *data.rglob("examples-1.json*")]:
        path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
