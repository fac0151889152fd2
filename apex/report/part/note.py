"""General notes: what the drawings and figures leave to the trades, in the words of a structural sheet."""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.design import Design
from apex.engine.foundation.drilled import DrilledPier
from apex.engine.steel.section import WideFlange
from apex.report.condition import IN_ONE_PIECE, warnings
from apex.report.number import exact
from apex.report.part.basis import bar_yield_ksi, nut_material, rod_material
from apex.report.phrase import extrusion_words, grade_words, pole_stands, section_words
from apex.report.view import show_inches

ALUMINUM_SPACE = "Aluminum is kept apart from concrete and steel by a coating or a gasket."


def general_notes(design: Design) -> list[tuple[str, list[str]]]:
    """Headed lists of sentences, of what this design has."""
    groups = [
        ("General", list(_general(design))),
        ("Support" if design.document.support.material == "aluminum" else "Structural steel", list(_metal(design))),
        ("Welding", list(_welding(design))),
        ("Anchor rods and base plate", list(_rods(design))),
        ("Concrete", list(_concrete(design))),
        ("Reinforcement", list(_bars(design))),
        ("Excavation and foundation", list(_excavation(design))),
    ]
    return [(title, said) for title, said in groups if said]


def _general(design: Design) -> Iterator[str]:
    yield (
        f"All work conforms to IBC {design.editions.ibc} as adopted by the jurisdiction, and to the standards of the "
        "basis of design."
    )
    yield "Figures in writing govern; drawings are not scaled. Sizes are verified on site before anything is made."
    yield (
        "What is found to differ from the basis of design (soil, water, frost, wind exposure, cabinet sizes or "
        "weights) is told to the engineer before work goes on."
    )
    yield "Means, methods, bracing and safety during erection are the contractor's."
    yield (
        "Cabinets, their frames and their fixing to the support are designed by others, for the wind pressure of "
        "section 4."
    )


def _metal(design: Design) -> Iterator[str]:
    support, section = design.document.support, section_words(design)
    if pole_stands(design):
        yield (
            f"Support: {section}, taken as {design.support.grade.name}. It stands already: section, wall, grade and "
            "condition (corrosion, dents, old welds and holes) are verified on site before anything is hung on it."
        )
        return
    if support.material == "aluminum":
        made = extrusion_words(design.support.section)
        yield (
            f"Support: {section}, {grade_words(design)}, {made}, to the Aluminum Design Manual {design.editions.adm}. "
            "No weld but those shown."
        )
        yield ALUMINUM_SPACE
        if support.finish == "painted":
            yield "Painted after fabrication, on a pretreatment for aluminum."
        return
    yield (
        f"Support: {section}, ASTM {design.support.grade.name}, made and erected to AISC {design.editions.aisc360} and "
        f"AISC 303; no splice but those shown{_to_be_spliced(design)}."
    )
    if support.finish == "galvanized":
        yield "Hot-dip galvanized after fabrication (ASTM A123, hardware ASTM F2329); damage mended by ASTM A780."
        yield "Closed sections have vent and drain holes, placed where the engineer allows them."
    elif support.finish == "painted":
        buried = "down to grade; steel in concrete is left bare, its joint at grade sealed"
        yield f"Painted after fabrication, {'the base plate with it' if design.plate is not None else buried}."
    else:
        yield "Left bare: loss of section by corrosion is not counted in this calculation."
    if not all(isinstance(s.section, WideFlange) for s in design.support.steps or (design.support,)):
        yield "The top of every tube is closed with a welded cap."


def _to_be_spliced(design: Design) -> str:
    """Where a condition says that the post is too long for one piece, what becomes of that."""
    long = any(IN_ONE_PIECE in said for said in warnings(design))
    return "; one that the length of the post asks for (see the conditions) is designed first" if long else ""


def _welding(design: Design) -> Iterator[str]:
    if pole_stands(design):
        return
    if design.document.support.material == "aluminum":
        yield f"To AWS D1.2, filler {design.document.support.filler}, by welders qualified for it."
        return
    yield "To AWS D1.1, by welders qualified for the process and position, with written procedures (WPS)."
    if design.plate is not None:
        yield (
            f"Electrodes with F_EXX = {exact(design.plate.weld.fexx_ksi)} ksi, low hydrogen; the fillet at the base "
            "plate runs all around the support."
        )


