"""A post that ends inside its pier: bearing couple, the post's own forces, and a cage for the whole pier.

The statics of the couple stand in `couple`. The pier's reinforcement carries the whole moment of the rigid
pier (nothing is taken off for what the post still carries beside it: conservative) and a shear of at least
the upper bearing force. Bars are lapped with the post: they reach up along it by a class B lap and the
space between.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from apex.engine.baseplate.outline import half_widths
from apex.engine.concrete.bar import Reinforcement
from apex.engine.concrete.flexure import require_materials
from apex.engine.concrete.layout import Layout
from apex.engine.document import Rebar
from apex.engine.document.support import Orientation
from apex.engine.edition import Editions
from apex.engine.foundation.along import Along, Demand
from apex.engine.foundation.cage import DEFAULT_F_Y_KSI, Cage, cage_of
from apex.engine.foundation.cage_task import CageTask, task_of
from apex.engine.foundation.couple import bearing_stress, couple, design_bearing
from apex.engine.foundation.crosstie import Extent, beside_post
from apex.engine.foundation.hole import Pier
from apex.engine.load.action import Action
from apex.engine.load.combination import Case
from apex.engine.steel.capacity import Strength
from apex.engine.steel.section import Box, Round, Section
from apex.engine.support.below import resultant_shear
from apex.engine.support.member import distinct, interaction, ratios
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

END_CLEARANCE_FT = 0.5
CLEAR_OF_POST_IN = 1.5


@dataclass(frozen=True, slots=True)
class EmbeddedPost:
    """A post of `length_ft` in a deeper pier: its cage and every check."""

    length_ft: float
    cage: Cage
    checks: tuple[Check, ...]


def embedded_post(
    sheet: Quiet,
    pier: Pier,
    length_ft: float,
    depth_ft: float,
    neglect_ft: float,
    section: Section,
    available: Strength,
    post_cases: Sequence[tuple[str, Action]],
    cases: Sequence[Case],
    fc_psi: float,
    rebar: Rebar | None,
    pack: Reinforcement,
    editions: Editions,
    *,
    constrained: bool = False,
    orientation: Orientation = "strong",
) -> EmbeddedPost:
    """Checks of a post that ends more than 6 in. above the foot of its pier, and the pier's cage.

    `post_cases` and `available` are the support's own (its method); `cases` are factored, at grade.
    The post stands square to the pier. Raises `OutOfScope` where it reaches to the pier's last 6 in. or out of it.
    """
    _require_length(length_ft, depth_ft)
    f_y = rebar.fy_ksi if rebar else DEFAULT_F_Y_KSI
    require_materials(fc_psi, f_y, "foundation.fc_psi", "foundation.rebar.fy_ksi")
    sheet.part("foundation", "The post in the pier")
    checks = post_checks(sheet, length_ft, section, available, post_cases, cases, fc_psi, editions)
    along = Along(depth_ft - neglect_ft, neglect_ft, pier.shape == "round", constrained)
    task = task_of(pier, depth_ft, along, cases, fc_psi, f_y, pack, editions.aci318)
    post_in = half_widths(section, orientation)
    cage = cage_of(sheet, replace(_with_couple(task, length_ft), post_in=post_in), rebar)
    checks += [*cage.checks, _lap(sheet, cage, section, post_in, length_ft), _inside(sheet, cage, section)]
    checks += _beside(sheet, cage.layout, post_in)
    sheet.assume(
        f"The post ends {length_ft:g} ft below grade in a pier of {depth_ft:g} ft: moment and shear pass into the "
        "concrete by two even bearing blocks; the cage carries the pier's whole moment, and no less shear than the "
        "upper block's force C_1."
    )
    twist = max((abs(c.total.T) for c in cases), default=0.0)
    if twist > 0.0:
        sheet.warn(
            f"the torsion of {twist:.2f} kip-ft passes from the post into the concrete by lugs or cross bars "
            "welded to the post, which are not designed here"
        )
    return EmbeddedPost(length_ft, cage, tuple(checks))


def post_checks(
    sheet: Quiet,
    length_ft: float,
    section: Section,
    available: Strength,
    post_cases: Sequence[tuple[str, Action]],
    cases: Sequence[Case],
    fc_psi: float,
    editions: Editions,
) -> list[Check]:
    """What the section decides about: its bearing on the concrete, and its own strength inside."""
    return [
        *_concrete(sheet, section, length_ft, cases, fc_psi, editions.aci318),
        *_post(sheet, available, length_ft, post_cases, editions.aisc360),
    ]


def _require_length(length_ft: float, depth_ft: float) -> None:
    if length_ft > depth_ft:
        limit = f"the pier is {depth_ft:g} ft deep: the post would stand out of its foot"
    elif length_ft > depth_ft - END_CLEARANCE_FT - 1e-9:
        limit = f"a post to the last 6 in. of {depth_ft:g} ft is a post to the foot: leave the length out"
    else:
        return
    raise OutOfScope(
        "IBC 1807.3.3", "length of the post in the pier, ft", length_ft, limit, "foundation.pole_embedment_ft"
    )


def least_width(section: Section) -> float:
    """Least width that the post shows to the concrete, in."""
    if isinstance(section, Round):
        return section.D
    return min(section.H, section.B) if isinstance(section, Box) else min(section.d, section.b_f)


def _concrete(sheet: Quiet, section: Section, L: float, cases: Sequence[Case], fc_psi: float, aci: str) -> list[Check]:
    """Bearing of the post's sides, and of its foot on the area of its steel alone."""
    quiet, w = Quiet(), least_width(section)
    case = max(cases, key=lambda c: couple(quiet, c.total.M, c.total.V, L).R)
    sheet.note(f"Bearing couple, governing case: {case.name}; the resultant acts on the post's least width")
    R = couple(sheet, case.total.M, case.total.V, L).R
    q = sheet(bearing_stress, R=R, L=L, w=w)
    held = sheet(design_bearing, f_c=fc_psi)
    deepest = max(cases, key=lambda c: c.total.N)
    clause = f"ACI {aci} 22.8.3.2"
    return [
        sheet.check(Check("Post's bearing on the concrete", clause, q, held, "ksi", case.name)),
        sheet.check(
            Check(
                "Post's foot on the concrete", clause, max(deepest.total.N, 0.0), held * section.A, "kip", deepest.name
            )
        ),
    ]


