"""Parts and signs the drawings are tried on: usual ones and extremes."""

from __future__ import annotations

import math
from dataclasses import replace

from apex.report.detail.bar import Bars, Cage, TieBars
from apex.report.detail.baseplate import BasePlateDims, ColumnShape, baseplate_plan
from apex.report.detail.footing import FootingDims, footing_plan, footing_section
from apex.report.detail.mat import Mat
from apex.report.detail.onplate import PlateOnPier
from apex.report.detail.pier import PierDims, PoleInPier, pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.shape import Rect
from apex.report.detail.side import side_view
from apex.report.detail.sign import CoverShape, Face, Hole, Pad, PlateShape, Shaft, SignShape, Step
from apex.report.detail.splice import SpliceDims, splice
from apex.report.view import Weld

DIAMETERS = {3: 0.375, 4: 0.5, 5: 0.625, 6: 0.75, 7: 0.875, 8: 1.0, 9: 1.128, 10: 1.27, 11: 1.41}


def bars(count, size):
    return Bars(count=count, size=size, diameter_in=DIAMETERS[size])


def cage(count=8, size=6, tie=3, spacing=12.0, cover=3.0):
    ties = TieBars(size=tie, diameter_in=DIAMETERS[tie], spacing_in=spacing)
    return Cage(bars=bars(count, size), cover_in=cover, ties=ties)


def circle(count, across, start=0.0):
    return tuple((across / 2 * math.cos(start + 2 * math.pi * k / count),
                  across / 2 * math.sin(start + 2 * math.pi * k / count)) for k in range(count))  # fmt: skip


def grid(columns, rows, x, y):
    return tuple((x * (i - (columns - 1) / 2), y * (j - (rows - 1) / 2)) for i in range(columns) for j in range(rows))


POLE = PoleInPier(section="HSS12.750X0.375", width_in=12.75, embedment_in=90.0)
ON_PLATE = PlateOnPier(
    section="HSS10X10X3/8", column_width_in=10, width_in=18, length_in=18, thickness_in=1.5, gap_in=1.5,
    points=((-7.0, -7.0), (7.0, -7.0), (-7.0, 7.0), (7.0, 7.0)), rod_diameter_in=1.0, embedment_in=24.0,
)  # fmt: skip
PIERS = {
    "a pole in a pier": PierDims(
        round=True, width_in=36, length_in=36, depth_in=96, fc_psi=3000, cage=cage(), pole=POLE, neglected_in=12,
        water_in=60,
    ),
    "a plate on a pier": PierDims(
        round=True, width_in=30, length_in=30, depth_in=102, fc_psi=4000, top_in=6, cage=cage(), plate=ON_PLATE
    ),
    "a pier held by a slab": PierDims(
        round=True, width_in=36, length_in=36, depth_in=72, fc_psi=3000, existing=True, slab=True, neglected_in=6,
        pole=replace(POLE, embedment_in=66, taken=True),
    ),
    "a tiny pier": PierDims(round=True, width_in=12, length_in=12, depth_in=36, fc_psi=2500,
                            pole=PoleInPier(section="Pipe3STD", width_in=3.5, embedment_in=30.0)),
    "a deep pier": PierDims(round=True, width_in=24, length_in=24, depth_in=360, fc_psi=3000, water_in=355,
                            cage=cage(10, 9, 4, 6.0), pole=PoleInPier(section="W12X26", width_in=6.5, embedment_in=72)),
    "a wide square pier": PierDims(round=False, width_in=180, length_in=120, depth_in=60, fc_psi=3000,
                                   cage=cage(44, 8, 4, 3.0), neglected_in=1.0, plate=ON_PLATE),
}  # fmt: skip

