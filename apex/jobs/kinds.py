"""Every kind of job, by name."""

from __future__ import annotations

from collections.abc import Mapping

from apex.jobs.kind import Work
from apex.jobs.mail import send_mail
from apex.jobs.report import make_report
from apex.jobs.submission import finish_submission, push_project, seal_calculation
from apex.jobs.upkeep import clean_up, keep_the_head
from apex.jobs.webhook import deliver

KINDS: Mapping[str, Work] = {
    "report.generate": make_report,
    "webhook.deliver": deliver,
    "project.seal": seal_calculation,
    "project.push": push_project,
    "project.submit": finish_submission,
    "email.send": send_mail,
    "cleanup": clean_up,
    "audit.head": keep_the_head,
}
