"""The foundation stage of a design on spread footings: one footing under each post."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.bundle import Packs
from apex.engine.document import Document
from apex.engine.edition import Editions
from apex.engine.footing.layer import Concrete
from apex.engine.footing.shape import Footing
from apex.engine.footing.size import Sizes
from apex.engine.footing.spread import SpreadFooting, solve
from apex.engine.footing.task import Task
from apex.engine.foundation.cage import DEFAULT_F_Y_KSI
from apex.engine.foundation.soil import soil_values
from apex.engine.load.combination import Case
from apex.engine.trace import Quiet


def stage(
    sheet: Quiet, document: Document, task: Task, column_in: float, known: Footing | None = None
) -> SpreadFooting:
    """The footing of one post under its own amplified loads at grade; `column_in` is the side of post or plate."""
    f, support = document.foundation, document.support
    sheet.part("foundation", "Soil")
    soil_values(sheet, task.book, document.site.soil)
    if f.slope_nearby:
        sheet.warn("a slope is nearby: setbacks of IBC 1808.7 and loss of support are to be checked by others")
    if f.expansive:
        sheet.warn("expansive soil: IBC 1808.6 asks for a geotechnical design of the foundation")
    made = solve(sheet, sizes_of(document, column_in), task, known)
    spacing = support.spacing_ft
    if support.count > 1 and spacing is not None and spacing < made.footing.B_ft:
        sheet.warn(
            f"posts {spacing:g} ft apart on footings {made.footing.B_ft:g} ft wide: they overlap and need one common "
            "footing, which is not computed"
        )
    return made


def sizes_of(document: Document, column_in: float) -> Sizes:
    """What the document fixes of the footing's sizes."""
    f = document.foundation
    return Sizes(
        width_ft=f.width_ft,
        length_ft=f.length_ft,
        thickness_ft=f.thickness_ft,
        depth_ft=f.depth_ft,
        pedestal_ft=f.pedestal_ft,
        column_ft=column_in / 12.0,
        minimum_depth_ft=f.minimum_depth_ft,
        depth_step_ft=f.depth_step_ft,
        max_depth_ft=f.max_depth_ft,
    )


def task_of(
    document: Document,
    packs: Packs,
    editions: Editions,
    soil: Sequence[Case],
    lrfd: Sequence[Case],
    dead_kip: float = 0.0,
) -> Task:
    """What the footing must carry: `soil` by ASD, `lrfd` factored; at grade, of one post, and `dead_kip` of plate."""
    f, site = document.foundation, document.site
    return Task(
        soil_cases=soil,
        lrfd_cases=lrfd,
        vertical_seismic=0.2 * (site.sds or 0.0),
        soil=soil_values(Quiet(), packs.footing_calibration, site.soil),
        water_depth_ft=f.water_depth_ft,
        frost_ft=site.frost_depth_ft,
        concrete=Concrete(f.fc_psi, f.rebar.fy_ksi if f.rebar is not None else DEFAULT_F_Y_KSI, editions.aci318),
        rebar=f.rebar,
        book=packs.footing_calibration,
        bars=packs.reinforcement,
        field="foundation",
        dead_kip=dead_kip,
    )
