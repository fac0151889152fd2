"""What joins the support to its foundation: plate, rods, weld, and the concrete they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le

from apex.engine.bound import Fault, Is

RodGradeName = Literal["F1554-36", "F1554-55", "F1554-105"]
Sdc = Literal["A", "B", "C", "D", "E", "F"]
Arrangement = Literal["perimeter", "grid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A rectangular base plate: width along the face, length normal to it."""

    width_in: Annotated[float, Ge(4), Le(120), Is("Width along the face", "in")]
    length_in: Annotated[float, Ge(4), Le(120), Is("Length normal to the face", "in")]
    thickness_in: Annotated[float, Ge(0.25), Le(6), Is("Thickness", "in")]
    fy_ksi: Annotated[float, Ge(30), Le(70), Is("Yield", "ksi")] = 36.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorReinforcement:
    """Bars beside the rods that take their tension into the pier (ACI 318 17.5.2.1)."""

    size: Annotated[int, Ge(3), Le(18), Is("Bar size", "#")]
    count: Annotated[int, Ge(1), Le(64), Is("Bars")]
    fy_ksi: Annotated[float, Ge(40), Le(100), Is("Yield", "ksi")]
    distance_in: Annotated[float, Ge(0), Le(48), Is("From the rods", "in", "Only bars within half the embedment count")]
    developed_above_in: Annotated[float, Ge(0), Le(200), Is("Length above the breakout plane", "in")]
    developed_below_in: Annotated[float, Ge(0), Le(400), Is("Length below the breakout plane", "in")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """Cast-in rods: rows (across y) and columns (across x), or a bolt circle.

    Of rows and columns the outer ones stand, around the support; `arrangement: grid` asks for those inside too.
    """

    grade: Annotated[RodGradeName, Is("Grade", help="ASTM F1554")]
    diameter_in: Annotated[float, Ge(0.5), Le(2.5), Is("Rod diameter", "in")]
    embedment_in: Annotated[float, Ge(2), Le(120), Is("Embedment h_ef", "in")]
    rows: Annotated[int, Ge(1), Le(20), Is("Rows, one behind the other")] | None = None
    columns: Annotated[int, Ge(1), Le(20), Is("Columns, side by side along the face")] | None = None
    spacing_x_in: Annotated[float, Gt(0), Le(100), Is("Spacing along the face", "in")] | None = None
    spacing_y_in: Annotated[float, Gt(0), Le(100), Is("Spacing normal to the face", "in")] | None = None
    arrangement: Annotated[
        Arrangement, Is("Rods of rows and columns", help="Around the support, or all of the grid")
    ] = "perimeter"
    bolt_circle_in: Annotated[float, Gt(0), Le(120), Is("Bolt circle", "in")] | None = None
    count: Annotated[int, Ge(3), Le(32), Is("Rods on the circle")] | None = None
    head: Annotated[Literal["nut", "plate"], Is("Head in the concrete")] = "nut"
    head_area_in2: Annotated[float, Gt(0), Le(400), Is("Bearing area of the head", "in2")] | None = None
    gap_in: Annotated[float, Ge(0), Le(12), Is("Gap under the plate", "in", "Grout, or clear of the concrete")] = 0.0
    grouted: Annotated[bool, Is("Grouted")] = True
    plate_washers_welded: Annotated[bool, Is("Plate washers welded", help="Then all rods share the shear")] = False
    anchor_reinforcement: Annotated[AnchorReinforcement, Is("Anchor reinforcement")] | None = None

    def rules(self) -> list[Fault]:
        grid = {n: getattr(self, n) for n in ("rows", "columns", "spacing_x_in", "spacing_y_in")}
        circle = {n: getattr(self, n) for n in ("bolt_circle_in", "count")}
        if any(v is not None for v in circle.values()):
            faults = [(n, "needed for a bolt circle") for n, v in circle.items() if v is None]
            faults += [(n, "give either a grid or a bolt circle, not both") for n, v in grid.items() if v is not None]
            if self.arrangement == "grid":
                faults.append(("arrangement", "give either a grid or a bolt circle, not both"))
        else:
            faults = [
                (n, "needed for a grid of rods; or give bolt_circle_in and count")
                for n in ("rows", "columns")
                if grid[n] is None
            ]
            for spacing, along in (("spacing_x_in", "columns"), ("spacing_y_in", "rows")):
                if (grid[along] or 1) > 1 and grid[spacing] is None:
                    faults.append((spacing, f"needed for {grid[along]} {along}"))
            if (self.rows or 2) * (self.columns or 2) < 4 and not faults:
                faults.append(("rows", "at least four rods are needed (OSHA 1926.755)"))
        if self.head == "plate" and self.head_area_in2 is None:
            faults.append(("head_area_in2", "needed for a plate at the head"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Weld:
    """Fillet all around the support."""

    size_in: Annotated[float, Ge(0.125), Le(1.5), Is("Leg of the fillet", "in")]
    fexx_ksi: Annotated[float, Ge(60), Le(110), Is("Electrode F_EXX", "ksi")] = 70.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateConcrete:
    """The pier, pedestal or slab under the plate."""

    fc_psi: Annotated[float, Ge(2500), Le(10000), Is("Concrete f'c", "psi")]
    width_in: Annotated[float, Ge(6), Le(2000), Is("Width along the face", "in")] | None = None
    length_in: Annotated[float, Ge(6), Le(2000), Is("Length normal to the face", "in")] | None = None
    diameter_in: Annotated[float, Ge(6), Le(240), Is("Diameter", "in")] | None = None
    depth_in: Annotated[float, Ge(6), Le(2000), Is("Depth", "in", "Left out: deep enough for the rods")] | None = None
    cracked: Annotated[bool, Is("Cracked", help="ACI 318 17.6.2.5")] = True

    def rules(self) -> list[Fault]:
        if self.diameter_in is not None:
            sides = (("width_in", self.width_in), ("length_in", self.length_in))
            return [(n, "give either a diameter or width and length") for n, v in sides if v is not None]
        sides = (("width_in", self.width_in), ("length_in", self.length_in))
        return [(n, "needed where no diameter is given") for n, v in sides if v is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasePlate:
    """What is left out is designed; what is given is checked."""

    plate: Annotated[Plate, Is("Plate")] | None = None
    anchors: Annotated[Anchors, Is("Anchor rods")] | None = None
    weld: Annotated[Weld, Is("Weld")] | None = None
    concrete: Annotated[PlateConcrete, Is("Concrete under the plate")] | None = None

    def rules(self) -> list[Fault]:
        if (self.plate is None) != (self.anchors is None):
            missing = "plate" if self.plate is None else "anchors"
            return [(missing, "give plate and anchors together, or neither: then both are designed")]
        if self.plate is not None and self.weld is None:
            return [("weld", "needed where plate and anchors are given")]
        return []
