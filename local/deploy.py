"""The packaged application into the emulated account: files to S3, template to CloudFormation."""

import hashlib
import json
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local.aws import REGION, Account
from local.template import Template, declared, local_paths, with_locations

BUCKET = "switchboard-deployment"
STACK = "switchboard"
CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
WAIT_SECONDS = 300
GOOD = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
# From these CloudFormation does not update a stack: it has to be made anew.
DEAD = ("ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED")


class DeployFailed(RuntimeError):
    """CloudFormation refused the stack; the message lists what failed and why."""


def fingerprint(path: Path) -> str:
    """A digest of what a zip holds, the same when packing the same files again at another time."""
    with zipfile.ZipFile(path) as archive:
        entries = sorted((entry.filename, entry.CRC) for entry in archive.infolist())
    return hashlib.sha256(json.dumps(entries).encode()).hexdigest()


def upload_artefacts(account: Account, template: Template, folder: Path) -> Template:
    """Upload each file that the template names, unless it is there, and name its S3 address."""
    s3 = account.s3
    make_bucket(account)
    held = {
        item["Key"]
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        for item in page.get("Contents", [])
    }
    locations = {}
    for name in sorted(local_paths(template)):
        path = folder / name
        key = f"{path.stem}-{fingerprint(path)}.zip"
        if key not in held:
            s3.upload_file(str(path), BUCKET, key)
        locations[name] = f"s3://{BUCKET}/{key}"
    return with_locations(template, locations)


def make_bucket(account: Account) -> None:
    """The deployment bucket; making it again is harmless."""
    s3 = account.s3
    try:
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    except s3.exceptions.BucketAlreadyOwnedByYou:
        return


def deploy(account: Account, template: Template, parameters: Mapping[str, str]) -> dict[str, str]:
    """Create or update the stack, wait for it, and return its outputs."""
    body = json.dumps(template)
    account.s3.put_object(Bucket=BUCKET, Key="template.json", Body=body.encode())
    request: dict[str, Any] = {
        "StackName": STACK,
        "TemplateURL": f"{account.endpoint}/{BUCKET}/template.json",
        "Parameters": declared(template, parameters),
        "Capabilities": list(CAPABILITIES),
    }
    before = status(account)
    if before in DEAD:
        account.cloudformation.delete_stack(StackName=STACK)
        settle(account)
        before = None
    try:
        if before is None:
            account.cloudformation.create_stack(**request)
        else:
            account.cloudformation.update_stack(**request)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeployFailed(f"CloudFormation refused the template: {error}") from error
    if settle(account) not in GOOD:
        raise DeployFailed(f"The stack ended as {status(account)}:\n{failures(account)}")
    return outputs(account)


def status(account: Account) -> str | None:
    """The stack's status, None when there is no stack."""
    try:
        stacks = account.cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    except ClientError:  # CloudFormation has no better word for "does not exist"
        return None
    return None if stacks[0]["StackStatus"] == "DELETE_COMPLETE" else stacks[0]["StackStatus"]


def settle(account: Account) -> str | None:
    """Wait until CloudFormation is at rest."""
    until = time.monotonic() + WAIT_SECONDS
    while (now := status(account)) is not None and now.endswith("IN_PROGRESS"):
        if time.monotonic() > until:
            raise DeployFailed(f"The stack is still {now} after {WAIT_SECONDS} seconds.")
        time.sleep(0.3)
    return now


def failures(account: Account) -> str:
    """The first causes: what failed by itself, not because something else was cancelled."""
    events = account.cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    return "\n".join(
        f"  {event.get('LogicalResourceId')}: {event.get('ResourceStatusReason')}"
        for event in reversed(events)
        if event.get("ResourceStatus", "").endswith("FAILED")
        and "cancelled" not in event.get("ResourceStatusReason", "").lower()
    )


def outputs(account: Account) -> dict[str, str]:
    """The stack's outputs by name."""
    stack = account.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    return {item["OutputKey"]: item["OutputValue"] for item in stack.get("Outputs", [])}
