"""The permit package of a project: asked for, and given out once a job has made it."""

from __future__ import annotations

from flask import Blueprint, Response

from apex.actions.call import Call
from apex.actions.job import enqueue
from apex.errors import NotFoundError
from apex.store.project import Project
from apex.store.report import report_of
from apex.web.export import exported
from apex.web.precondition import fresh
from apex.web.respond import send_file
from apex.web.route import mount
from apex.web.task import queued

bp = Blueprint("report", __name__)


@mount(bp, "/projects/<project_id>/report", ["POST"], "task.edit", limit=2)
def make(call: Call, project: Project) -> Response:
    """Have the package of the current calculation made; one job for each calculation at a time."""
    held = _computed(project)
    return queued(call, enqueue(call, "report.generate", {"calculation_id": held}, key=held, project=project))


@mount(bp, "/projects/<project_id>/report.pdf", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """The package as it was made; the same bytes whoever made it."""
    kept = report_of(call.session, _computed(project), whole=True)
    if kept is None:
        raise NotFoundError("no report is made of this version yet; POST to .../report makes one")
    response = send_file(kept.pdf, "application/pdf", f"{project.number} v{project.version}.pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    return exported(call, project, fresh(response, f'"{kept.sha256[:32]}"'), "permit package")


def _computed(project: Project) -> str:
    """The id of the calculation of the project as it stands; the calculation itself is not read."""
    if project.calculation_id is None:
        raise NotFoundError("nothing is computed: the design is not complete, or is out of scope")
    return project.calculation_id
