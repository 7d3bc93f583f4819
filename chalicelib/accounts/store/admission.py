"""Who may create an account: one item, for it holds for the whole deployment."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError

from chalicelib.accounts.domain.admission import Admission
from chalicelib.accounts.items import Item
from chalicelib.accounts.store.base import FAILED
from chalicelib.runtime.errors import Forbidden
from chalicelib.runtime.tables import Json

KEY = ("deployment", "admission")


class AdmissionItem(Item, discriminator="admission"):
    operator_id = UnicodeAttribute()
    mode = UnicodeAttribute(null=True)
    emails = Json(null=True)


def load_admission(default: Admission) -> Admission:
    """What was settled, and the default of what was not."""
    try:
        item = AdmissionItem.get(*KEY, consistent_read=True)
    except AdmissionItem.DoesNotExist:
        return default
    emails = default.emails if item.emails is None else tuple(item.emails)
    return Admission(item.mode or default.mode, emails, item.operator_id)


def claim_operation(account_id: str) -> None:
    """Make an account the one that settles it, unless another was before."""
    try:
        AdmissionItem(*KEY, operator_id=account_id).save(
            condition=AdmissionItem.pk.does_not_exist()
        )
    except PutError as error:
        if error.cause_response_code != FAILED:
            raise


def save_admission(account_id: str, admission: Admission) -> None:
    """Settle it, as the account that may."""
    try:
        AdmissionItem(*KEY).update(
            actions=[
                AdmissionItem.mode.set(admission.mode),
                AdmissionItem.emails.set(list(admission.emails)),
            ],
            condition=AdmissionItem.operator_id == account_id,
        )
    except UpdateError as error:
        if error.cause_response_code == FAILED:
            raise Forbidden("only the account that runs this deployment settles this") from error
        raise
