"""Direct burial: the depth of an embedded pole, its torsion and its bearing. IBC 1806, 1807.3."""

from __future__ import annotations

import math
from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.foundation.concrete import cubic_yards
from apex.engine.foundation.embedment import depth_at, required_depth, slab_reaction
from apex.engine.foundation.hole import Cases, DepthRules, Ground, Pier
from apex.engine.foundation.pier import Extremes, extremes
from apex.engine.foundation.torsion import pier_torsion
from apex.engine.foundation.uplift import pier_uplift
from apex.engine.load.action import Action
from apex.engine.trace import Check, Quiet

WIDTH = {
    "round": "Diameter of the pier", "square": "Diagonal of the square pier",
    "rectangular": "Width of the pier, times root 2; at most its diagonal",
}  # fmt: skip
"""What b of IBC 1807.3.2.1 is, by the shape."""


@clause(
    "IBC",
    "1806.2",
    symbol="q",
    unit="psf",
    formula="N / A + (gamma_c - gamma_s) * d",
    example=(
        {"N": 3000.0, "A": 7.069, "gamma_c": 150.0, "gamma_s": 110.0, "d": 8.0},
        744.4,
        "Independent arithmetic: 424.4 + 320",
    ),
)
def end_bearing(*, N: float, A: float, gamma_c: float, gamma_s: float, d: float) -> float:
    """Pressure under a pier: the load, and the concrete above the weight of the soil it replaces."""
    return N / A + (gamma_c - gamma_s) * d


@clause(
    "Statics",
    "post in the ground",
    symbol="W_g",
    unit="lb",
    formula="L * (w - gamma_c * A_p / 144)",
    example=(
        {"L": 10.0, "w": 49.0, "gamma_c": 150.0, "A_p": 14.4},
        340.0,
        "Independent arithmetic: 490 lb of steel in the place of 1 ft3 of concrete",
    ),
)
def weight_below_grade(*, L: float, w: float, gamma_c: float, A_p: float) -> float:
    """What a post of w plf and A_p in2 weighs over L ft below grade more than the concrete it displaces."""
    return L * (w - gamma_c * A_p / 144.0)


@dataclass(frozen=True, slots=True)
class PostBelow:
    """The post in a pier: lb/ft, in2, and how far it reaches (ft), or ends above the foot of the pier."""

    plf: float
    A_in2: float
    length_ft: float | None
    above_foot_ft: float

    def reach_ft(self, depth_ft: float) -> float:
        return max(depth_ft - self.above_foot_ft, 0.0) if self.length_ft is None else self.length_ft


HOLDS = (pier_torsion, pier_uplift)
"""What a depth must hold beside bending."""


@dataclass(frozen=True, slots=True)
class Burial:
    """A solved pier. Depths in ft from grade; S psf; extremes at the level of the loads."""

    depth_required_ft: float
    depth_ft: float
    S_psf: float
    A_ft: float | None
    b_ft: float
    case: str
    extremes: Extremes
    volume_ft3: float
    concrete_yd3: float
    checks: tuple[Check, ...]


