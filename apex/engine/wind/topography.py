"""Topographic factor K_zt: ASCE 7 section 26.8."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.document import Topography
from apex.engine.elementwise import exp
from apex.engine.pack import Exposure, ExposureFactors
from apex.engine.trace import Quiet


@clause(
    "ASCE 7",
    "Fig. 26.8-1",
    symbol="K_1",
    unit="",
    formula="a * min(r, 0.5)",
    example=({"a": 1.45, "r": 0.4}, 0.58, "ASCE 7-16 Fig. 26.8-1 prints 0.58: 2-D ridge, Exposure C, H/L_h 0.40"),
)
def shape_factor(*, a: float, r: float) -> float:
    """Topographic multiplier for the shape of the landform, r = H/L_h counted to 0.5 at most."""
    return a * min(r, 0.5)


@clause(
    "ASCE 7",
    "Fig. 26.8-1",
    symbol="K_2",
    unit="",
    formula="max(1 - abs(x) / (mu * L_h), 0)",
    example=(
        {"x": 100.0, "mu": 1.5, "L_h": 100.0},
        0.333,
        "ASCE 7-16 Fig. 26.8-1 prints 0.33: x/L_h 1.00, all but the downwind escarpment",
        2e-3,
    ),
)
def distance_factor(*, x: float, mu: float, L_h: float) -> float:
    """Topographic multiplier for distance x (ft) from the crest."""
    return max(1.0 - abs(x) / (mu * L_h), 0.0)


@clause(
    "ASCE 7",
    "Fig. 26.8-1",
    symbol="K_3",
    unit="",
    formula="exp(-gamma * z / L_h)",
    example=({"gamma": 3.0, "z": 30.0, "L_h": 100.0}, 0.41, "ASCE 7-16 Fig. 26.8-1: 2-D ridge, z/L_h 0.30", 0.01),
)
def height_factor(*, gamma: float, z: float, L_h: float) -> float:
    """Topographic multiplier for height z (ft) above the ground at the sign."""
    return exp(-gamma * z / L_h)


@clause(
    "ASCE 7",
    "Eq. 26.8-1",
    symbol="K_zt",
    unit="",
    formula="(1 + K_1 * K_2 * K_3)**2",
    example=({"K_1": 0.58, "K_2": 0.33, "K_3": 0.41}, 1.1631, "Independent arithmetic: (1 + 0.078474)^2"),
)
def topographic_factor(*, K_1: float, K_2: float, K_3: float) -> float:
    """Topographic factor."""
    return (1.0 + K_1 * K_2 * K_3) ** 2


def site_topography(
    sheet: Quiet, factors: ExposureFactors, edition: str, exposure: Exposure, feature: Topography, h_ft: float
) -> float:
    """K_zt at z = h for a ridge, escarpment or hill; 1.0 where 26.8.1 does not ask for it."""
    ratio = feature.H_ft / feature.L_h_ft
    least = 60.0 if exposure == "B" else 15.0
    if ratio < 0.2 or least > feature.H_ft:
        sheet.note(f"K_zt = 1.0: H/L_h = {ratio:.3f}, H = {feature.H_ft:g} ft (26.8.1 asks 0.2 and {least:g} ft)")
        return 1.0
    table = factors.editions[edition].topography
    form = table.of(feature.kind)
    L_h = 2.0 * feature.H_ft if ratio > 0.5 else feature.L_h_ft
    if ratio > 0.5:
        sheet.note(f"H/L_h = {ratio:.3f} > 0.5: K_1 at 0.5, L_h = 2H = {L_h:g} ft in K_2 and K_3")
    mu = form.mu_upwind if feature.side == "upwind" else form.mu_downwind
    a = sheet.taken("a", "K_1/(H/L_h) of the landform", form.k1_ratio(exposure), "", factors.label, table.source)
    return sheet(
        topographic_factor,
        K_1=sheet(shape_factor, a=a, r=ratio),
        K_2=sheet(distance_factor, x=feature.x_ft, mu=mu, L_h=L_h),
        K_3=sheet(height_factor, gamma=form.gamma, z=h_ft, L_h=L_h),
    )
