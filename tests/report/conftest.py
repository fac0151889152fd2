"""Designs the report is tried on: the example, and signs that are awkward to draw."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

import apex.engine
from apex.engine.design import Design, design
from apex.engine.document import Cabinet, Document
from apex.packs.load import load_packs
from apex.schema.read import read
from apex.schema.text import load_yaml

ROOT = Path(__file__).parents[2]
EXAMPLE = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_text())
ODD_NAME = 'A <script>&" #panic() $x$'

for module in pkgutil.walk_packages(apex.engine.__path__, "apex.engine."):
    importlib.import_module(module.name)


def cabinet(width, height, bottom, offset=0.0, name=""):
    return Cabinet(
        width_ft=width, height_ft=height, bottom_ft=bottom, offset_ft=offset, name=name, depth_ft=2, weight_psf=8
    )


AWKWARD = {
    "a wide monument close to the ground": ([cabinet(20, 6, 0.5)], 4, {}),
    "a monument on the ground": ([cabinet(8, 5, 0)], 3, {}),
    "a very wide sign": ([cabinet(60, 10, 20)], 6, {}),
    "stacked cabinets, some of them thin": (
        [
            cabinet(10, 4, 20, 0, "Anchor"),
            cabinet(8, 3, 16.5),
            cabinet(8, 1.5, 14.5),
            cabinet(6, 1, 13),
            cabinet(3, 0.5, 12),
            cabinet(12, 2, 24.5, 1, "Topper"),
        ],
        4,
        {},
    ),
    "a flag": ([cabinet(10, 5, 18, 8)], 4, {}),
    "a flag to the left": ([cabinet(10, 5, 18, -8)], 4, {}),
    "flags on both sides": ([cabinet(6, 5, 18, -5), cabinet(6, 4, 17.5, 5), cabinet(4, 2, 24)], 4, {}),
    "a small sign on a tall pole": ([cabinet(6, 4, 46, 0, ODD_NAME)], 3.5, {}),
    "sixteenths": ([cabinet(8.34375, 5.0625, 8.328125, 0.34375)], 3, {}),
    "a tiny sign": ([cabinet(1, 1, 6)], 1.5, {}),
    "a support that is not stable": ([cabinet(8, 8, 20)], 3, {"section": "HSS2.500X0.125"}),
    "a support that fails": ([cabinet(8, 8, 20)], 3, {"section": "HSS8.625X0.188"}),
}


def worked(name: str) -> Design:
    cabinets, diameter, support = AWKWARD[name]
    base = read(Document, EXAMPLE)
    families = ("HSS_round", "pipe", "HSS_square")
    document = replace(
        base,
        sign=replace(base.sign, cabinets=tuple(cabinets)),
        foundation=replace(base.foundation, diameter_ft=diameter),
        support=replace(base.support, families=families, **support),
    )
    return design(document, load_packs())


@pytest.fixture(scope="session")
def pylon() -> Design:
    return design(read(Document, EXAMPLE), load_packs())


@pytest.fixture(params=AWKWARD, scope="session")
def awkward(request) -> Design:
    return worked(request.param)


@pytest.fixture(scope="session")
def failing() -> Design:
    return worked("a support that fails")


@pytest.fixture(scope="session")
def unstable() -> Design:
    return worked("a support that is not stable")


@pytest.fixture(scope="session")
def odd(pylon) -> Design:
    """The example with names that would be markup in SVG and in the typesetter."""
    first = replace(pylon.document.sign.cabinets[0], name=ODD_NAME)
    document = replace(pylon.document, name=f"{ODD_NAME} sign", sign=replace(pylon.document.sign, cabinets=(first,)))
    return design(document, load_packs())
