"""Mails of ours: how they are written, and how SES and mail servers refuse them."""

import smtplib
import ssl
from email import message_from_bytes
from email.policy import default

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.channels.domain import Link, OutgoingMail, OutgoingMessage, SendError
from chalicelib.channels.email import outbound, provider, smtp
from chalicelib.channels.email.compose import composed
from chalicelib.channels.http import Reply
from tests.channels.email.conftest import CHANNEL_ID, a_channel

pytestmark = pytest.mark.feature("CH-09", "CH-10", "CH-11")
SMTP = {"smtp_host": "smtp.nordlys.example", "smtp_port": "587"}


def a_message(text="It is **fixed**.", **given):
    about = {
        "subject": "Re: Lamp",
        "cc": (),
        "message_id": "cnv_1.7@in.example",
        "in_reply_to": "<m1@berg.example>",
        "references": ("<m0@berg.example>", "<m1@berg.example>"),
        "reply_to": f"{CHANNEL_ID.lower()}+cnv_1.7@in.example",
        "html": "",
        "author": "Kim",
    }
    mail = OutgoingMail(**{name: given.pop(name, value) for name, value in about.items()})
    known = {"to": "jo@berg.example", "sender": "", "ref": "cnv_1.7", "status_url": ""}
    return OutgoingMessage(**(known | given), text=text, mail=mail)


def written(message, channel=None):
    raw = composed(message, channel or a_channel(), 0.0)
    assert b"\n" not in raw.replace(b"\r\n", b"")  # as SMTP wants it
    return message_from_bytes(raw.replace(b"\r\n", b"\n"), policy=default)


def test_a_mail_has_text_and_html_and_threads():
    mail = written(a_message())

    assert mail["From"] == "Support <help@nordlys.example>"
    assert mail["To"] == "jo@berg.example"
    assert mail["Message-ID"] == "<cnv_1.7@in.example>"
    assert mail["In-Reply-To"] == "<m1@berg.example>"
    assert mail["References"].split() == ["<m0@berg.example>", "<m1@berg.example>"]
    assert mail["Reply-To"] == f"{CHANNEL_ID.lower()}+cnv_1.7@in.example"
    assert mail["X-Switchboard-Ref"] == "cnv_1.7"
    assert mail.get_body(("plain",)).get_content() == "It is fixed.\n"
    assert "<strong>fixed</strong>" in mail.get_body(("html",)).get_content()
    assert not [name for name in mail if name.startswith(("List-", "Auto-"))]


def test_the_sender_and_the_signature_are_the_channels():
    channel = a_channel(settings={"from_name": "{agent} fra Nørdlys", "signature": "**Nordlys**"})
    mail = written(a_message(), channel)

    assert mail["From"] == "Kim fra Nørdlys <help@nordlys.example>"
    assert mail.get_body(("plain",)).get_content() == "It is fixed.\n\n-- \nNordlys\n"
    assert "<strong>Nordlys</strong>" in mail.get_body(("html",)).get_content()


def test_an_answer_that_nobody_signed_comes_from_the_channel():
    channel = a_channel(settings={"from_name": "{agent} from Nordlys"})

    assert written(a_message(author=""), channel)["From"] == "Support <help@nordlys.example>"


def test_files_go_along_under_their_own_names():
    file = Link("https://x", "Kvittering æ.pdf", "application/pdf", 4, "file", lambda: b"%PDF")
    mail = written(a_message(files=(file,)))
    [attached] = mail.iter_attachments()

    assert attached.get_filename() == "Kvittering æ.pdf"
    assert (attached.get_content_type(), attached.get_content()) == ("application/pdf", b"%PDF")


def test_files_that_are_too_large_together_are_not_fetched():
    def load():
        raise AssertionError("fetched")

    file = Link("https://x", "a.bin", "application/octet-stream", 10 * 2**20, "file", load)
    with pytest.raises(SendError, match="larger than 18 MB") as caught:
        written(a_message(files=(file, file)))
    assert not caught.value.retryable


@pytest.mark.parametrize("field", ["subject", "reply_to", "in_reply_to", "message_id", "author"])
def test_no_field_can_add_a_header(field):
    channel = a_channel(settings={"from_name": "{agent}"})
    mail = written(a_message(**{field: "x@y.example\r\nBcc: all@nordlys.example\n\nbody"}), channel)

    assert mail["Bcc"] is None
    assert mail.get_body(("plain",)).get_content() == "It is fixed.\n"


@pytest.mark.parametrize("to", ["", "jo", "jo@", "@b", "jø@berg.example", "a b@c.d",
                                "a@b\r\nBcc: c",
                                "<x>@y.example", "jo@" + "x" * 70 + ".example"])  # fmt: skip
def test_what_is_no_address_is_refused_before_it_is_sent(to):
    with pytest.raises(SendError, match="not a mail address"):
        written(a_message(to=to))


def test_a_domain_with_letters_of_its_own_goes_as_dns_knows_it():
    assert written(a_message(to="jo@blåbær.example"))["To"] == "jo@xn--blbr-roah.example"


