"""Footings, loads and soil for tests of the footing room."""

from __future__ import annotations

from typing import Any

from apex.engine.footing.layer import Concrete
from apex.engine.footing.size import Sizes
from apex.engine.footing.task import Task
from apex.engine.foundation.soil import SoilValues
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet, asd, cases, lrfd
from apex.packs.load import load_packs

PACKS = load_packs()
SAND = SoilValues("sand", 2000.0, 150.0, 0.25, None, "test")
CLAY = SoilValues("clay", 1500.0, 100.0, None, 130.0, "test")

FIXED = Sizes(width_ft=10.0, length_ft=11.0, thickness_ft=1.5, depth_ft=4.0, pedestal_ft=2.0)


def plain(V: float = 4.0, M: float = 80.0, N: float = 3.0, T: float = 0.0) -> LoadSet:
    return LoadSet(Action(N=N), (("wind", Action(V_y=V, M_x=M, T=T)),))


def sign(scale: float = 1.0, **extra: Any) -> LoadSet:
    """A pylon sign: wind normal with and without torsion, along the face, a dead load off its line."""
    wind = (
        ("case A", Action(V_y=4.0 * scale, M_x=84.0 * scale)),
        ("case B", Action(V_y=4.0 * scale, M_x=84.0 * scale, T=9.6 * scale)),
        ("along, right", Action(V_x=1.0 * scale, M_y=18.0 * scale)),
        ("along, left", Action(V_x=-1.0 * scale, M_y=-18.0 * scale)),
    )
    return LoadSet(**{"dead": Action(N=3.0, M_y=2.0), "wind": wind, **extra})


def task(loads: LoadSet | None = None, **extra: Any) -> Task:
    loads = sign() if loads is None else loads
    given: dict[str, Any] = {
        "soil_cases": list(cases(asd("7-16"), loads)), "lrfd_cases": list(cases(lrfd("7-16"), loads)),
        "vertical_seismic": loads.vertical_seismic, "soil": SAND, "water_depth_ft": None, "frost_ft": 0.0,
        "concrete": Concrete(3000.0, 60.0, "318-19"), "rebar": None, "book": PACKS.footing_calibration,
        "bars": PACKS.reinforcement, "field": "foundation",
    }  # fmt: skip
    return Task(**{**given, **extra})


def check(made: Any, name: str) -> Any:
    (found,) = [c for c in made.checks if c.name == name]
    return found
