"""The mail queue: mails that SES put into the mail bucket, and what became of those we sent.

SES tells of both through SNS. A mail delivered again finds its mark and changes nothing; a report
that overtakes our record of its mail comes back later. A mail that cannot be read at all is read as
plain text, so that none is lost; one to nobody of ours stays in the bucket until it expires.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime import errors
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import count, logger
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.channels import domain, facts, service
    from chalicelib.channels.email import inbound, ses, tags, threading
    from chalicelib.channels.worker import telling
    from chalicelib.runtime import batch, clients
else:
    domain = lazy("chalicelib.channels.domain")
    facts = lazy("chalicelib.channels.facts")
    service = lazy("chalicelib.channels.service")
    inbound = lazy("chalicelib.channels.email.inbound")
    ses = lazy("chalicelib.channels.email.ses")
    tags = lazy("chalicelib.channels.email.tags")
    threading = lazy("chalicelib.channels.email.threading")
    telling = lazy("chalicelib.channels.worker.telling")
    batch = lazy("chalicelib.runtime.batch")
    clients = lazy("chalicelib.runtime.clients")

bp = Blueprint(__name__)

LOOKS = 3
"""A report may overtake our record of its mail: after this many looks it is not ours."""
LARGEST = 40 * 1024 * 1024
"""Bytes: as large a mail as SES receives (SES docs: "Service quotas")."""


@bp.on_sqs_message(queue="mail", batch_size=5, name="mail")
def mail(event: SQSEvent) -> PartialItemFailureResponse:
    """What SES tells: one notification in each record."""
    return batch.each_record(event.to_dict(), take_in, fifo=False)


def take_in(record: SQSRecord) -> None:
    """A received mail for each channel that it was delivered to, or a report on a mail of ours."""
    last_try = int(record.attributes.approximate_receive_count or "1") >= LOOKS
    try:
        told = list(ses.notifications(record.body))
    except errors.Invalid as error:
        logger().warning("no notification of mail", extra={"why": str(error)})
        count("MailNotUnderstood")
        return
    for notification in told:
        for fact in ses.facts_of(dict(notification)):
            if fact.kind == "email_received":
                _receive(fact, ses.raw_mail(notification), last_try)
            else:
                _report(fact, last_try)


def _receive(receipt: facts.Fact, content: bytes | None, last_try: bool) -> None:
    recipients: list[str] = receipt.details.get("recipients", [])
    if receipt.details.get("virus") == "FAIL":
        count("MailWithVirus")
        return
    channels = dict(_channels(recipients))
    if not channels:
        count("MailToNobody")
        return
    eml = content if content is not None else _stored(receipt)
    verdicts = {
        name: str(receipt.details[name]) for name in ses.VERDICTS if name in receipt.details
    }
    envelope_from = receipt.details.get("envelope_from")
    for address, channel in channels.items():
        read = inbound.read(eml, [address], verdicts, envelope_from)
        if inbound.is_own(read.fact, channel, settings().mail_domain):
            count("MailOfOurOwn")
            continue
        key = receipt.details.get("s3_key")
        told = read.fact.model_copy(
            update={"mail": read.fact.mail and read.fact.mail.model_copy(update={"source": key})}
        )
        service.health.heard(channel, now())
        telling.tell(channel, told, now(), last_try, read.files)


def _channels(recipients: list[str]) -> Iterator[tuple[str, domain.Channel]]:
    """The channels among the addresses that a mail was delivered to, each once, by the id in an
    address of our own domain. Never by a company's own address: anybody could claim one, and have
    another company's mail."""
    seen: set[str] = set()
    for address in recipients:
        id_ = threading.channel_of(address, settings().mail_domain)
        if id_ is None or id_ in seen:
            continue
        try:
            channel = service.find(id_)
        except errors.NotFound:
            continue
        if channel.kind == "email":
            seen.add(channel.id)
            yield address, channel


def _stored(receipt: facts.Fact) -> bytes:
    """The raw mail in the bucket that is ours; a notification may name any."""
    bucket, key = receipt.details.get("s3_bucket"), receipt.details.get("s3_key")
    if not key or bucket != settings().mail_bucket:
        raise errors.Invalid("the mail is not in the mail bucket")
    return clients.s3().get_object(Bucket=bucket, Key=key)["Body"].read(LARGEST)


def _report(fact: facts.Fact, last_try: bool) -> None:
    """A report names its channel in a tag of ours; one without is about system mail."""
    named = fact.details.get("channel")
    if not named:
        count("ReportUnmatched")
        return
    try:
        channel = service.find(tags.name_of(str(named)))
    except errors.NotFound:
        count("ReportUnmatched")
        return
    telling.tell(channel, fact, now(), last_try)
