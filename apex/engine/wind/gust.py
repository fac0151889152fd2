"""Gust-effect factor: ASCE 7 section 26.11, rigid and flexible.

B and h are the sign's width and height, L its depth along the wind, all in ft; n_1 in Hz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apex.engine.clause import clause
from apex.engine.document import GustChoice
from apex.engine.elementwise import choose, exp, larger, log
from apex.engine.pack import GustValues, Terrain
from apex.engine.trace import Quiet
from apex.engine.units import Mph
from apex.errors import OutOfScope

_G01 = "Worked flexible gust factor, ASCE 7-16 Exposure B, 183 x 30.5 x 30.5 m, 0.2 Hz, damping 0.01"
_G03 = "Tedds wind loading sample, sign 3.5 x 1.56 m, Exposure C, 0.8 Hz"


@clause(
    "ASCE 7",
    "Eq. 26.11-7",
    symbol="I_z",
    unit="",
    formula="c * (33 / z_bar)**(1 / 6)",
    example=({"c": 0.20, "z_bar": 15.0}, 0.228, _G03 + ": 0.23", 0.012),
)
def turbulence_intensity(*, c: float, z_bar: float) -> float:
    """Intensity of turbulence at the equivalent height."""
    return c * (33.0 / z_bar) ** (1.0 / 6.0)


@clause(
    "ASCE 7",
    "Eq. 26.11-9",
    symbol="L_z",
    unit="ft",
    formula="l * (z_bar / 33)**epsilon_bar",
    example=({"l": 320.0, "z_bar": 360.24, "epsilon_bar": 1 / 3}, 711.27, _G01 + ": 216.795 m", 0.005),
)
def turbulence_length(*, l: float, z_bar: float, epsilon_bar: float) -> float:
    """Integral length scale of turbulence at the equivalent height."""
    return l * (z_bar / 33.0) ** epsilon_bar


@clause(
    "ASCE 7",
    "Eq. 26.11-8",
    symbol="Q",
    unit="",
    formula="sqrt(1 / (1 + 0.63 * ((B + h) / L_z)**0.63))",
    example=(
        {"B": 100.07, "h": 600.39, "L_z": 711.27},
        0.7840,
        "Independent arithmetic on the G01 geometry: (1 + 0.63 x 0.98482^0.63)^-0.5",
    ),
)
def background_response(*, B: float, h: float, L_z: float) -> float:
    """Background response factor."""
    return (1.0 / (1.0 + 0.63 * ((B + h) / L_z) ** 0.63)) ** 0.5


@clause(
    "ASCE 7",
    "Eq. 26.11-6",
    symbol="G",
    unit="",
    formula="0.925 * (1 + 1.7 * g_Q * I_z * Q) / (1 + 1.7 * g_v * I_z)",
    example=(
        {"g_Q": 3.4, "I_z": 0.2, "Q": 0.9, "g_v": 3.4},
        0.8754,
        "Independent arithmetic: 0.925 x 2.0404 / 2.156",
    ),
)
def rigid_gust_factor(*, g_Q: float, I_z: float, Q: float, g_v: float) -> float:
    """Gust-effect factor of a rigid structure."""
    return 0.925 * (1.0 + 1.7 * g_Q * I_z * Q) / (1.0 + 1.7 * g_v * I_z)


@clause(
    "ASCE 7",
    "Eq. 26.11-16",
    symbol="V_z",
    unit="ft/s",
    formula="b_bar * (z_bar / 33)**alpha_bar * (88 / 60) * V",
    example=(
        {"b_bar": 0.45, "z_bar": 360.24, "alpha_bar": 0.25, "V": 90.6},
        108.85,
        _G01 + ": 33.176 m/s",
        0.005,
    ),
)
def mean_hourly_speed(*, b_bar: float, z_bar: float, alpha_bar: float, V: Mph) -> float:
    """Mean hourly wind speed at the equivalent height; V in mph."""
    return b_bar * (z_bar / 33.0) ** alpha_bar * (88.0 / 60.0) * V


@clause(
    "ASCE 7",
    "Eq. 26.11-11",
    symbol="g_R",
    unit="",
    formula="sqrt(2 * log(3600 * n_1)) + 0.577 / sqrt(2 * log(3600 * n_1))",
    example=({"n_1": 0.2}, 3.787, _G01),
)
def resonant_peak_factor(*, n_1: float) -> float:
    """Peak factor for resonant response; n_1 in Hz."""
    root = (2.0 * log(3600.0 * n_1)) ** 0.5
    return root + 0.577 / root


@clause(
    "ASCE 7",
    "Eq. 26.11-14",
    symbol="N_1",
    unit="",
    formula="n_1 * L_z / V_z",
    example=({"n_1": 0.2, "L_z": 711.27, "V_z": 108.85}, 1.307, _G01, 0.005),
)
def reduced_frequency(*, n_1: float, L_z: float, V_z: float) -> float:
    """Reduced frequency."""
    return n_1 * L_z / V_z


@clause(
    "ASCE 7",
    "Eq. 26.11-13",
    symbol="R_n",
    unit="",
    formula="7.47 * N_1 / (1 + 10.3 * N_1)**(5 / 3)",
    example=({"N_1": 1.307}, 0.114, _G01, 0.005),
)
def resonance_spectrum(*, N_1: float) -> float:
    """Resonance spectrum ordinate."""
    return 7.47 * N_1 / (1.0 + 10.3 * N_1) ** (5.0 / 3.0)


@clause(
    "ASCE 7",
    "Eq. 26.11-15a",
    symbol="R_l",
    unit="",
    formula="1 / eta - (1 - exp(-2 * eta)) / (2 * eta**2)",
    example=({"eta": 5.075}, 0.178, _G01, 0.005),
)
def aerodynamic_admittance(*, eta: float) -> float:
    """Size reduction of resonant response over one dimension (1 at eta = 0)."""
    return 1.0 / eta - (1.0 - exp(-2.0 * eta)) / (2.0 * eta**2)


@clause(
    "ASCE 7",
    "Eq. 26.11-15a",
    symbol="eta",
    unit="",
    formula="f * n_1 * d / V_z",
    example=({"f": 4.6, "n_1": 0.2, "d": 600.39, "V_z": 108.85}, 5.075, _G01, 0.005),
)
def size_ratio(*, f: float, n_1: float, d: float, V_z: float) -> float:
    """Reduced size of one dimension d (ft): f is 4.6 for h and B, 15.4 for L."""
    return f * n_1 * d / V_z


@clause(
    "ASCE 7",
    "Eq. 26.11-12",
    symbol="R",
    unit="",
    formula="sqrt(R_n * R_h * R_B * (0.53 + 0.47 * R_L) / beta)",
    example=(
        {"R_n": 0.114, "R_h": 0.178, "R_B": 0.5846, "R_L": 0.2937, "beta": 0.01},
        0.8902,
        "Independent arithmetic on the G01 factors",
    ),
)
def resonant_response(*, R_n: float, R_h: float, R_B: float, R_L: float, beta: float) -> float:
    """Resonant response factor; beta is the damping ratio."""
    return (R_n * R_h * R_B * (0.53 + 0.47 * R_L) / beta) ** 0.5


@clause(
    "ASCE 7",
    "Eq. 26.11-10",
    symbol="G_f",
    unit="",
    formula="0.925 * (1 + 1.7 * I_z * sqrt(g_Q**2 * Q**2 + g_R**2 * R**2)) / (1 + 1.7 * g_v * I_z)",
    example=(
        {"I_z": 0.2013, "g_Q": 3.4, "Q": 0.784, "g_R": 3.787, "R": 0.908, "g_v": 3.4},
        1.064,
        _G01,
        0.005,
    ),
)
def flexible_gust_factor(*, I_z: float, g_Q: float, Q: float, g_R: float, R: float, g_v: float) -> float:
    """Gust-effect factor of a flexible or dynamically sensitive structure."""
    peak = (g_Q**2 * Q**2 + g_R**2 * R**2) ** 0.5
    return 0.925 * (1.0 + 1.7 * I_z * peak) / (1.0 + 1.7 * g_v * I_z)


FIXED_BASE_MARGIN = 1.3
"""Above this n_1 (Hz) a fixed-base estimate leaves no doubt that the sign is rigid."""

LEAST_FREQUENCY = 0.05


@dataclass(frozen=True, slots=True)
class GustBody:
    """What the gust sees: terrain, wind, the sign's size and its damping ratio."""

    terrain: Terrain
    values: GustValues
    V_mph: Mph
    B_ft: float
    h_ft: float
    L_ft: float
    beta: float


