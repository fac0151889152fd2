"""The conditions a result stands under: one definition for cover, page, terminal and JSON.

A condition is what the result rests on and this calculation does not show: what was taken because nobody gave it,
what exists and was not verified, what was left out for want of a site value, and every warning of the engine. Choices
with a default, which are printed as assumptions, are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.base import Foundation
from apex.engine.design import Design
from apex.engine.document import Cabinet
from apex.engine.footing.spread import SpreadFooting
from apex.engine.load.category import category_of, open_values
from apex.engine.load.seismic import RIGID_PERIOD_S
from apex.engine.support.axis import axes
from apex.engine.trace import Quiet
from apex.report.number import prose
from apex.report.phrase import embedment_is_taken, pole_stands, section_words, sentence
from apex.schema.length import show_feet

WARNING = "warning: "
F1_PSI, F2_PSI = 3500.0, 4500.0
"""Least f'c of concrete that freezes: of limited, and of frequent exposure to water."""
NONE_PASSES = "no section of the chosen families passes"
"""Begins the warning of a design whose section is the nearest that was found."""
IN_ONE_PIECE = "in one piece is longer than"
"""Stands in the warning of a post too long to be hauled."""
HEAVE_FT = 0.5
"""Under a cabinet nearer to grade than this the lifted soil may touch it (choice)."""
CATEGORY = "seismic design category"
"""Begins every warning that a category may be higher."""


def conditions(design: Design) -> list[str]:
    """Sentences, in the order a reader has to clear them: what stands, the ground, the site, then the warnings."""
    opened = (*_existing(design), *_soil(design), *_frost(design), *_heave(design), *_left_out(design))
    said = (*opened, *_taken(design), *warnings(design))
    return [prose(sentence(one)) for one in said]


def warnings(design: Design) -> list[str]:
    """What the engine warns of, in its own words."""
    return [a.removeprefix(WARNING) for a in design.sheet.assumptions if a.startswith(WARNING)]


def open_conditions(design: Design) -> list[str]:
    """The conditions without what says that nothing passes: a design that fails rests on none of it."""
    return [said for said in conditions(design) if NONE_PASSES not in said.lower()]


def subject_to(design: Design) -> str:
    """`, subject to 3 conditions`; empty where there are none, or where nothing passes that could be subject."""
    count = len(conditions(design)) if design.passes else 0
    return f", subject to {count} condition{'s' if count > 1 else ''}" if count else ""


def _existing(design: Design) -> Iterator[str]:
    """What stands already is to be found out before anyone relies on this calculation."""
    f = design.document.foundation
    if not f.existing:
        return
    yield (
        "An existing structure is altered: the compliance path of the International Existing Building Code, as "
        "adopted, was not chosen here"
    )
    taken = [f"f'c = {f.fc_psi:,.0f} psi"]
    if embedment_is_taken(design) and design.foundation is not None:
        deep = show_feet(design.foundation.pole_embedment_ft)
        taken.append(f"a pole that reaches {deep} into it, as a new one would")
    yield (
        "The foundation exists. Its sizes are as given and were not verified on site; the calculation takes "
        f"{' and '.join(taken)}. Verify all of it on site before anything is made"
    )
    if pole_stands(design):
        yield (
            f"The pole exists, taken as {section_words(design)}, {design.support.grade.name}, sound: section, wall, "
            "grade and condition are verified on site before anything is hung on it"
        )


def _soil(design: Design) -> Iterator[str]:
    site, f = design.document.site, design.document.foundation
    if site.soil.class_ is not None:
        yield (
            f"The soil was not investigated: class {site.soil.class_} of IBC Table 1806.2 is presumed, for the "
            f"building official to accept (IBC 1803.2) and to be confirmed {'on site' if f.existing else 'when dug'}"
        )
    if f.isolated_pole and f.kind != "spread_footing":
        yield (
            "Lateral bearing is doubled: the sign must not be harmed by 1/2 in. of motion at the ground under "
            "short-term load (IBC 1806.3.4)"
        )


def _frost(design: Design) -> Iterator[str]:
    """Concrete reaches grade and freezes with it (ACI 318 Table 19.3.2.1), and nobody said how wet it is."""
    f_c = design.document.foundation.fc_psi
    if design.document.foundation.existing or not design.document.site.frost_depth_ft or f_c >= F2_PSI:
        return
    met = "enough for F1, not for F2" if f_c >= F1_PSI else "under both: it is for concrete that does not freeze, F0"
    yield (
        "The ground freezes, concrete reaches grade and no exposure class was given: confirm the class. F1 asks for "
        f"{F1_PSI:,.0f} psi, w/cm 0.55 and air, F2 for {F2_PSI:,.0f} psi, w/cm 0.45 and air (ACI 318 19.3.2, 19.3.3); "
        f"f'c = {f_c:,.0f} psi is {met}"
    )


