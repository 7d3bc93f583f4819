"""Deploys to a real AWS account with the AWS CLI, which must be installed and signed in.

    python -m infra.deploy prod [Parameter=value ...]

The REST API's address is known only once it exists, and its own function must know it to check
webhook signatures: the first deployment of a stage therefore runs twice. docs/deploy.md.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGED = ROOT / ".build" / "packaged"
BRIEFLY = "public, max-age=60"
FOREVER = "public, max-age=31536000, immutable"


def main(stage: str, overrides: list[str]) -> None:
    """Deploy a stage and publish its pages."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,15}", stage):
        raise SystemExit("usage: make deploy STAGE=name   (lower-case letters, digits, dashes)")
    runtime = json.loads((PACKAGED / "sam.json").read_text())["Resources"]["Suggest"]
    if runtime["Properties"]["Runtime"] < "python3.12":
        raise SystemExit(
            "package with Python 3.12 or newer (make PYTHON=python3.12 ...): the suggestion layer "
            "needs a newer C library than the python3.11 runtime has"
        )
    stack = f"switchboard-{stage}"
    bucket = _artefacts()
    template = _upload(bucket)
    given = [f"Stage={stage}", *overrides]
    _deploy(stack, template, bucket, given)
    described = _described(stack)
    outputs = {one["OutputKey"]: one["OutputValue"] for one in described["Outputs"]}
    known = {one["ParameterKey"]: one["ParameterValue"] for one in described["Parameters"]}
    if not known["PublicUrl"]:
        url = outputs["EndpointURL"].rstrip("/")
        _deploy(stack, template, bucket, [*given, f"PublicUrl={url}"])
    _publish(outputs)
    print(f"Console  https://{outputs['SiteDomainName']}/")
    print(f"API      {outputs['EndpointURL']}v1")


def aws(*arguments: str) -> str:
    """Run the AWS CLI and answer what it prints."""
    run = subprocess.run(["aws", *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return run.stdout


def _artefacts() -> str:
    """The bucket for packages, made when it is missing."""
    account = json.loads(aws("sts", "get-caller-identity"))["Account"]
    region = os.environ.get("AWS_REGION") or aws("configure", "get", "region").strip()
    bucket = f"switchboard-artefacts-{account}-{region}"
    found = subprocess.run(
        ["aws", "s3api", "head-bucket", "--bucket", bucket], check=False, capture_output=True
    )
    if found.returncode:
        aws("s3", "mb", f"s3://{bucket}")
    return bucket


def _upload(bucket: str) -> Path:
    """Upload package and layer; answers the template that names them."""
    target = PACKAGED / "deploy.json"
    aws(
        *("cloudformation", "package", "--template-file", str(PACKAGED / "sam.json")),
        *("--s3-bucket", bucket, "--output-template-file", str(target), "--use-json"),
    )
    return target


def _deploy(stack: str, template: Path, bucket: str, parameters: list[str]) -> None:
    """Create or update the stack and wait for it. Parameters not named keep their values. The
    template is larger than CloudFormation takes in a call, so it goes by the bucket."""
    aws(
        *("cloudformation", "deploy", "--stack-name", stack, "--template-file", str(template)),
        *("--s3-bucket", bucket, "--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"),
        *("--no-fail-on-empty-changeset", "--parameter-overrides", *parameters),
    )


def _described(stack: str) -> dict[str, Any]:
    answer = aws("cloudformation", "describe-stacks", "--stack-name", stack)
    described: dict[str, Any] = json.loads(answer)["Stacks"][0]
    return described


def _publish(outputs: dict[str, str]) -> None:
    """Console to the bucket's root, widget under widget/. Names with a hash are kept for ever,
    the others are asked for again each minute and forgotten by the CDN at once."""
    site = f"s3://{outputs['SiteBucketName']}"
    console, widget = str(ROOT / "console" / "dist"), str(ROOT / "widget" / "dist")
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.json"
        config.write_text(json.dumps({"api": f"{outputs['EndpointURL']}v1"}))
        hashed = f"{console}/assets"
        aws("s3", "sync", hashed, f"{site}/assets", "--cache-control", FOREVER)
        skipped = ("--exclude", "config.json", "--exclude", "assets/*")
        aws("s3", "sync", console, site, *skipped, "--cache-control", BRIEFLY)
        aws("s3", "cp", str(config), f"{site}/config.json", "--cache-control", BRIEFLY)
    aws("s3", "sync", widget, f"{site}/widget", "--cache-control", BRIEFLY)
    distribution = outputs["DistributionId"]
    aws("cloudfront", "create-invalidation", "--distribution-id", distribution, "--paths", "/*")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:])
