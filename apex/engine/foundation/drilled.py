"""A drilled pier under a base plate: depth as a buried pole's (IBC 1807.3.2), reinforced along its depth.

The soil is looked at under allowable-stress cases, the concrete under factored ones. A water table halves
the lateral bearing below it (`soil.lateral_bearing_wet`); the cage knows no water: buoyancy would only
lower its compression, and its checks do not count the pier's own weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.bundle import Packs
from apex.engine.concrete.bar import BarSet
from apex.engine.document import Document
from apex.engine.edition import Editions
from apex.engine.foundation.burial import Burial, solve
from apex.engine.foundation.buried import ground_of, pier_of, tell_piers, warn_spacing
from apex.engine.foundation.cage import Cage, pier_cage
from apex.engine.foundation.concrete import cubic_yards
from apex.engine.foundation.hole import DepthRules, Pier
from apex.engine.load.combination import Case
from apex.engine.trace import Check, Quiet
from apex.errors import InvalidInputError, Problem


@dataclass(frozen=True, slots=True)
class DrilledPier:
    """A pier with its cage; the post stands on a base plate at grade."""

    pier: Pier
    burial: Burial
    cage: Cage
    checks: tuple[Check, ...]
    kind: str = "drilled_pier"
    pole_embedment_ft: float = 0.0

    @property
    def depth_ft(self) -> float:
        return self.burial.depth_ft

    @property
    def concrete_yd3(self) -> float:
        return self.burial.concrete_yd3

    @property
    def excavation_yd3(self) -> float:
        return cubic_yards(V=self.burial.volume_ft3)

    @property
    def bars(self) -> tuple[BarSet, ...]:
        return self.cage.sets


def drilled_pier(
    sheet: Quiet,
    document: Document,
    packs: Packs,
    editions: Editions,
    soil: Sequence[Case],
    lrfd: Sequence[Case],
    known: DrilledPier | None = None,
) -> DrilledPier:
    """Depth, soil and reinforcement of a drilled pier. `soil` by ASD, `lrfd` factored; at grade, of one post.

    `known` is what the same document came to before: its cage is not sought once more.

    Raises `OutOfScope` for soils without values, sizes without room for a cage, concrete or bars out of range.
    """
    f, book = document.foundation, packs.footing_calibration
    _require_sizes(document)
    pier, ground = pier_of(document), ground_of(sheet, document, book)
    rules = DepthRules(f.depth_ft, f.minimum_depth_ft, f.depth_step_ft, f.max_depth_ft, f.constrained, deepen=True)
    allowable, factored = ([(c.name, c.total) for c in cases] for cases in (soil, lrfd))
    burial = solve(sheet, pier, ground, rules, allowable, factored)
    tell_piers(sheet, document, burial)
    warn_spacing(sheet, document, pier)
    net = burial.depth_ft - f.neglect_top_ft
    cage = pier_cage(
        sheet,
        pier,
        net,
        f.neglect_top_ft,
        burial.depth_ft,
        lrfd,
        f.fc_psi,
        f.rebar,
        packs.reinforcement,
        editions,
        constrained=f.constrained,
        known=known.cage if known else None,
    )
    sheet.assume("The pier is cast against earth and stands to grade; the post stands on a base plate at its top.")
    sheet.assume("End bearing counts the weight of concrete above that of the soil it replaces (net pressure).")
    return DrilledPier(pier, burial, cage, (*burial.checks, *cage.checks))


def _require_sizes(document: Document) -> None:
    """A pier that is not round needs its sides."""
    f, found = document.foundation, []
    if f.shape != "round" and f.width_ft is None:
        found.append(Problem("foundation.width_ft", f"needed for a {f.shape} pier"))
    if f.shape == "rectangular" and f.length_ft is None:
        found.append(Problem("foundation.length_ft", "needed for a rectangular pier"))
    if found:
        raise InvalidInputError(found)
