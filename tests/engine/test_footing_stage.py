"""The foundation stage of a design on a spread footing: the document's fields arrive where they belong."""

import pytest

from apex.engine.edition import EDITIONS
from apex.engine.footing.stage import stage, task_of
from apex.engine.load.combination import asd, cases, lrfd
from apex.engine.trace import Sheet
from tests.engine.documents import document
from tests.engine.footings import PACKS, check, sign


def staged(**changes):
    given = document(foundation__kind="spread_footing", **changes)
    editions = EDITIONS[given.site.code_basis]
    loads = sign(0.5)
    soil, strength = (list(cases(f(editions.asce7), loads)) for f in (asd, lrfd))
    sheet = Sheet()
    return stage(sheet, given, task_of(given, PACKS, editions, soil, strength), 10.0), sheet


def test_open_sizes_are_chosen_below_the_frost_of_the_site() -> None:
    made, _ = staged(site__frost_depth_ft=3.5)
    assert made.footing.D_ft == 3.5
    assert all(c.passes for c in made.checks)
    # 10 in. and 16 in. of room: 26 in., up to 2.5 ft.
    assert made.footing.c_ft >= 2.5


def test_given_sizes_bars_and_concrete_are_taken() -> None:
    made, _ = staged(
        site__code_basis="IBC2018", foundation__width_ft=9.0, foundation__length_ft=10.0, foundation__thickness_ft=1.5,
        foundation__depth_ft=4.5, foundation__pedestal_ft=2.0, foundation__fc_psi=4000.0,
        foundation__rebar={"size": 6, "count": 14, "fy_ksi": 60},
    )  # fmt: skip
    f = made.footing
    assert (f.B_ft, f.L_ft, f.t_ft, f.D_ft, f.c_ft) == (9.0, 10.0, 1.5, 4.5, 2.0)
    assert {(a.bar.size, a.count) for a in made.mats.layers} == {(6, 14)}
    shear = check(made, "Bottom bars along the normal: one-way shear")
    assert shear.clause == "ACI 318-14 22.5.5.1"
    assert shear.capacity == pytest.approx(0.75 * 2.0 * 4000.0**0.5 * 108.0 * made.mats.bottom[1].d_in / 1000.0)


def test_water_slope_and_expansive_soil_are_said() -> None:
    made, sheet = staged(foundation__water_depth_ft=2.0, foundation__slope_nearby=True, foundation__expansive=True)
    assert any("water at 2 ft" in b.case for b in made.bearing)
    said = " ".join(sheet.assumptions)
    assert "1808.7" in said
    assert "1808.6" in said
    assert "Water table at 2 ft" in said


def test_posts_closer_than_their_footings_are_warned_about() -> None:
    _, sheet = staged(support__count=2, support__spacing_ft=3.0)
    assert any(a.startswith("warning: posts 3 ft apart") for a in sheet.assumptions)
