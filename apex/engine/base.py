"""What a post stands on: its foundation, and the base plate between them. All posts of a sign stand on equal ones."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial

from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.select import design_base_plate, shown
from apex.engine.baseplate.space import Search, Wishes
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.bundle import Packs
from apex.engine.document import BasePlate, Document, Rebar
from apex.engine.document.baseplate import PlateConcrete, Sdc
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
SEARCHED = ((None, True), (7, True), (6, True), (None, False))
"""Sizes of bars tried in a pier, its own or smaller ones, and whether they are to hold the rods."""


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
        """A pier whose cage also serves the rods, where sizes are left open."""
        document, known, serving = self._for_pier()
        pier = self._pier(sheet, document)
        if serving:
            sheet.assume(
                "The vertical bars of the pier that stand within half the embedment of a rod, and are developed "
                "beside it, are its anchor reinforcement (ACI 318 17.5.2.1)."
            )
        made = self.plate(sheet, self._top(pier), Wishes(), known)
        return Base(pier, made, (self._lap(sheet, pier, made),))

    def _for_pier(self) -> tuple[Document, BasePlateWork | None, bool]:
        """The document with the bars to take, the plate found with them, and whether the bars hold the rods.

        Of several that fail the one that fails least.
        """
        document, quiet = self.document, Quiet()
        if self.wanted.plate is not None:
            return document, None, False
        first, failed = self._pier(quiet, document), []
        for size, serving in SEARCHED:
            if size is not None and document.foundation.rebar is not None:
                continue
            tried = document if size is None else self._with_bars(first, size)
            pier = first if size is None else self._pier(quiet, tried)
            made = self.plate(quiet, self._top(pier), self._wishes(pier, serving=serving))
            if made.passes and self._lap(quiet, pier, made).passes:
                return tried, made, serving
            failed.append((made.ratio, tried, made, serving))
        _, document, made, serving = min(failed, key=lambda f: f[0])
        return document, made, serving

    def _wishes(self, pier: DrilledPier, *, serving: bool) -> Wishes:
        """Rods that reach as far beside the bars as these need to take their pull."""
        cage, every = pier.cage, Wishes().embedments_in
        least = cage.needed_in + cage.cover_in + cage.ring_in / 6.0
        deep = tuple(h for h in every if h >= least) or every[-1:]
        return Wishes(weld=self.wanted.weld, reinforced=partial(held_by, cage) if serving else None, embedments_in=deep)

    def _lap(self, sheet: Quiet, pier: DrilledPier, made: BasePlateWork) -> Check:
        sheet.part("baseplate", "Rods beside the bars of the pier")
        offset = max(min(math.dist(rod, bar) for bar in pier.cage.points_in) for rod in made.points)
        return pier.cage.rod_lap(sheet, made.anchors.embedment_in, offset)

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
        document, known = self.document, None
        if self.wanted.plate is None:
            document, known = self._for_footing(document)
        footing = self._footing(sheet, document)
        return Base(footing, self.plate(sheet, self._on(footing), Wishes(weld=self.wanted.weld), known))

    def _footing(self, sheet: Quiet, document: Document) -> SpreadFooting:
        s = self.support
        return spread_footing(sheet, document, self.packs, self.editions, s.allowable, s.lrfd, self.column_in)

    def _for_footing(self, document: Document) -> tuple[Document, BasePlateWork]:
        """The document with the least pedestal on which a plate passes, found by halving, and that plate."""
        quiet, wishes = Quiet(), Wishes(weld=self.wanted.weld)
        first = self._footing(quiet, document)
        made = self.plate(quiet, self._on(first), wishes)
        f = document.foundation
        free = f.pedestal_ft is None and self.wanted.concrete is None and first.footing.t_ft < first.footing.D_ft
        if made.passes or not free:
            return document, made
        sides = [first.footing.c_ft + PEDESTAL_STEP_FT * i for i in range(1, PEDESTAL_TRIALS)]
        low, high, best = 0, len(sides) - 1, (document, made)
        while low <= high:
            middle = (low + high) // 2
            tried = replace(document, foundation=replace(f, pedestal_ft=sides[middle]))
            made = self.plate(quiet, self._on(self._footing(quiet, tried)), wishes)
            if made.passes or not best[1].passes:
                best = tried, made
            low, high = (low, middle - 1) if made.passes else (middle + 1, high)
        return best

    def _on(self, made: SpreadFooting) -> PlateConcrete:
        f = made.footing
        pedestal = f.t_ft < f.D_ft
        wide, long = (f.c_ft, f.c_ft) if pedestal else (f.B_ft, f.L_ft)
        fc = self.document.foundation.fc_psi
        top = PlateConcrete(fc_psi=fc, width_in=12.0 * wide, length_in=12.0 * long, depth_in=12.0 * f.D_ft)
        return self.wanted.concrete or top

    def plate(
        self, sheet: Quiet, concrete: PlateConcrete, wishes: Wishes, known: BasePlateWork | None = None
    ) -> BasePlateWork:
        """The plate as given; one that was found before, worked out once more; or the cheapest that passes."""
        wanted = self.wanted
        search = Search(self.column, concrete, self.support.lrfd, self.editions, self.packs, self.sdc, wishes)
        if wanted.plate is not None and wanted.anchors is not None and wanted.weld is not None:
            return search.whole(search.joint(wanted.plate, wanted.anchors, wanted.weld), sheet)
        if known is not None:
            return shown(search, search.joint(known.plate, known.anchors, known.weld), sheet)
        return design_base_plate(
            sheet, self.column, concrete, self.support.lrfd, self.editions, self.packs, self.sdc, wishes
        ).work
