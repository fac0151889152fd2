"""What a field holds, in words: one way for diffs, conflicts and sentences, in the units of who reads it."""

import pytest

from apex.logic.flat import ABSENT
from apex.schema.held import held
from apex.schema.words import word

CABINET = {"name": "Main ID", "width_ft": "12'-6\"", "double_faced": True}


@pytest.mark.parametrize(
    ("value", "path", "us", "si"),
    [
        (115, "site.wind_speed_mph", "115 mph", "51.4 m/s"),
        (12.5, "sign.cabinets.0.width_ft", "12.5 ft", "3.81 m"),
        ("12'-6\"", "sign.cabinets.0.width_ft", "12'-6\"", "3.81 m"),
        (1 / 3, "site.frost_depth_ft", "0'-4\"", "0.1016 m"),
        ("fast", "site.wind_speed_mph", "fast", "fast"),
        ("drilled_pier", "foundation.kind", "drilled pier", "drilled pier"),
        (["HSS_round", "pipe"], "support.families", "HSS round, pipe", "HSS round, pipe"),
        ("drilled_pier", "name", "drilled_pier", "drilled_pier"),
        (False, "sign.cabinets.0.double_faced", "no", "no"),
        (1e300, "site.wind_speed_mph", "1e+300", "1e+300"),
        (None, "site.snow_psf", "(blank)", "(blank)"),
        ([], "pricing.addons", "(none)", "(none)"),
        (ABSENT, "site.snow_psf", "", ""),
        ([CABINET], "sign.cabinets", "name Main ID, width B 12'-6\", double-faced, closed on all sides yes",
         "name Main ID, width B 3.81 m, double-faced, closed on all sides yes"),
    ],
)  # fmt: skip
def test_a_value_is_said_with_its_unit_and_its_own_name(value, path, us, si):
    assert held(value, path) == us
    assert held(value, path, "si") == si


def test_in_a_pair_the_first_leaves_its_unit_to_the_second():
    assert held(105, "site.wind_speed_mph", bare=True) == "105"
    assert held(105, "site.wind_speed_mph", "si", bare=True) == "46.9"


def test_a_label_says_what_it_belongs_to():
    assert word("sign.cabinets.0.width_ft").full == "Cabinet 1, Width B"
    assert word("support.section").full.startswith("Support, ")
    assert word("site_name").full == "Site name"
