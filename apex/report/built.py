"""Foundation and base plate of a design as their details draw them: results in, plain dimensions out. Inches."""

from __future__ import annotations

import math

from apex.engine.base import Foundation
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.washer import washer_leg
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.concrete.bar import Bar
from apex.engine.cost.takeoff import stands
from apex.engine.design import Design
from apex.engine.footing.layer import COVER, Concrete, Layer
from apex.engine.footing.pedestal import Pedestal
from apex.engine.footing.pedestal_bar import hooked_top
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.buried import BuriedPole
from apex.engine.foundation.cage import DEFAULT_F_Y_KSI
from apex.engine.foundation.cage import Cage as Reinforcement
from apex.engine.foundation.drilled import DrilledPier
from apex.engine.foundation.seismic_detail import turns_inward
from apex.engine.load.category import category_of
from apex.engine.steel.section import Round, WideFlange
from apex.engine.trace import Computed, Quiet
from apex.report.detail.bar import Bars, Cage, TieBars
from apex.report.detail.baseplate import BasePlateDims, ColumnShape
from apex.report.detail.footing import FootingDims
from apex.report.detail.mat import Mat
from apex.report.detail.onplate import PlateOnPier
from apex.report.detail.pier import PierDims, PoleInPier
from apex.report.phrase import embedment_is_taken, plate_steel
from apex.report.view import Weld

FOOT_TO_IN = 12.0
SLAB_FORCE = "reaction at a rigid slab"
"""The clause of the force on a slab that holds a pier."""
MORE_AT_TOP = 2
"""Ties at the top of a pedestal beside the first at its spacing."""


def pier_dims(design: Design) -> PierDims | None:
    """The pier with its cage, the post in it or the plate on it; None where there is no pier."""
    f, ground = design.foundation, design.document.foundation
    if not isinstance(f, BuriedPole | DrilledPier):
        return None
    cage = _reinforcement(f)
    water = ground.water_depth_ft
    return PierDims(
        round=f.pier.shape == "round",
        width_in=f.pier.x_ft * FOOT_TO_IN,
        length_in=f.pier.y_ft * FOOT_TO_IN,
        depth_in=f.depth_ft * FOOT_TO_IN,
        fc_psi=ground.fc_psi,
        cage=None if cage is None else _cage(cage),
        neglected_in=ground.neglect_top_ft * FOOT_TO_IN,
        water_in=None if water is None else water * FOOT_TO_IN,
        pole=_pole(design, f) if isinstance(f, BuriedPole) else None,
        plate=_on_pier(design.plate) if design.plate else None,
        existing=ground.existing,
        slab=ground.constrained,
        slab_kip=_slab_kip(design) if ground.constrained else (),
    )


def _slab_kip(design: Design) -> tuple[float, ...]:
    """The largest forces on the slab that holds a pier, as the calculation has them: by ASD, and by LRFD."""
    steps = (s for part in design.sheet.parts if part.stage == "foundation" for s in part.steps)
    return tuple(s.value / 1000.0 for s in steps if isinstance(s, Computed) and s.clause.number == SLAB_FORCE)


def _reinforcement(f: Foundation) -> Reinforcement | None:
    if isinstance(f, DrilledPier):
        return f.cage
    return f.post.cage if isinstance(f, BuriedPole) and f.post else None


def _cage(c: Reinforcement) -> Cage:
    tie = c.layout.tie
    # Beside those at their spacing there are two #4 or three #3 ties around the rods (ACI 318 10.7.6.1).
    at_top = c.ties.count - max(math.ceil(c.length_ft * FOOT_TO_IN / c.tie_spacing_in - 1e-9), 1)
    return Cage(
        bars=_bars(c.vertical.count, c.vertical.bar),
        cover_in=c.cover_in,
        ties=TieBars(
            size=tie.size, diameter_in=tie.diameter_in, spacing_in=c.tie_spacing_in, first_in=c.cover_in, at_top=at_top
        ),
        points=c.points_in,
        hooked=c.hooked_top,
        crossed_x=_between(c, 0) if c.crossties else (),
        crossed_y=_between(c, 1) if c.crossties else (),
    )


def _between(c: Reinforcement, axis: int) -> tuple[float, ...]:
    """Places along an axis of the bars between the corners of the two faces that run along it."""
    half = [max(p[k] for p in c.points_in) for k in (0, 1)]
    other = 1 - axis
    on_face = (p[axis] for p in c.points_in if math.isclose(abs(p[other]), half[other]))
    return tuple(sorted({round(v, 6) for v in on_face if abs(v) < half[axis] - 1e-6}))


def _bars(count: int, bar: Bar, *, hooked: bool = False) -> Bars:
    return Bars(count=count, size=bar.size, diameter_in=bar.diameter_in, hooked=hooked)


def _pole(design: Design, f: BuriedPole) -> PoleInPier:
    c = Column(design.support.section, design.support.grade, design.document.support.orientation)
    return PoleInPier(
        section=c.section.name,
        width_in=2.0 * c.half_x_in,
        embedment_in=f.pole_embedment_ft * FOOT_TO_IN,
        depth_in=None if isinstance(c.section, Round) else 2.0 * c.half_y_in,
        taken=embedment_is_taken(design),
        existing=stands(design.document),
    )


def _on_pier(w: BasePlateWork) -> PlateOnPier:
    return PlateOnPier(
        section=w.column.section.name,
        column_width_in=2.0 * w.column.half_x_in,
        width_in=w.plate.width_in,
        length_in=w.plate.length_in,
        thickness_in=w.plate.thickness_in,
        gap_in=w.anchors.gap_in,
        points=w.points,
        rod_diameter_in=w.anchors.diameter_in,
        embedment_in=w.anchors.embedment_in,
        projection_in=w.weights.rod_projection_in,
        grouted=w.anchors.grouted,
        served=w.anchors.anchor_reinforcement is not None,
    )


