"""Where one length of a stepped support stands on the next: the outlines, the cap plate between them. in, kip."""

from __future__ import annotations

import math

from apex.engine.baseplate.outline import Column
from apex.engine.clause import clause
from apex.engine.steel.section import Round, WideFlange
from apex.errors import OutOfScope

PHI, PHI_SHEAR = 0.90, 1.00
WHERE = "support.segments"


@clause(
    "Statics",
    "strip of plate between two walls",
    symbol="m",
    unit="kip",
    formula="f * g",
    example=({"f": 4.0, "g": 1.375}, 5.5, "Independent arithmetic: 4 kip/in over 1.375 in"),
)
def strip_moment(*, f: float, g: float) -> float:
    """Moment per inch of the cap plate: the upper wall's force f (kip/in) at g (in) from the lower wall.

    The strip runs through to the opposite wall, which balances it; that the strips widen outward is not counted.
    """
    return f * g


@clause(
    "Statics",
    "line force from the stress of a weld of 1 in. leg",
    symbol="f",
    unit="kip",
    formula="0.707 * f_n1",
    example=(
        {"f_n1": 18.741 * 0.25},
        3.3125,
        "Independent arithmetic: 10/32 + 256/85.333 kip/in, leg 1/4 in. at 18.741",
    ),
)
def line_force(*, f_n1: float) -> float:
    """Vertical force of the upper wall per inch (kip/in) from the stress it would give a fillet of 1 in."""
    return 0.707 * f_n1


@clause(
    "AISC 360",
    "Eq. F11-1, strip of 1 in.",
    symbol="phi m_n",
    unit="kip",
    formula="phi * F_y * t**2 / 4",
    example=({"phi": 0.9, "F_y": 36.0, "t": 1.0}, 8.1, "AISC DG1 3.1.2: 0.90 F_y t2/4 per inch, 36 ksi, 1 in."),
)
def strip_strength(*, phi: float, F_y: float, t: float) -> float:
    """Design moment per inch of a plate t thick, the plastic one as in AISC Design Guide 1."""
    return phi * F_y * t**2 / 4.0


@clause(
    "AISC 360",
    "Eq. J4-3",
    symbol="phi v_n",
    unit="kip",
    formula="phi * 0.60 * F_y * t",
    example=({"phi": 1.0, "F_y": 36.0, "t": 0.5}, 10.8, "Independent arithmetic: 21.6 x 0.5"),
)
def strip_shear(*, phi: float, F_y: float, t: float) -> float:
    """Design shear per inch of a plate t thick, in yielding."""
    return phi * 0.60 * F_y * t


def require_landing(lower: Column, upper: Column) -> None:
    """The upper section stands within the outline of the lower one, both closed; else `OutOfScope`."""
    low, up = lower.section, upper.section
    for s in (low, up):
        if isinstance(s, WideFlange):
            limit = "a splice is computed for round and box sections only"
            raise OutOfScope("Statics", "section at a splice", s.name, limit, WHERE)
    if isinstance(low, Round):
        size, most = (up.D if isinstance(up, Round) else up.diagonal_in), low.D
    elif isinstance(up, Round):
        size, most = up.D, 2.0 * min(lower.half_x_in, lower.half_y_in)
    else:
        pairs = ((upper.half_x_in, lower.half_x_in), (upper.half_y_in, lower.half_y_in))
        worst = max(pairs, key=lambda p: p[0] - p[1])
        size, most = 2.0 * worst[0], 2.0 * worst[1]
    if size > most * (1.0 + 1e-9):
        limit = f"it must stand within the outline of {low.name} below it, {most:g} in wide there"
        raise OutOfScope("Statics", f"outside size of {up.name}, in", size, limit, WHERE)


def wall_gap(lower: Column, upper: Column) -> float:
    """Greatest length of a strip from the middle of the upper wall to that of the lower one, in.

    Strips run square to the walls, or outward from the center where one of the sections is round.
    """
    low, up = lower.section, upper.section
    assert not isinstance(low, WideFlange) and not isinstance(up, WideFlange)  # refused by require_landing
    a_x, a_y = lower.half_x_in - low.t / 2.0, lower.half_y_in - low.t / 2.0
    b_x, b_y = upper.half_x_in - up.t / 2.0, upper.half_y_in - up.t / 2.0
    if isinstance(low, Round):
        return abs(a_x - min(b_x, b_y))
    if isinstance(up, Round):
        return math.hypot(a_x, a_y) - b_x
    return max(abs(a_x - b_x), abs(a_y - b_y))
