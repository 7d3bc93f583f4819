"""Mails of every make, and what comes out of them."""

import base64
import time
from datetime import UTC, datetime

import pytest

from chalicelib.channels.email.inbound import facts_of, is_own, read
from tests.channels.email.mails import mail, mixed, nested, part, winmail

pytestmark = pytest.mark.feature("CH-09", "CH-10")
GIF = base64.b64encode(b"GIF89a").decode()


def only(eml, **given):
    [fact] = facts_of(eml, **given)
    return fact


def test_a_plain_mail_says_who_when_and_what():
    fact = only(mail())

    assert fact.kind == "message"
    assert (fact.sender, fact.sender_name) == ("jo@berg.example", "Jo Berg")
    assert fact.recipient == "help@nordlys.example"
    assert fact.provider_message_id == "<m1@berg.example>"
    assert fact.at == datetime(2024, 3, 5, 14, 14, tzinfo=UTC)
    assert fact.text == "It flickers."
    assert fact.mail is not None
    assert (fact.mail.subject, fact.mail.html, fact.mail.cc) == ("Lamp", None, [])


def test_the_envelope_says_better_than_the_header_where_a_mail_went():
    eml = mail(To="everybody@lists.example", Delivered_To="old@nordlys.example")

    assert only(eml).recipient == "old@nordlys.example"
    assert only(eml, recipients=["chn_1@in.example"]).recipient == "chn_1@in.example"


def test_copies_and_references_are_kept():
    told = only(mail(Cc="Ann <ann@berg.example>, b@c.example", References="<a@x> <b@x>\n <c@x>"))

    assert told.mail is not None
    assert told.mail.cc == ["ann@berg.example", "b@c.example"]
    assert told.mail.references == ["<a@x>", "<b@x>", "<c@x>"]


def test_text_and_html_of_one_body_are_one_text():
    eml = mixed(
        part("text/plain; charset=utf-8", "It *flickers*."),
        part("text/html; charset=utf-8", "<p>It <b>flickers</b>.</p>"),
        subtype="alternative",
    )
    told = only(eml)

    assert told.text == "It *flickers*."
    assert told.mail is not None
    assert told.mail.html == "<p>It <b>flickers</b>.</p>"


def test_html_alone_is_read_without_what_its_program_quoted():
    page = (
        "<html><head><style>p {}</style></head><body><p>It flickers.</p><ul><li>evenings</li></ul>"
        '<div class="gmail_quote"><div class="gmail_attr">On Tue Nordlys wrote:</div>'
        "<blockquote>Which lamp?</blockquote></div></body></html>"
    )
    told = only(mail(page, Content_Type="text/html"))

    assert told.text == "It flickers.\n\n• evenings"
    assert told.mail is not None
    assert "Which lamp?" in told.mail.full_text
    assert "Which lamp?" in (told.mail.html or "")


def test_an_empty_text_part_beside_html_does_not_hide_it():
    eml = mixed(part("text/plain", " \n"), part("text/html", "<p>Hi</p>"), subtype="alternative")

    assert only(eml).text == "Hi"


def test_the_whole_text_keeps_what_the_new_text_leaves_out():
    header = "On 5 Mar 2024, at 15:14, Nordlys <h@n.example> wrote:"
    body = f"The blue one.\n\n-- \nJo\n\n{header}\n> Which?"
    told = only(mail(body))

    assert told.text == "The blue one."
    assert told.mail is not None
    assert told.mail.full_text.rstrip() == body


def test_a_forwarded_mail_without_a_comment_is_shown_whole():
    body = "Begin forwarded message:\n\nFrom: Ann <ann@berg.example>\nSubject: Lamp\n\nIt flickers."

    assert only(mail(body)).text == body


def test_files_come_with_their_bytes_names_and_types():
    eml = mixed(
        part("text/plain", "See this."),
        part("application/pdf; name=a.pdf", "JVBERg==", Content_Transfer_Encoding="base64",
             Content_Disposition='attachment; filename="Kvittering \\"5\\".pdf"'),
        part("application/octet-stream", "YQ==", Content_Transfer_Encoding="base64",
             Content_Disposition="attachment; filename*=utf-8''%C3%A5.txt"),
    )  # fmt: skip
    parsed = read(eml)

    assert [one.data for one in parsed.parts] == [b"%PDF", b"a"]
    assert [one.mime_type for one in parsed.fact.attachments] == ["application/pdf", "text/plain"]
    assert parsed.fact.attachments[1].filename == "å.txt"
    assert [data for _, data in parsed.files] == [b"%PDF", b"a"]


