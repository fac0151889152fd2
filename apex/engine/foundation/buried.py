"""The foundation stage of a design with a directly buried pole."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.bundle import Packs
from apex.engine.concrete.bar import BarSet
from apex.engine.document import Document
from apex.engine.edition import Editions
from apex.engine.foundation.backfill import backfill_check
from apex.engine.foundation.book import FootingCalibration
from apex.engine.foundation.burial import Burial, PostBelow, solve
from apex.engine.foundation.concrete import cubic_yards
from apex.engine.foundation.embedded import EmbeddedPost, embedded_post
from apex.engine.foundation.hole import DepthRules, Ground, Pier
from apex.engine.foundation.seismic_detail import say_plain_pier
from apex.engine.foundation.soil import Lateral, soil_values
from apex.engine.load.category import category_of
from apex.engine.steel.section import WideFlange
from apex.engine.support.below import BelowGrade, below_grade
from apex.engine.support.work import SupportWork
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

GROUP_WIDTHS = 8.0
"""Spacing in the direction of the force below which IBC 1810.2.5 asks for group effects."""


@dataclass(frozen=True, slots=True)
class BuriedPole:
    """The pier, the pole inside it and how far the pole runs: to its foot (`below`), or less (`post`)."""

    pier: Pier
    burial: Burial
    below: BelowGrade | None
    post: EmbeddedPost | None
    pole_embedment_ft: float
    checks: tuple[Check, ...]
    kind: str = "direct_burial"

    @property
    def pole_checks(self) -> tuple[Check, ...]:
        """What the choice of a section decides about in the ground."""
        return (self.below or self.post).checks  # type: ignore[union-attr]

    @property
    def bars(self) -> tuple[BarSet, ...]:
        """A cage, where the post ends inside the pier."""
        return self.post.cage.sets if self.post else ()

    @property
    def depth_ft(self) -> float:
        return self.burial.depth_ft

    @property
    def concrete_yd3(self) -> float:
        return self.burial.concrete_yd3

    @property
    def excavation_yd3(self) -> float:
        return cubic_yards(V=self.burial.volume_ft3)


def pier_of(document: Document) -> Pier:
    f = document.foundation
    if f.shape == "round":
        return Pier("round", f.diameter_ft, f.diameter_ft)
    assert f.width_ft is not None
    length = f.length_ft if f.shape == "rectangular" and f.length_ft is not None else f.width_ft
    return Pier(f.shape, f.width_ft, length)


def ground_of(sheet: Quiet, document: Document, book: FootingCalibration) -> Ground:
    """Soil values with isolated-pole doubling, water table and the reading of the 12 ft limit."""
    f = document.foundation
    sheet.part("foundation", "Soil")
    values = soil_values(sheet, book, document.site.soil)
    multiple = isolated(sheet, book, f.isolated_pole)
    water = None
    if f.water_depth_ft is not None:
        water = max(f.water_depth_ft - f.neglect_top_ft, 0.0)
        sheet.assume(f"Lateral bearing is halved below the water table at {f.water_depth_ft:g} ft.")
    if f.slope_nearby:
        sheet.warn("a slope is nearby: setbacks of IBC 1808.7 and loss of lateral support are to be checked by others")
    if f.expansive:
        sheet.warn("expansive soil: IBC 1808.6 asks for a geotechnical design of the foundation")
    if f.neglect_top_ft:
        sheet.assume(f"The top {f.neglect_top_ft:g} ft of soil are neglected in lateral bearing.")
    lateral = Lateral(values.lateral_psf_per_ft, multiple, water, f.depth_limit_reading, book.depth_limit.value)
    return Ground(values, lateral, f.neglect_top_ft, document.site.frost_depth_ft, book)


def isolated(sheet: Quiet, book: FootingCalibration, wanted: bool) -> float:
    """Multiple of the lateral values for an isolated pole, with the condition it rests on."""
    if not wanted:
        return 1.0
    sheet.assume(
        "Lateral bearing is doubled as for an isolated pole (IBC 1806.3.4): the sign must not be harmed by "
        "1/2 in. of motion at the ground under short-term load."
    )
    return book.isolated_pole_multiple.value


def buried_pole(sheet: Quiet, document: Document, packs: Packs, editions: Editions, support: SupportWork) -> BuriedPole:
    """Depth, soil and pole checks of a directly buried pole."""
    f, book = document.foundation, packs.footing_calibration
    pier, ground = pier_of(document), ground_of(sheet, document, book)
    rules = DepthRules(f.depth_ft, f.minimum_depth_ft, f.depth_step_ft, f.max_depth_ft, f.constrained, deepen=True)
    section, clear = support.section, book.pole_end_clearance.value / 12.0
    post = PostBelow(section.weight_plf, section.A, f.pole_embedment_ft, clear)
    burial = solve(sheet, pier, ground, rules, support.soil, [(c.name, c.total) for c in support.lrfd], post)
    tell_piers(sheet, document, burial)
    warn_spacing(sheet, document, pier)
    hole = hole_check(sheet, pier, support, book)
    fill = backfill_check(sheet, f.fc_psi, book)
    sheet.assume(
        "End bearing counts the weight of concrete above that of the soil it replaces, and of the post in it "
        "(net pressure)."
    )
    if not f.existing and not isinstance(support.section, WideFlange):
        sheet.assume("The pole is filled with the pier's concrete up to grade; the quantity counts the whole hole.")
    if support.metal.series == "ADM":
        sheet.warn("aluminum in concrete needs a coating that keeps them apart (ADM M.7); it is not designed here")
    if f.pole_embedment_ft is not None:
        short = _short_post(sheet, document, packs, editions, support, pier, burial.depth_ft)
        return BuriedPole(pier, burial, None, short, f.pole_embedment_ft, (*burial.checks, *short.checks, hole, fill))
    below = below_grade(
        sheet,
        support.strength_cases,
        support.available,
        support.metal,
        burial.depth_ft - ground.neglect_ft,
        ground.neglect_ft,
        editions.names()[support.metal.series],
        constrained=f.constrained,
    )
    pole = post.reach_ft(burial.depth_ft)
    sheet.assume(_length_words(document, pole, book.pole_end_clearance.value))
    say_plain_pier(sheet, category_of(Quiet(), document.site))
    return BuriedPole(pier, burial, below, None, pole, (*burial.checks, *below.checks, hole, fill))


def _length_words(document: Document, pole_ft: float, clearance_in: float) -> str:
    """How far the pole runs, and what that means for the bars of the pier."""
    there = document.foundation.existing
    runs, to_verify = ("is taken to run", ", to be verified") if there else ("runs", "")
    category = category_of(Quiet(), document.site)
    seismic = "; in seismic design category C and up IBC 1810.3.9.4 may ask for bars" if category is None else ""
    return (
        f"The pole {runs} to {pole_ft:g} ft below grade, {clearance_in:g} in. above the bottom of the pier{to_verify}: "
        f"for strength the pier needs no reinforcement of its own{seismic}."
    )


def _short_post(
    sheet: Quiet,
    document: Document,
    packs: Packs,
    editions: Editions,
    support: SupportWork,
    pier: Pier,
    depth_ft: float,
) -> EmbeddedPost:
    f = document.foundation
    assert f.pole_embedment_ft is not None
    if support.metal.series != "AISC 360":
        limit = "a post that ends inside its pier is computed for steel only; leave the length out"
        raise OutOfScope("ADM", "post in the pier", support.section.name, limit, "foundation.pole_embedment_ft")
    return embedded_post(
        sheet,
        pier,
        f.pole_embedment_ft,
        depth_ft,
        f.neglect_top_ft,
        support.section,
        support.available,
        support.strength_cases,
        support.lrfd,
        f.fc_psi,
        f.rebar,
        packs.reinforcement,
        editions,
        constrained=f.constrained,
        orientation=document.support.orientation,
    )


def tell_piers(sheet: Quiet, document: Document, burial: Burial) -> None:
    """Beside the concrete of one pier, which stands right before, that of all."""
    count = document.support.count
    if count > 1 and sheet.records:
        sheet.note(f"Each pier; {count} equal piers take {count * burial.concrete_yd3:.2f} yd3")


def warn_spacing(sheet: Quiet, document: Document, pier: Pier) -> None:
    """Piers nearer than three widths share the soil between them: lateral bearing is then less. Nearer than eight they
    are a group along the face.
    """
    support = document.support
    b = max(pier.x_ft, pier.y_ft)
    if support.count > 1 and support.spacing_ft is not None and support.spacing_ft < 3.0 * b:
        sheet.warn(
            f"piers stand {support.spacing_ft:g} ft apart, under three times their width of {b:g} ft: the soil's "
            "lateral bearing is shared and less than counted here"
        )
    elif support.count > 1 and support.spacing_ft is not None and support.spacing_ft < GROUP_WIDTHS * b:
        sheet.assume(
            f"Piers under {GROUP_WIDTHS:g} widths apart act as a group against forces along the face (IBC 1810.2.5); "
            "each is taken by itself."
        )


def hole_check(sheet: Quiet, pier: Pier, support: SupportWork, book: FootingCalibration) -> Check:
    """The hole leaves at least 4 in. over the pole's diameter or diagonal."""
    needed = support.section.diagonal_in + book.hole_clearance.value
    return sheet.check(Check("Hole around the pole", "IBC 1807.3.3", needed, 12.0 * pier.inscribed_ft, "in"))
