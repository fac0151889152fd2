"""What a post stands on: its foundation, and the base plate between them. All posts of a sign stand on equal ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.select import design_base_plate, shown
from apex.engine.baseplate.space import Search, Wishes
from apex.engine.baseplate.weight import plate_weight
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.bundle import Packs
from apex.engine.document import BasePlate, Document, Rebar
from apex.engine.document.baseplate import Plate, PlateConcrete, Sdc
from apex.engine.edition import Editions
from apex.engine.footing.shape import Footing
from apex.engine.footing.spread import SpreadFooting, found
from apex.engine.footing.stage import sizes_of
from apex.engine.footing.stage import stage as spread_footing
from apex.engine.footing.stage import task_of as footing_task
from apex.engine.footing.task import Task
from apex.engine.foundation.buried import BuriedPole, buried_pole
from apex.engine.foundation.drilled import DrilledPier, drilled_pier
from apex.engine.foundation.rod_bars import held_by
from apex.engine.foundation.seismic_detail import say_detailing, say_footing_detailing
from apex.engine.foundation.soil import SoilValues, soil_values
from apex.engine.load.category import category_of
from apex.engine.load.combination import resting
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
    soil: SoilValues | None = None
    """The values the foundation was judged by."""

    @property
    def checks(self) -> tuple[Check, ...]:
        return (*self.foundation.checks, *(self.plate.checks if self.plate else ()), *self.joint)

    @property
    def whole(self) -> bool:
        """Whether every check could be made."""
        return self.plate is None or self.plate.complete


def base(sheet: Quiet, document: Document, packs: Packs, editions: Editions, support: SupportWork) -> Base:
    """The foundation the document asks for under the worst of the end posts; sizes left out are chosen."""
    made = _made(sheet, document, packs, editions, support)
    return replace(made, soil=soil_values(Quiet(), packs.footing_calibration, document.site.soil))


def _made(sheet: Quiet, document: Document, packs: Packs, editions: Editions, support: SupportWork) -> Base:
    kind = document.foundation.kind
    if kind == "direct_burial":
        made = Base(buried_pole(sheet, document, packs, editions, support), None)
        if made.foundation.bars:
            say_detailing(sheet, _category(sheet, document), editions.aci318)
        return made
    task = _Plated(document, packs, editions, support, _category(sheet, document))
    if kind == "drilled_pier":
        say_detailing(sheet, task.sdc, editions.aci318)
        return task.on_pier(sheet)
    return task.on_footing(sheet)


def _category(sheet: Quiet, document: Document) -> Sdc | None:
    """None where nothing is known of the site's earthquakes: then none is looked at, and no category is claimed."""
    if not document.site.sds:
        return category_of(Quiet(), document.site)
    sheet.part("foundation", "Seismic design category")
    return category_of(sheet, document.site)


def _weight_lb(sheet: Quiet, plate: Plate) -> float:
    return sheet(plate_weight, B=plate.width_in, L=plate.length_in, t=plate.thickness_in)


def _weight_kip(plate: Plate | None) -> float:
    return 0.0 if plate is None else _weight_lb(Quiet(), plate) / 1000.0


def _fails(checks: Sequence[Check]) -> int:
    return sum(not c.passes for c in checks)


@dataclass(frozen=True, slots=True)
class _Serving:
    """A document with the bars to take, its pier and plate where they were sought, whether the bars hold the rods."""

    document: Document
    pier: DrilledPier | None = None
    plate: BasePlateWork | None = None
    serving: bool = False


