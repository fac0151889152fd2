"""Shear of members with ties: ACI 318 section 22.5. kip, in, f_c psi, f_yt ksi; N_u compression positive.

Normal-weight concrete (lambda 1); the square root of f'c never counts more than 100 psi (22.5.3.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.trace import Quiet

PHI_SHEAR = 0.75


@clause(
    "ACI 318",
    {"318-14": "22.5.2.2", "318-19": "22.5.2.2"},
    symbol="d",
    unit="in",
    formula="0.8 * D",
    example=({"D": 36.0}, 28.8, "Independent arithmetic"),
)
def circular_depth(*, D: float) -> float:
    """Effective depth of a round section in shear; its width is the diameter."""
    return 0.8 * D


@clause(
    "ACI 318",
    {"318-14": "22.5.5.1, 22.5.6.1"},
    symbol="V_c",
    unit="kip",
    formula="2 * (1 + N_u / (2 * A_g)) * min(f_c, 10000)**0.5 * b_w * d / 1000",
    example=(
        {"N_u": 160.0, "A_g": 192.0, "f_c": 4000.0, "b_w": 12.0, "d": 13.75},
        29.567,
        "Independent arithmetic: 2 x (1 + 160,000/(2,000 x 192)) = 2.8333, x 63.246 x 165",
    ),
)
def concrete_shear_14(*, N_u: float, A_g: float, f_c: float, b_w: float, d: float) -> float:
    """Shear of the concrete with axial compression (N_u 0: Eq. 22.5.5.1); 2,000 psi = 2 ksi."""
    return 2.0 * (1.0 + N_u / (2.0 * A_g)) * min(f_c, 10000.0) ** 0.5 * b_w * d / 1000.0


@clause(
    "ACI 318",
    {"318-14": "22.5.7.1"},
    symbol="V_c",
    unit="kip",
    formula="max(0, 2 * (1 + N_u / (0.5 * A_g))) * min(f_c, 10000)**0.5 * b_w * d / 1000",
    example=(
        {"N_u": -40.0, "A_g": 189.0, "f_c": 3600.0, "b_w": 10.5, "d": 16.0},
        11.627,
        "Independent arithmetic: 2 x (1 - 40/94.5) = 1.1534, x 60 x 168",
    ),
)
def concrete_shear_tension_14(*, N_u: float, A_g: float, f_c: float, b_w: float, d: float) -> float:
    """Shear of the concrete with axial tension (N_u negative); 500 psi = 0.5 ksi."""
    return max(0.0, 2.0 * (1.0 + N_u / (0.5 * A_g))) * min(f_c, 10000.0) ** 0.5 * b_w * d / 1000.0


@clause(
    "ACI 318",
    {"318-19": "Table 22.5.5.1(a)"},
    symbol="V_c",
    unit="kip",
    formula=(
        "max(0, min(2 * min(f_c, 10000)**0.5 + min(1000 * N_u / (6 * A_g), 0.05 * f_c), 5 * min(f_c, 10000)**0.5))"
        " * b_w * d / 1000"
    ),
    example=(
        {"N_u": 40.0, "A_g": 1017.88, "f_c": 3000.0, "b_w": 36.0, "d": 28.8},
        120.37,
        "Independent arithmetic: 2 x 54.772 + 6.550 = 116.094 psi x 1,036.8 in2",
    ),
)
def concrete_shear_19(*, N_u: float, A_g: float, f_c: float, b_w: float, d: float) -> float:
    """Shear of the concrete where the ties are at least the minimum; N_u/(6 A_g) at most 0.05 f'c."""
    root = min(f_c, 10000.0) ** 0.5
    return max(0.0, min(2.0 * root + min(1000.0 * N_u / (6.0 * A_g), 0.05 * f_c), 5.0 * root)) * b_w * d / 1000.0


@clause(
    "ACI 318",
    {"318-19": "22.5.5.1.3"},
    symbol="lambda_s",
    unit="",
    formula="min(1, (2 / (1 + d / 10))**0.5)",
    example=({"d": 28.8}, 0.71796, "Independent arithmetic: sqrt(2/3.88)"),
)
def size_effect(*, d: float) -> float:
    """Size effect on members without the minimum of ties; d in."""
    return min(1.0, (2.0 / (1.0 + d / 10.0)) ** 0.5)


@clause(
    "ACI 318",
    {"318-19": "Table 22.5.5.1(c)"},
    symbol="V_c",
    unit="kip",
    formula=(
        "max(0, min(8 * lambda_s * rho_w**(1 / 3) * min(f_c, 10000)**0.5 + min(1000 * N_u / (6 * A_g), 0.05 * f_c), "
        "5 * min(f_c, 10000)**0.5)) * b_w * d / 1000"
    ),
    example=(
        {"lambda_s": 0.71796, "rho_w": 0.002, "N_u": 0.0, "A_g": 1017.88, "f_c": 3000.0, "b_w": 36.0, "d": 28.8},
        41.096,
        "Independent arithmetic: 8 x 0.71796 x 0.125992 x 54.772 = 39.635 psi x 1,036.8 in2",
    ),
)
def concrete_shear_sparse_19(
    *, lambda_s: float, rho_w: float, N_u: float, A_g: float, f_c: float, b_w: float, d: float
) -> float:
    """Shear of the concrete where the ties are less than the minimum; rho_w of the bars in tension."""
    root = min(f_c, 10000.0) ** 0.5
    axial = min(1000.0 * N_u / (6.0 * A_g), 0.05 * f_c)
    return max(0.0, min(8.0 * lambda_s * rho_w ** (1.0 / 3.0) * root + axial, 5.0 * root)) * b_w * d / 1000.0


