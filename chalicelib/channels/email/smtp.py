"""Sending through a mailbox's own server (RFC 5321), by STARTTLS or TLS from the start.

The host is what an admin typed, so it must be a public one, on a port that mail is handed in at.
Credentials never go over a connection without TLS whose certificate fits the host.
"""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from chalicelib.channels.domain import Channel, SendError
from chalicelib.channels.email import oauth
from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid

PORTS = frozenset({25, 465, 587, 2525})
SECONDS = 10.0
REFUSED_SIGN_IN = frozenset({530, 534, 535, 538})
"""Codes of RFC 4954 that say the sign-in is wrong, not the mail."""
UNREACHABLE = "The mail server does not answer."


def send(
    mail: bytes,
    sender: str,
    recipients: Sequence[str],
    channel: Channel,
    credentials: Mapping[str, str],
) -> None:
    """Hand a mail in. SendError as the server says: 4xx later, 5xx never, and `unauthorized` when
    it refuses the sign-in. Where it takes the mail for some recipients, it is sent."""
    with _session(channel, credentials) as server:
        server.sendmail(sender, list(recipients), mail)


def check(channel: Channel, credentials: Mapping[str, str]) -> None:
    """Sign in and leave; SendError with what is wrong."""
    with _session(channel, credentials) as server:
        server.noop()


@contextmanager
def _session(channel: Channel, credentials: Mapping[str, str]) -> Iterator[smtplib.SMTP]:
    """A signed-in session; what goes wrong in it is a SendError."""
    host, port = _server(channel)
    try:
        server = _connected(host, port)
        try:
            _sign_in(server, channel, credentials)
            yield server
        finally:
            server.close()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (550, b""))
        raise _refusal(code, said) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise SendError("The mail server takes no sign-in over TLS.") from error
    except ssl.SSLCertVerificationError as error:
        raise SendError("The mail server's certificate does not fit its name.") from error
    except (smtplib.SMTPException, OSError) as error:
        raise SendError(UNREACHABLE, retryable=True) from error


def _server(channel: Channel) -> tuple[str, int]:
    host = str(channel.settings.get("smtp_host") or "").strip()
    try:
        port = int(channel.settings.get("smtp_port") or 587)
    except (TypeError, ValueError):
        port = 0
    if port not in PORTS:
        raise SendError("The SMTP port is 587 or 465.")
    try:
        outgoing.check_url(f"https://{host}:{port}")
    except Invalid as error:
        raise SendError(f"The SMTP server cannot be used: {error}.") from error
    return host, port


def _connected(host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if port == 465:
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _sign_in(server: smtplib.SMTP, channel: Channel, credentials: Mapping[str, str]) -> None:
    user = str(channel.settings.get("smtp_username") or channel.address or "")
    if credentials.get("oauth_refresh_token"):
        token = oauth.access_token(channel, credentials)
        server.ehlo_or_helo_if_needed()
        said = base64.b64encode(f"user={user}\x01auth=Bearer {token}\x01\x01".encode()).decode()
        code, answer = server.docmd("AUTH", f"XOAUTH2 {said}")
        if code == 334:  # the server's reasons, which it gives after an empty line of ours
            code, answer = server.docmd("")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(535 if code < 500 else code, answer)
    elif credentials.get("smtp_password"):
        server.login(user, credentials["smtp_password"])


def _refusal(code: int, said: bytes | str) -> SendError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    reason = " ".join(words.split())[:300]
    if code in REFUSED_SIGN_IN:
        return SendError("The mail server refuses this user name or password.", unauthorized=True)
    if 400 <= code < 500:
        return SendError(f"The mail server takes no mail right now: {reason}", retryable=True)
    return SendError(f"The mail server refused it: {reason}" if reason else UNREACHABLE)