@dataclass(frozen=True, slots=True)
class Turbulence:
    """The part of the gust factor that knows no frequency: computed once for a sign."""

    I_z: float
    L_z: float
    Q: float
    V_z: float
    G: float


def turbulence(sheet: Quiet, body: GustBody) -> Turbulence:
    """Background turbulence at z_bar = max(0.6 h, z_min), and the rigid G that follows."""
    t, v = body.terrain, body.values
    z_bar = max(0.6 * body.h_ft, t.z_min_ft)
    sheet.note(f"Equivalent height z_bar = max(0.6 h, z_min) = {z_bar:.2f} ft")
    I_z = sheet(turbulence_intensity, c=t.c, z_bar=z_bar)
    L_z = sheet(turbulence_length, l=t.l_ft, z_bar=z_bar, epsilon_bar=t.epsilon_bar)
    Q = sheet(background_response, B=body.B_ft, h=body.h_ft, L_z=L_z)
    G = sheet(rigid_gust_factor, g_Q=v.g_q, I_z=I_z, Q=Q, g_v=v.g_v)
    V_z = sheet(mean_hourly_speed, b_bar=t.b_bar, z_bar=z_bar, alpha_bar=t.alpha_bar, V=body.V_mph)
    return Turbulence(I_z, L_z, Q, V_z, G)


