"""What a post stands on: its foundation, and the base plate between them. All posts of a sign stand on equal ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.select import design_base_plate
from apex.engine.baseplate.space import Wishes
from apex.engine.baseplate.work import BasePlateWork, base_plate
from apex.engine.bundle import Packs
from apex.engine.document import BasePlate, Document, Rebar
from apex.engine.document.baseplate import AnchorReinforcement, Anchors, PlateConcrete, Sdc
from apex.engine.edition import Editions
from apex.engine.footing.spread import SpreadFooting
from apex.engine.footing.stage import stage as spread_footing
from apex.engine.foundation.buried import BuriedPole, buried_pole
from apex.engine.foundation.drilled import DrilledPier, drilled_pier
from apex.engine.foundation.rod_bars import held_by
from apex.engine.load.category import seismic_design_category
from apex.engine.support.work import SupportWork
from apex.engine.trace import Check, Quiet

Foundation = BuriedPole | DrilledPier | SpreadFooting
PEDESTAL_STEP_FT, PEDESTAL_TRIALS = 0.5, 6
SERVING_SIZES = (None, 7, 6)
"""Bars tried as anchor reinforcement: those the pier needs, then smaller ones."""


@dataclass(frozen=True, slots=True)
class Base:
    """Foundation and base plate of one post; no plate where the post is buried."""

    foundation: Foundation
    plate: BasePlateWork | None
    joint: tuple[Check, ...] = ()
    """What foundation and plate ask of each other."""

    @property
    def checks(self) -> tuple[Check, ...]:
        return (*self.foundation.checks, *(self.plate.checks if self.plate else ()), *self.joint)

    @property
    def stands(self) -> bool:
        """Whether the plate and what joins it to the foundation pass; the soil is another matter."""
        return (self.plate is None or self.plate.passes) and all(c.passes for c in self.joint)

    @property
    def whole(self) -> bool:
        """Whether every check could be made."""
        return self.plate is None or self.plate.complete


def base(sheet: Quiet, document: Document, packs: Packs, editions: Editions, support: SupportWork) -> Base:
    """The foundation the document asks for under the worst of the end posts; sizes left out are chosen."""
    kind = document.foundation.kind
    if kind == "direct_burial":
        return Base(buried_pole(sheet, document, packs, editions, support), None)
    task = _Plated(document, packs, editions, support, _category(sheet, document))
    return task.on_pier(sheet) if kind == "drilled_pier" else task.on_footing(sheet)


def _category(sheet: Quiet, document: Document) -> Sdc:
    site = document.site
    if not site.sds:
        return "A"
    sheet.part("baseplate", "Seismic design category")
    found = seismic_design_category(sheet, S_DS=site.sds, S_D1=site.sd1, S_1=site.s1, risk=site.risk_category)
    return found or "A"


@dataclass(frozen=True, slots=True)
class _Plated:
    document: Document
    packs: Packs
    editions: Editions
    support: SupportWork
    sdc: Sdc

    @property
    def column(self) -> Column:
        return Column(self.support.section, self.support.grade, self.document.support.orientation)

    @property
    def column_in(self) -> float:
        return 2.0 * max(self.column.half_x_in, self.column.half_y_in)

    @property
    def wanted(self) -> BasePlate:
        return self.document.baseplate or BasePlate()

    def on_pier(self, sheet: Quiet) -> Base:
        """A pier whose cage also serves the rods, where breakout asks for it and sizes are left open."""
        quiet, document = Quiet(), self.document
        if self.wanted.plate is not None:
            return self._stood(sheet, document, serving=False)
        first = self._pier(quiet, document)
        if self._stood(quiet, document, serving=False).stands:
            return self._stood(sheet, document, serving=False)
        for size in SERVING_SIZES:
            tried = document if size is None else self._with_bars(first, size)
            if self._stood(quiet, tried, serving=True).stands:
                document = tried
                break
            if document.foundation.rebar is not None:
                break
        sheet.assume(
            "The vertical bars of the pier that stand within half the embedment of a rod, and are developed beside "
            "it, are its anchor reinforcement (ACI 318 17.5.2.1)."
        )
        return self._stood(sheet, document, serving=True)

    def _stood(self, sheet: Quiet, document: Document, *, serving: bool) -> Base:
        """Pier and plate, and whether their bars and rods lap."""
        pier = self._pier(sheet, document)
        cage = pier.cage
        # A rod that is to hand its pull to the bars reaches as far beside them as they need.
        least = cage.needed_in + cage.cover_in + cage.ring_in / 6.0
        made = self.plate(sheet, self._top(pier), partial(held_by, cage) if serving else None, least)
        offset = max(min(math.dist(rod, bar) for bar in cage.points_in) for rod in made.points)
        sheet.part("baseplate", "Rods beside the bars of the pier")
        return Base(pier, made, (cage.rod_lap(sheet, made.anchors.embedment_in, offset),))

    def _pier(self, sheet: Quiet, document: Document) -> DrilledPier:
        s = self.support
        return drilled_pier(sheet, document, self.packs, self.editions, s.allowable, s.lrfd)

    def _with_bars(self, made: DrilledPier, size: int) -> Document:
        """The same steel in bars of another size: smaller ones are developed in less depth."""
        foundation, held = self.document.foundation, made.cage.vertical
        each = self.packs.reinforcement.bar(size).area_in2
        count = 2 * math.ceil(held.count * held.bar.area_in2 / each / 2.0 - 1e-9)
        return replace(self.document, foundation=replace(foundation, rebar=Rebar(size=size, count=count)))

    def _top(self, made: DrilledPier) -> PlateConcrete:
        """The concrete under the plate: as given, else the top of the pier."""
        if self.wanted.concrete is not None:
            return self.wanted.concrete
        wide, long, depth = 12.0 * made.pier.x_ft, 12.0 * made.pier.y_ft, 12.0 * made.depth_ft
        fc = self.document.foundation.fc_psi
        if made.pier.shape == "round":
            return PlateConcrete(fc_psi=fc, diameter_in=wide, depth_in=depth)
        return PlateConcrete(fc_psi=fc, width_in=wide, length_in=long, depth_in=depth)

    def on_footing(self, sheet: Quiet) -> Base:
        """The plate stands on the pedestal. One left open grows until a plate of standard sizes passes on it."""
        document = self.document
        if document.foundation.pedestal_ft is None and self.wanted.plate is None and self.wanted.concrete is None:
            document = self._with_pedestal(document)
        s = self.support
        footing = spread_footing(sheet, document, self.packs, self.editions, s.allowable, s.lrfd, self.column_in)
        return Base(footing, self.plate(sheet, self._on(footing)))

    def _on(self, made: SpreadFooting) -> PlateConcrete:
        f = made.footing
        pedestal = f.t_ft < f.D_ft
        wide, long = (f.c_ft, f.c_ft) if pedestal else (f.B_ft, f.L_ft)
        fc = self.document.foundation.fc_psi
        top = PlateConcrete(fc_psi=fc, width_in=12.0 * wide, length_in=12.0 * long, depth_in=12.0 * f.D_ft)
        return self.wanted.concrete or top

    def _with_pedestal(self, document: Document) -> Document:
        quiet, s = Quiet(), self.support
        for trial in range(PEDESTAL_TRIALS):
            made = spread_footing(quiet, document, self.packs, self.editions, s.allowable, s.lrfd, self.column_in)
            if self.plate(quiet, self._on(made)).passes or made.footing.t_ft >= made.footing.D_ft:
                break
            wider = made.footing.c_ft + PEDESTAL_STEP_FT * (1 + trial // 2)
            document = replace(document, foundation=replace(document.foundation, pedestal_ft=wider))
        return document

    def plate(
        self,
        sheet: Quiet,
        concrete: PlateConcrete,
        reinforced: Callable[[Anchors], AnchorReinforcement | None] | None = None,
        least_in: float = 0.0,
    ) -> BasePlateWork:
        wanted, cases = self.wanted, self.support.lrfd
        if wanted.plate is None or wanted.anchors is None:
            deep = tuple(h for h in Wishes().embedments_in if h >= least_in) or Wishes().embedments_in[-1:]
            wishes = Wishes(weld=wanted.weld, reinforced=reinforced, embedments_in=deep)
            return design_base_plate(
                sheet, self.column, concrete, cases, self.editions, self.packs, self.sdc, wishes
            ).work
        # The document asks for a weld beside plate and anchors.
        assert wanted.weld is not None
        return base_plate(
            sheet,
            self.column,
            wanted.plate,
            wanted.anchors,
            wanted.weld,
            concrete,
            cases,
            self.editions,
            self.packs,
            self.sdc,
        )
