"""Whether the process answers, and which code it runs."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from apex.actions.outcome import Outcome
from apex.errors import NotFoundError
from apex.settings import code_version
from apex.web.problem import PROBLEMS
from apex.web.respond import answer

bp = Blueprint("health", __name__)


@bp.get("/health/live")
def live() -> Response:
    """200 whenever the process can answer at all; touches no database."""
    return answer(Outcome(inputs=None, result={"status": "live"}))


@bp.get("/version")
def version() -> Response:
    return answer(Outcome(inputs=None, result=code_version()))


@bp.get("/problems/<code>")
def problem(code: str) -> str:
    """What a problem type means."""
    if code not in PROBLEMS:
        raise NotFoundError("no problem type has that name")
    title, text = PROBLEMS[code]
    return render_template("problem/type.html", page={"title": title, "text": text, "code": code})