def _post(sheet: Quiet, c: Strength, L: float, cases: Sequence[tuple[str, Action]], aisc: str) -> list[Check]:
    """The post where its moment, and where its shear, is largest inside the concrete."""
    quiet = Quiet()
    worst_m: tuple[float, str, Action] | None = None
    worst_v: tuple[float, str, Action] | None = None
    for name, a in distinct(cases):
        k = couple(quiet, a.M, a.V, L)
        at_m, at_v = _with(a, k.M_post, 0.0), _with(a, a.M, k.V_post)
        for at in (at_m, at_v):
            together = ratios(at, c).together
            if worst_m is None or together > worst_m[0]:
                worst_m = (together, name, at)
        v = ratios(at_v, c).v
        if worst_v is None or v > worst_v[0]:
            worst_v = (v, name, at_v)
    assert worst_m is not None and worst_v is not None
    at = worst_v[2]
    where = (
        "with the shear between the blocks" if worst_m[2].V > 0.0 else "its largest moment stands where its shear is 0"
    )
    sheet.note(f"The post inside the concrete, governing case: {worst_m[1]}; {where}")
    together = interaction(sheet, ratios(worst_m[2], c))
    return [
        sheet.check(Check("Post in the pier, combined", f"AISC {aisc} H1, H3", together, 1.0, "", worst_m[1])),
        sheet.check(
            Check("Post in the pier, shear", f"AISC {aisc} G", at.V, resultant_shear(at, c), "kip", worst_v[1])
        ),
    ]


def _with(a: Action, M: float, V: float) -> Action:
    """The action with its resultants replaced; directions kept, a shear without one takes the moment's plane."""
    k_m = M / a.M if a.M > 0.0 else 0.0
    if a.V > 0.0:
        k_v = V / a.V
        return Action(a.N, k_v * a.V_x, k_v * a.V_y, k_m * a.M_x, k_m * a.M_y, a.T)
    along = abs(a.M_y) > abs(a.M_x)
    return Action(a.N, V if along else 0.0, 0.0 if along else V, k_m * a.M_x, k_m * a.M_y, a.T)


def _with_couple(task: CageTask, L: float) -> CageTask:
    """The pier's task with the shear of the upper bearing block where it exceeds the pier's own."""
    quiet = Quiet()

    def raised(d: Demand) -> Demand:
        a = task.cases[d.name].total
        if task.along.round:
            return replace(d, V_y=max(d.V_y, couple(quiet, a.M, a.V, L).C_1))
        return replace(
            d,
            V_y=max(d.V_y, couple(quiet, abs(a.M_x), abs(a.V_y), L).C_1),
            V_x=max(d.V_x, couple(quiet, abs(a.M_y), abs(a.V_x), L).C_1),
        )

    return replace(task, demands=tuple(raised(d) for d in task.demands), carried_to_ft=L)


def _between(cage: Cage, section: Section, post_in: Extent) -> float:
    """From the post to the bar farthest from it, in.; a ring of bars may stand turned by any angle."""
    if cage.layout.round:
        return max((cage.ring_in - least_width(section)) / 2.0, 0.0)
    half_x, half_y = post_in
    if isinstance(section, Round):
        return max(math.hypot(x, y) for x, y in cage.points_in) - half_x
    return max(math.hypot(max(abs(x) - half_x, 0.0), max(abs(y) - half_y, 0.0)) for x, y in cage.points_in)


def _lap(sheet: Quiet, cage: Cage, section: Section, post_in: Extent, L: float) -> Check:
    """Bars along the post by a class B lap and the space between the post and the bar farthest from it."""
    space = _between(cage, section, post_in)
    sheet.note(f"Lap with the post: from the cover under grade to its foot, less the {space:.2f} in. between")
    there = 12.0 * L - cage.layout.cover_in - space
    return sheet.check(Check("Bars lapped with the post", "ACI 318 25.5.2.1", cage.lap_in, max(there, 0.0), "in"))


def _beside(sheet: Quiet, layout: Layout, post_in: Extent) -> list[Check]:
    """Crossties, which hold bars between corners and count in shear, cannot run through the post."""
    found = beside_post(layout, post_in)
    if found is None:
        return []
    made = sheet.check(Check("Crossties beside the post", "ACI 318 25.7.2.3", *found, "in"))
    if not made.passes:
        sheet.warn(
            "crossties of the pier would run through the post in it: a wider pier, a round one, or bars whose "
            "crossties pass beside the post are needed"
        )
    return [made]


def _inside(sheet: Quiet, cage: Cage, section: Section) -> Check:
    """The post stands inside the bars with room for concrete around it."""
    room = cage.ring_in - cage.layout.bar.diameter_in
    needed = section.diagonal_in + 2.0 * CLEAR_OF_POST_IN
    return sheet.check(Check("Post inside the cage", "ACI 318 25.2.3", needed, room, "in"))