def test_an_image_that_the_page_shows_is_no_file_of_the_customers():
    page = '<p>Look: <img src="cid:lamp@berg"></p>'
    eml = mixed(
        nested("alternative", part("text/plain", "Look:"), part("text/html", page)),
        part("image/gif; name=lamp.gif", GIF, Content_Transfer_Encoding="base64",
             Content_ID="<lamp@berg>"),
        part("image/gif; name=other.gif", GIF, Content_Transfer_Encoding="base64",
             Content_ID="<other@berg>", Content_Disposition="attachment"),
        subtype="related",
    )  # fmt: skip
    told = only(eml)

    assert told.mail is not None
    assert told.mail.inline == {"lamp@berg": 0}
    assert told.mail.html == '<p>Look: <img src="cid:lamp@berg"></p>'
    assert [one.filename for one in told.attachments] == ["lamp.gif", "other.gif"]


def test_a_mail_within_a_mail_is_a_file():
    inner = "From: ann@berg.example\nSubject: My lamp\n\nIt hums."
    told = only(mixed(part("text/plain", "See below."), part("message/rfc822", inner)))

    assert told.text == "See below."
    assert [one.filename for one in told.attachments] == ["My lamp.eml"]


def test_texts_around_a_picture_are_one_text():
    eml = mixed(part("text/plain", "Before"), part("image/gif", GIF), part("text/plain", "After"))

    assert only(eml).text == "Before\n\nAfter"


def test_a_winmail_dat_is_unpacked():
    packed = base64.b64encode(winmail("invoice.txt", b"42")).decode()
    parsed = read(
        mixed(
            part("text/plain", "See the invoice."),
            part(
                "application/ms-tnef; name=winmail.dat", packed, Content_Transfer_Encoding="base64"
            ),
        )
    )

    assert [(one.name, one.data) for one in parsed.parts] == [("invoice.txt", b"42")]


def test_a_broken_winmail_dat_stays_a_file():
    eml = mixed(part("text/plain", "Hi"), part("application/ms-tnef; name=winmail.dat", "no tnef"))

    assert [one.filename for one in only(eml).attachments] == ["winmail.dat"]


def test_an_invitation_without_words_is_described():
    calendar = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Lamp\\, again\n"
        "DTSTART;TZID=Europe/Oslo:20240306T100000\nDTEND;TZID=Europe/Oslo:20240306T110000\n"
        "LOCATION:Oslo\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    told = only(mixed(part("text/calendar; method=REQUEST", calendar)))

    assert told.text == (
        "Invitation: Lamp, again\nWhen: 2024-03-06 10:00 (Europe/Oslo) to 2024-03-06 11:00"
        " (Europe/Oslo)\nWhere: Oslo"
    )
    assert [one.filename for one in told.attachments] == ["invite.ics"]


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", "Blåbær €".encode("cp1252"), "Blåbær €"),
        ("us-ascii", "Blåbær".encode(), "Blåbær"),
        ("iso-8859-1", "Blåbær".encode(), "Blåbær"),
        ("utf-8", "Blåbær".encode("latin-1"), "Blåbær"),
        ("shift_jis", "①ランプ".encode("cp932"), "①ランプ"),
        ("iso-2022-jp", "ランプ".encode("iso-2022-jp"), "ランプ"),
        ("", "ランプ".encode("iso-2022-jp"), "ランプ"),
        ("ks_c_5601-1987", "램프".encode("cp949"), "램프"),
        ("gb2312", "燈".encode("gb18030"), "燈"),
        ("windows-1256", "مصباح".encode("cp1256"), "مصباح"),
        ("iso-8859-8-i", "מנורה".encode("iso-8859-8"), "מנורה"),
        ("koi8-r", "Лампа".encode("koi8-r"), "Лампа"),
        ("hex", b"Lamp", "Lamp"),
        ("no-such-set", "Blåbær".encode(), "Blåbær"),
        ("utf-7", b"Bl+AOU-b+AOY-r", "Blåbær"),
    ],
)
def test_a_text_is_read_whatever_its_character_set_is_called(charset, data, text):
    kind = f"text/plain; charset={charset}" if charset else "text/plain"

    assert only(mail(data, Content_Type=kind)).text == text


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("=?utf-8?B?TGFtcGU=?=", "Lampe"),
        ("=?utf-8?Q?Bl=C3=A5?= =?utf-8?Q?b=C3=A6r?=", "Blåbær"),
        ("=?utf-8?B?w?= =?utf-8?B?6U=?=", None),
        ("Re: =?iso-8859-1?q?Bl=E5_lampe?= now", "Re: Blå lampe now"),
        ("=?iso-2022-jp?B?GyRCJWklcyVXGyhC?=", "ランプ"),
        ("=?utf-8?B?not base64!?=", None),
        ("=?nonsense?B?TGFtcGU=?=", "Lampe"),
        ("Blå", "Blå"),
        ("Lamp\n and more", "Lamp and more"),
    ],
)
def test_a_subject_is_read_however_it_was_encoded(raw, subject):
    told = only(mail(Subject=raw))

    assert told.mail is not None
    if subject is not None:
        assert told.mail.subject == subject


