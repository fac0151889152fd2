"""Combinations with ice: ASCE 7 2.3.3 and 2.4.3, and what drops out where a load is not there."""

from itertools import product

import pytest

from apex.engine.load.action import Action
from apex.engine.load.combination import Combination, LoadSet, asd, cases, combined, lrfd

DEAD, SNOW, ICE = Action(N=10.0, M_y=3.0), Action(N=2.0), Action(N=4.0, M_y=1.0)
WIND, ICE_WIND = (("w", Action(V_y=5.0, M_x=50.0)),), (("i", Action(V_y=1.0, M_x=12.0)), ("j", Action(V_x=2.0)))


def names(loads: LoadSet, edition: str = "7-16") -> set[str]:
    return {name for name, _ in (*combined(lrfd(edition), loads), *combined(asd(edition), loads))}


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("7-16", {(1.2, 0.2, 0, 0.5), (1.2, 1, 1, 0.5), (0.9, 1, 1, 0), (1.2, 1, 0, 0)}),
        ("7-22", {(1.2, 0.2, 0, 0.3), (1.2, 1, 1, 0.3), (0.9, 1, 1, 0), (1.2, 1, 0, 0)}),
    ],
)
def test_strength_combinations_with_ice(edition: str, expected: set[tuple[float, ...]]) -> None:
    found = [c for c in lrfd(edition) if c.D_i]
    assert {(c.D, c.D_i, c.W_i, c.S) for c in found} == expected
    assert all(c.W == c.E == c.E_v == 0.0 for c in found)


@pytest.mark.parametrize(("edition", "S"), [("7-16", 1.0), ("7-22", 0.7)])
def test_allowable_combinations_with_ice(edition: str, S: float) -> None:
    found = [c for c in asd(edition) if c.D_i]
    assert {(c.D, c.D_i, c.W_i, c.S) for c in found} == {(1, 0.7, 0, 0), (1, 0.7, 0.7, S), (0.6, 0.7, 0.7, 0)}
    assert all(c.W == c.E == 0.0 for c in found)


def test_no_ice_no_ice_combination() -> None:
    assert not any("Di" in n or "Wi" in n for n in names(LoadSet(DEAD, WIND, SNOW)))
    assert not any("Di" in n for n in names(LoadSet(DEAD, WIND, SNOW, ice_wind=ICE_WIND)))


def test_the_name_says_what_is_in_it_and_no_more() -> None:
    bare = {n for n in names(LoadSet(DEAD, WIND, ice=ICE, ice_wind=ICE_WIND)) if "Di" in n}
    assert bare == {"1.2D + 0.2Di", "1.2D + Di", "D + 0.7Di"} | {
        f"{c}, {k}"
        for c, k in product(
            ("1.2D + Di + Wi", "0.9D + Di + Wi", "D + 0.7Di + 0.7Wi", "0.6D + 0.7Di + 0.7Wi"), ("i", "j")
        )
    }
    snowy = {n for n in names(LoadSet(DEAD, WIND, SNOW, ice=ICE, ice_wind=ICE_WIND)) if "Di" in n}
    assert "1.2D + 0.2Di + 0.5S" in snowy
    assert "D + 0.7Di + 0.7Wi + S, i" in snowy
    assert "1.2D + Di + Wi + 0.3S, j" in names(LoadSet(DEAD, WIND, SNOW, ice=ICE, ice_wind=ICE_WIND), "7-22")


def test_actions_add_up_by_their_factors() -> None:
    loads = LoadSet(DEAD, WIND, SNOW, ice=ICE, ice_wind=ICE_WIND)
    found = dict(combined((*lrfd("7-16"), *asd("7-16")), loads))
    a = found["1.2D + Di + Wi + 0.5S, i"]
    assert (a.N, a.V_y, a.M_x, a.M_y) == pytest.approx((12 + 4 + 1, 1.0, 12.0, 3.6 + 1.0))
    b = found["0.6D + 0.7Di + 0.7Wi, j"]
    assert (b.N, b.V_x, b.M_y) == pytest.approx((6 + 2.8, 1.4, 1.8 + 0.7))
    c = found["1.2D + 0.2Di + 0.5S"]
    assert (c.N, c.V_y) == pytest.approx((12 + 0.8 + 1.0, 0.0))
    d = found["1.2D + Di"]
    assert (d.N, d.V_y, d.M_x, d.M_y) == pytest.approx((12 + 4, 0.0, 0.0, 3.6 + 1.0))


def test_ice_is_gravity_and_its_wind_is_lateral() -> None:
    loads = LoadSet(DEAD, WIND, ice=ICE, ice_wind=ICE_WIND)
    case = next(c for c in cases(lrfd("7-16"), loads) if c.name == "0.9D + Di + Wi, i")
    assert pytest.approx(13.0) == case.gravity.N
    assert case.lateral == ICE_WIND[0][1]
    assert not case.seismic


def test_the_other_combinations_do_not_change_for_ice() -> None:
    dry = dict(combined(lrfd("7-16"), LoadSet(DEAD, WIND, SNOW)))
    wet = dict(combined(lrfd("7-16"), LoadSet(DEAD, WIND, SNOW, ice=ICE, ice_wind=ICE_WIND)))
    assert {n: wet[n] for n in dry} == dry


def test_a_combination_of_ice_without_its_wind_still_holds_its_weight() -> None:
    only = (Combination("0.9D + Di + Wi", 0.9, D_i=1.0, W_i=1.0),)
    ((name, a),) = combined(only, LoadSet(DEAD, WIND, ice=ICE))
    assert name == "0.9D + Di + Wi"
    assert pytest.approx(13.0) == a.N