def flexible_gust(sheet: Quiet, body: GustBody, wind: Turbulence, n_1: float) -> float:
    """G_f at natural frequency n_1 (Hz). Below 0.05 Hz nothing stands: `OutOfScope`."""
    v = body.values
    if isinstance(n_1, float) and n_1 < LEAST_FREQUENCY:
        raise OutOfScope("ASCE 7 26.11.5", "n_1", n_1, f"a support below {LEAST_FREQUENCY} Hz is no structure")
    N_1 = sheet(reduced_frequency, n_1=n_1, L_z=wind.L_z, V_z=wind.V_z)
    R_n = sheet(resonance_spectrum, N_1=N_1)
    R_h, R_B, R_L = (
        sheet(aerodynamic_admittance, eta=sheet(size_ratio, f=f, n_1=n_1, d=d, V_z=wind.V_z))
        for f, d in ((4.6, body.h_ft), (4.6, body.B_ft), (15.4, body.L_ft))
    )
    R = sheet(resonant_response, R_n=R_n, R_h=R_h, R_B=R_B, R_L=R_L, beta=body.beta)
    g_R = sheet(resonant_peak_factor, n_1=n_1)
    return sheet(flexible_gust_factor, I_z=wind.I_z, g_Q=v.g_q, Q=wind.Q, g_R=g_R, R=R, g_v=v.g_v)


def gust_factor(sheet: Quiet, choice: GustChoice, body: GustBody, wind: Turbulence, n_1: float) -> tuple[float, float]:
    """G by choice, and the least G the section's frequency asks for.

    `auto`: 0.85 where n_1 >= 1.3 Hz, the larger of 0.85 and G_f down to 1 Hz, G_f below.
    `calculated`: the same with the rigid G of 26.11.4. A number is taken as it is; the second
    figure returned is then what it is held against (0 where the sign is rigid).
    """
    rigid = body.values.rigid if choice == "auto" else wind.G
    limit = body.values.rigid_frequency_hz
    if isinstance(n_1, float) and n_1 >= FIXED_BASE_MARGIN:
        _say_rigid(sheet, choice, rigid, wind.G)
        return (float(choice), 0.0) if not isinstance(choice, str) else (rigid, 0.0)
    G_f = flexible_gust(sheet, body, wind, n_1)
    if not isinstance(choice, str):
        return float(choice), choose(_below(n_1, limit), G_f, 0.0)
    if sheet.records:
        _say_which(sheet, n_1, limit, rigid, G_f)
    by_margin = choose(_below(n_1, FIXED_BASE_MARGIN), larger(rigid, G_f), rigid)
    return choose(_below(n_1, limit), G_f, by_margin), 0.0


def _say_rigid(sheet: Quiet, choice: GustChoice, rigid: float, calculated: float) -> None:
    sheet.note("n_1 >= 1.3 Hz: rigid (ASCE 7 26.2 asks for 1 Hz; no base is quite fixed: choice)")
    if choice == "auto" and sheet.records:
        sheet.note(f"26.11.1 permits G = {rigid:g} for it; that is taken, not the calculated {calculated:.3f}")


def _say_which(sheet: Quiet, n_1: float, limit: float, rigid: float, G_f: float) -> None:
    if n_1 < limit:
        sheet.note(f"n_1 < {limit:g} Hz: a flexible structure (26.2), so G_f (26.11.5)")
    else:
        sheet.note(
            f"n_1 of {limit:g} to 1.3 Hz: rigid by 26.2, but on a base taken as fixed; so the larger of "
            f"G = {rigid:.3f} (26.11.1) and G_f = {G_f:.3f} (choice)"
        )


def _below(n_1: float, limit: float) -> Any:
    return n_1 < limit