def _heave(design: Design) -> Iterator[str]:
    """Soil that freezes lifts what stands on it; the foundation reaches below, a cabinet beside it does not."""
    if not design.document.site.frost_depth_ft:
        return
    for i, c in enumerate(design.document.sign.cabinets, start=1):
        if c.bottom_ft < HEAVE_FT and max(c.width_ft, c.t_ft) > _top_ft(design.foundation):
            high = "at grade" if c.bottom_ft == 0.0 else f"{show_feet(c.bottom_ft)} above grade"
            yield (
                f"{c.name or f'Cabinet {i}'} stands {high}, wider than its foundation, and the ground freezes: a gap, "
                "or soil that frost does not move, stays under it"
            )


def _top_ft(f: Foundation | None) -> float:
    """Narrow side of a foundation at grade, ft."""
    if isinstance(f, SpreadFooting):
        return f.footing.c_ft if f.pedestal else min(f.footing.B_ft, f.footing.L_ft)
    return min(f.pier.x_ft, f.pier.y_ft) if f is not None else 0.0


def _left_out(design: Design) -> Iterator[str]:
    site = design.document.site
    if site.sds is None:
        f = design.foundation
        caged = f is not None and f.kind != "spread_footing" and bool(f.bars)
        detail = ", so the cage of the pier has no seismic detailing" if caged else ""
        yield f"Seismic load was not checked: no S_DS was given, and the seismic design category is not known{detail}"
    elif site.sds > 0.0:
        yield from _seismic_values(design)
    left = [name for name, given in (("snow", site.snow_psf), ("ice", site.ice_in)) if given is None]
    if left:
        was = "was" if len(left) == 1 else "were"
        yield f"{' and '.join(left).capitalize()} {was} not checked: no site value was given"
    if not site.jurisdiction:
        yield "No jurisdiction was given: local amendments were not looked at"


def _seismic_values(design: Design) -> Iterator[str]:
    """Values of the site that stand in no document yet, and what they leave open that no warning says."""
    site, asce = design.document.site, design.editions.asce7
    values = (("S_D1", site.sd1), ("S_1", site.s1), ("the site class", site.site_class))
    *most, last = [name for name, value in values if value is None] or [""]
    if not last:
        return
    left, category = [], category_of(Quiet(), site)
    if category and open_values(category, site.sd1, site.s1) and not any(CATEGORY in w for w in warnings(design)):
        left.append(f"the seismic design category is {category} or higher")
    if site.s1 is None and min(design.support.demand.n_1) * RIGID_PERIOD_S <= 1.0:
        left.append(f"the floor of C_s for S_1 >= 0.6 (ASCE {asce} 15.4.1) was not looked at")
    missing, were, it = (f"{', '.join(most)} and {last}", "were", "them") if most else (last, "was", "it")
    yield f"{missing} {were} not given (IBC 1603.1.5 asks for {it})" + (f": {', and '.join(left)}" if left else "")


def _taken(design: Design) -> Iterator[str]:
    for i, c in enumerate(design.document.sign.cabinets, start=1):
        if c.depth_ft is None:
            yield f"{c.name or f'Cabinet {i}'}: no depth was given; {show_feet(c.t_ft)} is taken"
        gap = _clear_of_posts(design, c)
        if gap > 0.0:
            posts = "its posts" if design.document.support.count > 1 else "the post"
            yield (
                f"{c.name or f'Cabinet {i}'} stands clear of {posts} by {gap:.3g} in.: arms or brackets by others, "
                "their weight and wind are not in the sums"
            )


def _clear_of_posts(design: Design, c: Cabinet) -> float:
    """Room (in.) along the face between a cabinet and the nearest post; none where one runs into it."""
    support = design.document.support
    wide = max(
        axes(s.section, support.orientation).width_normal
        for s in design.support.steps
        if s.z0_ft < c.top_ft and s.z1_ft > c.bottom_ft
    )
    return min(12.0 * max(c.left_ft - x, x - c.right_ft) - wide / 2.0 for x in design.setting.posts.places)
