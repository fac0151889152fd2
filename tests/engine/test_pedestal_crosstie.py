"""Crossties of a pedestal hold the bars between its corners as ACI 318 25.7.2.3 asks."""

from dataclasses import replace

import pytest

from apex.engine.footing.layer import Concrete
from apex.engine.footing.pedestal import Pedestal
from apex.engine.footing.pedestal_bar import bar_sets
from apex.engine.footing.shape import Footing
from apex.packs.load import load_packs

PACKS = load_packs()
K = Concrete(4000.0, 60.0, "318-19")


def pedestal(per_face: int, c_ft: float) -> Pedestal:
    f = Footing(B_ft=8.0, L_ft=8.0, t_ft=1.5, D_ft=5.0, c_ft=c_ft)
    return Pedestal(f, PACKS.reinforcement.bar(6), per_face, PACKS.reinforcement.bar(3))


@pytest.mark.parametrize(
    ("per_face", "c_ft", "held"),
    [
        (2, 4.0, 0),  # at the corners alone
        (3, 1.75, 0),  # 21 - 2 x 3.75 = 13.5, halved less 0.75: 6.0 in. clear, from both sides
        (3, 1.8, 1),  # a little more
        (3, 2.0, 1),
        (4, 1.75, 2),  # alternate bars are held: of two side by side one is not
        (6, 3.0, 4),
    ],
)
def test_every_bar_is_held_but_one_close_to_both_corners(per_face: int, c_ft: float, held: int) -> None:
    assert pedestal(per_face, c_ft).crossed == held


def test_crossties_stand_at_every_tie_both_ways() -> None:
    made = pedestal(4, 2.0)
    bars = {b.mark: b for b in bar_sets(made, K)}
    assert bars["P3"].count == 4 * bars["P2"].count
    around, across = 12.0 * bars["P2"].length_ft, 12.0 * bars["P3"].length_ft
    leg = 24.0 - 6.0 - 0.375
    assert around - across == pytest.approx(3.0 * leg)
    assert {b.mark for b in bar_sets(replace(made, per_face=2), K)} == {"P1", "P2"}
