"""Messages whose job is over without having sent them: none of them waits for ever."""

from __future__ import annotations

from datetime import timedelta

from apex.actions.announce import message_job
from apex.actions.call import Call
from apex.actions.delivery import Tried, Verdict, judge, note
from apex.store.job import put_in_line
from apex.store.webhook import Delivery, lock_webhook, stray, strays


def recover(call: Call) -> int:
    """Put them in line again. What somebody cancelled is stopped, and can be replayed; a job that failed is an attempt
    that failed, so that what always fails comes to an end.
    """
    found = strays(call.session)
    for delivery_id, webhook_id in found:
        lock_webhook(call.session, webhook_id)
        held = stray(call.session, delivery_id)
        if held is not None:
            _settled(call, *held)
    return len(found)


def _settled(call: Call, sent: Delivery, ended: str | None) -> None:
    verdict = Verdict("waiting")
    if ended == "FAILURE":
        tried = Tried(at=call.now, ms=0, error="the job that sends it failed")
        verdict = judge(tried, sent.tries)
        note(sent, tried)
    sent.state, sent.busy_until, sent.parked_at = verdict.state, None, None
    if ended == "REVOKED":
        sent.state = "stopped"
    if sent.state != "waiting":
        sent.due_at = None
        return
    job = message_job(sent.id, call.now)
    sent.job_id, sent.due_at = job.id, call.now + timedelta(seconds=verdict.after_s)
    job.due_at = sent.due_at
    put_in_line(call.session, job)