@clause(
    "ACI 318",
    "10.3.1.2",
    symbol="V_c",
    unit="kip",
    formula="V_c * A_e / A_g",
    example=({"V_c": 100.0, "A_e": 700.0, "A_g": 1000.0}, 70.0, "Independent arithmetic"),
)
def effective_shear(*, V_c: float, A_e: float, A_g: float) -> float:
    """Shear of the concrete on the reduced effective area, in proportion to it."""
    return V_c * A_e / A_g


@clause(
    "ACI 318",
    {"318-14": "22.5.10.5.3", "318-19": "22.5.8.5.3"},
    symbol="V_s",
    unit="kip",
    formula="A_v * f_yt * d / s",
    example=({"A_v": 0.22, "f_yt": 60.0, "d": 28.8, "s": 12.0}, 31.68, "Independent arithmetic: 13.2 x 2.4"),
)
def tie_shear(*, A_v: float, f_yt: float, d: float, s: float) -> float:
    """Shear of the ties: A_v is that of all legs, of a round tie two."""
    return A_v * f_yt * d / s


@clause(
    "ACI 318",
    "22.5.1.1",
    symbol="phi V_n",
    unit="kip",
    formula="0.75 * (V_c + V_s)",
    example=({"V_c": 100.0, "V_s": 30.0}, 97.5, "Independent arithmetic"),
)
def design_shear(*, V_c: float, V_s: float) -> float:
    """Design shear strength, phi 0.75."""
    return 0.75 * (V_c + V_s)


@clause(
    "ACI 318",
    "22.5.1.2",
    symbol="V_u,max",
    unit="kip",
    formula="0.75 * (V_c + 8 * min(f_c, 10000)**0.5 * b_w * d / 1000)",
    example=(
        {"V_c": 100.0, "f_c": 3000.0, "b_w": 36.0, "d": 28.8},
        415.73,
        "Independent arithmetic: 0.75 x (100 + 454.30)",
    ),
)
def greatest_shear(*, V_c: float, f_c: float, b_w: float, d: float) -> float:
    """Greatest factored shear a section of this size may carry, whatever its ties."""
    return 0.75 * (V_c + 8.0 * min(f_c, 10000.0) ** 0.5 * b_w * d / 1000.0)


@clause(
    "ACI 318",
    "10.6.2.2",
    symbol="A_v,min",
    unit="in2",
    formula="max(0.75 * f_c**0.5, 50) * b_w * s / (1000 * f_yt)",
    example=(
        {"f_c": 3000.0, "b_w": 36.0, "s": 6.0, "f_yt": 60.0},
        0.18,
        "Independent arithmetic: 50 x 36 x 6 / 60,000",
    ),
)
def least_ties(*, f_c: float, b_w: float, s: float, f_yt: float) -> float:
    """Least area of ties within a spacing, where the factored shear is over half of phi V_c."""
    return max(0.75 * f_c**0.5, 50.0) * b_w * s / (1000.0 * f_yt)


@dataclass(frozen=True, slots=True)
class Web:
    """What resists shear in one direction: in, psi, ksi. `A_v` within the spacing `s`."""

    b_w: float
    d: float
    A_g: float
    A_e: float
    rho_w: float
    A_v: float
    s: float
    f_c: float
    f_yt: float

    @property
    def crossed(self) -> bool:
        """Whether every inclined crack meets a tie (10.7.6.5.2); farther apart ties are none in shear."""
        return self.s <= min(self.d / 2.0, 24.0)


@dataclass(frozen=True, slots=True)
class Shear:
    """Concrete's part, design strength and the most a section of this size may carry; kip."""

    V_c: float
    phi_V_n: float
    most: float


def concrete_shear(sheet: Quiet, w: Web, N_u: float, aci: str) -> float:
    """V_c on the effective area, by the formula of the edition; kip."""
    size = {"A_g": w.A_g, "f_c": w.f_c, "b_w": w.b_w, "d": w.d}
    if aci == "318-14":
        V_c = sheet(concrete_shear_14 if N_u >= 0.0 else concrete_shear_tension_14, N_u=N_u, **size)
    elif w.crossed and w.A_v >= least_ties(f_c=w.f_c, b_w=w.b_w, s=w.s, f_yt=w.f_yt):
        V_c = sheet(concrete_shear_19, N_u=N_u, **size)
    else:
        why = "Ties are less than A_v,min" if w.crossed else "Ties over d/2 apart are none in shear"
        sheet.note(f"{why}: Table 22.5.5.1(c)")
        lambda_s = sheet(size_effect, d=w.d)
        V_c = sheet(concrete_shear_sparse_19, lambda_s=lambda_s, rho_w=w.rho_w, N_u=N_u, **size)
    if w.A_e < w.A_g:
        V_c = sheet(effective_shear, V_c=V_c, A_e=w.A_e, A_g=w.A_g)
    return V_c


def shear_strength(sheet: Quiet, w: Web, N_u: float, aci: str) -> Shear:
    """Design strength phi V_n of a section with ties at the axial load N_u (kip)."""
    V_c = concrete_shear(sheet, w, N_u, aci)
    if w.crossed:
        V_s = sheet(tie_shear, A_v=w.A_v, f_yt=w.f_yt, d=w.d, s=w.s)
    else:
        sheet.note("Ties over d/2 apart: a crack may pass between two of them, so V_s counts 0 (10.7.6.5.2)")
        V_s = 0.0
    return Shear(
        V_c,
        sheet(design_shear, V_c=V_c, V_s=V_s),
        sheet(greatest_shear, V_c=V_c, f_c=w.f_c, b_w=w.b_w, d=w.d),
    )
