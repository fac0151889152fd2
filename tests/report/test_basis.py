"""The basis of design names every value the calculation stands on, and where it is from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.report.part.basis import basis
from apex.report.part.ground import category_words
from tests.report.reading import bare
from tests.report.test_package_kinds import text, worked


def rows(design):
    return dict(row for column in basis(design) for _, group in column for row in group)


def site(design, **changed):
    return replace(design, document=replace(design.document, site=replace(design.document.site, **changed)))


def test_seismic_values_category_system_and_base_shear_stand_in_the_basis():
    design = worked("two posts on drilled piers")
    said = rows(design)
    assert said["Site values, g"] == "S_DS = 0.4, S_D1 = 0.2, S_1 = 0.15"
    assert said["Design category"] == "D (ASCE 7-22 11.6)"  # S_D1 = 0.20 is D by Table 11.6-2
    assert said["Importance I_e"].startswith("1 (") and said["R, Ω_0, C_d"].startswith("3, 1.75, 3: signs")
    loads = design.support.demand.loads
    V = max(abs(a.V_y) for _, a in loads.seismic)
    assert said["C_s, normal; along"].startswith(f"{V / loads.dead.N:.4f}")
    assert f"of W = {loads.dead.N:.3f} kip" in said["V = C_s W, strength level"]
    assert bare(said["V = C_s W, strength level"]) in text("two posts on drilled piers")


def test_a_site_without_seismic_values_claims_no_category(pylon):
    said = rows(site(pylon, sds=None, sd1=None, s1=None))
    assert said["Design category"] == "not known" and "C_s, normal; along" not in said


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0.45, None, 0.1), "C or higher: S_D1 not given"),
        ((0.45, 0.1, None), "C ("),  # S_1 >= 0.75 comes with a category of D by Table 11.6-2
        ((0.6, 0.3, None), "D or higher: S_1 not given"),
        ((0.6, None, 0.8), "E ("),
    ],
)
def test_a_missing_value_leaves_the_category_open_only_where_it_could_raise_it(pylon, values, words):
    sds, sd1, s1 = values
    assert category_words(site(pylon, sds=sds, sd1=sd1, s1=s1)).startswith(words)


def test_allowable_wind_speed_and_soil_values_stand_in_the_basis_with_their_source(pylon):
    said = rows(pylon)
    assert said["V_asd = V √0.6"] == "89 mph (IBC 1609.3.1)"  # Table 1609.3.1 for 115 mph
    assert said["Vertical bearing"] == "2,000 psf (IBC Table 1806.2)"
    assert said["Lateral bearing"] == "150 psf/ft (IBC Table 1806.2)"
    assert said["Lateral bearing S_1"].startswith(f"{pylon.foundation.burial.S_psf:.1f} psf")
    assert said["Friction"] == "0.25 (IBC Table 1806.2), in torsion alone"
    assert said["One-third increase"] == "not used (IBC 1806.1)"


def test_a_footing_counts_no_lateral_bearing_and_its_friction_in_sliding():
    said = rows(worked("a spread footing"))
    assert said["Lateral bearing"] == "not counted: no passive pressure" and said["Friction"].endswith("in sliding")
    assert "Lateral bearing S_1" not in said


def test_an_unstable_support_has_no_allowable_values_but_its_soil():
    said = rows(worked("an unstable support"))
    assert "Vertical bearing" not in said and said["Soil"].startswith("class")
