"""Drilled piers to try: loads of a sign on one post, cages and their tasks."""

from typing import Any

from apex.engine.document import Rebar
from apex.engine.edition import EDITIONS
from apex.engine.foundation.along import Along
from apex.engine.foundation.cage import Cage, pier_cage
from apex.engine.foundation.cage_task import CageTask, task_of
from apex.engine.foundation.hole import Pier
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, LoadSet, cases, lrfd
from apex.engine.trace import Quiet
from apex.packs.load import load_packs

PACKS = load_packs()
PACK = PACKS.reinforcement
ROUND = Pier("round", 3.0, 3.0)
QUIET = Quiet()


def loads(V: float = 4.0, h: float = 21.0, N: float = 3.0, T: float = 8.0, ecc: float = 0.5) -> LoadSet:
    wind = [
        ("case A", Action(V_y=V, M_x=V * h)), ("case B", Action(V_y=V, M_x=V * h, T=T)),
        ("case B, other side", Action(V_y=V, M_x=V * h, T=-T)),
        ("along the face", Action(V_x=0.2 * V, M_y=0.2 * V * h)),
    ]  # fmt: skip
    return LoadSet(Action(N=N, M_y=N * ecc), wind)


def factored(**of: float) -> list[Case]:
    return list(cases(lrfd("7-16"), loads(**of)))


def cage(
    pier: Pier = ROUND, depth: float = 9.0, neglect: float = 0.0, rebar: Rebar | None = None, *, sheet: Quiet = QUIET,
    basis: Any = "IBC2021", constrained: bool = False, fc: float = 3000.0, **of: float,
) -> Cage:  # fmt: skip
    return pier_cage(
        sheet, pier, depth - neglect, neglect, depth, factored(**of), fc, rebar, PACK, EDITIONS[basis],
        constrained=constrained,
    )  # fmt: skip


def task(pier: Pier = ROUND, depth: float = 9.0, aci: str = "318-19", **of: float) -> CageTask:
    along = Along(depth, 0.0, pier.shape == "round")
    return task_of(pier, depth, along, factored(**of), 3000.0, 60.0, PACK, aci)


def check(found: Any, name: str) -> Any:
    return next(c for c in found.checks if c.name == name)