def plate_dims(w: BasePlateWork, *, existing: bool = False) -> BasePlateDims:
    """Plate, column, rods and the concrete under them."""
    a, block = w.anchors, w.concrete
    head = None
    if a.head == "plate" and a.head_area_in2 is not None:
        # The rod's own area does not bear.
        head = math.sqrt(a.head_area_in2 + math.pi / 4.0 * a.diameter_in**2)
    return BasePlateDims(
        width_in=w.plate.width_in,
        length_in=w.plate.length_in,
        thickness_in=w.plate.thickness_in,
        steel=plate_steel(w.plate.fy_ksi).upper().replace("GR", "Gr"),
        column=column_shape(w.column),
        rods=w.points,
        rod_diameter_in=a.diameter_in,
        rod_grade=a.grade,
        embedment_in=a.embedment_in,
        weld=Weld(leg_in=w.weld.size_in, tail=f"E{w.weld.fexx_ksi:g}XX"),
        fc_psi=block.fc_psi,
        existing=existing,
        bolt_circle_in=a.bolt_circle_in,
        gap_in=a.gap_in,
        grouted=a.grouted,
        head=a.head,
        head_width_in=head,
        projection_in=w.weights.rod_projection_in,
        rod_length_in=w.weights.rod_length_in,
        washer_weld_in=washer_leg(t=w.washer_thickness_in) if a.plate_washers_welded else None,
        hole_in=w.hole_in,
        washer_in=w.washer_in,
        washer_thickness_in=w.washer_thickness_in,
        concrete_diameter_in=block.width_in if block.round else None,
        concrete_width_in=None if block.round else block.width_in,
        concrete_length_in=None if block.round else block.length_in,
    )


def column_shape(c: Column) -> ColumnShape:
    s = c.section
    wide, deep = 2.0 * c.half_x_in, 2.0 * c.half_y_in
    if isinstance(s, WideFlange):
        return ColumnShape(
            section=s.name, kind="wide_flange", width_in=wide, depth_in=deep, wall_in=s.t_f, web_in=s.t_w,
            flanges_across=c.orientation == "strong",
        )  # fmt: skip
    if isinstance(s, Round):
        return ColumnShape(section=s.name, kind="round", width_in=wide, depth_in=deep, wall_in=s.t)
    return ColumnShape(section=s.name, kind="box", width_in=wide, depth_in=deep, wall_in=s.t)


def footing_dims(design: Design) -> FootingDims | None:
    """The spread footing with its mats and pedestal; None where there is none."""
    f = design.foundation
    if not isinstance(f, SpreadFooting):
        return None
    s, post = f.footing, f.pedestal
    c = Column(design.support.section, design.support.grade, design.document.support.orientation)
    side = s.c_ft * FOOT_TO_IN if s.pedestal_height_ft > 0.0 else None
    ground = design.document.foundation
    fy_ksi = ground.rebar.fy_ksi if ground.rebar is not None else DEFAULT_F_Y_KSI
    hooked = post is not None and hooked_top(post, Concrete(ground.fc_psi, fy_ksi, design.editions.aci318))
    return FootingDims(
        width_in=s.B_ft * FOOT_TO_IN,
        length_in=s.L_ft * FOOT_TO_IN,
        thickness_in=s.t_ft * FOOT_TO_IN,
        depth_in=s.D_ft * FOOT_TO_IN,
        fc_psi=ground.fc_psi,
        existing=ground.existing,
        bottom=_mat(f, f.mats.bottom) if f.mats else None,
        top=_mat(f, f.mats.top) if f.mats and f.mats.top else None,
        pedestal_width_in=side,
        pedestal_length_in=side,
        dowels=_bars(post.count, post.bar, hooked=hooked) if post else None,
        dowel_edge_in=post.edge_in if post else COVER["bottom"],
        dowels_inward=turns_inward(category_of(Quiet(), design.document.site)),
        ties=_pedestal_ties(post, hooked=hooked) if post else None,
        column=c.section.name,
        column_width_in=2.0 * c.half_x_in,
        column_depth_in=2.0 * c.half_y_in,
        plate=_on_pier(design.plate) if design.plate else None,
    )


def _pedestal_ties(post: Pedestal, *, hooked: bool) -> TieBars:
    """From the cover down, under the hooks of the bars where they have any."""
    return TieBars(
        size=post.tie.size,
        diameter_in=post.tie.diameter_in,
        spacing_in=post.tie_spacing_in,
        first_in=COVER["top"] + (post.bar.diameter_in if hooked else 0.0),
        at_top=MORE_AT_TOP + 1,
        crossties=2 * post.crossed,
    )


def _mat(f: SpreadFooting, layers: tuple[Layer, Layer]) -> Mat:
    along = next(a for a in layers if a.way == "x")
    normal = next(a for a in layers if a.way == "y")
    return Mat(
        along=_bars(along.count, along.bar, hooked=_hooked(f, along)),
        normal=_bars(normal.count, normal.bar, hooked=_hooked(f, normal)),
        cover_in=COVER[along.face],
        # The outer bars have the greater effective depth.
        along_outside=along.d_in > normal.d_in,
    )


def _hooked(f: SpreadFooting, layer: Layer) -> bool:
    """Hooked bars are longer than the straight run of their layer."""
    assert f.mats is not None
    made = f.bars[f.mats.layers.index(layer)]
    return made.length_ft * FOOT_TO_IN > layer.run_in + 1e-6
