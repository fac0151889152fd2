"""What a footing assumes, as sentences."""

from __future__ import annotations

from apex.engine.footing.shape import Footing
from apex.engine.footing.size import MOST_ASPECT, Sizes
from apex.engine.footing.task import Task
from apex.engine.trace import Quiet

RIGID_REACH = 5.0


def say_choices(sheet: Quiet, sizes: Sizes, f: Footing, task: Task) -> None:
    """Every choice of the method, and every size the engine chose."""
    sheet.assume(
        "Soil bearing is judged on gross pressure (soil and concrete above the base included) against the allowable "
        "value, which IBC Table 1806.2 does not call a net one (choice, on the safe side)."
    )
    sheet.assume(
        "Overturning: moments about each edge of the base, full dead load with a safety of 1.5, 0.6 of it with 1.0. "
        "Sliding: 1.5 under each combination's own axial load; passive pressure is not counted."
    )
    sheet.assume(
        "Torsion on the base is resisted by friction around the resultant, on the lever of the rectangle that has it "
        "in its middle, added straight to the shear: no friction is spent twice (choice)."
    )
    sheet.assume("The footing is rigid: soil pressure is a plane, and nothing where it would pull.")
    reach = (max(f.B_ft, f.L_ft) - f.c_ft) / 2.0
    if reach > RIGID_REACH * f.t_ft:
        sheet.warn(
            f"the footing reaches {reach:g} ft beyond the pedestal, more than {RIGID_REACH:g} times its thickness of "
            f"{f.t_ft:g} ft: it may bend too much to count as rigid"
        )
    sheet.assume(
        "The footing's own mass brings no horizontal seismic force; soil cover counts up to grade and must stay there."
    )
    if task.soil.friction is not None and task.soil.cohesion_psf is not None:
        sheet.assume("The report gives friction and cohesion: the smaller resistance to sliding counts.")
    if task.water_depth_ft is not None:
        sheet.assume(
            f"Water table at {task.water_depth_ft:g} ft: buoyancy of concrete and soil below it in full, not reduced "
            "by the factor of dead load; every check is made with water at that level and without it."
        )
    _say_concrete(sheet, f, task)
    _say_sizes(sheet, sizes, f)


def _say_concrete(sheet: Quiet, f: Footing, task: Task) -> None:
    k = task.concrete
    sheet.assume(
        f"Footing concrete f'c {k.fc_psi:g} psi, bars f_y {k.fy_ksi:g} ksi, ACI {k.aci}; cover 3 in. below and at the "
        "ends, 2 in. on top, 3 in. in the pedestal; normal-weight concrete."
    )
    if task.rebar is not None:
        sheet.assume(
            f"Bars as given: {task.rebar.count} #{task.rebar.size} each way in the bottom mat, and in the top mat "
            "where a side is lifted; checked and not changed. The pedestal's bars are chosen."
        )
    if f.pedestal_height_ft > 0.0:
        sheet.assume(
            "Moments of both ways on the pedestal are added straight; torsion in it stays below the threshold of "
            "ACI 318 22.7.4, else it must be larger."
        )
    else:
        sheet.assume("The footing reaches up to grade: the column stands on it without a pedestal.")


def _say_sizes(sheet: Quiet, sizes: Sizes, f: Footing) -> None:
    chosen = [
        name
        for name, value in (
            ("width", sizes.width_ft),
            ("length", sizes.length_ft),
            ("thickness", sizes.thickness_ft),
        )
        if value is None
    ]
    if chosen:
        sheet.assume(
            f"Chosen for the least concrete, plan in steps of 6 in., thickness of 3 in.: {', '.join(chosen)}; at most "
            f"{MOST_ASPECT:g} times as long as wide (choice)."
        )
    if sizes.depth_ft is None:
        sheet.assume(
            f"The depth of {f.D_ft:g} ft is the shallowest below frost and the least depth at which a footing passes "
            "(choice: a deeper one needs less concrete and more digging)."
        )
    if sizes.pedestal_ft is None and f.pedestal_height_ft > 0.0:
        sheet.assume(
            f"The pedestal of {f.c_ft:g} ft is the smallest that holds, at least the column of "
            f"{12.0 * sizes.column_ft:g} in. and 16 in. (choice: room for plate and rods)."
        )
