"""How the background work stands, and an alarm when what is due waits too long: told once, not at each look."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from apex.actions.call import Call
from apex.store.alarm import end_alarm, is_standing, raise_alarm
from apex.store.backlog import age_s, backlog
from apex.store.verb import Verb

log = logging.getLogger("apex.jobs")
ALARM = "queue"


def standing(waits: Mapping[str, float], limit_s: float) -> dict[str, Any]:
    """The backlog with its band: warning above the limit."""
    counts = {name: round(value) for name, value in waits.items() if name != "age_s"}
    late = waits["age_s"] > limit_s
    return {**counts, "age_s": round(waits["age_s"], 1), "limit_s": limit_s, "status": "warning" if late else "healthy"}


def is_news(call: Call, limit_s: float) -> bool:
    """Whether it waits too long and nobody has told, or was told and is over."""
    late = age_s(call.session, call.now) > limit_s
    return late != is_standing(call.session, ALARM)


def watch(call: Call, limit_s: float) -> None:
    """Tell it. Of several who notice at the same moment one does."""
    waits = backlog(call.session, call.now)
    if waits["age_s"] > limit_s:
        if raise_alarm(call.session, ALARM, call.now):
            said = f"the oldest of {waits['waiting']:.0f} jobs has waited {waits['age_s']:.0f} s, limit {limit_s:g} s"
            log.warning("the queue ages: %s", said)
            call.record(Verb.QUEUE_AGED, "queue", ALARM, reason=said)
        return
    since = end_alarm(call.session, ALARM)
    if since is not None:
        said = f"after {(call.now - since).total_seconds():.0f} s"
        log.warning("the queue has recovered %s", said)
        call.record(Verb.QUEUE_RECOVERED, "queue", ALARM, reason=said)
