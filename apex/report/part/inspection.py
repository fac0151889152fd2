"""Special inspections and tests of what this design has: IBC chapter 17, each with how often and after what.

Tasks follow IBC Tables 1705.3, 1705.6 and 1705.8 and AISC 360 chapter N; only those that a free-standing sign of
this kind can need are listed. The building official decides what is required.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from apex.engine.baseplate.work import BasePlateWork
from apex.engine.design import Design
from apex.engine.steel.section import Box, WideFlange
from apex.report.phrase import pole_stands
from apex.report.view import show_inches

Often = Literal["continuous", "periodic"]


class Inspection(NamedTuple):
    """One task: what it belongs to, how often it is looked at, and the section that asks for it."""

    group: str
    task: str
    often: Often
    reference: str


def inspections(design: Design) -> list[Inspection]:
    """The statement of special inspections for this design, group by group."""
    rows = list(_steel(design))
    if design.plate is not None:
        rows += _rods(design, design.plate)
    if design.foundation is not None and not design.document.foundation.existing:
        rows += _concrete(design)
        rows += _ground(design)
    return rows


def words(design: Design) -> list[str]:
    """What stands before the table: who inspects, who decides, and what is left out."""
    ibc = design.editions.ibc
    said = [
        f"Statement of special inspections (IBC {ibc} 1704.3), for the approval of the building official, who may "
        "waive it for work of a minor nature (1704.2).",
        "The owner employs approved agencies, independent of the contractor; they report to the building official "
        "and to the engineer in responsible charge (1704.2, 1704.2.4). Continuous: present while the work is done. "
        "Periodic: present at intervals, and before the work is covered.",
        "Work done in the shop of a fabricator approved under 1704.2.5.1 needs no special inspection there.",
    ]
    if design.document.foundation.existing:
        pole = ", the length of the pole in it" if design.document.foundation.kind == "direct_burial" else ""
        said.append(
            f"The foundation exists: its sizes, its concrete and bars{pole} and the soil are to be verified before the "
            "sign is set."
        )
    if design.foundation is not None and design.foundation.kind == "spread_footing":
        said.append("The exception of 1705.3 for isolated footings is written for buildings: it is not used here.")
    return said


def _ibc(design: Design, section: str) -> str:
    return f"IBC {design.editions.ibc} {section}"


def _steel(design: Design) -> Iterator[Inspection]:
    if pole_stands(design):
        task = "Pole that stands already: section, wall thickness, grade and condition, before the sign is hung"
        yield Inspection("Existing pole", task, "periodic", f"AISC {design.editions.aisc360} App. 5")
        return
    if design.document.support.material == "aluminum":
        group, special = "Aluminum and its welds", _ibc(design, "1705.1.1")
        yield Inspection(group, "Alloy, temper and filler metal against their certificates", "periodic", special)
        yield Inspection(group, "Welds: procedures, welders, fit-up, and all welds by eye", "periodic",
                         f"{special}, AWS D1.2")  # fmt: skip
        return
    group, code = "Structural steel and its welds", f"AISC {design.editions.aisc360} N5"
    steel = f"{_ibc(design, '1705.2.1')}, {code}"
    yield Inspection(group, "Section, grade and mill test reports of the support", "periodic", steel)
    spliced = any(s.splice for s in design.support.steps)
    if design.plate is None and not spliced:
        if not isinstance(design.support.section, WideFlange):
            yield Inspection(group, "Welds of the caps by eye", "periodic", f"{code}.4, AWS D1.1")
    else:
        yield from _welds(design, group, code, spliced=spliced)
    if design.document.support.finish == "galvanized":
        box = any(isinstance(s.section, Box) for s in design.support.steps or (design.support,))
        corners = ", copes and corners of rectangular HSS" if box else " and copes"
        task = f"After galvanizing: cut surfaces{corners} by eye, for cracks"
        yield Inspection(group, task, "periodic", f"{code}.7")


def _welds(design: Design, group: str, code: str, *, spliced: bool) -> Iterator[Inspection]:
    """Before, during and after the welding of what carries."""
    task = "Before welding: procedures (WPS), welder qualification, consumables, fit-up"
    yield Inspection(group, task, "periodic", f"{code}.4, AWS D1.1")
    task = "During welding: WPS followed, weather, control of consumables"
    yield Inspection(group, task, "periodic", f"{code}.4, AWS D1.1")
    task = "After welding: size, length and soundness of every fillet weld by eye"
    if design.plate is not None:
        task += f"; {show_inches(design.plate.weld.size_in)} fillet around the support at the base plate"
    if spliced:
        task += "; both fillets of every splice"
    yield Inspection(group, task, "periodic", f"{code}.4, AWS D1.1")


def _rods(design: Design, plate: BasePlateWork) -> Iterator[Inspection]:
    a, e = plate.anchors, design.editions
    aci = f"ACI {e.aci318} {'17.8.2' if e.aci318 == '318-14' else '26.13'}"
    group = "Anchor rods"
    task = (
        f"Rods cast in: {len(plate.points)} of {show_inches(a.diameter_in)} {a.grade}, place, embedment "
        f"{show_inches(a.embedment_in)}, foot and template, before the concrete is placed"
    )
    yield Inspection(group, task, "periodic", f"{_ibc(design, 'Table 1705.3')}, {aci}, AISC {e.aisc360} N5")
    task = "Certificates and end marks of the rods by ASTM F1554"
    if a.grade == "F1554-105":
        task += "; Gr 105 is high-strength: never welded, heated or bent"
    yield Inspection(group, task, "periodic", f"AISC {e.aisc360} A3.4, N5, ASTM F1554")
    task = "Leveling, nuts snug on plate washers that cover the holes" + (", welded" if a.plate_washers_welded else "")
    if a.grouted and a.gap_in:
        task += ", grout packed full under the plate"
    yield Inspection(group, task, "periodic", f"AISC {e.aisc360} N5")


def _concrete(design: Design) -> Iterator[Inspection]:
    aci, table, group = f"ACI {design.editions.aci318}", _ibc(design, "Table 1705.3"), "Concrete"
    assert design.foundation is not None
    if design.foundation.bars:
        task = "Reinforcement: grade, sizes, counts, spacing, cover and ties, before the concrete is placed"
        yield Inspection(group, task, "periodic", f"{table}, {aci} 25.2, 25.3, 26.6")
    yield Inspection(group, "Use of the required mix", "periodic", f"{table}, {aci} 26.4")
    task = "Specimens for strength, slump, air content and temperature of fresh concrete"
    yield Inspection(group, task, "continuous", f"{table}, ASTM C172, C31, {aci} 26.5, 26.12")
    yield Inspection(group, "Placement: proper technique, no segregation", "continuous", f"{table}, {aci} 26.5")
    yield Inspection(group, "Curing: temperature and technique kept", "periodic", f"{table}, {aci} 26.5.3")
    if design.foundation.kind == "spread_footing":
        task = "Formwork: shape, location and dimensions"
        yield Inspection(group, task, "periodic", f"{table}, {aci} 26.11")


def _ground(design: Design) -> Iterator[Inspection]:
    soils, group = _ibc(design, "Table 1705.6"), "Soil"
    f = design.foundation
    assert f is not None
    yield Inspection(group, "Excavation to the depth shown, and into the material assumed", "periodic", soils)
    if f.kind == "spread_footing":
        task = "Material under the footing is adequate for the design bearing"
        yield Inspection(group, task, "periodic", soils)
        task = "Fill over the footing: subgrade before, material and its tests"
        yield Inspection(group, task, "periodic", soils)
        task = "Fill over the footing: lifts, materials and density while it is placed and compacted"
        yield Inspection(group, task, "continuous", soils)
        return
    deep, round_ = _ibc(design, "1705.8, Table 1705.8"), design.document.foundation.shape == "round"
    group = "Drilled pier" if round_ else "Pier in a dug hole, inspected as a cast-in-place deep foundation"
    if f.kind == "direct_burial":
        group = "Pier around the pole, inspected as a cast-in-place deep foundation"
    done = "Drilling" if round_ else "Digging of the hole"
    yield Inspection(group, f"{done}, with a complete record for each pier", "continuous", deep)
    size = "diameter" if round_ else "sides"
    task = f"Place, plumbness, {size}, depth, bearing stratum; volume of concrete recorded"
    yield Inspection(group, task, "continuous", deep)
