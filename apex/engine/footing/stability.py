"""A footing against overturning, sliding and twisting. IBC 1806.3, 1807.2.3. kip, kip-ft, ft."""

from __future__ import annotations

import math
from collections.abc import Sequence

from apex.engine.clause import clause
from apex.engine.footing.bearing import Bearing, Row, pressure
from apex.engine.footing.largest import largest
from apex.engine.footing.push import Push
from apex.engine.footing.shape import Footing
from apex.engine.foundation.soil import SoilValues
from apex.engine.load.combination import Case
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

OVERTURNING = 1.5
SLIDING = 1.5
_QUIET = Quiet()


@clause(
    "IBC",
    "1807.2.3",
    symbol="M_o",
    unit="kip-ft",
    formula="M_l - N_l * B / 2",
    example=({"M_l": 50.0, "N_l": -1.0, "B": 8.0}, 54.0, "Independent arithmetic: 50 + 1 x 4"),
)
def overturning_moment(*, M_l: float, N_l: float, B: float) -> float:
    """Moment of the lateral load about an edge of the base; an upward N_l overturns too."""
    return M_l - N_l * B / 2.0


@clause(
    "IBC",
    "1807.2.3",
    symbol="M_o,req",
    unit="kip-ft",
    formula="1.5 * M_o",
    example=({"M_o": 54.0}, 81.0, "Independent arithmetic"),
)
def overturning_demand(*, M_o: float) -> float:
    """Moment that all of the dead load is to resist."""
    return OVERTURNING * M_o


@clause(
    "IBC",
    "1807.2.3",
    symbol="M_r",
    unit="kip-ft",
    formula="(N_g + k * W - U) * B / 2 - M_g",
    example=(
        {"N_g": 3.0, "k": 1.0, "W": 40.4, "U": 0.0, "B": 8.0, "M_g": 2.0},
        171.6,
        "Independent arithmetic: 43.4 x 4 - 2",
    ),
)
def resisting_moment(*, N_g: float, k: float, W: float, U: float, B: float, M_g: float) -> float:
    """Moment of gravity about an edge of the base; k: factor of dead load; M_g: its moment towards that edge."""
    return (N_g + k * W - U) * B / 2.0 - M_g


@clause(
    "Statics",
    "torsion about the resultant",
    symbol="T_c",
    unit="kip-ft",
    formula="abs(T) + abs(M_y * V_y - M_x * V_x) / N",
    example=(
        {"T": 8.0, "M_x": 60.0, "M_y": 5.0, "V_x": 0.0, "V_y": 4.0, "N": 40.0},
        8.5,
        "Independent arithmetic: 8 + 20/40",
    ),
)
def torsion_about_resultant(*, T: float, M_x: float, M_y: float, V_x: float, V_y: float, N: float) -> float:
    """Torsion about the point where the soil pressure acts; both parts taken to the same side."""
    return abs(T) + abs(M_y * V_y - M_x * V_x) / N


@clause(
    "Engineering method",
    "torsion of a base",
    symbol="r",
    unit="ft",
    formula=(
        "(2 * sqrt(s_x**2 + s_y**2) + s_x**2 / s_y * log((s_y + sqrt(s_x**2 + s_y**2)) / s_x) "
        "+ s_y**2 / s_x * log((s_x + sqrt(s_x**2 + s_y**2)) / s_y)) / 6"
    ),
    example=(
        {"s_x": 1.0, "s_y": 1.0},
        0.7652,
        "Mean distance of a square's points from its middle: 0.3826 of the side, (sqrt 2 + ln(1 + sqrt 2))/6",
    ),
)
def friction_lever(*, s_x: float, s_y: float) -> float:
    """Mean distance from the resultant of the rectangle around it, half sides B/2 - e_x and L/2 - e_y.

    The pressure spreads farther than this rectangle under uniform pressure, so the lever is on the safe side.
    """
    d = math.sqrt(s_x**2 + s_y**2)
    return (2.0 * d + s_x**2 / s_y * math.log((s_y + d) / s_x) + s_y**2 / s_x * math.log((s_x + d) / s_y)) / 6.0


@clause(
    "Engineering method",
    "torsion of a base",
    symbol="H",
    unit="kip",
    formula="1.5 * (sqrt(V_x**2 + V_y**2) + T_c / r)",
    example=(
        {"V_x": 3.0, "V_y": 4.0, "T_c": 8.0, "r": 2.0},
        13.5,
        "Independent arithmetic: 1.5 x (5 + 4)",
    ),
)
def sliding_demand(*, V_x: float, V_y: float, T_c: float, r: float) -> float:
    """What the base must resist with a safety of 1.5: shear, and torsion as a force at its lever.

    Shear and torsion are added straight, so no friction is spent twice.
    """
    return 1.5 * (math.sqrt(V_x**2 + V_y**2) + T_c / r)


