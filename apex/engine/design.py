"""A whole design: site, wind, combinations, support, foundation, quantities, price.

`design(document, packs)` is pure: the same document and packs give the same result in any run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.assume import assume_document, assume_foundation, warn_section
from apex.engine.base import Base, Foundation, base
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.bundle import Packs
from apex.engine.cost import takeoff
from apex.engine.cost.price import PriceResult, price, validated
from apex.engine.cost.quantity import Quantities
from apex.engine.document import Document
from apex.engine.edition import EDITIONS, Editions
from apex.engine.envelope import show_ratio
from apex.engine.foundation.buried import BuriedPole
from apex.engine.foundation.embedded import post_checks
from apex.engine.scope import refuse_out_of_scope
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Section
from apex.engine.support.axis import axes
from apex.engine.support.candidate import Candidate
from apex.engine.support.demand import Demand, Setting
from apex.engine.support.fit import warn_fit
from apex.engine.support.ladder import Ladder, ladder
from apex.engine.support.metal import Metal
from apex.engine.support.select import Selection, select
from apex.engine.support.setting import setting as make_setting
from apex.engine.support.splice import CapSteel
from apex.engine.support.steel import Steel
from apex.engine.support.tube import AluminumTube
from apex.engine.support.work import SupportWork, work
from apex.engine.trace import Check, Quiet, Sheet, by_use
from apex.engine.units import Psf
from apex.engine.wind.cabinet import SignWind, label, sign_wind
from apex.engine.wind.climate import site_climate
from apex.engine.wind.member import reach_pressures, reaches
from apex.engine.wind.record import record_cases, record_floors, record_forces
from apex.errors import ApexError, OutOfScope

PLATE_FY_KSI = 36.0
"""Cap plates of splices are of A36, as base plates are unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Design:
    """Everything a design came to, with the sheet that shows how. No base where the support is not stable."""

    document: Document
    editions: Editions
    setting: Setting
    sign: SignWind
    selection: Selection | None
    support: SupportWork
    base: Base | None
    quantities: Quantities | None
    price: PriceResult | None
    sheet: Sheet

    @property
    def foundation(self) -> Foundation | None:
        return self.base.foundation if self.base else None

    @property
    def plate(self) -> BasePlateWork | None:
        return self.base.plate if self.base else None

    @property
    def checks(self) -> tuple[Check, ...]:
        return (*self.support.checks, *(self.base.checks if self.base else ()))

    @property
    def feasible(self) -> bool:
        """False where the engine was asked to choose a section and found none."""
        return self.selection is None or self.selection.taken is not None

    @property
    def passes(self) -> bool:
        return self.feasible and self.base is not None and self.base.whole and all(c.passes for c in self.checks)

    @property
    def governing(self) -> Check:
        return by_use(self.checks)[0]


def design(document: Document, packs: Packs) -> Design:
    """Work a design out.

    Raises `OutOfScope` where a clause's range is left, `InvalidInputError` for an unknown section,
    grade, add-on or region. A design that fails checks is a result, not an error.
    """
    editions = EDITIONS[document.site.code_basis]
    refuse_out_of_scope(document, editions)
    validated(packs.pricing, document.pricing)
    sheet = Sheet()
    assume_document(sheet, document, editions, packs.jurisdictions)
    climate = site_climate(sheet, packs, editions.asce7, document.site, document.options, document.top_ft)
    sign = sign_wind(sheet, climate, document.sign.cabinets, document.options.grouping)
    metal = metal_of(document, packs)
    segments = ladder(document, metal)
    setting = make_setting(sheet, document, climate, sign, segments.steps_ft if segments else ())
    task = Task(document, packs, editions, setting, metal, segments)
    section, grade, selection = _chosen(task)
    for each in task.sections(section):
        warn_section(sheet, each, document.support)
    support = task.support(sheet, section, grade)
    found = task.base(sheet, support) if support.stable else None
    warn_fit(sheet, document, support.steps, found.foundation.pole_embedment_ft if found else 0.0)
    if found is not None:
        _say_what_governs(sheet, support, found)
    _selection_words(sheet, selection, (*support.checks, *(found.checks if found else ())))
    chosen = selection is None or selection.taken is not None
    quantities = None
    if chosen and found:
        quantities = takeoff.takeoff(document, support.steps, found.foundation, found.plate)
        takeoff.say(sheet, document, found.plate, support.section.weight_plf)
    cost = _price(sheet, document, packs, support, quantities) if quantities else None
    return Design(document, editions, setting, sign, selection, support, found, quantities, cost, sheet)


