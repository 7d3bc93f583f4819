"""Files of sources, in the data bucket under `knowledge/{account}/`."""

from __future__ import annotations

from chalicelib.attachments.domain import Stored
from chalicelib.runtime.clients import s3
from chalicelib.runtime.settings import settings


def keep_file(account_id: str, source_id: str, upload: Stored) -> str:
    """Copy the version of an upload that was checked to where it stays; answers its key."""
    bucket, key = settings().bucket, f"knowledge/{account_id}/{source_id}"
    s3().copy_object(
        Bucket=bucket,
        Key=key,
        CopySource={"Bucket": bucket, "Key": upload.key, "VersionId": upload.version},
        MetadataDirective="REPLACE",
        TaggingDirective="REPLACE",
        ContentType=upload.attachment.mime_type,
    )
    return key


def read_file(key: str) -> bytes:
    """A whole file; uploads are bounded (`attachments.limit`)."""
    return s3().get_object(Bucket=settings().bucket, Key=key)["Body"].read()


def remove_file(key: str) -> None:
    """Delete a file and its versions; that it is gone already is fine."""
    bucket = settings().bucket
    page = s3().list_object_versions(Bucket=bucket, Prefix=key)
    for one in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
        if one["Key"] == key:
            s3().delete_object(Bucket=bucket, Key=key, VersionId=one["VersionId"])
