"""Every kind of job, by name."""

from __future__ import annotations

from collections.abc import Mapping

from apex.jobs.kind import Work
from apex.jobs.report import make_report
from apex.jobs.upkeep import clean_up, keep_the_head
from apex.jobs.webhook import deliver

KINDS: Mapping[str, Work] = {
    "report.generate": make_report,
    "webhook.deliver": deliver,
    "cleanup": clean_up,
    "audit.head": keep_the_head,
}
