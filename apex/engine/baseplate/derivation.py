"""How the pressure under a plate, and how far its block is used, follow from the loads: step by step. kip, in."""

from __future__ import annotations

import math

from apex.engine.baseplate import bearing
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.rectangle import block
from apex.engine.baseplate.state import State
from apex.engine.clause import clause
from apex.engine.trace import Quiet


@clause(
    "Statics",
    "base plate",
    symbol="f_p",
    unit="ksi",
    formula="N / A",
    example=({"N": 376.0, "A": 266.0}, 1.41353, "AISC DG1 Ex. 4.6: 376 kip on 19 in. x (19 - 2 x 2.5) in."),
)
def block_pressure(*, N: float, A: float) -> float:
    """Pressure where no rod pulls: the axial load on a block whose middle lies under it."""
    return N / A


@clause(
    "Statics",
    "base plate",
    symbol="M/M_max",
    unit="",
    formula="(M + N * rho) / (p * (Q + rho * A))",
    example=(
        {"M": 3600.0, "N": 376.0, "rho": 9.5, "p": 2.21, "Q": 338.25, "A": 451.0},
        0.70202,
        "Independent arithmetic: 7,172 / (2.21 x 22 x 20.5^2 / 2), a strip of 22 in. from the rods to its edge",
    ),
)
def block_use(*, M: float, N: float, rho: float, p: float, Q: float, A: float) -> float:
    """Moment about the rods that pull, over the greatest that a block from there to the edge balances under p."""
    return (M + N * rho) / (p * (Q + rho * A))


def show_pressure(sheet: Quiet, j: Joint, s: State) -> None:
    """The pressure of a combination that lets no rod pull."""
    if not sheet.records or s.stand is None:
        return
    _loads(sheet, s, "Pressure where no rod pulls")
    (x, y), h = s.stand.n, s.stand.h_in
    A, Q_x, Q_y, _ = block(j.plate.width_in / 2.0, j.plate.length_in / 2.0, x, y, h)
    M_x, M_y = 12.0 * s.action.M_x, 12.0 * s.action.M_y
    if M_x or M_y:
        sheet(bearing.eccentricity, M=math.hypot(M_x, M_y), N=s.action.N)
        sheet.note(
            f"The part of the plate beyond {h:.3f} in from the middle {toward(x, y)}, {A:.3f} in2, has its "
            f"middle at ({Q_x / A:.4f}, {Q_y / A:.4f}) in, under the load: M_y/N, M_x/N"
        )
    else:
        sheet.note(f"The whole plate, {A:.3f} in2, is pressed evenly")
    sheet(block_pressure, N=s.action.N, A=A)


def show_use(sheet: Quiet, j: Joint, s: State) -> None:
    """How far a combination uses the greatest block that the plate has room for."""
    if not sheet.records or s.stand is None or j.p_max_ksi is None:
        return
    _loads(sheet, s, "Block of the greatest pressure")
    x, y = s.stand.n
    pulled = [v for v in (-(x * px + y * py) for px, py in j.points) if v > 1e-9 * j.plate.width_in]
    M = 12.0 * (s.action.M_y * x + s.action.M_x * y)
    if not pulled or not M:
        sheet.note(f"Without a moment: the pressure over its greatest, {j.p_max_ksi:.4f} ksi")
        sheet(block_pressure, N=s.action.N, A=j.plate.width_in * j.plate.length_in)
        return
    rho = sum(v * v for v in pulled) / sum(pulled)
    A, Q_x, Q_y, _ = block(j.plate.width_in / 2.0, j.plate.length_in / 2.0, x, y, -rho)
    sheet.note(
        f"Loads {toward(x, y)}: rods that pull in proportion to their distance from the middle do so at rho, "
        "the sum of its squares over its sum; A and Q of the plate from there to the pressed edge"
    )
    if not math.isclose(
        sheet(block_use, M=M, N=s.action.N, rho=rho, p=j.p_max_ksi, Q=x * Q_x + y * Q_y, A=A),
        s.stand.share,
        rel_tol=1e-6,
    ):
        sheet.note("No block balances these loads: it would reach the rods, or turn away from the moment")


def toward(x: float, y: float) -> str:
    """A direction on the plate in words: x along the face, y normal to it."""
    if x and y:
        return f"toward ({x:.4f}, {y:.4f})"
    sign = "+" if x + y > 0.0 else "-"
    return f"toward {sign}x, along the face" if x else f"toward {sign}y, normal to the face"


def _loads(sheet: Quiet, s: State, what: str) -> None:
    sheet.note(f"{what}: {s.name}")
    for symbol, label, value, unit in (
        ("N", "Axial load", s.action.N, "kip"),
        ("M_x", "Moment about x", 12.0 * s.action.M_x, "kip-in"),
        ("M_y", "Moment about y", 12.0 * s.action.M_y, "kip-in"),
    ):
        sheet.given(symbol, label, value, unit)