@clause(
    "IBC",
    "Table 1806.2, note a",
    symbol="H_a",
    unit="kip",
    formula="mu * N",
    example=({"mu": 0.25, "N": 22.248}, 5.562, "Independent arithmetic, class 4 of Table 1806.2"),
)
def friction_resistance(*, mu: float, N: float) -> float:
    """Lateral sliding resistance by friction under the combination's own axial load."""
    return mu * N


@clause(
    "IBC",
    "1806.3.2",
    symbol="H_a",
    unit="kip",
    formula="min(c * A_c / 1000, N / 2)",
    example=({"c": 130.0, "A_c": 80.0, "N": 22.248}, 10.4, "Independent arithmetic: 10.4 below 11.124"),
)
def cohesion_resistance(*, c: float, A_c: float, N: float) -> float:
    """Lateral sliding resistance of clay: cohesion (psf) on the pressed area, at most half the load on it."""
    return min(c * A_c / 1000.0, N / 2.0)


Rows = Sequence[Row]
Axis = tuple[str, float, float, float, float]


def safety(p: Push) -> float:
    return OVERTURNING if p.counts_dead else 1.0


def _edges(f: Footing, p: Push) -> list[Axis]:
    """Each edge the lateral load turns over or lifts: name, base, lateral and gravity moment towards it, N_l."""
    x, y, lifts, edges = p.M_lx, p.M_ly, p.N_l < 0.0, []
    if y > 0.0 or lifts:
        edges.append(("right", f.B_ft, y, p.M_gy, p.N_l))
    if y < 0.0 or lifts:
        edges.append(("left", f.B_ft, -y, -p.M_gy, p.N_l))
    if x > 0.0 or lifts:
        edges.append(("rear", f.L_ft, x, p.M_gx, p.N_l))
    if x < 0.0 or lifts:
        edges.append(("front", f.L_ft, -x, -p.M_gx, p.N_l))
    return edges


def overturning_rows(f: Footing, p: Push, W: float, U: float) -> list[tuple[float, float, str]]:
    """(required moment, resisting moment, edge) of each edge the lateral load turns the footing over."""
    rows = []
    for edge, B, M_l, M_g, N_l in _edges(f, p):
        M_o = overturning_moment(M_l=M_l, N_l=N_l, B=B)
        if M_o > 0.0:
            held = resisting_moment(N_g=p.N_g, k=p.k, W=W, U=U, B=B, M_g=M_g)
            rows.append((safety(p) * M_o, held, edge))
    return rows


def _turns(p: Push, B: float, down: float, M_l: float, M_g: float) -> bool:
    """Whether an edge fails: `overturning_rows` written out for a search."""
    M_o = M_l - p.N_l * B / 2.0
    return M_o > 0.0 and (M_l > 0.0 or p.N_l < 0.0) and safety(p) * M_o > down * B / 2.0 - M_g


def stands(f: Footing, p: Push, W: float, U: float, soil: SoilValues) -> bool:
    """Resultant inside, overturning and sliding of one combination, for a search: the checks' judgement alone."""
    N, B, L, M_x, M_y = p.N(W, U), f.B_ft, f.L_ft, p.M_x, p.M_y
    if N <= 0.0:
        return False
    s_x, s_y = B / 2.0 - abs(M_y) / N, L / 2.0 - abs(M_x) / N
    if s_x <= 1e-9 * B or s_y <= 1e-9 * L:
        return False
    down = p.N_g + p.k * W - U
    if (
        _turns(p, B, down, p.M_ly, p.M_gy)
        or _turns(p, B, down, -p.M_ly, -p.M_gy)
        or _turns(p, L, down, p.M_lx, p.M_gx)
        or _turns(p, L, down, -p.M_lx, -p.M_gx)
    ):
        return False
    T_c = abs(p.T) + abs(M_y * p.V_y - M_x * p.V_x) / N
    need = SLIDING * (p.V + T_c / friction_lever(s_x=s_x, s_y=s_y))
    if need == 0.0:
        return True
    if soil.friction is not None and need > soil.friction * N:
        return False
    if soil.cohesion_psf is None:
        return True
    q = pressure(f, p, N)
    return q is not None and need <= cohesion_resistance(c=soil.cohesion_psf, A_c=q.pressed_area, N=N)


