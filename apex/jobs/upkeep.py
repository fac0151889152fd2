"""Upkeep: what is over is removed, the head of the audit log is kept in another place."""

from __future__ import annotations

from dataclasses import asdict

from flask import current_app

from apex.actions.breaker import forget_quiet
from apex.actions.call import Call
from apex.actions.cleanup import expire, tidy
from apex.actions.job import forget
from apex.jobs.kind import Done, Task
from apex.store.head import PLACE, head_now, keep_head


def clean_up(task: Task) -> Done:
    """As `flask apex cleanup` does, old jobs, and hosts nobody speaks to any more."""
    task.lease.progress(0.1, "removing what was left in the data folder")
    litter = tidy(task.call, current_app.extensions["apex_settings"].data_dir)
    said: dict[str, int] = {"leftovers": litter.leftovers, "orphans": litter.orphans}

    def effect(call: Call) -> None:
        said.update(asdict(expire(call)), jobs=forget(call), hosts=forget_quiet(call))

    return Done(said, effect)


def keep_the_head(task: Task) -> Done:
    """The head of the chain as it is now, appended to the file of heads in the data folder."""
    kept = head_now(task.call.session, task.call.now)
    task.call.session.rollback()
    keep_head(current_app.extensions["apex_settings"].data_dir / PLACE, kept)
    return Done({"seq": kept.seq, "hash": kept.hash})
