"""Every formula belongs to a family that is held to something outside of it, by tests that exist."""

import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest

import apex.engine
from apex.engine.clause import CLAUSES
from tests.worked.family import FAMILIES, Family

ENGINE = Path(__file__).resolve().parents[1] / "engine"

for found in pkgutil.walk_packages(apex.engine.__path__, "apex.engine."):
    importlib.import_module(found.name)


def test_every_module_with_a_formula_is_in_one_family() -> None:
    modules = {function.__module__.removeprefix("apex.engine.") for function in CLAUSES}
    claimed = Counter(m for f in FAMILIES for m in f.modules)
    assert modules == set(claimed)
    assert set(claimed.values()) == {1}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_a_family_has_two_sources_or_one_and_a_computation_of_its_own(family: Family) -> None:
    assert family.tests
    assert len(family.published) + len(family.tests) >= 2
    assert len(set(family.tests)) == len(family.tests)


@pytest.mark.parametrize("name", sorted({t for f in FAMILIES for t in f.tests}))
def test_a_computation_that_is_named_exists(name: str) -> None:
    file, test = name.split("::")
    assert re.search(rf"^def {test}\(", (ENGINE / file).read_text(), re.MULTILINE)