def metal_of(document: Document, packs: Packs) -> Metal:
    """What the support is made of."""
    if document.support.material == "aluminum":
        return AluminumTube(packs.aluminum, document.support.filler)
    return Steel(packs.sections, packs.materials)


@dataclass(frozen=True, slots=True)
class Task:
    """A document with everything that does not depend on the section."""

    document: Document
    packs: Packs
    editions: Editions
    setting: Setting
    metal: Metal
    segments: Ladder | None = None

    def sections(self, section: Section) -> tuple[Section, ...]:
        """Those of the segments, or the one there is."""
        return tuple(s.section for s in self.segments.lengths) if self.segments else (section,)

    def support(self, sheet: Quiet, section: Section, grade: Grade) -> SupportWork:
        """The support with one section, or with the segments of the document."""
        if sheet.records and self.setting.wind_on_support:
            self._record_pressures(sheet, section)
        names, rods = self.editions.names(), self.packs.anchor_rods
        cap = CapSteel(PLATE_FY_KSI, rods.plates_in, rods.welds_in)
        support = self.document.support
        made = work(sheet, self.setting, support, names, section, grade, self.metal, cap, self.segments)
        record_forces(sheet, self.setting.sign.solids, made.demand.G[0])
        self._record_floors(sheet, made.demand)
        record_cases(sheet, made.demand.normal, made.demand.along)
        return made

    def base(self, sheet: Quiet, support: SupportWork) -> Base:
        """What it stands on."""
        assume_foundation(sheet, self.document.foundation, self.document.site.frost_depth_ft)
        return base(sheet, self.document, self.packs, self.editions, support)

    def _record_pressures(self, sheet: Quiet, section: Section) -> None:
        sheet.part("wind", "Velocity pressure on the exposed support")
        steps = self.segments.steps_ft if self.segments else ()
        along = reaches(self.setting.cabinets, (0.0,), self.setting.covers, steps)
        runs = self.segments.runs if self.segments else (None,)
        for run in runs:
            profile = axes(run.section if run else section, self.setting.orientation).profile
            held = [reach for reach in along if run is None or run.holds(reach)]
            reach_pressures(sheet, self.setting.climate, held, profile)

    def _record_floors(self, sheet: Quiet, d: Demand) -> None:
        setting = self.setting
        p_min = Psf(setting.climate.code.minimum_pressure.value)
        names = [label(c, i) for i, c in enumerate(setting.cabinets)]
        record_floors(sheet, p_min, setting.sign, d.support, d.G, names)
        if setting.ice and d.iced:
            record_floors(sheet, p_min, setting.ice.wind, d.iced.support, d.iced.G, names, iced=True)

    def whole(self, c: Candidate) -> tuple[float, str, bool] | None:
        """What governs a candidate worked out whole, and whether its support passes everywhere.

        The soil's own checks do not tell one section from another, and a plate is made to fit each:
        neither is asked for here. A buried pole is looked at in the ground.
        """
        quiet = Quiet()
        try:
            support = self.support(quiet, c.section, c.grade)
            if not support.stable:
                return _worst(support.checks, passes=False)
            f = self.document.foundation
            if f.kind != "direct_burial":
                return _worst(support.checks)
            if f.pole_embedment_ft is not None:
                return _worst((*support.checks, *self._in_pier(quiet, support, f.pole_embedment_ft)))
            found = self.base(quiet, support).foundation
        except OutOfScope as refused:
            if any(p.field not in ("support.section", "support.hand_holes") for p in refused.problems):
                raise  # the site or the pier is out of scope, whatever the section
            return None
        assert isinstance(found, BuriedPole)
        return _worst((*support.checks, *found.pole_checks))

    def _in_pier(self, quiet: Quiet, s: SupportWork, length_ft: float) -> list[Check]:
        """Of a post that ends in its pier; the cage around it is made to fit whatever the section."""
        fc = self.document.foundation.fc_psi
        return post_checks(quiet, length_ft, s.section, s.available, s.strength_cases, s.lrfd, fc, self.editions)


