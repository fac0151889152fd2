"""The DXF read back with its own library: sound, to true size, the same bytes every time."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from collections import Counter
from pathlib import Path

import ezdxf
import pytest
from ezdxf import units

from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.detail.splice import splice
from apex.report.drawing import spoken
from apex.report.dxf import dxf
from apex.report.geometry import elevation, elevation_of
from apex.report.paper import elevation_paper, paper
from apex.report.title import TitleBlock
from tests.report.conftest import ODD_NAME
from tests.report.samples import FOOTINGS, PIERS, PLATES, SIGNS, SPLICES, VIEWS

ROOT = Path(__file__).parents[2]
LAYERS = {"SIGN-OUTL", "SIGN-HIDN", "SIGN-DIMS", "SIGN-TEXT", "SIGN-REBR", "SIGN-HTCH"}


def block(what, number=1, sign="Main Street pylon"):
    return TitleBlock(sign=sign, what=what, revision="3", sha="ab12cd34ef5678", sheet=number, of=5)


def sheets(name="two posts on plates"):
    s, pier, plate, footing = (
        SIGNS[name],
        PIERS["a plate on a pier"],
        PLATES["a bolt circle"],
        FOOTINGS["with a pedestal"],
    )
    return [
        elevation_paper(elevation_of(s), "", block("Elevation")),
        paper([plan(s), side_view(s)], block("Plan and side view", 2)),
        paper([pier_section(pier), pier_cross_section(pier)], block("Pier", 3)),
        paper([baseplate_plan(plate), baseplate_section(plate)], block("Base plate", 4)),
        paper([footing_plan(footing), footing_section(footing), splice(SPLICES["a step"])], block("Footing", 5)),
    ]


def opened(data):
    doc = ezdxf.read(io.StringIO(data.decode("utf-8")))
    audit = doc.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    return doc


def measured(doc):
    """Every dimension of model space: the distance of its points in inches and its words."""
    return Counter((round(d.get_measurement(), 6), d.dxf.text) for d in doc.modelspace().query("DIMENSION"))


@pytest.fixture(scope="module")
def doc():
    return opened(dxf(sheets()))


def test_the_file_is_sound_in_inches_and_of_its_version(doc):
    assert doc.dxfversion == "AC1032"
    assert doc.units == units.IN
    assert doc.header["$MEASUREMENT"] == 0


def test_every_layer_is_used_and_nothing_stands_outside_of_them(doc):
    used = {e.dxf.layer for e in doc.modelspace()}
    assert used == LAYERS
    assert {d.dxf.layer for d in doc.modelspace().query("DIMENSION")} == {"SIGN-DIMS"}
    rebar = {e.dxftype() for e in doc.modelspace() if e.dxf.layer == "SIGN-REBR"}
    assert {"LINE", "CIRCLE", "HATCH"} <= rebar


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_s_dimensions_are_measured_at_true_size(name):
    view = VIEWS[name]()
    found = measured(opened(dxf([paper([view], block("One view"))])))
    assert found == Counter((round(d.length * view.inches_per_unit, 6), d.text) for d in view.dimensions)


@pytest.mark.parametrize("name", SIGNS)
def test_an_elevation_s_dimensions_are_measured_at_true_size(name):
    e = elevation_of(SIGNS[name])
    found = measured(opened(dxf([elevation_paper(e, "")])))
    # A width outside of its cabinet carries the cabinet's mark before its figure.
    bare = Counter((length, text.rpartition("  ")[2]) for length, text in found.elements())
    assert bare == Counter((round(d.feet * 12.0, 6), d.text) for d in e.dimensions)


def test_a_design_s_dimensions_are_those_of_its_document_and_calculation(pylon):
    found = {length for length, _ in measured(opened(dxf([elevation_paper(elevation(pylon), "")])))}
    document, f = pylon.document, pylon.foundation
    cabinet = document.sign.cabinets[0]
    wanted = {cabinet.width_ft, cabinet.height_ft, cabinet.bottom_ft, cabinet.top_ft, f.burial.depth_ft,
              f.pole_embedment_ft, f.pier.x_ft}  # fmt: skip
    assert found == {round(12.0 * v, 6) for v in wanted}


def test_what_is_drawn_has_its_true_size(pylon):
    outlines = list(opened(dxf([elevation_paper(elevation(pylon), "")])).modelspace().query("LWPOLYLINE"))
    sizes = set()
    for e in outlines:
        xs, ys = [p[0] for p in e.get_points()], [p[1] for p in e.get_points()]
        sizes.add((round(max(xs) - min(xs), 6), round(max(ys) - min(ys), 6)))
    cabinet = pylon.document.sign.cabinets[0]
    assert (cabinet.width_ft * 12, cabinet.height_ft * 12) in sizes
    assert (pylon.foundation.pier.x_ft * 12, pylon.foundation.burial.depth_ft * 12) in sizes


def test_rods_stand_at_their_places():
    b = PLATES["a bolt circle"]
    doc = opened(dxf([paper([baseplate_plan(b)], block("Plate"))]))
    rods = [c.dxf.center for c in doc.modelspace().query("CIRCLE") if abs(c.dxf.radius - b.rod_diameter_in / 2) < 1e-9]
    middle = (sum(c.x for c in rods) / len(rods), sum(c.y for c in rods) / len(rods))
    found = sorted((round(c.x - middle[0], 4), round(c.y - middle[1], 4)) for c in rods)
    assert found == sorted((round(x, 4), round(y, 4)) for x, y in b.rods)


def test_each_sheet_is_a_letter_page_with_its_title_block_and_a_window_on_each_figure(doc):
    made = sheets()
    assert doc.layout_names() == [
        "Model", "1 Elevation of Main Street pylon", "2 Plan and side view", "3 Pier", "4 Base plate", "5 Footing",
    ]  # fmt: skip
    for sheet, name in zip(made, doc.layout_names()[1:], strict=True):
        page = doc.layout(name)
        words = [t.dxf.text for t in page.query("TEXT")]
        for text in ("Main Street pylon", sheet.title.what, f"{sheet.title.sheet} of 5", "NTS", "3", "ab12cd34ef56"):
            assert words.count(text) == 1
        assert words.count("NOT SEALED") == 1
        windows = [v for v in page.query("VIEWPORT") if v.dxf.id != 1]
        assert len(windows) == len(sheet.figures)
        for v in windows:
            assert v.dxf.center.x - v.dxf.width / 2 > 0.25 and v.dxf.center.x + v.dxf.width / 2 < 8.25
            assert v.dxf.center.y - v.dxf.height / 2 > 0.25 and v.dxf.center.y + v.dxf.height / 2 < 10.75


def test_a_window_looks_at_its_own_figure(doc):
    model = doc.modelspace()
    for name, key in (("2 Plan and side view", "PLAN AT GRADE"), ("4 Base plate", "BASE PLATE SECTION")):
        title = next(t for t in model.query("TEXT") if t.dxf.text == key)
        at = title.dxf.align_point
        seen = [v for v in doc.layout(name).query("VIEWPORT") if v.dxf.id != 1 and looks_at(v, at)]
        assert len(seen) == 1


def looks_at(v, at):
    high = v.dxf.view_height
    wide = high * v.dxf.width / v.dxf.height
    middle = v.dxf.view_center_point
    return abs(at.x - middle.x) < wide / 2 and abs(at.y - middle.y) < high / 2


def test_figures_in_model_space_keep_apart(doc):
    spans = []
    for v in (v for name in doc.layout_names()[1:] for v in doc.layout(name).query("VIEWPORT") if v.dxf.id != 1):
        wide = v.dxf.view_height * v.dxf.width / v.dxf.height
        spans.append((v.dxf.view_center_point.x - wide / 2, v.dxf.view_center_point.x + wide / 2))
    spans.sort()
    assert len(spans) == 10
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


def test_model_space_alone_says_that_nothing_is_sealed(doc):
    captions = [t.dxf.text for t in doc.modelspace().query("TEXT") if "NOT SEALED" in t.dxf.text]
    assert len(captions) == 10


def test_the_same_sheets_give_the_same_bytes_in_another_process():
    code = "import sys; from tests.report.test_dxf import dxf, sheets; sys.stdout.buffer.write(dxf(sheets()))"
    for seed in ("1", "7", "2"):
        other = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland"},
        )  # fmt: skip
        assert other.stdout == dxf(sheets())


def test_another_sign_gives_other_bytes():
    assert dxf(sheets()) != dxf(sheets("one post"))


def test_names_are_text_and_no_codes(odd):
    e = elevation(odd)
    name = f"{ODD_NAME} %%c \\P {{\\H9;x}} ^J\n\x00 Ø 招牌"
    made = elevation_paper(e, spoken(e), block("Elevation", sign=name))
    doc = opened(dxf([made]))
    words = [t.dxf.text for t in doc.layout(doc.layout_names()[1]).query("TEXT")]
    whole = " ".join(words)
    assert f"{ODD_NAME} % %c \\P {{\\H9;x}} ˆJ   Ø 招牌" in whole
    assert not any(c in whole for c in "\n\x00^")


def test_a_drawing_without_a_sheet_is_refused():
    with pytest.raises(ValueError, match="needs a sheet"):
        dxf([])
