"""What a sign stands on, as an answer: its foundation and its base plate."""

from __future__ import annotations

from dataclasses import asdict
from math import hypot
from typing import Any

from apex.engine.baseplate.work import BasePlateWork
from apex.engine.concrete.bar import BarSet
from apex.engine.design import Design
from apex.engine.document.foundation import Foundation
from apex.engine.footing.result import spread_result
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.buried import BuriedPole
from apex.engine.foundation.drilled import DrilledPier


def foundation(d: Design) -> dict[str, Any] | None:
    """The foundation of one post; None where the support is not stable."""
    f, wanted = d.foundation, d.document.foundation
    if f is None:
        return None
    common = {
        "kind": f.kind,
        "count": d.document.support.count,
        "depth_ft": f.depth_ft,
        "concrete_yd3": f.concrete_yd3,
        "excavation_yd3": f.excavation_yd3,
        "bars": [bars(b) for b in f.bars],
        "checks": f.checks,
    }
    if isinstance(f, SpreadFooting):
        return spread_result(f) | common
    return common | _pier(f, wanted)


def _pier(f: BuriedPole | DrilledPier, wanted: Foundation) -> dict[str, Any]:
    b = f.burial
    found: dict[str, Any] = {
        "shape": f.pier.shape,
        "width_ft": f.pier.x_ft,
        "length_ft": f.pier.y_ft,
        "depth_required_ft": b.depth_required_ft,
        "s3_psf" if wanted.constrained else "s1_psf": b.S_psf,
        "a_ft": b.A_ft,
        "b_ft": b.b_ft,
        "governing_case": b.case,
        "pole_embedment_ft": f.pole_embedment_ft,
        "max_moment_kipft": b.extremes.M_max,
        "max_shear_kip": b.extremes.V_max,
    }
    if isinstance(f, BuriedPole) and f.below is not None:
        found |= {"max_moment_kipft": f.below.at_moment.M_max, "max_shear_kip": f.below.at_shear.V_max}
    cage = f.cage if isinstance(f, DrilledPier) else f.post.cage if f.post else None
    if cage is not None:
        most, shear = cage.worked.moment, cage.worked.shear
        found |= {"max_moment_kipft": hypot(most.M_x, most.M_y), "max_shear_kip": hypot(shear.V_x, shear.V_y)}
        found["cage"] = {
            "vertical": {"size": cage.vertical.bar.size, "count": cage.vertical.count},
            "ties": {"size": cage.ties.bar.size, "spacing_in": cage.tie_spacing_in},
            "fy_ksi": cage.f_y_ksi,
            "cover_in": cage.cover_in,
            "ring_in": cage.ring_in,
        }
    return found


def bars(b: BarSet) -> dict[str, Any]:
    return {
        "mark": b.mark,
        "where": b.where,
        "size": b.bar.size,
        "count": b.count,
        "length_ft": b.length_ft,
        "weight_lb": b.weight_lb,
    }


def plate(p: BasePlateWork) -> dict[str, Any]:
    """Plate, rods and weld under one post."""
    return {
        "plate": _given(p.plate),
        "anchors": _given(p.anchors) | {"points_in": [list(point) for point in p.points]},
        "weld": _given(p.weld),
        "pass": p.passes,
        "governing_case": p.governing_case,
        "tension_kip": list(p.tension_kip),
        "cost_usd": round(p.cost_usd, 2),
        "checks": p.checks,
    }


def _given(sizes: Any) -> dict[str, Any]:
    """Sizes as the document names them, without what is left out."""
    return {name: value for name, value in asdict(sizes).items() if value is not None}