ROUND = ColumnShape(section="HSS12.750X0.375", kind="round", width_in=12.75, depth_in=12.75, wall_in=0.349)
BOX = ColumnShape(section="HSS10X10X3/8", kind="box", width_in=10, depth_in=10, wall_in=0.349)
FLANGED = ColumnShape(section="W12X26", kind="wide_flange", width_in=6.49, depth_in=12.2, wall_in=0.38, web_in=0.23)
TURNED = ColumnShape(
    section="W12X26", kind="wide_flange", width_in=12.2, depth_in=6.49, wall_in=0.38, web_in=0.23, flanges_across=False
)
WELD = Weld(leg_in=0.3125, tail="E70XX")


def baseplate(**changed):
    own = {
        "width_in": 18, "length_in": 18, "thickness_in": 1.5, "steel": "A36", "column": BOX,
        "rods": grid(2, 2, 14, 14), "rod_diameter_in": 1.0, "rod_grade": "F1554-36", "embedment_in": 24,
        "weld": WELD, "fc_psi": 4000, "gap_in": 1.5, "concrete_diameter_in": 36,
    }  # fmt: skip
    return BasePlateDims(**{**own, **changed})


PLATES = {
    "four rods": baseplate(),
    "a bolt circle": baseplate(
        width_in=24, length_in=24, column=ROUND, rods=circle(8, 20, math.pi / 8), bolt_circle_in=20, grouted=False,
        gap_in=2.0, projection_in=6.0, rod_length_in=33.5, washer_weld_in=0.25, washer_in=3.0, concrete_diameter_in=42,
    ),
    "a W on a slab": baseplate(
        column=FLANGED, width_in=14, length_in=20, rods=grid(2, 3, 10, 8), concrete_diameter_in=None,
        concrete_width_in=600, concrete_length_in=600, gap_in=0.0, head="plate", head_width_in=4.0,
    ),
    "a W turned": baseplate(column=TURNED, width_in=20, length_in=14, rods=grid(3, 2, 8, 10),
                            concrete_diameter_in=None, concrete_width_in=30, concrete_length_in=24),
    "a huge plate with 32 rods": baseplate(
        width_in=120, length_in=120, thickness_in=6, column=ROUND, rods=circle(32, 108), bolt_circle_in=108,
        rod_diameter_in=2.5, embedment_in=120, concrete_diameter_in=144,
    ),
    "a grid of 20 x 20": baseplate(width_in=120, length_in=120, rods=grid(20, 20, 6, 6), rod_diameter_in=0.5,
                                concrete_diameter_in=None, concrete_width_in=144, concrete_length_in=144),
    "a tiny plate": baseplate(
        width_in=4, length_in=4, thickness_in=0.25, rods=grid(2, 2, 3, 3), rod_diameter_in=0.5, embedment_in=2,
        column=ColumnShape(section="HSS2X2X1/8", kind="box", width_in=2, depth_in=2, wall_in=0.116),
        gap_in=0.125, concrete_diameter_in=8, weld=Weld(leg_in=0.125),
    ),
}  # fmt: skip

FOOTINGS = {
    "with a pedestal": FootingDims(
        width_in=96, length_in=120, thickness_in=18, depth_in=48, fc_psi=3000,
        bottom=Mat(along=bars(10, 5), normal=bars(8, 5), cover_in=3.0),
        top=Mat(along=bars(10, 4), normal=bars(8, 4), cover_in=2.0), pedestal_width_in=30, pedestal_length_in=30,
        dowels=bars(8, 6), column="HSS12.750X0.375", column_width_in=12.75, column_depth_in=12.75,
    ),
    "flush with grade": FootingDims(
        width_in=60, length_in=60, thickness_in=24, depth_in=24, fc_psi=2500,
        bottom=Mat(along=bars(6, 5), normal=bars(6, 5), cover_in=3.0), column="Pipe6STD", column_width_in=6.625,
    ),
    "hooked under a plate": FootingDims(
        width_in=60, length_in=72, thickness_in=15, depth_in=42, fc_psi=4000,
        bottom=Mat(along=replace(bars(9, 4), hooked=True), normal=replace(bars(7, 7), hooked=True), cover_in=3.0),
        top=Mat(along=replace(bars(9, 7), hooked=True), normal=bars(7, 4), cover_in=2.0), pedestal_width_in=24,
        pedestal_length_in=24, dowels=replace(bars(8, 6), hooked=True), column="HSS10X10X3/8", column_width_in=10,
        plate=ON_PLATE,
    ),
    "very large": FootingDims(
        width_in=720, length_in=360, thickness_in=12, depth_in=60, fc_psi=4000,
        bottom=Mat(along=bars(60, 9), normal=bars(120, 9), cover_in=3.0),
        top=Mat(along=bars(60, 9), normal=bars(120, 9), cover_in=3.0), pedestal_width_in=180, pedestal_length_in=24,
        dowels=bars(20, 11),
    ),
}  # fmt: skip

