"""Files in the data bucket: `uploads/` takes them in for two days, `attachments/` keeps them.

What is known of a file lies with it, as its type, size and metadata; no table lists it. Metadata is
ASCII, so names are percent-encoded there. The bucket is versioned: everything that is checked of an
upload is checked of one version, so that nobody can swap the file between check and copy.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

from chalicelib.attachments.domain import Attachment, Stored, disposition, served_type
from chalicelib.runtime.clients import s3, storage
from chalicelib.runtime.settings import settings

SCAN_TAG = "GuardDutyMalwareScanStatus"
"""Where Malware Protection for S3 writes its verdict (docs: "Using tag-based access control")."""

AT_ONCE = 1000
"""Objects that one call of ListObjectVersions answers and one of DeleteObjects takes."""


def upload_key(account_id: str, id_: str) -> str:
    """Where a file waits until it is sent."""
    return f"uploads/{account_id}/{id_}"


def kept_key(account_id: str, conversation_id: str, id_: str) -> str:
    """Where a conversation's file lies."""
    return f"attachments/{account_id}/{conversation_id}/{id_}"


def offer(
    account_id: str, owner_id: str, file: Attachment, limit: int, seconds: int
) -> dict[str, Any]:
    """A form by which a browser uploads this one file, of at most `limit` bytes, for `seconds`."""
    fields = {"Content-Type": file.mime_type} | {
        f"x-amz-meta-{name}": value for name, value in _metadata(owner_id, file).items()
    }
    form = storage().generate_presigned_post(
        Bucket=settings().bucket,
        Key=upload_key(account_id, file.id),
        Fields=fields,
        Conditions=[
            ["content-length-range", 1, limit],
            *({name: value} for name, value in fields.items()),
        ],
        ExpiresIn=seconds,
    )
    return {"url": form["url"], "fields": form["fields"]}


def find(key: str) -> Stored | None:
    """The newest version of a file; None when there is none."""
    try:
        head = s3().head_object(Bucket=settings().bucket, Key=key)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return None
        raise
    known = head["Metadata"]
    file = Attachment(
        key.rpartition("/")[2],
        unquote(known.get("name", "")),
        head["ContentType"],
        head["ContentLength"],
    )
    return Stored(key, head["VersionId"], known.get("owner", ""), file)


def put(account_id: str, owner_id: str, file: Attachment, data: bytes) -> Stored:
    """Put a file that we were handed where uploads wait."""
    key = upload_key(account_id, file.id)
    answer = s3().put_object(
        Bucket=settings().bucket,
        Key=key,
        Body=data,
        ContentType=file.mime_type,
        Metadata=_metadata(owner_id, file),
    )
    return Stored(key, answer["VersionId"], owner_id, file)


def write(key: str, data: bytes) -> None:
    """Put an object that is no upload."""
    s3().put_object(Bucket=settings().bucket, Key=key, Body=data)


def copy(bucket: str, key: str, to: str) -> None:
    """Copy an object of another bucket here."""
    s3().copy_object(Bucket=settings().bucket, Key=to, CopySource={"Bucket": bucket, "Key": key})


def read(key: str) -> bytes:
    """A whole file."""
    return s3().get_object(Bucket=settings().bucket, Key=key)["Body"].read()


def read_start(stored: Stored, length: int) -> bytes:
    """The first bytes of a file."""
    answer = s3().get_object(
        Bucket=settings().bucket,
        Key=stored.key,
        VersionId=stored.version,
        Range=f"bytes=0-{length - 1}",
    )
    return answer["Body"].read()


def verdict(stored: Stored) -> str | None:
    """What the malware scan says of a file; None while it is under way."""
    answer = s3().get_object_tagging(
        Bucket=settings().bucket, Key=stored.key, VersionId=stored.version
    )
    return next((tag["Value"] for tag in answer["TagSet"] if tag["Key"] == SCAN_TAG), None)


def keep(upload: Stored, key: str) -> None:
    """Copy a checked upload to where it stays, under the type that it was found to have."""
    bucket = settings().bucket
    s3().copy_object(
        Bucket=bucket,
        Key=key,
        CopySource={"Bucket": bucket, "Key": upload.key, "VersionId": upload.version},
        MetadataDirective="REPLACE",
        TaggingDirective="REPLACE",
        ContentType=upload.attachment.mime_type,
        Metadata=_metadata(upload.owner_id, upload.attachment),
    )


def lend(kept: Stored, key: str) -> None:
    """Copy a file that was checked and kept to another place, for its new owner."""
    bucket = settings().bucket
    s3().copy_object(
        Bucket=bucket,
        Key=key,
        CopySource={"Bucket": bucket, "Key": kept.key},
        MetadataDirective="REPLACE",
        ContentType=kept.attachment.mime_type,
        Metadata=_metadata(kept.owner_id, kept.attachment),
    )


def link(account_id: str, conversation_id: str, file: Attachment, seconds: int) -> str:
    """An address at which a file can be read for a while, without any other right. The answer's
    type and disposition are part of what is signed."""
    return storage().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": settings().bucket,
            "Key": kept_key(account_id, conversation_id, file.id),
            "ResponseContentType": served_type(file.mime_type),
            "ResponseContentDisposition": disposition(file),
            "ResponseCacheControl": f"private, max-age={seconds}",
        },
        ExpiresIn=seconds,
    )


def purge(account_id: str, conversation_id: str, id_: str = "") -> None:
    """Delete all versions of all of a conversation's files, or of one."""
    bucket = settings().bucket
    prefix = kept_key(account_id, conversation_id, id_)
    while True:
        page = s3().list_object_versions(Bucket=bucket, Prefix=prefix, MaxKeys=AT_ONCE)
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        if not found:
            return
        answer = s3().delete_objects(
            Bucket=bucket,
            Delete={
                "Objects": [{"Key": o["Key"], "VersionId": o["VersionId"]} for o in found],
                "Quiet": True,
            },
        )
        if answer.get("Errors"):
            raise RuntimeError(f"{len(answer['Errors'])} files were not deleted")


def _metadata(owner_id: str, file: Attachment) -> dict[str, str]:
    return {"owner": owner_id, "name": quote(file.name, safe="")}