@dataclass(frozen=True, slots=True)
class _Plated:
    document: Document
    packs: Packs
    editions: Editions
    support: SupportWork
    sdc: Sdc | None

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
        found, plate = self._served() if self.wanted.plate is None else (_Serving(self.document), self.wanted.plate)
        self._show_weight(sheet, plate)
        pier = self._pier(sheet, found.document, plate, found.pier)
        if found.serving:
            sheet.assume(
                "The vertical bars of the pier that stand within half the embedment of a rod, and are developed "
                "beside it, are its anchor reinforcement (ACI 318 17.5.2.1)."
            )
        made = self.plate(sheet, self._top(pier), Wishes(), found.plate)
        return Base(pier, made, (self._lap(sheet, pier, made),))

    def _served(self) -> tuple[_Serving, Plate]:
        """What was sought without the weight of the plate, or with it where that changes the pier; the plate."""
        found = self._for_pier(None)
        assert found.pier is not None and found.plate is not None
        plate = found.plate.plate
        loaded = self._pier(Quiet(), found.document, plate, found.pier)
        if loaded.depth_ft != found.pier.depth_ft or _fails(loaded.checks) > _fails(found.pier.checks):
            again = self._for_pier(plate)
            assert again.plate is not None
            return again, again.plate.plate
        return found, plate

    def _for_pier(self, resting: Plate | None) -> _Serving:
        """The first way of `SEARCHED` in which plate and pier pass; of several that fail the one that fails least."""
        document, quiet = self.document, Quiet()
        first, failed = self._pier(quiet, document, resting), []
        for size, serving in SEARCHED:
            if size is not None and document.foundation.rebar is not None:
                continue
            tried = document if size is None else self._with_bars(first, size)
            pier = first if size is None else self._pier(quiet, tried, resting)
            made = self.plate(quiet, self._top(pier), self._wishes(pier, serving=serving))
            one = _Serving(tried, pier, made, serving)
            if made.passes and self._lap(quiet, pier, made).passes:
                return one
            failed.append((made.ratio, one))
        return min(failed, key=lambda f: f[0])[1]

    def _wishes(self, pier: DrilledPier, *, serving: bool) -> Wishes:
        """Rods that reach as far beside the bars as these need to take their pull."""
        cage, every = pier.cage, Wishes().embedments_in
        least = cage.at_rods_in + cage.cover_in + cage.ring_in / 6.0
        deep = tuple(h for h in every if h >= least) or every[-1:]
        return Wishes(weld=self.wanted.weld, reinforced=partial(held_by, cage) if serving else None, embedments_in=deep)

    def _lap(self, sheet: Quiet, pier: DrilledPier, made: BasePlateWork) -> Check:
        sheet.part("baseplate", "Rods beside the bars of the pier")
        offset = max(min(math.dist(rod, bar) for bar in pier.cage.points_in) for rod in made.points)
        return pier.cage.rod_lap(sheet, made.anchors.embedment_in, offset)

    def _pier(
        self, sheet: Quiet, document: Document, plate: Plate | None, known: DrilledPier | None = None
    ) -> DrilledPier:
        s, vertical, kip = self.support, 0.2 * (self.document.site.sds or 0.0), _weight_kip(plate)
        allowable, lrfd = resting(s.allowable, kip, vertical), resting(s.lrfd, kip, vertical)
        return drilled_pier(sheet, document, self.packs, self.editions, allowable, lrfd, known)

    def _show_weight(self, sheet: Quiet, plate: Plate) -> None:
        sheet.part("foundation", "Weight of the base plate")
        for symbol, label, value in (
            ("B", "Width along the face", plate.width_in),
            ("L", "Length normal to the face", plate.length_in),
            ("t", "Thickness", plate.thickness_in),
        ):
            sheet.given(symbol, label, value, "in")
        _weight_lb(sheet, plate)
        sheet.note("It is dead load of the foundation, with the factor of each combination.")

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
        document, footing, known = self.document, None, None
        plate = self.wanted.plate
        if plate is None:
            document, footing, known = self._stood()
            plate = known.plate
        self._show_weight(sheet, plate)
        made = spread_footing(sheet, document, self._task(plate), self.column_in, footing)
        say_footing_detailing(
            sheet, self.sdc, self.editions.aci318, made.footing, existing=document.foundation.existing
        )
        return Base(made, self.plate(sheet, self._on(made.footing), Wishes(weld=self.wanted.weld), known))

    def _task(self, plate: Plate | None) -> Task:
        s = self.support
        return footing_task(self.document, self.packs, self.editions, s.allowable, s.lrfd, _weight_kip(plate))

    def _stood(self) -> tuple[Document, Footing, BasePlateWork]:
        """What was sought without the weight of the plate, or with it where the footing fails under that."""
        bare = self._task(None)
        document, footing, made = self._for_footing(bare)
        with_plate, quiet = self._task(made.plate), Quiet()
        before, loaded = (spread_footing(quiet, document, t, self.column_in, footing) for t in (bare, with_plate))
        again = _fails(loaded.checks) > _fails(before.checks)
        return self._for_footing(with_plate) if again else (document, footing, made)

    def _for_footing(self, task: Task) -> tuple[Document, Footing, BasePlateWork]:
        """The document with the least pedestal on which a plate passes, found by halving; footing and plate."""
        document, wishes = self.document, Wishes(weld=self.wanted.weld)
        f = document.foundation

        def tried(asked: Document) -> tuple[Document, Footing, BasePlateWork]:
            footing = found(sizes_of(asked, self.column_in), task)
            return asked, footing, self.plate(Quiet(), self._on(footing), wishes)

        best = tried(document)
        _, first, made = best
        if made.passes or f.pedestal_ft is not None or self.wanted.concrete is not None or first.t_ft >= first.D_ft:
            return best
        sides = [first.c_ft + PEDESTAL_STEP_FT * i for i in range(1, PEDESTAL_TRIALS)]
        low, high = 0, len(sides) - 1
        while low <= high:
            middle = (low + high) // 2
            one = tried(replace(document, foundation=replace(f, pedestal_ft=sides[middle])))
            if one[2].passes or not best[2].passes:
                best = one
            low, high = (low, middle - 1) if one[2].passes else (middle + 1, high)
        return best

    def _on(self, f: Footing) -> PlateConcrete:
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
            return search.given(wanted.plate, wanted.anchors, wanted.weld, sheet)
        if self.document.foundation.existing:
            sheet.warn(
                "the anchor rods of the existing foundation are not given: those chosen here would have to be cast "
                "into concrete that is there already"
            )
        if known is not None:
            return shown(search, search.joint(known.plate, known.anchors, known.weld), sheet)
        return design_base_plate(
            sheet, self.column, concrete, self.support.lrfd, self.editions, self.packs, self.sdc, wishes
        ).work