SPLICES = {
    "a step": SpliceDims(
        lower="HSS12.750X0.375", upper="HSS8.625X0.250", lower_width_in=12.75, upper_width_in=8.625, plate_in=14,
        thickness_in=0.75, weld_lower=WELD, weld_upper=Weld(leg_in=0.25, tail="E70XX"), height_ft=14.5, steel="A36",
    ),
    "a small step": SpliceDims(
        lower="Pipe3STD", upper="Pipe2STD", lower_width_in=3.5, upper_width_in=2.375, plate_in=4, thickness_in=0.25,
        weld_lower=Weld(leg_in=0.125), weld_upper=Weld(leg_in=0.125, all_around=False), height_ft=6.0,
    ),
}  # fmt: skip


def face(i, width, height, bottom, offset=0.0, depth=2.0, name="", solid=1.0):
    rect, area = Rect(offset - width / 2, bottom, width, height), width * height
    return Face(chr(65 + i), name or f"cabinet {i + 1}", rect, depth, offset, area, 10 * area, solid)


def step(width=1.0, bottom=0.0, top=25.0, section="HSS12.750X0.375", *, pipe=True):
    return Step(section=section, bottom_ft=bottom, top_ft=top, width_ft=width, depth_ft=width, round=pipe)


def sign(**changed):
    own = {
        "title": "Main Street pylon", "section": "HSS12.750X0.375, A500 Gr C", "faces": (face(0, 12, 8, 17),),
        "posts_ft": (0.0,), "steps": (step(),), "foundations_ft": (0.0,),
        "below": Shaft(round=True, width_ft=3, length_ft=3, depth_ft=8.5, pole_embedment_ft=8.0),
    }  # fmt: skip
    return SignShape(**{**own, **changed})


