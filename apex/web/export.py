"""What is taken out of a project is on the audit log."""

from __future__ import annotations

from flask import Response

from apex.actions.call import Call
from apex.store.project import Project
from apex.store.verb import Verb
from apex.web.route import afterwards


def exported(call: Call, project: Project, response: Response, what: str) -> Response:
    """The response, told on the log once it is given; not where the reader has the same already (304)."""
    if response.status_code == 200:
        named = project.id
        afterwards(lambda: call.record(Verb.EXPORTED, "project", named, project=named, reason=what))
    return response
