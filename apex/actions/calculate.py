"""Working a document out and making the calculation that is kept of it, with no lock held meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from apex.actions import design
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.design import Design
from apex.errors import InvalidInputError, OutOfScope
from apex.report.combination import combination_rows
from apex.report.drawing import sheet_svg
from apex.report.folio import folio
from apex.report.kept import plain
from apex.report.result import result_view
from apex.report.sheet import sheet_rows
from apex.settings import code_version
from apex.store.calculation import Calculation
from apex.store.retry import aside

REQUIRED = ("site", "sign", "foundation")


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of a document: its outcome, or why nothing could be computed of it."""

    made: Design | None = None
    outcome: Outcome | None = None
    why_not: str = ""
    absent: tuple[str, ...] = ()
    """Stages that are not there yet."""


def work(session: Session, packs: Packs, document: Mapping[str, Any], *, partial: bool = False) -> Worked:
    """Work a document out. Bad fields are errors; a case out of scope, or a stage not there yet, is not."""
    key = ("worked", json.dumps(document, default=repr), partial)
    return aside(session, key, lambda: _work(packs, document, partial))


def _work(packs: Packs, document: Mapping[str, Any], partial: bool) -> Worked:
    try:
        return Worked(*design.work_out(packs, document))
    except OutOfScope as refused:
        return Worked(why_not=refused.message)
    except InvalidInputError as refused:
        absent = [name for name in REQUIRED if name not in document]
        if not partial or any(p.field not in absent or p.type != "missing" for p in refused.problems):
            raise
        return Worked(why_not=f"the design is not complete: no {', no '.join(absent)}", absent=tuple(absent))


def calculation(
    call: Call, project_id: str, version: int, document: Mapping[str, Any], worked: Worked
) -> Calculation | None:
    """A calculation as it is kept of a version; none where nothing could be computed."""
    made, outcome = worked.made, worked.outcome
    if made is None or outcome is None:
        return None
    sheet, envelope, sha = aside(call.session, ("kept", id(made), version), lambda: _kept(made, outcome, version))
    return Calculation(
        project_id=project_id,
        version=version,
        at=call.now,
        engine_version=code_version(),
        packs=dict(outcome.pack_metadata),
        document=dict(document),
        passes=made.passes,
        content_sha256=sha,
        envelope=envelope,
        sheet=sheet,
    )


def _kept(made: Design, outcome: Outcome, version: int) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Everything the pages of a calculation show, so that none is worked out again; its envelope and hash."""
    sha = outcome.content_sha256
    sheets = folio(made, revision=str(version), sha=sha)
    sheet = {
        "name": made.document.name,
        "stages": sheet_rows(made),
        "combinations": [asdict(row) for row in combination_rows(made)],
        "view": asdict(result_view(made, outcome.confidence, None)),
        "sheets": [{"key": p.key, "what": p.title.what, "svg": sheet_svg(p)} for p in sheets[1:]],
        "drawn": plain(sheets),
    }
    return sheet, outcome.envelope(code_version=code_version()), sha
