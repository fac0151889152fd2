"""`report.generate`: the permit package of a stored calculation."""

from __future__ import annotations

import hashlib

from apex.actions.call import Call
from apex.actions.design import work_out
from apex.actions.package import package
from apex.errors import ConflictError, NotFoundError
from apex.jobs.kind import Done, Task
from apex.packs.load import load_packs
from apex.report.part.cover import NOWHERE, Place
from apex.settings import code_version
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import project_by_id
from apex.store.report import Report, report_of
from apex.store.verb import Verb


def make_report(task: Task) -> Done:
    """Worked out again from its own document and held against its hash: another engine makes no report of it."""
    session, asked = task.call.session, str(task.args["calculation_id"])
    held, kept = calculation_by_id(session, asked), report_of(session, asked)
    if held is None:
        raise NotFoundError("the calculation is not there any more")
    place = _place(task, held)
    session.expunge(held)
    session.rollback()
    if kept is not None:
        return Done({"calculation_id": asked, "sha256": kept.sha256})
    task.lease.progress(0.1, "working the design out")
    pdf = _typeset(task, held, place)
    sha256 = hashlib.sha256(pdf).hexdigest()

    def effect(call: Call) -> None:
        if report_of(call.session, asked) is None:
            call.session.add(
                Report(calculation_id=asked, sha256=sha256, size=len(pdf), pdf=pdf, actor_id=call.actor.id, at=call.now)
            )
            call.record(
                Verb.REPORT_MADE, "calculation", asked, project=held.project_id, changes={"sha256": (None, sha256)}
            )

    return Done({"calculation_id": asked, "sha256": sha256}, effect)


def _place(task: Task, held: Calculation) -> Place:
    """Where the project says that the sign stands, and whose it is."""
    project = project_by_id(task.call.session, held.project_id)
    return NOWHERE if project is None else Place(project.address, project.customer)


def _typeset(task: Task, held: Calculation, place: Place) -> bytes:
    made, outcome = work_out(load_packs(), held.document)
    if outcome.content_sha256 != held.content_sha256:
        engine = held.engine_version.get("version", "an older engine")
        raise ConflictError(
            f"version {held.version} was computed by {engine}, and this one finds other figures: save the design again "
            "to see the difference, then make its report"
        )
    task.lease.progress(0.4, "setting the pages")
    pdf = package(made, outcome, code_version(), place)
    task.lease.progress(0.95, "keeping the report")
    return pdf
