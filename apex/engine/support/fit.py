"""What a shop would stumble over: a post too thick for its cabinet, a length no mill delivers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.engine.document import Cabinet, Document, Orientation
from apex.engine.support.axis import axes
from apex.engine.support.line import Posts
from apex.engine.support.step import Step
from apex.engine.trace import Quiet
from apex.engine.wind.cabinet import label
from apex.engine.wind.solid import SOLID_LIMIT

USUAL_LENGTH_FT = 60.0
"""Sections are seldom rolled or hauled longer (a choice: no standard says so)."""


def warn_fit(sheet: Quiet, document: Document, steps: Sequence[Step], buried_ft: float) -> None:
    """Warn of posts that do not fit into the cabinets they run through, and of very long pieces.

    `buried_ft` is what of the lowest piece stands below grade. Only a depth that was given tells of a cabinet; one
    that is open is no box around its posts.
    """
    support, cabinets = document.support, document.sign.cabinets
    places = Posts(support.count, support.spacing_ft or 0.0).places
    for i, cabinet in enumerate(cabinets):
        if cabinet.depth_ft is None or cabinet.solid_ratio <= SOLID_LIMIT:
            continue
        if not any(cabinet.left_ft < x < cabinet.right_ft for x in places):
            continue
        for name, across in _too_thick(cabinet, steps, support.orientation):
            sheet.warn(
                f"the post {name}, {across:g} in. thick, cannot stand inside {label(cabinet, i)}, which is "
                f"{12.0 * cabinet.depth_ft:g} in. deep: it takes a deeper cabinet, a smaller post or faces clear of it"
            )
    if not document.foundation.existing:
        _warn_length(sheet, steps, buried_ft)


def _too_thick(cabinet: Cabinet, steps: Sequence[Step], orientation: Orientation) -> Iterator[tuple[str, float]]:
    """Sections behind a cabinet that are thicker, normal to the face, than it is deep (in.), each once."""
    assert cabinet.depth_ft is not None
    seen = set()
    for step in steps:
        across = axes(step.section, orientation).width_along
        inside = step.z0_ft < cabinet.top_ft and step.z1_ft > cabinet.bottom_ft
        if inside and across > 12.0 * cabinet.depth_ft and step.section.name not in seen:
            seen.add(step.section.name)
            yield step.section.name, across


def _warn_length(sheet: Quiet, steps: Sequence[Step], buried_ft: float) -> None:
    for i, step in enumerate(steps):
        length = step.z1_ft - step.z0_ft + (buried_ft if i == 0 else 0.0)
        if length > USUAL_LENGTH_FT:
            sheet.warn(
                f"{length:g} ft of {step.section.name} in one piece is longer than the {USUAL_LENGTH_FT:g} ft that are "
                "usually rolled and hauled: ask the supplier, or give segments with a splice"
            )
