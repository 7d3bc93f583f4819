"""Where answers go, and where they never go."""

import traceback

import pytest
import urllib3

from chalicelib.configuration import answering
from chalicelib.runtime.environment import Settings
from chalicelib.runtime.errors import Invalid

BUCKET = "cloudformation-custom-resource-response-eunorth1"


@pytest.mark.parametrize(
    "url",
    [
        f"https://{BUCKET}.s3.eu-north-1.amazonaws.com/arn%3Aaws?X-Amz-Signature=1",
        "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/a",
        "https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/a",
        f"https://s3.eu-north-1.amazonaws.com/{BUCKET}/a",
        f"https://{BUCKET}.s3.cn-north-1.amazonaws.com.cn:443/a",
    ],
)
def test_cloudformations_buckets_are_answered(url):
    answering.check(url)


@pytest.mark.parametrize(
    "url",
    [
        f"http://{BUCKET}.s3.eu-north-1.amazonaws.com/a",
        "https://s3.amazonaws.com.evil.example/a",
        "https://evil.example/?s3.amazonaws.com",
        "https://evil.example#.s3.amazonaws.com",
        "https://s3.amazonaws.com@evil.example/a",
        "https://user:word@bucket.s3.amazonaws.com/a",
        "https://bucket.s3.amazonaws.com:8443/a",
        "https://bucket.s3.amazonaws.com:x/a",
        "https://notamazonaws.com/s3",
        "https://s3.evilamazonaws.com/a",
        "https://ec2.eu-north-1.amazonaws.com/a",
        "https://169.254.169.254/latest/meta-data",
        "http://localhost:4566/_answer/1",
        "https://[::1/a",
        "file:///etc/passwd",
        "",
    ],
)
def test_nobody_else_is_answered(url):
    with pytest.raises(Invalid):
        answering.check(url)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://localhost:4566/_answer/1", True),
        ("http://127.0.0.1:4566/_answer/1", True),
        ("http://localhost:4567/_answer/1", False),
        ("https://localhost:4566/_answer/1", False),
        ("http://10.0.0.1:4566/_answer/1", False),
    ],
)
def test_the_emulator_is_answered_where_the_settings_name_one(monkeypatch, url, allowed):
    local = Settings.model_validate({"AWS_ENDPOINT_URL": "http://127.0.0.1:4566"})
    monkeypatch.setattr(answering, "settings", lambda: local)

    if allowed:
        answering.check(url)
    else:
        with pytest.raises(Invalid):
            answering.check(url)


class Bucket:
    """Answers as told, and keeps what was put."""

    def __init__(self, status):
        self.status, self.calls = status, []

    def request(self, method, url, **given):
        self.calls.append((method, url, given))
        if self.status is None:
            raise urllib3.exceptions.MaxRetryError(None, url)
        return urllib3.HTTPResponse(status=self.status)


@pytest.fixture
def bucket(monkeypatch):
    def made(status):
        stands = Bucket(status)
        monkeypatch.setattr(answering.urllib3, "PoolManager", lambda **_: stands)
        return stands

    return made


def test_an_answer_is_put_without_a_content_type_and_follows_no_redirect(bucket):
    stands = bucket(200)

    answering.put(f"https://{BUCKET}.s3.amazonaws.com/a?sig=1", b"{}")

    [(method, url, given)] = stands.calls
    assert (method, url, given["body"]) == (
        "PUT",
        f"https://{BUCKET}.s3.amazonaws.com/a?sig=1",
        b"{}",
    )
    assert given["headers"] == {"Content-Type": ""}
    assert given["redirect"] is False


@pytest.mark.parametrize("status", [301, 403, 503, None])
def test_an_answer_that_is_not_taken_is_an_error_without_the_signed_url_in_it(bucket, status):
    bucket(status)
    url = f"https://{BUCKET}.s3.amazonaws.com/a?sig=" + "hidden"[::-1]

    with pytest.raises(OSError, match="bucket") as raised:
        answering.put(url, b"{}")

    assert "neddih" not in "".join(traceback.format_exception(raised.value))
