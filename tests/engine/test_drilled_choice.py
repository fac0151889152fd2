"""The lightest cage by brute force, and the cases that are not looked at."""

from dataclasses import replace

import pytest

from apex.engine.document import Rebar
from apex.engine.foundation.along import bending, shearing
from apex.engine.foundation.cage_check import work_out
from apex.engine.foundation.cage_choice import choose, tie_for
from apex.engine.foundation.cage_length import bar_sets
from apex.engine.foundation.cage_task import CageTask
from apex.engine.foundation.hole import Pier
from tests.engine.piers import PACK, QUIET, cage, task


def every_cage(of: CageTask) -> list[float]:
    """Weights of all cages that pass, every bar, count, tie and whole inch of spacing tried."""
    found = []
    for size in range(4, 12):
        for count in range(6, 25, 2):
            for tie in (3, 4, 5):
                layout = of.layout(PACK.bar(size), count, PACK.bar(tie))
                if layout.A_st < 0.004 * layout.A_g or layout.A_st > 0.02 * layout.A_g:
                    continue
                for spacing in range(3, 25):
                    worked = work_out(QUIET, of, layout, float(spacing))
                    if worked.passes:
                        sets = bar_sets(QUIET, layout, of.depth_ft, float(spacing), hooked=worked.hooked)
                        found.append(sum(s.weight_lb for s in sets if s))
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize(("aci", "V", "D"), [("318-14", 4.0, 2.5), ("318-19", 12.0, 3.0)])
def test_the_chosen_cage_is_the_lightest_of_all_that_pass(aci, V, D) -> None:
    of = task(Pier("round", D, D), depth=8.0, aci=aci, V=V, T=3.0)
    of = replace(of, demands=(*shearing(of.demands)[:2], *bending(of.demands)[:2]))
    chosen = choose(of)
    assert chosen.passes
    assert chosen.weight_lb == pytest.approx(min(every_cage(of)))


def test_ties_left_out_are_chosen_around_given_bars() -> None:
    of = task()
    chosen = tie_for(of, PACK.bar(7), 10)
    found = cage(rebar=Rebar(size=7, count=10))
    assert (found.ties.bar, found.tie_spacing_in) == (chosen.layout.tie, chosen.spacing_in)
    wider = work_out(QUIET, of, chosen.layout, chosen.spacing_in + 1.0)
    assert chosen.passes and not wider.passes