def _rods(design: Design) -> Iterator[str]:
    if design.plate is None:
        return
    a = design.plate.anchors
    side, thick = show_inches(design.plate.washer_in), show_inches(design.plate.washer_thickness_in)
    yield (
        f"{rod_material(a)}; nuts {nut_material(a)}. Holes of {show_inches(design.plate.hole_in)} in the plate, each "
        f"covered by a plate washer (ASTM A36) {side} x {side} x {thick} or larger (AISC Design Guide 1, 2nd edition, "
        "Table 2.3): round washers to ASTM F436 alone are too small for them."
    )
    if a.plate_washers_welded:
        yield "Plate washers are fillet welded to the plate on all sides, never to a rod: shear passes through them."
    yield "Set with a template before concrete is placed; not wet-set, bent, heated or welded."
    if a.grouted and a.gap_in:
        yield "Non-shrink grout (ASTM C1107), no weaker than the concrete, packed before the cabinets are hung."
    elif not a.grouted:
        yield "The plate stands free on leveling nuts: no grout that could hold water is put under it."


def _concrete(design: Design) -> Iterator[str]:
    f, aci = design.document.foundation, design.editions.aci318
    if design.foundation is None or f.existing:
        return
    ask = "they may ask for a stronger mix or for entrained air"
    if design.document.site.frost_depth_ft:
        ask = "F1, F2 and F3 ask for entrained air and for w/cm of at most 0.55, 0.45 and 0.40"
    yield (
        f"Normal weight, f'c = {exact(f.fc_psi)} psi at 28 days, to ACI {aci} and ACI 301. Exposure classes of ACI "
        f"{aci} 19.3 (freezing, sulfate, chloride) are for the engineer in responsible charge to set: {ask}."
    )
    yield "Mix design submitted before use; no water added on site beyond the mix design."
    yield "The sign is not hung before tests show the specified f'c; until then the support is braced plumb."


def _bars(design: Design) -> Iterator[str]:
    if design.foundation is None or not design.foundation.bars:
        return
    aci, footing = design.editions.aci318, design.foundation.kind == "spread_footing"
    cover = "20.6.1.3" if aci == "318-14" else "20.5.1.3"
    yield f"Deformed bars ASTM A615 Gr {exact(bar_yield_ksi(design))}; bends and hooks to ACI {aci} 25.3; none welded."
    held = (
        "mats and cage held in place by chairs and spacers" if footing else "cages held in place by wheels and chairs"
    )
    yield f"3 in. clear to concrete cast against earth (ACI {aci} {cover}); {held}."
    yield "Vertical bars in one piece, without splices but those shown."
    if isinstance(design.foundation, DrilledPier) and design.foundation.pier.shape == "round":
        yield (
            "Ends of round ties overlap at least 6 in., each with a 135-degree hook around a vertical bar; laps of "
            f"adjacent ties are staggered around the cage (ACI {aci} 25.7.2.4)."
        )


def _excavation(design: Design) -> Iterator[str]:
    f = design.document.foundation
    yield (
        "Call 811 before digging, in the time the state law sets; find and protect utilities, and keep the clearances "
        "to overhead lines (OSHA 1926)."
    )
    if design.foundation is None or f.existing:
        return
    if f.kind == "spread_footing":
        yield "Footings bear on undisturbed soil; overdug places are filled with concrete."
        yield "Fill is placed evenly in compacted lifts; its weight over the footing is counted and stays for good."
    else:
        made, kept = ("drilled", "casing") if f.shape == "round" else ("dug to their sides", "shoring")
        yield f"Holes are {made} in undisturbed soil, cleaned of loose soil and water, and filled the same day."
        yield f"Where a hole caves or holds water: {kept} drawn with the pour, concrete by tremie; tell the engineer."
        yield "Concrete is cast against the soil over the whole depth, without forms."
    if f.kind == "direct_burial" and not isinstance(design.support.section, WideFlange):
        yield "The pole is filled with the pier's concrete up to grade."
    yield "Open holes are covered or guarded; shoring by OSHA 1926 subpart P."
