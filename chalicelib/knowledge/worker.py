"""Gathering what sources hold: the function with the libraries that read pages and files.

A repeated delivery finds that it is not its step's turn and does nothing (`service.gathering`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Blueprint, SQSEvent

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    from chalicelib.knowledge.service import gathering
    from chalicelib.runtime import batch
else:
    batch = lazy("chalicelib.runtime.batch")
    gathering = lazy("chalicelib.knowledge.service.gathering")

bp = Blueprint(__name__)


@bp.on_sqs_message(queue="gathering", batch_size=1, name="gather")
def gather(event: SQSEvent) -> PartialItemFailureResponse:
    """Steps of walks over sites, files to be read, and sources to be forgotten."""
    return batch.each_record(event.to_dict(), gather_one)


def gather_one(record: SQSRecord) -> None:
    """One step."""
    gathering.handle(json.loads(record.body), now())
