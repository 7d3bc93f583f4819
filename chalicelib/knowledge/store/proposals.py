"""Proposals (`proposal#{id}`; the id holds the conversation's, so they go with it) and where their
questions are found (`proposed#{band}#{id}`)."""

from __future__ import annotations

from itertools import islice

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.knowledge.domain import Article, Proposal, ProposalStatus
from chalicelib.knowledge.domain.proposals import bands, known, words
from chalicelib.knowledge.store.articles import article_write
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta

IN_A_BAND = 50


class ProposalItem(Model):
    """A proposal, or the mark of its question in a band, which outlives its dismissal."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    text = UnicodeAttribute(null=True)
    conversation_id = UnicodeAttribute(null=True)
    conversation_number = NumberAttribute(null=True)
    status = UnicodeAttribute(null=True)
    created_at = UnicodeAttribute(null=True)
    article_id = UnicodeAttribute(null=True)


def propose(proposal: Proposal) -> bool:
    """Store a proposal, unless one for a question like it was made before, whatever became of
    that one; whether it is new."""
    places = [f"proposed#{band}#" for band in bands(words(proposal.question))]
    if known(proposal.question, [t for place in places for t in _titles(proposal, place)]):
        return False
    try:
        _item(proposal).save(condition=ProposalItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    with ProposalItem.batch_write() as batch:
        for place in places:
            key = f"{place}{proposal.id}"
            batch.save(ProposalItem(proposal.account_id, key, title=proposal.question))
    return True


def get_proposal(account_id: str, proposal_id: str) -> Proposal | None:
    """A proposal by id."""
    try:
        return _proposal(ProposalItem.get(account_id, f"proposal#{proposal_id}", True))
    except ProposalItem.DoesNotExist:
        return None


def list_proposals(account_id: str, before: str | None, limit: int) -> list[Proposal]:
    """Up to `limit` proposals before an id, newest first."""
    end = f"proposal#{before}" if before else "proposal#~"
    range_ = ProposalItem.sk.between("proposal#", end)
    items = ProposalItem.query(account_id, range_, scan_index_forward=False, limit=limit + 1)
    found = [_proposal(item) for item in islice(items, limit + 1)]
    return [one for one in found if one.id != before][:limit]


def approve(proposal: Proposal, article: Article) -> None:
    """Publish the article and note it, together; Conflict when somebody settled it first."""
    noted: list[Action] = [
        ProposalItem.status.set(ProposalStatus.APPROVED),
        ProposalItem.article_id.set(article.id),
    ]
    try:
        with TransactWrite(connection=_connection()) as tx:
            tx.update(_item(proposal), actions=noted, condition=_is_open())
            tx.save(article_write(article))
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise _settled() from error
        raise


def dismiss(proposal: Proposal) -> None:
    """Note that nobody wants it; Conflict when somebody settled it first."""
    try:
        _item(proposal).update(
            actions=[ProposalItem.status.set(ProposalStatus.DISMISSED)], condition=_is_open()
        )
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise _settled() from error
        raise


def delete_proposals(account_id: str, conversation_id: str) -> None:
    """Remove what was drafted from one conversation, settled or not, and its marks."""
    start = f"proposal#prp_{conversation_id.partition('_')[2]}_"
    drafted = list(ProposalItem.query(account_id, ProposalItem.sk.startswith(start)))
    with ProposalItem.batch_write() as batch:
        for item in drafted:
            batch.delete(item)
            id_ = item.sk.removeprefix("proposal#")
            for band in bands(words(item.title)):
                batch.delete(ProposalItem(account_id, f"proposed#{band}#{id_}", title=""))


def _titles(proposal: Proposal, place: str) -> list[str]:
    key = ProposalItem.sk.startswith(place)
    items = ProposalItem.query(proposal.account_id, key, limit=IN_A_BAND, consistent_read=True)
    return [item.title for item in islice(items, IN_A_BAND)]


def _is_open() -> Condition:
    return ProposalItem.status == ProposalStatus.OPEN


def _settled() -> Conflict:
    return Conflict("somebody has settled this proposal already")


def _connection() -> Connection:
    return ProposalItem._get_connection().connection


def _item(proposal: Proposal) -> ProposalItem:
    return ProposalItem(
        proposal.account_id,
        f"proposal#{proposal.id}",
        title=proposal.question,
        text=proposal.answer,
        conversation_id=proposal.conversation_id,
        conversation_number=proposal.conversation_number,
        status=proposal.status,
        created_at=iso(proposal.created_at),
        article_id=proposal.article_id,
    )


def _proposal(item: ProposalItem) -> Proposal:
    return Proposal(
        account_id=item.pk,
        id=item.sk.removeprefix("proposal#"),
        question=item.title,
        answer=item.text or "",
        conversation_id=item.conversation_id or "",
        conversation_number=int(item.conversation_number or 0),
        status=ProposalStatus(item.status or ProposalStatus.OPEN),
        created_at=parse_iso(item.created_at or ""),
        article_id=item.article_id,
    )
