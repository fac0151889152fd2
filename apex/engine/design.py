"""A whole design: site, wind, combinations, support, foundation, quantities, price.

`design(document, packs)` is pure: the same document and packs give the same result in any run.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from apex.engine.assume import assume_document, assume_foundation, warn_section
from apex.engine.bundle import Packs
from apex.engine.cost.price import PriceResult, price, validated
from apex.engine.cost.quantity import Quantities, perimeter_ft
from apex.engine.document import Document
from apex.engine.edition import EDITIONS, Editions
from apex.engine.foundation.buried import BuriedPole, buried_pole
from apex.engine.foundation.concrete import cubic_yards
from apex.engine.scope import refuse_out_of_scope
from apex.engine.steel.catalog import as_made, find_grade, material
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Section
from apex.engine.support.candidate import Candidate
from apex.engine.support.demand import Setting
from apex.engine.support.select import Selection, select
from apex.engine.support.setting import setting as make_setting
from apex.engine.support.work import SupportWork, work
from apex.engine.trace import Check, Quiet, Sheet
from apex.engine.wind.cabinet import SignWind, sign_wind
from apex.engine.wind.climate import site_climate
from apex.engine.wind.member import reach_pressures
from apex.engine.wind.record import record_cases, record_forces
from apex.errors import ApexError, OutOfScope


@dataclass(frozen=True, slots=True)
class Design:
    """Everything a design came to, with the sheet that shows how."""

    document: Document
    editions: Editions
    setting: Setting
    sign: SignWind
    selection: Selection | None
    support: SupportWork
    foundation: BuriedPole | None
    quantities: Quantities | None
    price: PriceResult | None
    sheet: Sheet

    @property
    def checks(self) -> tuple[Check, ...]:
        own = self.foundation.checks if self.foundation else ()
        return (*self.support.checks, *own)

    @property
    def feasible(self) -> bool:
        """False where the engine was asked to choose a section and found none."""
        return self.selection is None or self.selection.taken is not None

    @property
    def passes(self) -> bool:
        return self.feasible and self.foundation is not None and all(c.passes for c in self.checks)

    @property
    def governing(self) -> Check:
        return max(self.checks, key=lambda c: c.ratio)


def design(document: Document, packs: Packs) -> Design:
    """Work a design out.

    Raises `OutOfScope` where a clause's range is left, `InvalidInputError` for an unknown section,
    grade, add-on or region. A design that fails checks is a result, not an error.
    """
    editions = EDITIONS[document.site.code_basis]
    refuse_out_of_scope(document, editions)
    validated(packs.pricing, document.pricing)
    sheet = Sheet()
    assume_document(sheet, document, editions)
    top = max(c.top_ft for c in document.sign.cabinets)
    climate = site_climate(sheet, packs, editions.asce7, document.site, document.options, top)
    sign = sign_wind(sheet, climate, document.sign.cabinets, document.options.grouping)
    setting = make_setting(sheet, document, climate, sign)
    task = _Task(document, packs, editions, setting)
    section, grade, selection = _chosen(task)
    warn_section(sheet, section, document.support)
    _selection_words(sheet, selection)
    support, foundation = task.worked(sheet, section, grade)
    _say_what_governs(sheet, support, foundation)
    chosen = selection is None or selection.taken is not None
    quantities = _quantities(document, support, foundation) if chosen else None
    cost = _price(document, packs, support, quantities) if quantities else None
    return Design(document, editions, setting, sign, selection, support, foundation, quantities, cost, sheet)


@dataclass(frozen=True, slots=True)
class _Task:
    document: Document
    packs: Packs
    editions: Editions
    setting: Setting

    def worked(self, sheet: Quiet, section: Section, grade: Grade) -> tuple[SupportWork, BuriedPole | None]:
        """Support and foundation with one section."""
        if sheet.records and self.setting.wind_on_support:
            self._record_pressures(sheet, section)
        names, steel = self.editions.names(), material(self.packs.materials, grade)
        support = work(sheet, self.setting, self.document.support, names, section, grade, steel, self.packs.sections)
        record_forces(sheet, self.setting.sign.solids, support.demand.G[0])
        record_cases(sheet, support.demand.normal, support.demand.along)
        if not support.stable:
            return support, None
        assume_foundation(sheet, self.document.foundation, self.document.site.frost_depth_ft)
        return support, buried_pole(sheet, self.document, self.packs, support, names["AISC 360"])

    def _record_pressures(self, sheet: Quiet, section: Section) -> None:
        profile = {"round": "round", "box": "square", "wide_flange": "wide_flange"}[section.kind]
        sheet.part("wind", "Velocity pressure on the exposed support")
        reach_pressures(sheet, self.setting.climate, self.document.sign.cabinets, profile)  # type: ignore[arg-type]

    def whole(self, c: Candidate) -> tuple[float, str, bool] | None:
        """What governs a candidate worked out whole, and whether its support passes everywhere.

        The soil's own checks do not tell one section from another and are not asked for here.
        """
        try:
            support, foundation = self.worked(Quiet(), c.section, c.grade)
        except OutOfScope as refused:
            if any(p.field != "support.section" for p in refused.problems):
                raise  # the site or the pier is out of scope, whatever the section
            return None
        checks = (*support.checks, *(foundation.below.checks if foundation else ()))
        worst = max(checks, key=lambda k: k.ratio)
        return worst.ratio, worst.name, foundation is not None and all(k.passes for k in checks)


def _say_what_governs(sheet: Quiet, support: SupportWork, foundation: BuriedPole | None) -> None:
    """Which of wind and seismic load governs, where both were looked at."""
    if not support.demand.loads.seismic or foundation is None:
        return
    by = {
        name: "seismic load" if "seismic" in case else "wind" if "case" in case or "along" in case else "dead load"
        for name, case in (("support", support.governing[-1].case), ("foundation", foundation.burial.case))
    }
    sheet.assume(
        f"Of wind and seismic load, the support is governed by {by['support']}, the foundation by {by['foundation']}."
    )


def _chosen(task: _Task) -> tuple[Section, Grade, Selection | None]:
    """The section given, or the lightest feasible, or the nearest where none is."""
    document, packs = task.document, task.packs
    wanted = document.support
    if wanted.section is not None:
        found = packs.sections.find(wanted.section)
        grade = find_grade(packs.materials, wanted.grade, found.family)
        return as_made(found, grade.full_wall), grade, None
    selection = select(document, task.setting, packs, task.whole)
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


def _selection_words(sheet: Quiet, selection: Selection | None) -> None:
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
    near = selection.nearest
    name = near.section.name if near else "none"
    why = near.why_not if near else ""
    sheet.warn(
        f"no section of the chosen families passes; {name}, the nearest of {tried}, is shown"
        + (f" and fails in {why}" if why else "")
    )


def _quantities(document: Document, support: SupportWork, foundation: BuriedPole | None) -> Quantities | None:
    """Steel with its length in the ground, concrete and earth; paint stops at grade, zinc does not."""
    if foundation is None:
        return None
    section, f = support.section, document.foundation
    length = support_height(document) + foundation.pole_embedment_ft
    finished = {"painted": support_height(document), "galvanized": length, "bare": 0.0}[document.support.finish]
    yards = 0.0 if f.existing else foundation.burial.concrete_yd3
    return Quantities(
        steel_lb=section.weight_plf * length,
        steel_length_ft=length,
        finish_ft2=perimeter_ft(section) * finished,
        concrete_yd3=yards,
        concrete_order_yd3=yards * (1.0 + f.waste_percent / 100.0),
        excavation_yd3=0.0 if f.existing else cubic_yards(V=foundation.burial.volume_ft3),
        cabinet_ft2=sum(c.area_ft2 for c in document.sign.cabinets),
        cabinet_lb=sum(c.weight_lb for c in document.sign.cabinets),
        rebar_lb=0.0,
        anchor_rods=0,
    )


def support_height(document: Document) -> float:
    """The support runs to the top of the sign."""
    return max(c.top_ft for c in document.sign.cabinets)


def _price(document: Document, packs: Packs, support: SupportWork, quantities: Quantities) -> PriceResult:
    return price(
        packs.pricing,
        document.pricing,
        quantities,
        section=support.section.name,
        family=support.section.family,
        finish=document.support.finish,
        top_ft=support_height(document),
    )
