"""What a kind of job is: work outside of any transaction, then one effect in the transaction that ends the job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apex.actions.call import Call
from apex.jobs.lease import Lease

Effect = Callable[[Call], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to. `effect` is committed together with the end of the job, once or not at all; what it
    returns, unless that is None, is the result.
    """

    result: Any = None
    effect: Effect | None = None
    lasting: bool = False
    """What was done cannot be taken back: its effect keeps what is known of it, also where it was cancelled."""


@dataclass(frozen=True, slots=True)
class Again:
    """Not over: to be gone on with after a time the kind itself has chosen, as often as it chooses.

    Such a wait counts as no attempt of the few that a job has; those are for what breaks.
    """

    after: timedelta
    why: str = ""
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A job as its kind is given it: what was asked, by whom, and the hold on it."""

    call: Call
    """For reading; each use of its session ends with a rollback."""
    lease: Lease
    args: Mapping[str, Any]
    project_id: str | None


Work = Callable[[Task], Done | Again]
