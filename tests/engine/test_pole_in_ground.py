"""The pole below grade: used hardest where a fine walk down its length finds it."""

import random
from typing import Any

import numpy as np
import pytest

from apex.engine.load.action import Action
from apex.engine.steel.catalog import find_grade
from apex.engine.support.below import below_grade
from apex.engine.support.steel import Steel
from apex.engine.trace import Quiet
from tests.engine.plates import PACKS


def strengths(label: str) -> Any:
    section = PACKS.sections.find(label)
    metal = Steel(PACKS.sections, PACKS.materials)
    material = metal.material(section, find_grade(PACKS.materials, None, section.family))
    return metal, metal.strengths(Quiet(), section, material, 240.0, "LRFD")[1]


def walked(c: Any, a: Action, d: float, neglect: float, n: int = 40_000) -> float:
    """The soil answers with c1 z + c2 z2, which balances shear and moment; then r at every place down to its foot."""
    M_0 = a.M + a.V * neglect
    rates = np.array([[d**2 / 2.0, d**3 / 3.0], [d**3 / 3.0, d**4 / 4.0]])
    c1, c2 = np.linalg.solve(rates, np.array([a.V, -M_0]))
    z = np.linspace(0.0, d, n)
    V = a.V - c1 * z**2 / 2.0 - c2 * z**3 / 3.0
    M = M_0 + a.V * z - c1 * z**3 / 6.0 - c2 * z**4 / 12.0
    p, tau, way = abs(a.N) / c.P, 12.0 * abs(a.T) / c.T, a.M_x / a.M
    m, v = 12.0 * np.abs(M) / c.M_x, np.abs(V) / c.V_x
    if not c.round:
        m = 12.0 * np.abs(M) * (abs(way) / c.M_x + abs(a.M_y / a.M) / c.M_y)
        v = np.abs(V) * np.hypot(a.V_x / a.V / c.V_x, a.V_y / a.V / c.V_y)
    if tau > 0.2:
        return float(np.max(p + m + (v + tau) ** 2))
    return float(np.max(p + 8.0 / 9.0 * m if p >= 0.2 else p / 2.0 + m))


@pytest.mark.parametrize("label", ["HSS12.750X0.375", "HSS10X10X3/8"])
@pytest.mark.parametrize("seed", range(12))
def test_the_pole_is_used_hardest_where_a_walk_down_finds_it(label: str, seed: int) -> None:
    r = random.Random(seed)
    metal, c = strengths(label)
    d, neglect = r.uniform(4.0, 14.0), r.choice((0.0, 1.0))
    cases = []
    for i in range(4):
        V, h, T = r.uniform(1.0, 12.0), r.uniform(2.0, 20.0), r.choice((0.0, 0.15, 0.25, 0.5)) * c.T / 12.0
        along = r.uniform(0.0, 0.5)
        cases.append((f"{i}", Action(6.0, along * V, V, V * h, along * V * h, T)))
    made = below_grade(Quiet(), cases, c, metal, d, neglect, "AISC 360-16")
    assert made.checks[0].demand == pytest.approx(max(walked(c, a, d, neglect) for _, a in cases), rel=1e-6)


def test_torsion_makes_it_harder_beside_the_largest_moment() -> None:
    metal, c = strengths("HSS12.750X0.375")
    a = Action(2.0, 0.0, 6.0, 60.0, 0.0, 0.5 * c.T / 12.0)
    combined = below_grade(Quiet(), [("one", a)], c, metal, 8.0, 0.0, "AISC 360-16").checks[0]
    M_max = max(60.0, below_grade(Quiet(), [("one", a)], c, metal, 8.0, 0.0, "AISC 360-16").at_moment.M_max)
    at_moment = 2.0 / c.P + 12.0 * M_max / c.M_x + 0.5**2
    assert combined.demand > 1.002 * at_moment