def test_a_letter_cut_between_two_encoded_words_is_whole_again():
    halves = [base64.b64encode(one).decode() for one in (b"Bl\xc3", b"\xa5")]
    told = only(mail(Subject=" ".join(f"=?utf-8?B?{half}?=" for half in halves)))

    assert told.mail is not None
    assert told.mail.subject == "Blå"


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ('"Berg, Jo" <jo@berg.example>', "jo@berg.example"),
        ("=?utf-8?Q?J=C3=B8?= <jo@berg.example>", "jo@berg.example"),
        ("jo@berg.example (Jo)", "jo@berg.example"),
        ("<jo@berg.example>jo@berg.example", "jo@berg.example"),
        ("jo@berg.example www.berg.example", "jo@berg.example"),
        ("Jo Berg", None),
        ("", None),
    ],
)
def test_a_sender_is_found_in_what_servers_let_through(raw, address):
    assert only(mail(From=raw)).sender == address


def test_a_mail_without_an_id_or_a_sender_is_known_by_its_bytes():
    eml = mail(From=None, Message_ID=None)

    assert (only(eml).provider_message_id, only(eml).sender) == (None, None)
    assert read(eml).fact.provider_message_id == read(eml).fact.provider_message_id
    assert read(eml).fact.provider_message_id.endswith("@invalid>")
    assert read(eml, envelope_from="x@berg.example").fact.sender == "x@berg.example"


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 99 Foo 2024", None])
def test_a_date_that_says_nothing_is_none(date):
    assert only(mail(Date=date)).at is None


def test_flowed_lines_are_joined_as_they_were_written():
    body = "It flickers every \nevening.\n> Which \n> lamp?\n-- \nJo"
    told = only(mail(body, Content_Type="text/plain; format=flowed"))

    assert told.text == "It flickers every evening."


def test_a_multipart_without_its_end_or_boundary_still_speaks():
    open_ended = mixed(part("text/plain", "It flickers.")).replace(b"--b1--", b"")

    assert only(open_ended).text == "It flickers."
    assert only(mail("It flickers.", Content_Type="multipart/mixed")).text == "It flickers."


def test_a_mail_of_files_alone_has_no_text():
    eml = mixed(part("image/gif; name=a.gif", GIF, Content_Transfer_Encoding="base64"))

    assert only(eml).text == ""


def test_verdicts_are_those_of_the_receiving_server_not_those_a_mail_claims():
    eml = mail(Authentication_Results="evil.example; spf=pass; dkim=pass")

    assert only(eml).mail.verdicts == {}
    assert only(eml, verdicts={"spf": "FAIL", "other": "x"}).mail.verdicts == {"spf": "fail"}


