"""Every aluminum tube of the chosen families at once: the arrays a search over them works with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from apex.engine.aluminum.alloy import Alloy, Aluminum, Filler
from apex.engine.aluminum.combined import envelope_ratios
from apex.engine.aluminum.scope import require_tube
from apex.engine.aluminum.strength import available_aluminum
from apex.engine.load.action import Action
from apex.engine.steel.capacity import Strength
from apex.engine.steel.catalog import stack
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Box, Round, Section
from apex.engine.support.group import Group
from apex.engine.support.member import NAMES, Method
from apex.engine.trace import Sweep
from apex.errors import OutOfScope


@lru_cache(maxsize=32)
def groups(aluminum: Aluminum, families: tuple[str, ...], filler: Filler) -> tuple[Group, ...]:
    """The tubes of the families, stacked by kind, each with the reason why it cannot be used, if any."""
    by_kind: dict[str, list[Section]] = {}
    for section in aluminum.sections.of(families):
        by_kind.setdefault(section.kind, []).append(section)
    grade = aluminum.alloy.grade(families)
    return tuple(_group(tuple(found), aluminum.alloy, grade, filler) for found in by_kind.values())


def _group(sections: tuple[Section, ...], alloy: Alloy, grade: Grade, filler: Filler) -> Group:
    stacked = stack(sections)
    assert isinstance(stacked, (Round, Box))
    reasons = tuple(_refusal(s) for s in sections)
    return Group(sections, (grade,) * len(sections), stacked, alloy.welded(filler, stacked.t), reasons)


def _refusal(section: Section) -> str:
    try:
        require_tube(section)
    except OutOfScope as refused:
        return refused.message
    return ""


def strengths(group: Group, L_ft: float, method: Method, alloy: Alloy, filler: Filler) -> Strength:
    """Available strengths of every tube of a group as cantilevers of length L_ft: arrays."""
    stacked = group.stacked
    assert isinstance(stacked, (Round, Box))
    with np.errstate(all="ignore"):
        return available_aluminum(Sweep(), stacked, filler, 12.0 * L_ft, method, alloy=alloy)


def by_loads(
    group: Group, demands: Sequence[Action], method: Method, L_ft: float, alloy: Alloy, filler: Filler
) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """Ratio arrays under given post actions, already factored, and the available strengths."""
    c = strengths(group, L_ft, method, alloy, filler)
    ratios = dict(zip(NAMES, envelope_ratios([("given", a) for a in demands], c), strict=True))
    return ratios, (c.M_x / 12.0, c.V_y, 0.0 if c.T is None else c.T / 12.0, c.P)