def solve(
    sheet: Quiet,
    pier: Pier,
    ground: Ground,
    rules: DepthRules,
    cases: Cases,
    factored: Cases = (),
    post: PostBelow | None = None,
) -> Burial:
    """Depth and checks of a pier under allowable-stress actions at grade (kip, kip-ft).

    `factored` (LRFD) serves what is said of a slab that holds the pier at grade; with it the forces along the
    pier at allowable stress level, which no check looks at, stay off the sheet.
    """
    case, action, net = deepest(pier, ground, rules, cases)
    sheet.part("foundation", "Depth of embedment")
    sheet.note(f"Governing combination: {case}")
    b = pier.b_ft(action)
    P, M = 1000.0 * action.V, 1000.0 * action.M + 1000.0 * action.V * ground.neglect_ft
    sheet.given("P", "Lateral load", P, "lb")
    sheet.given("M", "Moment at the top of the bearing soil", M, "lb-ft")
    sheet.given("b", WIDTH[pier.shape], b, "ft")
    if net > 0.0:
        depth_at(sheet, net, P, M, b, ground.lateral, constrained=rules.constrained)
    required = net + ground.neglect_ft
    depth = deep_enough(sheet, built_depth(sheet, required, ground, rules), pier, ground, rules, cases)
    S = (ground.lateral.s3 if rules.constrained else ground.lateral.s1)(Quiet(), net)
    A = None if rules.constrained or S <= 0.0 else 2.34 * P / (S * b)
    checks = [
        sheet.check(Check("Embedment depth", _clause(rules), required, depth, "ft", case)),
        *_depth_checks(sheet, depth, ground, rules),
        _bearing(sheet, pier, ground, depth, cases, post),
    ]
    checks += [c for c in (hold(sheet, pier, ground, depth, cases) for hold in HOLDS) if c is not None]
    # Where the pier is part of a design, its pole or cage is checked for factored forces, which are shown there.
    told = Quiet() if factored else sheet
    if not factored:
        sheet.part("foundation", "Along the pier")
    along = _along(told, rules, P / 1000.0, M / 1000.0, depth - ground.neglect_ft)
    if rules.constrained and sheet.records:
        sheet.part("foundation", "Force on the slab at grade")
        _warn_slab(sheet, ground.neglect_ft, depth - ground.neglect_ft, cases, factored)
    sheet.part("foundation", "Concrete of the pier")
    volume = pier.volume_ft3(sheet, depth)
    yards = sheet(cubic_yards, V=volume)
    return Burial(required, depth, S, A, b, case, along, volume, yards, tuple(checks))


def _clause(rules: DepthRules) -> str:
    return "IBC 1807.3.2.2" if rules.constrained else "IBC 1807.3.2.1"


def deepest(pier: Pier, ground: Ground, rules: DepthRules, cases: Cases) -> tuple[str, Action, float]:
    """The combination that needs the greatest net depth.

    Depth grows with shear and with moment, so a case below one already solved in both is passed.
    """
    quiet, best = Quiet(), ("no lateral load", Action(), 0.0)
    solved: list[tuple[float, float, float]] = []
    for name, action in cases:
        V, b = action.V, pier.b_ft(action)
        M = action.M + V * ground.neglect_ft
        if any(v >= V and m >= M and b >= w for v, m, w in solved):
            continue
        net = required_depth(1000.0 * V, 1000.0 * M, b, ground.lateral, quiet, constrained=rules.constrained)
        solved.append((V, M, b))
        if net > best[2]:
            best = (name, action, net)
    return best


def round_up(value: float, step: float) -> float:
    """The next multiple of a step; a value on a step (to 1e-9) stays.

    Rounded to a millionth of a foot, so that three steps of 0.3 are 0.9 and not a little less.
    """
    return round(math.ceil(value / step - 1e-9) * step, 6)


def built_depth(sheet: Quiet, required: float, ground: Ground, rules: DepthRules) -> float:
    """Depth to build: the given one, or the required with frost and least depth, rounded up."""
    if rules.given_ft is not None:
        sheet.note(f"Depth given: {rules.given_ft:g} ft, checked and not resized")
        return rules.given_ft
    depth = round_up(max(required, ground.frost_ft, rules.minimum_ft), rules.step_ft)
    sheet.note(
        f"Depth built: the greatest of required {required:.3f}, frost {ground.frost_ft:g} and least "
        f"{rules.minimum_ft:g} ft, up to a step of {rules.step_ft:g} ft = {depth:g} ft"
    )
    return depth


