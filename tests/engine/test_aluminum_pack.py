"""The pack of aluminum tubes: made by its command, and its properties integrated over the section."""

import math

import pytest

from apex.engine.steel.section import Round
from apex.errors import InvalidInputError, PackError
from apex.packs.aluminum_import import aluminum_yaml
from apex.packs.load import IN_USE, load_packs, pack_path
from apex.packs.sections import read_aluminum

PACK = load_packs().aluminum
every_tube = pytest.mark.parametrize("tube", PACK.sections.sections, ids=lambda s: s.name)


def test_the_pack_is_what_its_command_makes():
    assert pack_path("sections_aluminum", IN_USE["sections_aluminum"]).read_text() == aluminum_yaml()


def width(size, inner, y, *, is_round):
    """Metal met by a line at height y."""
    if is_round:
        out, hole = (2.0 * math.sqrt(max(r * r - y * y, 0.0)) for r in (size / 2.0, inner / 2.0))
        return out - hole
    return size - (inner if abs(y) < inner / 2.0 else 0.0)


@every_tube
def test_properties_are_those_of_the_section_in_strips(tube):
    is_round, size = isinstance(tube, Round), tube.depth_in
    inner, n = size - 2.0 * tube.t, 4000
    # Strips at Gauss points of cosine spacing: the edge of a circle is met at a steep slope.
    A = I = Z = 0.0
    for i in range(n):
        a = math.pi * (i + 0.5) / n
        y, dy = size / 2.0 * math.cos(a), size / 2.0 * math.sin(a) * math.pi / n
        w = width(size, inner, y, is_round=is_round) * dy
        A, I, Z = A + w, I + w * y * y, Z + w * abs(y)
    ours = (tube.A, tube.I, tube.Z, tube.S, tube.r) if is_round else (tube.A, tube.I_y, tube.Z_y, tube.S_x, tube.r_y)
    assert ours == pytest.approx((A, I, Z, 2.0 * I / size, math.sqrt(I / A)), rel=3e-3)
    assert tube.weight_plf == pytest.approx(12.0 * 0.098 * A, rel=3e-3)


@every_tube
def test_torsional_constants_are_polar_for_a_ring_and_bredts_for_a_box(tube):
    if isinstance(tube, Round):
        assert pytest.approx(2.0 * tube.I, rel=1e-6) == tube.J
        return
    m = tube.H - tube.t
    area, around = m * m, 4.0 * m
    assert pytest.approx(4.0 * area**2 / (around / tube.t), rel=1e-6) == tube.J
    assert pytest.approx(2.0 * area * tube.t, rel=1e-6) == tube.C


@pytest.mark.parametrize(
    ("label", "D", "t", "A"),
    [
        ("AL-Pipe4SCH40", 4.5, 0.237, 3.174),
        ("AL-Pipe2SCH80", 2.375, 0.218, 1.477),
        ("AL-Pipe8SCH40", 8.625, 0.322, 8.399),
    ],
)
def test_pipes_have_the_areas_of_the_pipe_tables(label, D, t, A):
    """ASME B36.10M: metal areas of 4 in. schedule 40, 2 in. schedule 80 and 8 in. schedule 40."""
    pipe = PACK.sections.find(label)
    assert (pipe.D, pipe.t) == (D, t)
    assert pytest.approx(A, abs=1e-3) == pipe.A


def test_a_label_is_found_however_it_is_typed_and_a_wrong_one_names_the_nearest():
    assert PACK.sections.find("al-rt6 × 1/4").name == "AL-RT6X1/4"
    assert PACK.sections.find("AL-St 4x4x3/16").name == "AL-ST4X4X3/16"
    with pytest.raises(InvalidInputError, match="1 field") as unknown:
        PACK.sections.find("AL-RT6X5/16")
    assert "AL-RT6X1/4" in unknown.value.problems[0].message


def test_families_and_labels_are_those_of_the_document():
    assert {s.family for s in PACK.sections.sections} == {"tube_round", "tube_square"}
    assert {s.family for s in PACK.sections.sections if s.name.startswith("AL-ST")} == {"tube_square"}
    assert all(s.name.startswith("AL-") for s in PACK.sections.sections)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("f_tyw: {value: 15", "f_tyw: {value: soft", "alloy.f_tyw.value"),
        ("  f_tuw:", "  f_tww:", "alloy.f_tww"),
        ("AL-RT3X1/8,tube_round,1", "AL-RT3X1/8,tube_round,-1", "round row"),
    ],
)
def test_a_pack_with_a_fault_is_refused_by_field_or_row(tmp_path, old, new, said):
    text = aluminum_yaml()
    assert text.count(old) == 1
    file = tmp_path / "faulty.yaml"
    file.write_text(text.replace(old, new))
    with pytest.raises(PackError, match=said):
        read_aluminum(file)
