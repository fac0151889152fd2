"""A solved footing as the endpoint answers it."""

from __future__ import annotations

from typing import Any

from apex.engine.footing.bearing import Bearing
from apex.engine.footing.layer import Layer
from apex.engine.footing.spread import SpreadFooting
from apex.engine.trace import Check


def spread_result(made: SpreadFooting) -> dict[str, Any]:
    """Sizes, bearing of every combination, stability, steel, concrete and checks."""
    f = made.footing
    return {
        "sizes": {
            "width_ft": f.B_ft,
            "length_ft": f.L_ft,
            "thickness_ft": f.t_ft,
            "depth_ft": f.D_ft,
            "pedestal_ft": f.c_ft if f.pedestal_height_ft > 0.0 else None,
        },
        "bearing": [_bearing(row) for row in made.bearing],
        "overturning": [_factor(c) for c in made.checks if c.name.startswith("Overturning")],
        "sliding": [_factor(c) for c in made.checks if c.name.startswith("Sliding")],
        "steel": _steel(made),
        "concrete_yd3": made.concrete_yd3,
        "excavation_yd3": made.excavation_yd3,
        "checks": made.checks,
    }


def _bearing(row: Bearing) -> dict[str, Any]:
    return {
        "case": row.case,
        "contact": row.contact,
        "axial_kip": row.N_kip,
        "e_x_ft": row.e_x_ft,
        "e_y_ft": row.e_y_ft,
        "q_max_psf": row.q_max_psf,
        "q_min_psf": row.q_min_psf,
        "pressed_ft2": row.pressed_ft2,
    }


def _factor(check: Check) -> dict[str, Any]:
    """Demands carry the safety asked for; the ratio turned over is what is left beyond it."""
    asked = 1.0 if "0.6 of" in check.name else 1.5
    found = asked * check.capacity / check.demand if check.demand > 0.0 else None
    return {
        "name": check.name,
        "case": check.case,
        "required_factor": asked,
        "factor": found,
        "ratio": check.ratio,
        "pass": check.passes,
    }


def _steel(made: SpreadFooting) -> dict[str, Any]:
    mats, stood = made.mats, made.pedestal
    top = mats.top if mats is not None else None
    return {
        "bottom": [_layer(a) for a in mats.bottom] if mats is not None else [],
        "top": [_layer(a) for a in top] if top is not None else [],
        "pedestal": None
        if stood is None
        else {
            "size": stood.bar.size,
            "count": stood.count,
            "tie_size": stood.tie.size,
            "tie_spacing_in": stood.tie_spacing_in,
        },
        "weight_lb": sum(b.weight_lb for b in made.bars),
        "bars": [
            {"mark": b.mark, "where": b.where, "size": b.bar.size, "count": b.count, "length_ft": b.length_ft}
            for b in made.bars
        ],
    }


def _layer(a: Layer) -> dict[str, Any]:
    return {
        "way": a.way,
        "size": a.bar.size,
        "count": a.count,
        "spacing_in": a.spacing_in,
        "d_in": a.d_in,
        "area_in2": a.A_s,
    }
