"""Clause numbers that differ between the editions of ACI 318, as each edition prints them."""

import pytest

from apex.engine.anchor.seismic import concrete_use, steel_use, strain_hardening
from apex.engine.clause import CLAUSES
from apex.engine.concrete.shear import tie_shear
from apex.engine.concrete.torsion import shear_tie_area
from apex.engine.document import Rebar
from apex.engine.document.foundation import Ties
from apex.engine.foundation.hole import Pier
from tests.engine.piers import cage, check


@pytest.mark.parametrize(
    ("formula", "older", "newer"),
    [
        (steel_use, "17.2.3.4.3(a)1", "17.10.5.3(a)(i)"),
        (concrete_use, "17.2.3.4.3(a)2", "17.10.5.3(a)(ii)"),
        (strain_hardening, "17.2.3.4.3(a)5", "17.10.5.3(a)(v)"),
        (shear_tie_area, "22.5.10.1, 22.7.6.1", "22.5.8.1, 22.7.6.1"),
        (tie_shear, "22.5.10.5.3", "22.5.8.5.3"),
    ],
)
def test_a_clause_has_the_number_of_the_edition_in_force(formula, older: str, newer: str) -> None:
    clause = CLAUSES[formula]
    assert clause.cite({"ACI 318": "ACI 318-14"}) == f"ACI 318-14 {older}"
    assert clause.cite({"ACI 318": "ACI 318-19"}) == f"ACI 318-19 {newer}"


@pytest.mark.parametrize(("basis", "number"), [("IBC2018", "318-14 22.5.10.1"), ("IBC2021", "318-19 22.5.8.1")])
def test_the_check_of_ties_cites_the_edition(basis: str, number: str) -> None:
    found = cage(
        Pier("round", 4.0, 4.0), T=150.0, basis=basis, rebar=Rebar(size=8, count=16, ties=Ties(size=4, spacing_in=6))
    )
    assert check(found, "Ties for shear and torsion").clause == f"ACI {number}, 22.7.6.1"
