"""What a kind of job is: work outside of any transaction, then one effect in the transaction that ends the job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from apex.actions.call import Call
from apex.jobs.lease import Lease

Effect = Callable[[Call], object]


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to. `effect` is committed together with the end of the job, once or not at all; what it
    returns, unless that is None, is the result.
    """

    result: Any = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A job as its kind is given it: what was asked, by whom, and the hold on it."""

    call: Call
    """For reading; each use of its session ends with a rollback."""
    lease: Lease
    args: Mapping[str, Any]
    project_id: str | None


Work = Callable[[Task], Done]
