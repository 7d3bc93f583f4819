"""Scheduled messages in tests: making one, letting its timer come, and what became of it."""

from chalicelib.runtime.ids import iso, now, parse_iso
from chalicelib.scheduled import store
from chalicelib.timers import worker as timers
from chalicelib.timers.domain import Kind, Timer
from chalicelib.timers.service import message as timer_message
from tests.builders import an_sqs_event, later
from tests.door import call

HOUR = 3600


def plan(who, path, **facts):
    """A message for in an hour, as the API answers it."""
    body = {"text": "See you tomorrow", "send_at": iso(later(HOUR, now()))} | facts
    answer = call("POST", path, {k: v for k, v in body.items() if v is not None}, who)
    assert answer.status == 201, answer.body
    return answer.json


def undoable(who, path, **facts):
    """A message that goes out in ten seconds."""
    return plan(who, path, send_at=None, delay_seconds=10, **facts)


def due(company, one, seconds=0):
    """Its timer."""
    at = later(seconds, parse_iso(one["send_at"]))
    timer = Timer(Kind.SCHEDULED, company.account_id, one["id"], at, one["conversation_id"])
    return timer_message(timer)


def ring(company, one, clock, seconds=0):
    """Let its timer come; what the worker failed on."""
    clock(later(seconds, parse_iso(one["send_at"])))
    return timers.timers(an_sqs_event(due(company, one)), None)["batchItemFailures"]


def waiting(who, path):
    return call("GET", path, caller=who).json["items"]


def status(company, one):
    return store.load(company.account_id, one["conversation_id"], one["id"]).status


def said(company, one):
    """The texts that went to the customer."""
    thread = company.thread(one["conversation_id"])
    return [entry.data["text"] for entry in thread if entry.type == "message.sent"]
