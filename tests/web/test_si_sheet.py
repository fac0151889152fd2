"""The calculation, its loads and the bill for who chose SI: formulas as their codes have them, values in both."""

import html
import re

import pytest

from apex.schema.text import load_yaml
from apex.settings import ROOT

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())


@pytest.fixture
def project(house):
    return f"/projects/{house.project(house.client('engineer'), design=DESIGN)['id']}"


def read(browser, address):
    return html.unescape(browser.get(address).get_data(as_text=True))


def test_a_sheet_has_the_si_value_beside_each_result_and_says_that_its_formulas_are_in_us_units(house, project):
    us, si = read(house.browser(), f"{project}/calculation"), read(house.metric(), f"{project}/calculation")
    assert 'class="si"' not in us
    assert "Formulas and the numbers put into them are in US units" in si
    assert re.findall("<math>.*?</math>", si) == re.findall("<math>.*?</math>", us)
    assert re.search(r'= <b>27\.20</b> psf <span class="si">\(1\.302 kPa\)</span>', si)
    assert re.search(r'[\d.]+ ≤ [\d.]+ kip-ft <span class="si">\([\d.]+ ≤ [\d.]+ kN·m\)</span>', si)
    assert "N kN</th>" in si
    assert "M normal kN·m" in si


def test_the_bill_is_bought_by_meters_and_kilograms_for_the_same_money(house, project):
    us, si = read(house.browser(), f"{project}/price"), read(house.metric(), f"{project}/price")
    row = r"Concrete, with waste.*?</th>.*?>([\d.]+)</td><td>(\S+)</td>.*?>([\d.,]+)</td>.*?>([\d.,]+)</td>"
    (yards, yd, per_yard, paid), (meters, m, per_meter, same) = re.search(row, us).groups(), re.search(row, si).groups()
    assert (yd, m, same) == ("yd³", "m³", paid)
    assert float(meters) == pytest.approx(float(yards) * 0.764555, rel=1e-3)
    assert float(per_meter.replace(",", "")) == pytest.approx(float(per_yard.replace(",", "")) / 0.764555, rel=1e-3)
    assert re.search(r"Support HSS[^<]*? m</th><td class=\"n\">[\d.,]+</td><td>kg</td>", si)