def test_a_long_thread_keeps_its_first_and_its_latest_mails_and_long_ids_whole():
    ids = tuple(f"<{n:0>90}@email.amazonses.com>" for n in range(100))
    raw = composed(a_message(references=ids), a_channel(), 0.0)
    kept = message_from_bytes(raw)["References"].split()

    assert (len(kept), kept[0], kept[-1]) == (20, ids[0], ids[-1])
    assert b"=?" not in raw.partition(b"\r\n\r\n")[0]


def test_html_in_a_text_is_text():
    page = written(a_message('<script>x()</script> [a](https://x.example/"onclick=1)'))

    html = page.get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '"onclick' not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"),
        ("- a\n- *b*", "<ul><li>a</li><li><em>b</em></li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("`a*b*`", "<p><code>a*b*</code></p>"),
        ("```\na\n\nb\n```", "<pre>a\n\nb</pre>"),
        ("[x](https://x.example)", '<p><a href="https://x.example">x</a></p>'),
        ("see https://x.example.", '<p>see <a href="https://x.example">https://x.example</a>.</p>'),
    ],
)
def test_light_markdown_is_drawn(text, html):
    assert html in written(a_message(text)).get_body(("html",)).get_content()


class FakeSes:
    """Answers as SES does, or fails."""

    def __init__(self, error=None, identities=None):
        self.error, self.identities, self.sent = error, identities or {}, []

    def send_email(self, **request):
        if self.error:
            raise self.error
        self.sent.append(request)
        return {"MessageId": "0100-22"}

    def get_email_identity(self, EmailIdentity):
        if EmailIdentity not in self.identities:
            raise refusal("NotFoundException", 404)
        return self.identities[EmailIdentity]


def refusal(code, status=400, said="no"):
    answer = {
        "Error": {"Code": code, "Message": said},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, "SendEmail")


@pytest.fixture
def ses(monkeypatch, mail_settings):
    fake = FakeSes()
    monkeypatch.setattr(outbound, "ses", lambda: fake)
    return fake


def test_ses_gets_the_mail_with_our_names_and_answers_its_own(ses, channel):
    assert provider.send(a_message(cc=("ann@berg.example",)), channel, {}) == "0100-22"

    [request] = ses.sent
    assert request["Destination"] == {
        "ToAddresses": ["jo@berg.example"],
        "CcAddresses": ["ann@berg.example"],
    }
    assert request["ConfigurationSetName"] == "switchboard-test"
    tags = {tag["Name"]: tag["Value"] for tag in request["EmailTags"]}
    assert tags == {"channel": CHANNEL_ID, "ref": "cnv_1-7"}
    assert message_from_bytes(request["Content"]["Raw"]["Data"])["Cc"] == "ann@berg.example"


@pytest.mark.parametrize(
    ("error", "retryable", "sentence"),
    [
        (refusal("TooManyRequestsException", 429), True, "no more mail"),
        (refusal("InternalFailure", 500), True, "no more mail"),
        (refusal("AccountSuspendedException"), False, "suspended"),
        (refusal("MailFromDomainNotVerifiedException"), False, "not verified"),
        (refusal("MessageRejected", said="Email address is not verified."), False, "not verified"),
        (refusal("BadRequestException", said="Bad\nthing"), False, "refused it: Bad"),
        (EndpointConnectionError(endpoint_url="https://ses"), True, "does not answer"),
    ],
)
def test_what_ses_refuses_is_a_sentence_and_a_later_or_a_never(
    ses, channel, error, retryable, sentence
):
    ses.error = error
    with pytest.raises(SendError, match=sentence) as caught:
        provider.send(a_message(), channel, {})
    assert caught.value.retryable is retryable


def test_an_address_is_proven_by_its_verified_domain(ses, channel):
    ses.identities["nordlys.example"] = {"VerifiedForSendingStatus": True}

    told = provider.register(channel, {}, "https://x")

    assert told == {"forward_to": f"{CHANNEL_ID.lower()}@in.example"}


@pytest.mark.parametrize(
    "identity",
    [
        None,
        {"VerifiedForSendingStatus": False},
        {
            "VerifiedForSendingStatus": True,
            "Tags": [{"Key": "switchboard-account", "Value": "acc_other"}],
        },
    ],
)
def test_an_address_of_somebody_else_is_not_taken(ses, channel, identity):
    if identity:
        ses.identities["nordlys.example"] = identity
    with pytest.raises(SendError, match="not verified"):
        provider.register(channel, {}, "https://x")


def test_nobody_can_post_mail_to_the_door(channel):
    assert provider.verify(None, channel, {}) is False


class FakeServer:
    """A mail server that takes what it is told to take."""

    def __init__(self):
        self.said, self.error, self.auth = [], None, (235, b"ok")

    def starttls(self, context):
        assert context.verify_mode is ssl.CERT_REQUIRED
        self.said.append("starttls")

    def login(self, user, password):
        self.said.append(("login", user, password))
        if self.error:
            raise self.error

    def ehlo_or_helo_if_needed(self):
        self.said.append("ehlo")

    def docmd(self, command, argument=""):
        self.said.append((command, argument))
        return self.auth

    def sendmail(self, sender, recipients, mail):
        self.said.append(("sendmail", sender, recipients))
        if self.error:
            raise self.error

    def noop(self):
        self.said.append("noop")

    def close(self):
        self.said.append("close")


