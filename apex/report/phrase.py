"""Support, foundation and base plate in a few words: one wording for summary, page, package and drawing."""

from __future__ import annotations

from apex.engine.base import Foundation
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.cost.takeoff import stands
from apex.engine.design import Design
from apex.engine.document.baseplate import Anchors
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.drilled import DrilledPier
from apex.engine.foundation.hole import Pier
from apex.engine.steel.section import Box, Round, Section
from apex.report.number import exact
from apex.report.view import show_inches
from apex.schema.length import show_feet

PLATE_STEEL = {36.0: "A36", 50.0: "A572 Gr 50"}
NOTHING = "not designed: the support is not stable"


def support_words(design: Design) -> str:
    """`2 posts HSS12.750X0.250 at 8'-0"`; the lengths of a stepped post from the base up."""
    support = design.document.support
    name = section_words(design)
    if support.count == 1:
        return name
    return f"{support.count} posts {name} at {show_feet(support.spacing_ft or 0.0)}"


def post_words(design: Design) -> str:
    """`2 posts HSS12.750X0.250 at 8'-0", A500 Gr C`; of a pole that stands already, that both are only taken."""
    if pole_stands(design):
        return f"existing {support_words(design)}, taken as {grade_words(design)}, to be verified"
    return f"{support_words(design)}, {grade_words(design)}"


def grade_words(design: Design) -> str:
    """`A500 Gr C`; `aluminum 6061-T6`, whose trade name alone says no metal to many who read it."""
    name = design.support.grade.name
    return f"aluminum {name}" if design.document.support.material == "aluminum" else name


def extrusion_words(section: Section) -> str:
    """`extruded square tube 5" x 1/8" wall, ASTM B221`: how a size of aluminum is ordered."""
    if isinstance(section, Round):
        form, standard = ("pipe", "ASTM B241") if "Pipe" in section.name else ("round tube", "ASTM B221")
        return f'extruded {form} {exact(section.D)}" OD x {exact(section.t)}" wall, {standard}'
    assert isinstance(section, Box)
    across = f'{exact(section.H)}"' if section.H == section.B else f'{exact(section.H)}" x {exact(section.B)}"'
    form = "square" if section.H == section.B else "rectangular"
    return f'extruded {form} tube {across} x {exact(section.t)}" wall, ASTM B221'


def section_words(design: Design) -> str:
    """`HSS16.000X0.375 to 16'-0", HSS12.750X0.375 to 30'-0"`, or the one section there is."""
    steps = design.support.steps
    if len(steps) < 2:
        return design.support.section.name
    return ", ".join(f"{s.section.name} to {show_feet(s.z1_ft)}" for s in steps)


def foundation_words(design: Design) -> str:
    """What stands in the ground, under each post."""
    f = design.foundation
    if f is None:
        return NOTHING
    each = "" if design.document.support.count == 1 else ", under each post"
    existing = "existing " if design.document.foundation.existing else ""
    held = ", pole taken as buried" if embedment_is_taken(design) else ", pole buried"
    return existing + _sizes(f, held) + (" (verify)" if embedment_is_taken(design) else "") + each


def embedment_is_taken(design: Design) -> bool:
    """Whether nobody said how far a pole that stands already reaches into its pier: the engine took a length."""
    return pole_stands(design) and design.document.foundation.pole_embedment_ft is None


def pole_stands(design: Design) -> bool:
    """Whether the pole stands already: one that is buried in a foundation that exists."""
    return stands(design.document)


def _sizes(f: Foundation, held: str) -> str:
    if isinstance(f, SpreadFooting):
        s = f.footing
        plan = f"{show_feet(s.B_ft)} x {show_feet(s.L_ft)} x {show_feet(s.t_ft)} thick"
        stand = f", pedestal {show_feet(s.c_ft)} square" if f.pedestal else ""
        return f"spread footing {plan}, bottom {show_feet(s.D_ft)} below grade{stand}"
    pier = f"{pier_words(f.pier)}, {show_feet(f.depth_ft)} deep"
    if isinstance(f, DrilledPier):
        bars, ties = f.cage.vertical, f.cage.ties
        return (
            f"{pier_kind(f.pier.shape)} {pier}, {bars.count} #{bars.bar.size} vertical, #{ties.bar.size} ties at "
            f"{exact(f.cage.tie_spacing_in)} in."
        )
    return f"{f.pier.shape} pier {pier}{held} {show_feet(f.pole_embedment_ft)}"


def pier_kind(shape: str) -> str:
    """A round pier under a base plate is drilled; one with corners is dug."""
    return "drilled pier" if shape == "round" else f"{shape} pier"


def pier_words(pier: Pier) -> str:
    if pier.shape == "round":
        return f"{show_feet(pier.x_ft)} diameter"
    return f"{show_feet(pier.x_ft)} x {show_feet(pier.y_ft)}"


def plate_words(plate: BasePlateWork) -> str:
    p = plate.plate
    size = f"{show_inches(p.width_in)} x {show_inches(p.length_in)} x {show_inches(p.thickness_in)}"
    return f"{size}, {rod_words(plate.anchors, len(plate.points))}, {show_inches(plate.weld.size_in)} fillet weld"


def plate_steel(fy_ksi: float) -> str:
    """The steel of a plate by its standard, where a standard has this yield."""
    known = PLATE_STEEL.get(fy_ksi)
    return f"ASTM {known}, yield {exact(fy_ksi)} ksi" if known else f"yield {exact(fy_ksi)} ksi"


def rod_words(a: Anchors, count: int) -> str:
    place = "" if a.bolt_circle_in is None else f" on a {show_inches(a.bolt_circle_in)} circle"
    return f"{count} rods {show_inches(a.diameter_in)} {a.grade}{place}, embedded {show_inches(a.embedment_in)}"


def kind_words(design: Design) -> str:
    """The sign in one line, for a cover."""
    pier = pier_kind(design.document.foundation.shape)
    posts = {1: "a pole", 2: "two posts", 3: "three posts", 4: "four posts", 5: "five posts", 6: "six posts"}
    on = {
        "direct_burial": "buried directly",
        "drilled_pier": f"on a {pier}" if design.document.support.count == 1 else f"on {pier}s",
        "spread_footing": "on a spread footing" if design.document.support.count == 1 else "on spread footings",
    }
    return f"Free-standing sign on {posts[design.document.support.count]} {on[design.document.foundation.kind]}"


def sentence(said: str) -> str:
    """With a full stop, and a capital unless it begins with a name of the code (`f'c`) or of a section."""
    word = said.partition(" ")[0]
    ended = said if said.endswith(".") else f"{said}."
    return ended[0].upper() + ended[1:] if word.isalpha() and word.islower() else ended