def test_a_page_cannot_run_load_or_leave_its_place():
    page = (
        '<p onclick="x()" style="position:fixed;color:red">Hi</p><script>x()</script>'
        '<a href="javascript:x()">a</a><a href="https://n.example">b</a><iframe src="x"></iframe>'
        '<img src="data:text/html,x"><svg><script>x()</script></svg><base href="//evil.example">'
        '<form action="//evil.example"><input name="password"></form><style>@import "x"</style>'
        '<p style="background:url(//evil.example/x)">c</p><meta http-equiv="refresh" content="0">'
    )
    shown = only(mail(page, Content_Type="text/html")).mail.html

    for word in ("onclick", "script", "position", "iframe", "data:", "evil", "input", "@import",
                 "meta", "url("):  # fmt: skip
        assert word not in shown, word
    assert (
        '<a href="https://n.example" target="_blank" rel="noopener noreferrer nofollow">' in shown
    )


def test_our_own_mail_that_comes_back_is_known(channel):
    assert is_own(read(mail(X_Switchboard_Ref="cnv_1.7")).fact, channel, "in.example")
    assert is_own(read(mail(From="Help@Nordlys.example")).fact, channel, "in.example")
    assert not is_own(read(mail()).fact, channel, "in.example")
    bounce = mail(
        From="mailer-daemon@nordlys.example", Return_Path="<>", Subject="Undeliverable: x"
    )
    assert not is_own(read(bounce).fact, channel, "in.example")


def test_a_mail_of_a_thousand_layers_is_read():
    layers = "".join(
        f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(1000)
    )
    eml = mail(layers + "--b1000\n\nIt flickers.", Content_Type="multipart/mixed; boundary=b0")

    assert only(eml).kind == "message"


def test_a_mail_of_a_thousand_parts_has_an_end():
    eml = mixed(*[part("image/gif", GIF) for _ in range(1000)])

    assert len(only(eml).attachments) == 299


@pytest.mark.parametrize("encoding", ["base64", "Base64;", "base64 ", "BASE 64base64"])
def test_a_transfer_encoding_is_understood_however_it_is_written(encoding):
    eml = mail("SXQgZmxpY2tlcnMu", Content_Transfer_Encoding=encoding)

    assert only(eml).text == "It flickers."


def test_quoted_printable_with_a_space_is_still_that():
    eml = mail("Bl=C3=A5", Content_Type="text/plain; charset=utf-8",
               Content_Transfer_Encoding="quoted printable")  # fmt: skip

    assert only(eml).text == "Blå"


@pytest.mark.parametrize("encoding", ["7-bit", "plain", "8bits", "", "text/html; charset=utf-8"])
def test_a_transfer_encoding_that_is_none_changes_nothing(encoding):
    assert only(mail("It = flickers.", Content_Transfer_Encoding=encoding)).text == "It = flickers."


def test_a_file_without_a_name_is_called_after_its_place_or_its_type():
    eml = mixed(
        part("image/gif", GIF, Content_Location="pictures/lamp.gif", Content_ID="<a>"),
        part("application/pdf", "x", Content_Disposition='attachment; filename=""'),
    )

    assert [one.filename for one in only(eml).attachments] == ["lamp.gif", "application-2.pdf"]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "".join(f"<p><font color=c{n}>x</p>" for n in range(59)) + "<p>x</p>" * 50_000,
        "&" * 600_000,
        "<" * 600_000,
        "<table><tr>" + "<td>x" * 100_000,
    ],
    ids=["deep", "marks", "entities", "brackets", "cells"],
)
def test_a_hostile_page_takes_no_time(page):
    begin = time.process_time()

    assert only(mail(page, Content_Type="text/html")).kind == "message"
    assert time.process_time() - begin < 8


@pytest.mark.parametrize(
    "header",
    [
        {"From": "(" * 50_000},
        {"To": '"' * 50_000},
        {"To": "a@b.example, " * 20_000},
        {"Subject": "=?utf-8?q?a?= " * 20_000},
        {"References": "<" * 50_000},
        {"Date": "1 " * 50_000},
        {"Content_Type": "text/plain; " + "; ".join(f"part*{n}*=x" for n in range(5_000))},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_hostile_header_takes_no_time(header):
    begin = time.process_time()

    assert only(mail(**header)).text == "It flickers."
    assert time.process_time() - begin < 4