@pytest.fixture
def server(monkeypatch):
    fake = FakeServer()
    monkeypatch.setattr(smtp.smtplib, "SMTP", lambda *args, **given: fake)
    monkeypatch.setattr(smtp.smtplib, "SMTP_SSL", lambda *args, **given: fake)
    monkeypatch.setattr(smtp.outgoing, "check_url", lambda url: url)
    return fake


def test_a_mailboxs_own_server_gets_the_mail_after_tls_and_sign_in(server):
    channel = a_channel(settings=SMTP)

    sent = provider.send(a_message(cc=("ann@berg.example",)), channel, {"smtp_password": "s"})

    assert sent == "cnv_1.7@in.example"
    assert server.said == [
        "starttls",
        ("login", "help@nordlys.example", "s"),
        ("sendmail", "help@nordlys.example", ["jo@berg.example", "ann@berg.example"]),
        "close",
    ]


def test_port_465_speaks_tls_from_the_start(server):
    provider.register(a_channel(settings={**SMTP, "smtp_port": 465}), {"smtp_password": "s"}, "")

    assert server.said == [("login", "help@nordlys.example", "s"), "noop", "close"]


@pytest.mark.parametrize(
    ("error", "retryable", "unauthorized"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong"), False, True),
        (smtplib.SMTPSenderRefused(530, b"sign in", "x"), False, True),
        (smtplib.SMTPRecipientsRefused({"jo": (550, b"no Jo")}), False, False),
        (smtplib.SMTPRecipientsRefused({"jo": (451, b"greylisted")}), True, False),
        (smtplib.SMTPDataError(554, b"spam"), False, False),
        (smtplib.SMTPDataError(421, b"busy"), True, False),
        (smtplib.SMTPServerDisconnected("gone"), True, False),
        (TimeoutError(), True, False),
        (ConnectionRefusedError(), True, False),
        (ssl.SSLCertVerificationError("name"), False, False),
        (smtplib.SMTPNotSupportedError("STARTTLS"), False, False),
    ],
)
def test_what_a_server_refuses_is_now_later_or_a_new_password(
    server, error, retryable, unauthorized
):
    server.error = error
    with pytest.raises(SendError) as caught:
        provider.send(a_message(), a_channel(settings=SMTP), {"smtp_password": "secret!"})
    assert (caught.value.retryable, caught.value.unauthorized) == (retryable, unauthorized)
    assert "secret!" not in str(caught.value)


@pytest.mark.parametrize("port", [22, 80, "x", 4566])
def test_only_ports_for_mail_are_called(server, port):
    with pytest.raises(SendError, match="587"):
        provider.send(a_message(), a_channel(settings={**SMTP, "smtp_port": port}), {})
    assert server.said == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "169.254.169.254", "10.0.0.1", "[::1]"])
def test_a_server_inside_is_not_called(host, monkeypatch, mail_settings):
    monkeypatch.setattr(smtp.smtplib, "SMTP", lambda *args, **given: pytest.fail("called"))
    with pytest.raises(SendError, match="cannot be used"):
        provider.send(a_message(), a_channel(settings={**SMTP, "smtp_host": host}), {})


OAUTH = {"oauth_refresh_token": "r", "oauth_client_id": "c", "oauth_client_secret": "s"}


@pytest.fixture
def tokens(monkeypatch, mail_settings):
    asked = []
    monkeypatch.setattr(smtp.oauth, "_tokens", {})

    def call(method, url, form):
        asked.append((url, form["grant_type"]))
        return call.reply

    call.reply = Reply(200, {"access_token": "t", "expires_in": 3600}, {})
    call.asked = asked
    monkeypatch.setattr(smtp.oauth, "call", call)
    return call


def test_a_sign_in_by_oauth_asks_once_for_a_token_and_keeps_it(server, tokens):
    channel = a_channel(settings={**SMTP, "smtp_host": "smtp.gmail.com"})
    provider.send(a_message(), channel, OAUTH)
    provider.send(a_message(), channel, OAUTH)

    assert tokens.asked == [("https://oauth2.googleapis.com/token", "refresh_token")]
    assert [one[0] for one in server.said if isinstance(one, tuple)].count("AUTH") == 2


def test_a_withdrawn_sign_in_flags_the_channel(server, tokens):
    tokens.reply = Reply(400, {"error": "invalid_grant"}, {})
    with pytest.raises(SendError) as caught:
        provider.send(a_message(), a_channel(settings=SMTP), OAUTH)
    assert caught.value.unauthorized

    tokens.reply = Reply(200, {"access_token": "t"}, {})
    server.auth = (334, b"eyJzdGF0dXMiOiI0MDEifQ==")
    with pytest.raises(SendError) as caught:
        provider.send(a_message(), a_channel(settings=SMTP), OAUTH)
    assert caught.value.unauthorized
