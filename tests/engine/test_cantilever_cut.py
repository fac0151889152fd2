"""Forces of a stepped cantilever at any height, against sums of small pieces of its loads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.load.action import Action
from apex.engine.support.cantilever import Spread, cut, own_weight, spread_about, stacked, top_deflection_in
from apex.engine.trace import Quiet

QUIET = Quiet()
EI, GJ = 2.9e6, 2.24e6
actions = st.builds(Action, *(st.floats(-9, 9) for _ in range(6)))
loads_on_20 = st.lists(
    st.tuples(st.floats(0.0, 19.0), st.floats(0.0, 1.0), actions).map(
        lambda p: Spread(p[0], p[0] + p[1] * (20.0 - p[0]), p[2])
    ),
    min_size=1,
    max_size=5,
)


@given(loads=loads_on_20, z=st.floats(0.0, 19.9))
def test_the_forces_at_a_cut_are_sums_of_small_pieces_above_it(loads, z) -> None:
    n, found = 400, cut(QUIET, loads, z)
    sums = np.zeros(6)
    for p in loads:
        for i in range(n):
            at = p.z0_ft + (i + 0.5) / n * (p.z1_ft - p.z0_ft)
            if at >= z:
                a = p.action.times(1.0 / n)
                sums += (a.N, a.V_x, a.V_y, a.M_x + a.V_y * (at - z), a.M_y + a.V_x * (at - z), a.T)
    got = (found.N, found.V_x, found.V_y, found.M_x, found.M_y, found.T)
    # One piece more or less of each load lies at the cut.
    slack = sum(abs(x) for p in loads for x in (*_sizes(p.action),)) / n * 25.0 + 1e-9
    assert got == pytest.approx(tuple(sums), abs=slack)


def _sizes(a):
    return a.N, a.V_x, a.V_y, a.M_x, a.M_y, a.T


def test_the_cut_at_the_base_is_the_whole_load() -> None:
    spans = stacked([(12.0, EI, GJ, 40.0), (8.0, EI, GJ, 20.0)])
    loads = [Spread(12.0, 20.0, Action(V_y=4.0, T=6.0, M_y=1.5, N=2.0)), *own_weight(spans)]
    base, splice = cut(QUIET, loads, 0.0), cut(QUIET, loads, 12.0)
    assert pytest.approx(2.0 + 0.48 + 0.16) == base.N
    assert pytest.approx(2.16) == splice.N
    assert (base.M_x, base.M_y, base.V_y, base.T) == pytest.approx((64.0, 1.5, 4.0, 6.0))
    assert (splice.M_x, splice.M_y) == pytest.approx((16.0, 1.5))
    assert cut(QUIET, [Spread(12.0, 12.0, Action(V_y=1.0))], 12.0).V_y == 1.0
    assert cut(QUIET, [Spread(12.0, 12.0, Action(V_y=1.0))], 12.001).V_y == 0.0


def test_a_resultant_above_the_middle_of_its_sign_keeps_its_height_within_the_support() -> None:
    spans = stacked([(20.0, EI, GJ, 0.0)])
    high = spread_about(10.0 + 0.05 * 20.0, 20.0, 20.0, Action(V_y=4.0))
    assert (high.z0_ft, high.z1_ft) == (2.0, 20.0)
    assert cut(QUIET, [high], 0.0).M_x == pytest.approx(44.0)
    assert top_deflection_in(QUIET, spans, [high]) > 0.0
    assert spread_about(10.0, 4.0, 20.0, Action()) == Spread(8.0, 12.0, Action())
