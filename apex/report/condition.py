"""The conditions a result stands under: one definition for cover, page, terminal and JSON.

A condition is what the result rests on and this calculation does not show: what was taken because nobody gave it,
what exists and was not verified, what was left out for want of a site value, and every warning of the engine. Choices
with a default, which are printed as assumptions, are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.design import Design
from apex.report.phrase import embedment_is_taken, pole_stands, section_words, sentence
from apex.schema.length import show_feet

WARNING = "warning: "
F1_PSI, F2_PSI = 3500.0, 4500.0
"""Least f'c of concrete that freezes: of limited, and of frequent exposure to water."""


def conditions(design: Design) -> list[str]:
    """Sentences, in the order a reader has to clear them: what stands, the ground, the site, then the warnings."""
    opened = (*_existing(design), *_soil(design), *_frost(design), *_left_out(design))
    said = (*opened, *_taken(design), *warnings(design))
    return [sentence(one) for one in said]


def warnings(design: Design) -> list[str]:
    """What the engine warns of, in its own words."""
    return [a.removeprefix(WARNING) for a in design.sheet.assumptions if a.startswith(WARNING)]


def subject_to(design: Design) -> str:
    """`, subject to 3 conditions`; empty where there are none, or where nothing passes that could be subject."""
    count = len(conditions(design)) if design.passes else 0
    return f", subject to {count} condition{'s' if count > 1 else ''}" if count else ""


def _existing(design: Design) -> Iterator[str]:
    """What stands already is to be found out before anyone relies on this calculation."""
    f = design.document.foundation
    if not f.existing:
        return
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
    """Concrete that freezes wet needs a strength for it (ACI 318 Table 19.3.2.1), and nobody said how wet it is."""
    f_c = design.document.foundation.fc_psi
    if design.document.foundation.existing or not design.document.site.frost_depth_ft or f_c >= F2_PSI:
        return
    met = "F1" if f_c >= F1_PSI else "F0"
    asked = "" if met == "F1" else f"F1 asks for {F1_PSI:,.0f} psi, "
    yield (
        f"The ground freezes and no exposure class was given: f'c = {f_c:,.0f} psi holds for class {met}, "
        f"{asked}F2 asks for {F2_PSI:,.0f} psi and air (ACI 318 Table 19.3.2.1)"
    )


def _left_out(design: Design) -> Iterator[str]:
    site = design.document.site
    if site.sds is None:
        f = design.foundation
        caged = f is not None and f.kind != "spread_footing" and bool(f.bars)
        detail = ", so the cage of the pier is detailed for none" if caged else ""
        yield f"Seismic load was not checked: no S_DS was given, and the seismic design category is not known{detail}"
    left = [name for name, given in (("snow", site.snow_psf), ("ice", site.ice_in)) if given is None]
    if left:
        was = "was" if len(left) == 1 else "were"
        yield f"{' and '.join(left).capitalize()} {was} not checked: no site value was given"
    if not site.jurisdiction:
        yield "No jurisdiction was given: local amendments were not looked at"


def _taken(design: Design) -> Iterator[str]:
    for i, c in enumerate(design.document.sign.cabinets, start=1):
        if c.depth_ft is None:
            yield f"{c.name or f'Cabinet {i}'}: no depth was given; {show_feet(c.t_ft)} is taken"
