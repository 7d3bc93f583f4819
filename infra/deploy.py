"""Deploys to a real AWS account with the AWS CLI, which must be installed and signed in.

    python -m infra.deploy prod [Parameter=value ...]

The REST API's address is known only once it exists, and its own function must know it to check
webhook signatures: the first deployment of a stage therefore runs twice. docs/deploy.md.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGED = ROOT / ".build" / "packaged"
NEVER_CACHED = ("index.html", "config.json", "widget/loader.js", "widget/frame.js")


def main(stage: str, overrides: list[str]) -> None:
    """Deploy a stage and publish its pages."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,15}", stage):
        raise SystemExit("usage: make deploy STAGE=name   (lower-case letters, digits, dashes)")
    stack = f"switchboard-{stage}"
    template = _upload(_artefacts())
    given = [f"Stage={stage}", *overrides]
    _deploy(stack, template, given)
    outputs = _outputs(stack)
    if not any(one.startswith("PublicUrl=") for one in overrides):
        url = outputs["EndpointURL"].rstrip("/")
        _deploy(stack, template, [*given, f"PublicUrl={url}"])
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
    region = aws("configure", "get", "region").strip()
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


def _deploy(stack: str, template: Path, parameters: list[str]) -> None:
    """Create or update the stack and wait for it. Parameters not named keep their values."""
    aws(
        *("cloudformation", "deploy", "--stack-name", stack, "--template-file", str(template)),
        *("--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"),
        *("--no-fail-on-empty-changeset", "--parameter-overrides", *parameters),
    )


def _outputs(stack: str) -> dict[str, str]:
    described = aws("cloudformation", "describe-stacks", "--stack-name", stack)
    return {
        output["OutputKey"]: output["OutputValue"]
        for output in json.loads(described)["Stacks"][0]["Outputs"]
    }


def _publish(outputs: dict[str, str]) -> None:
    """Console to the bucket's root, widget under widget/, and the CDN told to forget old ones."""
    site = f"s3://{outputs['SiteBucketName']}"
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.json"
        config.write_text(json.dumps({"api": f"{outputs['EndpointURL']}v1"}))
        aws("s3", "sync", str(ROOT / "console" / "dist"), site, "--exclude", "config.json")
        aws("s3", "cp", str(config), f"{site}/config.json")
    aws("s3", "sync", str(ROOT / "widget" / "dist"), f"{site}/widget")
    aws(
        *("cloudfront", "create-invalidation", "--distribution-id", outputs["DistributionId"]),
        *("--paths", *(f"/{path}" for path in NEVER_CACHED)),
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:])