def overturning_checks(sheet: Quiet, f: Footing, found: Rows, W: float, uplift: dict[str, float]) -> list[Check]:
    """Full dead load against 1.5 times the lateral load, and 0.6 of it against the load itself."""
    checks = []
    for full, title in ((True, "Overturning, full dead load, 1.5"), (False, "Overturning, 0.6 of dead load")):
        every = [
            (need, held, edge, p)
            for p, _, _ in found
            if p.counts_dead is full
            for need, held, edge in overturning_rows(f, p, W, uplift[p.water.name])
        ]
        if not every:
            continue
        need, held, edge, p = max(every, key=lambda r: r[0] / r[1] if r[1] > 0.0 else math.inf)
        if sheet.records:
            _record_overturning(sheet, f, p, edge, W, uplift[p.water.name])
        checks.append(sheet.check(Check(title, "IBC 1807.2.3", need, held, "kip-ft", f"{p.name}, {edge} edge")))
    return checks


def _record_overturning(sheet: Quiet, f: Footing, p: Push, edge: str, W: float, U: float) -> None:
    _, B, M_l, M_g, N_l = next(row for row in _edges(f, p) if row[0] == edge)
    sheet.note(f"Governing: {p.name}, about the {edge} edge")
    M_o = sheet(overturning_moment, M_l=M_l, N_l=N_l, B=B)
    if safety(p) != 1.0:
        sheet(overturning_demand, M_o=M_o)
    sheet(resisting_moment, N_g=p.N_g, k=p.k, W=W, U=U, B=B, M_g=M_g)


def sliding_row(sheet: Quiet, f: Footing, p: Push, N: float, b: Bearing, soil: SoilValues) -> tuple[float, float]:
    """(required, resistance) of one combination; none where the base does not stand at all."""
    if b.q_max_psf is None:
        return max(SLIDING * p.V, 1e-9), 0.0
    T_c = sheet(torsion_about_resultant, T=p.T, M_x=p.M_x, M_y=p.M_y, V_x=p.V_x, V_y=p.V_y, N=N)
    r = sheet(friction_lever, s_x=f.B_ft / 2.0 - abs(p.M_y) / N, s_y=f.L_ft / 2.0 - abs(p.M_x) / N)
    need = sheet(sliding_demand, V_x=p.V_x, V_y=p.V_y, T_c=T_c, r=r)
    return need, _resistance(sheet, N, b, soil)


def _resistance(sheet: Quiet, N: float, b: Bearing, soil: SoilValues) -> float:
    held = math.inf
    if soil.friction is not None:
        held = sheet(friction_resistance, mu=soil.friction, N=N)
    if soil.cohesion_psf is not None:
        held = min(held, sheet(cohesion_resistance, c=soil.cohesion_psf, A_c=b.pressed_ft2, N=N))
    return held


def sliding_at_most(f: Footing, p: Push, N: float, b: Bearing, soil: SoilValues) -> float:
    """What required over resistance does not exceed.

    Points of a quarter around the resultant are on average no nearer to it than their mean, at half its diagonal.
    """
    M_x, M_y, held = p.M_x, p.M_y, 0.0 if b.q_max_psf is None else _resistance(_QUIET, N, b, soil)
    if held <= 0.0:
        return math.inf
    lever = math.hypot(f.B_ft / 2.0 - abs(M_y) / N, f.L_ft / 2.0 - abs(M_x) / N) / 2.0
    return SLIDING * (p.V + (abs(p.T) + abs(M_y * p.V_y - M_x * p.V_x) / N) / lever) / held


def require_sliding(soil: SoilValues, found: Sequence[Case], field: str) -> None:
    """Sliding needs a friction coefficient or a cohesion."""
    if soil.friction is None and soil.cohesion_psf is None:
        V = max((c.total.V for c in found), default=0.0)
        limit = "sliding of a footing needs the report's friction or cohesion"
        raise OutOfScope("IBC 1806.3", "lateral load on the footing", V, limit, f"{field}.friction")


def sliding_check(sheet: Quiet, f: Footing, found: Rows, soil: SoilValues) -> Check | None:
    """The combination nearest to sliding, each with its own axial load."""
    pushed = [row for row in found if row[0].V or row[0].T]
    if not pushed:
        return None

    def use(row: Row) -> float:
        need, held = sliding_row(_QUIET, f, *row, soil)
        return need / held if held > 0.0 else math.inf

    _, worst = largest(pushed, [sliding_at_most(f, *row, soil) for row in pushed], use)
    sheet.note(f"Governing combination of sliding: {worst[0].name}")
    need, held = sliding_row(sheet, f, *worst, soil)
    return sheet.check(Check("Sliding with torsion, 1.5", "IBC 1806.3", need, held, "kip", worst[0].name))
