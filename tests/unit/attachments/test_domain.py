"""What may be attached, under which name, and how it is served."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.attachments import domain
from chalicelib.attachments.domain import MEGABYTE, TYPES, Attachment, BeingScanned
from chalicelib.runtime.errors import Refused


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("mime_type", "name", "meant"),
    [
        ("image/png", "a.png", "image/png"),
        ("IMAGE/PNG; q=1", "a.PNG", "image/png"),
        ("image/jpg", "photo.jpeg", "image/jpeg"),
        ("image/jpeg", "saved.webp", "image/jpeg"),  # the content decides among images
        ("audio/webm;codecs=opus", "voice.webm", "audio/webm"),
        ("", "prices.csv", "text/csv"),
        ("application/vnd.ms-excel", "prices.csv", "text/csv"),
        ("application/octet-stream", "IMG_1.HEIC", "image/heic"),
        ("text/markdown", "README.md", "text/plain"),
        ("application/pdf", "without ending", "application/pdf"),
    ],
)
def test_the_type_is_what_the_client_means(mime_type, name, meant):
    assert domain.declared_type(mime_type, name) == meant


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("mime_type", "name"),
    [
        ("application/x-msdownload", "setup.exe"),
        ("application/pdf", "invoice.pdf.exe"),
        ("text/plain", "run.sh"),
        ("text/plain", "page.html"),
        ("image/png", "drawing.svg"),
        ("image/svg+xml", "drawing.svg"),
        ("text/html", "page.html"),
        ("application/zip", "app.jar"),
        ("application/octet-stream", "what.bin"),
        ("", "nothing said"),
        ("application/octet-stream", "macro.docm"),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_type_and_by_name(mime_type, name):
    with pytest.raises(Refused, match=re.escape(name)):
        domain.declared_type(mime_type, name)


@pytest.mark.feature("MSG-21")
def test_too_large_a_file_is_refused_with_both_sizes():
    domain.check_size("a.mov", 25 * MEGABYTE, 25 * MEGABYTE)

    with pytest.raises(Refused, match=r"a\.mov has 25\.1 MB; at most 25 MB") as refusal:
        domain.check_size("a.mov", 25 * MEGABYTE + 1, 25 * MEGABYTE)

    assert refusal.value.facts["limit"] == 25 * MEGABYTE


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match=r"a\.txt is empty"):
        domain.check_size("a.txt", 0, 100)


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("verdict", "kind", "why"),
    [
        (None, BeingScanned, "still being checked"),
        ("THREATS_FOUND", Refused, "malware was found"),
        ("UNSUPPORTED", Refused, "could not be checked"),
        ("ACCESS_DENIED", Refused, "could not be checked"),
        ("FAILED", Refused, "could not be checked"),
        ("something new", Refused, "could not be checked"),
    ],
)
def test_only_a_clean_verdict_lets_a_file_through(verdict, kind, why):
    domain.check_verdict("a.pdf", "NO_THREATS_FOUND")

    with pytest.raises(kind, match=rf"a\.pdf.*{why}"):
        domain.check_verdict("a.pdf", verdict)


@pytest.mark.parametrize(
    ("given_", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Anna\report.pdf", "report.pdf"),
        ("pic\u202egpj.exe", "picgpj.exe"),
        ("a\nb\tc\x00.txt", "abc.txt"),
        ("  two   words .txt", "two words .txt"),
        ("..", "file"),
        ("a/", "file"),
        ("\ud800.png", "png"),
        ("日本語.png", "日本語.png"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
        ("." + "x" * 200, "x" * 120),
    ],
)
def test_a_name_is_made_harmless(given_, clean):
    assert domain.clean_name(given_) == clean


@given(st.text())
def test_no_name_whatever_has_folders_controls_or_turned_directions(name):
    clean = domain.clean_name(name)

    assert 1 <= len(clean) <= domain.LONGEST_NAME
    assert not set("/\\\u202e\u2066\u2067\u2068\u200f") & set(clean)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in clean)
    assert domain.clean_name(clean) == clean


@given(st.text(), st.sampled_from(sorted(TYPES)))
def test_a_disposition_is_one_line_of_ascii_that_carries_the_name(name, mime_type):
    from urllib.parse import unquote

    file = Attachment("att_1", domain.clean_name(name), mime_type, 1)
    header = domain.disposition(file)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert unquote(header.rpartition("''")[2]) == file.name
    assert header.startswith("attachment" if file.kind == "file" else "inline")


@pytest.mark.feature("MSG-22")
@pytest.mark.parametrize(
    ("mime_type", "served"),
    [
        ("image/png", "image/png"),
        ("text/csv", "text/plain; charset=utf-8"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/javascript", "application/octet-stream"),
    ],
)
def test_nothing_is_served_that_a_browser_would_run(mime_type, served):
    assert domain.served_type(mime_type) == served