def _worst(checks: Sequence[Check], *, passes: bool = True) -> tuple[float, str, bool]:
    worst = max(checks, key=lambda k: k.ratio)
    return worst.ratio, worst.name, passes and all(k.passes for k in checks)


def _say_what_governs(sheet: Quiet, support: SupportWork, found: Base) -> None:
    """Which of wind and seismic load governs, where both were looked at."""
    if not support.demand.loads.seismic:
        return
    beneath = max((c for c in found.foundation.checks if c.case), key=lambda c: c.ratio)
    by = {
        name: "seismic load" if "seismic" in case else "wind" if "W" in case else "dead load"
        for name, case in (("support", support.governing[-1].case), ("foundation", beneath.case))
    }
    sheet.assume(
        f"Of wind and seismic load, the support is governed by {by['support']}, the foundation by {by['foundation']}."
    )


def _chosen(task: Task) -> tuple[Section, Grade, Selection | None]:
    """The section given, or the lightest feasible, or the nearest where none is."""
    document, packs = task.document, task.packs
    wanted = document.support
    if task.segments is not None:
        return task.segments.base.section, task.segments.base.grade, None
    if wanted.section is not None:
        return (*task.metal.find(wanted.section, wanted.grade), None)
    selection = select(document, task.setting, packs, task.metal, task.whole)
    taken = selection.taken or selection.nearest
    if taken is None:
        raise _nothing_usable(selection)
    return taken.section, taken.grade, selection


def _nothing_usable(selection: Selection) -> ApexError:
    """No section can even be worked out: how many are ruled out by what, the commonest first."""
    kinds = Counter(_kind_of_reason(c) for c in selection.candidates)
    told = "; ".join(f"{count} of {len(selection.candidates)}: {kind}" for kind, count in kinds.most_common(3))
    limit = f"no section of the chosen families can be worked out. {told}"
    return OutOfScope("AISC 360, IBC 1807.3.3", "sections tried", len(selection.candidates), limit, "support.families")


def _kind_of_reason(c: Candidate) -> str:
    if not c.fits and "hole" in c.reason:
        return "too wide for the hole of the pier (IBC 1807.3.3)"
    return c.reason or "too slender: it needs a direct second-order analysis (AISC 360 C2)"


def _selection_words(sheet: Quiet, selection: Selection | None, checks: Sequence[Check]) -> None:
    if selection is None:
        return
    tried = len(selection.candidates)
    if selection.left_out:
        sheet.warn(f"not made in the chosen grade and left out: {', '.join(selection.left_out)}")
    if selection.taken is not None:
        sheet.assume(
            f"The section is the lightest that passes the whole design; of {tried} tried, "
            f"{selection.passing_at_grade} pass at grade."
        )
        return
    # The nearest is what was worked out: it says itself where it fails, the worst first.
    over = "; ".join(f"{c.name.lower()} {show_ratio(c.ratio)}" for c in by_use(checks) if not c.passes)
    name = selection.nearest.section.name if selection.nearest else "none"
    sheet.warn(
        f"no section of the chosen families passes; {name}, the nearest of {tried}, is shown"
        + (f" and fails in {over}" if over else "")
    )


def _price(sheet: Quiet, document: Document, packs: Packs, support: SupportWork, quantities: Quantities) -> PriceResult:
    """Steel at the price of its family, the dearest one where segments are of several."""
    sections = [s.section for s in support.steps]
    families = {s.family for s in sections}
    if len(families) > 1:
        sheet.assume("Steel of segments of several families is priced at that of the dearest.")
    return price(
        packs.pricing,
        document.pricing,
        quantities,
        section=" + ".join(dict.fromkeys(s.name for s in sections)),
        family=max(sorted(families), key=lambda f: packs.pricing.steel[f].value),
        finish=document.support.finish,
        top_ft=document.top_ft,
    )