def deep_enough(sheet: Quiet, depth: float, pier: Pier, ground: Ground, rules: DepthRules, cases: Cases) -> float:
    """A depth left to the engine, in further steps until the soil holds torsion and uplift too.

    Where no depth within the limit does, the depth that bending needs stays, and the check fails.
    """
    if rules.given_ft is not None or not rules.deepen:
        return depth
    quiet, step = Quiet(), rules.step_ft

    def failing(steps: int) -> list[str]:
        deep = round_up(depth + steps * step, step)
        found = (hold(quiet, pier, ground, deep, cases) for hold in HOLDS)
        return [check.name for check in found if check is not None and not check.passes]

    low, high = 0, math.floor(((rules.maximum_ft or depth) - depth) / step + 1e-9)
    short = failing(0)
    if not short or high <= 0 or failing(high):
        return depth
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if failing(middle) else (low, middle)
    deeper = round_up(depth + high * step, step)
    sheet.note(f"{' and '.join(short)}: {depth:g} ft are too little; deepened to {deeper:g} ft")
    return deeper


def _depth_checks(sheet: Quiet, depth: float, ground: Ground, rules: DepthRules) -> list[Check]:
    """Bounds of the depth itself; the lower ones matter only where a depth is given."""
    checks = []
    if rules.given_ft is not None:
        checks.append(sheet.check(Check("Frost depth", "IBC 1809.5", ground.frost_ft, depth, "ft")))
        checks.append(sheet.check(Check("Least depth", "chosen limit", rules.minimum_ft, depth, "ft")))
    if rules.maximum_ft is not None:
        checks.append(sheet.check(Check("Greatest depth", "chosen limit", depth, rules.maximum_ft, "ft")))
    return checks


def _bearing(sheet: Quiet, pier: Pier, ground: Ground, depth: float, cases: Cases, post: PostBelow | None) -> Check:
    name, action = max(cases, key=lambda c: c[1].N)
    for symbol, v in (("gamma_c", ground.book.concrete_weight), ("gamma_s", ground.book.soil_weight)):
        sheet.taken(symbol, "Unit weight", v.value, v.unit, ground.book.label, v.source)
    below = 0.0
    if post is not None:
        gamma_c = ground.book.concrete_weight.value
        below = sheet(weight_below_grade, L=post.reach_ft(depth), w=post.plf, gamma_c=gamma_c, A_p=post.A_in2)
    q = sheet(
        end_bearing,
        N=1000.0 * action.N + below,
        A=pier.area_ft2,
        gamma_c=ground.book.concrete_weight.value,
        gamma_s=ground.book.soil_weight.value,
        d=depth,
    )
    return sheet.check(Check("End bearing", "IBC 1806.2", q, ground.values.vertical_psf, "psf", name))


def _along(sheet: Quiet, rules: DepthRules, P: float, M: float, net: float) -> Extremes:
    """Extremes below grade; a pier held at grade has its largest moment there."""
    return extremes(sheet, P, M, net, constrained=rules.constrained)


def _warn_slab(sheet: Quiet, neglect: float, net: float, cases: Cases, factored: Cases) -> None:
    """The force on the slab at both levels: who checks the slab must not mistake one for the other."""
    if net <= 0.0:
        return
    forces = f"{_slab(sheet, neglect, net, cases, 'ASD'):,.2f} kip at allowable stress level (ASD)"
    if factored:
        forces += f", {_slab(sheet, neglect, net, factored, 'LRFD'):,.2f} kip at strength level (LRFD)"
    sheet.warn(f"the slab that holds the pier at grade must resist {forces}: checked by others")


def _slab(sheet: Quiet, neglect: float, net: float, cases: Cases, level: str) -> float:
    """The largest reaction (kip) of a slab at grade under cases of one level."""

    def pushed(a: Action) -> tuple[float, float]:
        return 1000.0 * a.V, 1000.0 * (a.M + a.V * neglect)

    def reaction(a: Action) -> float:
        P, M_g = pushed(a)
        return slab_reaction(P=P, M_g=M_g, d=net)

    name, worst = max(cases, key=lambda c: reaction(c[1]))
    sheet.note(f"{level}: {name}")
    P, M_g = pushed(worst)
    return sheet(slab_reaction, P=P, M_g=M_g, d=net) / 1000.0