SIX = tuple(8.0 * (i - 2.5) for i in range(6))
SIGNS = {
    "one post": sign(),
    "two posts on plates": sign(
        faces=(face(0, 20, 6, 10, 0.0, 1.5, "Main"), face(1, 8, 3, 5, -2.5, 1.0, "Reader")), posts_ft=(-4.0, 4.0),
        foundations_ft=(-4.0, 4.0), steps=(step(0.833, 0.25, 16, "HSS10X10X3/8", pipe=False),),
        plate=PlateShape(width_ft=1.5, length_ft=1.5, bottom_ft=0.125, top_ft=0.25),
        below=Shaft(round=False, width_ft=2.5, length_ft=3.0, depth_ft=7),
    ),
    "open letters on square piers": sign(
        faces=(face(0, 32, 5, 12, 0.0, 0.75, "Letters", 0.5),), posts_ft=(-12.0, 0.0, 12.0),
        foundations_ft=(-12.0, 0.0, 12.0), steps=(step(0.5833, 0, 17, "HSS7X7X1/8", pipe=False),),
        below=Shaft(round=False, width_ft=2.0, length_ft=2.0, depth_ft=7.5, pole_embedment_ft=4.5),
    ),
    "six posts": sign(
        faces=(face(0, 60, 10, 12),), posts_ft=SIX, foundations_ft=SIX, steps=(step(1, 0, 22),),
        below=Shaft(round=True, width_ft=3, length_ft=3, depth_ft=9, pole_embedment_ft=8.5),
    ),
    "stepped with covers and holes": sign(
        faces=(face(0, 10, 6, 24, 0, 2, "Top"), face(1, 8, 4, 18, 0, 1.5, "Reader")),
        steps=(
            step(1.5, 0, 10, "HSS18.000X0.500"),
            step(1.0625, 10, 16, "HSS12.750X0.375"),
            step(0.71875, 16, 30, "HSS8.625X0.322"),
        ),
        covers=(CoverShape(bottom_ft=0.0, top_ft=8.0, width_ft=3.0, depth_ft=2.5),),
        holes=(Hole(center_ft=12.0, width_ft=0.333, height_ft=0.5),),
    ),
    "a spread footing": sign(
        below=Pad(width_ft=8, length_ft=10, thickness_ft=1.5, depth_ft=4, pedestal_width_ft=2.5, pedestal_length_ft=2.5)
    ),
    "a footing flush with grade": sign(below=Pad(width_ft=6, length_ft=6, thickness_ft=2, depth_ft=2)),
    "twenty cabinets": sign(
        faces=tuple(face(i, 4 + i % 3, 1.2, 6 + 1.5 * i, 0.25 * (i % 4), 0.5 + 0.125 * (i % 7)) for i in range(20)),
        steps=(step(1.0, 0, 36),),
    ),
    "a sign 100 ft wide": sign(faces=(face(0, 100, 3, 2),), steps=(step(0.5, 0, 5),)),
    "a sign on a pole 150 ft high": sign(
        faces=(face(0, 6, 4, 146),), steps=(step(4, 0, 150),),
        below=Shaft(round=True, width_ft=8, length_ft=8, depth_ft=40),
    ),
    "a mark that would stand on a post": sign(
        faces=(face(0, 20, 1.5, 7, -4), face(1, 4, 2, 8.5, -4)), posts_ft=(-6.0, 0.0, 6.0),
        foundations_ft=(-6.0, 0.0, 6.0), steps=(step(0.5, 0, 11.5),),
    ),
    "a monument on a footing near grade": sign(
        faces=(face(0, 47.5, 0.5, 0),), steps=(step(0.25, 0, 0.5),),
        below=Pad(
            width_ft=2, length_ft=2, thickness_ft=1.5, depth_ft=1.5625, pedestal_width_ft=1.5, pedestal_length_ft=1.5
        ),
    ),
    "a pier in a slab": sign(
        below=Shaft(round=True, width_ft=3, length_ft=3, depth_ft=6, pole_embedment_ft=5.5, slab=True)
    ),
    "nothing in the ground": sign(below=None, foundations_ft=()),
    "a flag on two posts": sign(
        faces=(face(0, 10, 5, 18, 12.5),), posts_ft=(-1.0, 1.0), foundations_ft=(-1.0, 1.0), steps=(step(0.5, 0, 23),),
        below=Shaft(round=True, width_ft=2, length_ft=2, depth_ft=6),
    ),
}  # fmt: skip

VIEWS = {
    **{f"plan: {k}": lambda s=s: plan(s) for k, s in SIGNS.items()},
    **{f"side: {k}": lambda s=s: side_view(s) for k, s in SIGNS.items()},
    **{f"section: {k}": lambda p=p: pier_section(p) for k, p in PIERS.items()},
    **{f"cross section: {k}": lambda p=p: pier_cross_section(p) for k, p in PIERS.items()},
    **{f"plate plan: {k}": lambda b=b: baseplate_plan(b) for k, b in PLATES.items()},
    **{f"plate section: {k}": lambda b=b: baseplate_section(b) for k, b in PLATES.items()},
    **{f"footing plan: {k}": lambda f=f: footing_plan(f) for k, f in FOOTINGS.items()},
    **{f"footing section: {k}": lambda f=f: footing_section(f) for k, f in FOOTINGS.items()},
    **{f"splice: {k}": lambda s=s: splice(s) for k, s in SPLICES.items()},
}
