"""The catalog against the AISC Manual, labels as people type them, A1085 walls, sizes in order."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from apex.engine.bundle import Packs
from apex.engine.steel.capacity import Strength
from apex.engine.steel.catalog import find_grade, material
from apex.engine.steel.section import Box, Round, WideFlange, full_wall_box, full_wall_round
from apex.engine.steel.strength import require_scope, strength
from apex.engine.trace import Quiet
from apex.errors import InvalidInputError, OutOfScope

MANUAL = {
    "HSS6X4X1/4": {"A": 4.30, "t": 0.233, "I_x": 20.9, "Z_x": 8.53, "J": 23.6, "C": 10.1, "r_y": 1.61},
    "HSS6X4X3/8": {"t": 0.349, "A": 6.18, "I_x": 28.3, "Z_x": 11.9},
    "HSS8X8X3/8": {"A": 10.4, "I_x": 100.0, "S_x": 24.9, "Z_x": 29.4, "J": 160.0},
    "HSS5.000X0.250": {"t": 0.233, "A": 3.49, "I": 9.94, "S": 3.97, "Z": 5.30, "J": 19.9},
    "HSS16.000X0.500": {"t": 0.465, "A": 22.7, "Z": 112.0},
    "Pipe8XS": {"Z": 31.0, "A": 11.9, "D": 8.63, "t": 0.465, "I": 100.0},
    "Pipe8STD": {"A": 7.85, "I": 68.1, "t": 0.300, "Z": 20.8},
    "Pipe12STD": {"A": 13.7, "I": 262.0, "t": 0.349},
    "HSS3-1/2X3-1/2X1/8": {"H": 3.5, "B": 3.5, "t": 0.116},
    "W12X26": {"A": 7.65, "d": 12.2, "I_x": 204.0, "Z_x": 37.2, "S_x": 33.4, "r_y": 1.51, "J": 0.300},
    "W18X50": {"S_x": 88.9, "Z_x": 101.0, "J": 1.24, "h_o": 17.4, "r_ts": 1.98, "r_y": 1.65, "t_w": 0.355},
    "W24X62": {"d": 23.7, "t_w": 0.430},
    "W14X99": {"A": 29.1, "Z_x": 173.0, "Z_y": 83.6, "S_y": 55.2},
}
ROUND = ("A", "I", "Z", "S", "r", "J")
BOX = ("A", "I_x", "Z_x", "S_x", "r_x", "I_y", "Z_y", "S_y", "r_y", "J", "C")


@pytest.mark.parametrize(("label", "figure"), [(k, n) for k, v in MANUAL.items() for n in v])
def test_a_section_has_the_figures_of_the_manual(label: str, figure: str, packs: Packs) -> None:
    assert getattr(packs.sections.find(label), figure) == pytest.approx(MANUAL[label][figure], rel=1e-3)


def test_the_catalog_holds_every_family_and_only_positive_figures(packs: Packs) -> None:
    counts = {f: len(packs.sections.of([f])) for f in ("W", "HSS_square", "HSS_rect", "HSS_round", "pipe")}
    assert counts["W"] >= 280 and counts["HSS_round"] >= 180 and counts["pipe"] >= 35
    assert counts["HSS_square"] >= 100 and counts["HSS_rect"] >= 250
    assert sum(counts.values()) == len(packs.sections.sections)


def test_design_walls_are_93_percent_of_nominal_for_hss_and_pipe(packs: Packs) -> None:
    for s in packs.sections.of(["HSS_square", "HSS_rect", "HSS_round", "pipe"]):
        assert s.t == pytest.approx(0.93 * s.t_nom, rel=0.012), s.name  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["hss8x8x3/8", "HSS 8 X 8 X 3/8", "Hss8×8×3/8", " hss8X8x3/8 "])
def test_case_blanks_and_the_multiplication_sign_do_not_matter(typed: str, packs: Packs) -> None:
    assert packs.sections.find(typed).name == "HSS8X8X3/8"


@pytest.mark.parametrize(("typed", "near"), [("HSS8X8X7/8", "HSS8X8X"), ("Pipe8XST", "Pipe8"), ("W12X27", "W12X")])
def test_an_unknown_label_names_the_nearest(typed: str, near: str, packs: Packs) -> None:
    with pytest.raises(InvalidInputError) as refused:
        packs.sections.find(typed)
    problem = refused.value.problems[0]
    assert problem.field == "support.section" and near in problem.message and "did you mean" in problem.message


def test_a_full_wall_worked_with_the_design_wall_gives_the_tables_figures(packs: Packs) -> None:
    far = []
    for s in packs.sections.of(["HSS_square", "HSS_rect", "HSS_round"]):
        assert isinstance(s, (Round, Box))
        thin = replace(s, t_nom=s.t)
        ours = full_wall_round(thin) if isinstance(thin, Round) else full_wall_box(thin)
        names = ROUND if isinstance(s, Round) else BOX
        far += [(s.name, n) for n in names if getattr(ours, n) != pytest.approx(getattr(s, n), rel=0.015)]
    assert not far


def test_the_outside_diameter_of_a_round_is_the_one_its_label_says_to_three_figures(packs: Packs) -> None:
    for s in packs.sections.of(["HSS_round"]):
        assert s.depth_in == pytest.approx(float(s.name[3:].split("X")[0]), rel=5e-3), s.name


def test_a1085_counts_the_full_wall_and_is_stronger(packs: Packs) -> None:
    s = packs.sections.find("HSS8X8X3/8")
    assert isinstance(s, Box)
    full = full_wall_box(s)
    assert full.t == 0.375 and full.A > s.A and full.Z_x > s.Z_x


def test_the_plastic_modulus_of_a_round_tube_is_that_of_two_circles(packs: Packs) -> None:
    s = full_wall_round(packs.sections.find("HSS10.000X0.250"))  # type: ignore[arg-type]
    assert pytest.approx((10.0**3 - 9.5**3) / 6.0) == s.Z
    assert pytest.approx(math.pi * (10.0**4 - 9.5**4) / 64.0) == s.I


def _capacities(section: Round | Box, s: Strength) -> list[float]:
    """Moments, compression, torsion, and shear but for a stocky side: by section G4 the flat h = H - 3t
    shrinks there faster than the wall grows (t > H/6), so the standard's own figure falls."""
    sides = (section.D, section.D) if isinstance(section, Round) else (section.B, section.H)
    shear = [v if section.t <= side / 6.0 else math.inf for v, side in zip((s.V_x, s.V_y), sides, strict=True)]
    return [s.M_x, s.M_y, s.P, s.T or 0.0, *shear]


def _series(packs: Packs, family: str) -> dict[tuple[float, ...], list[Round | Box]]:
    found: dict[tuple[float, ...], list[Round | Box]] = {}
    for s in packs.sections.of([family]):
        assert not isinstance(s, WideFlange)
        found.setdefault((s.D,) if isinstance(s, Round) else (s.H, s.B), []).append(s)
    return {size: sorted(v, key=lambda s: s.t) for size, v in found.items()}


@pytest.mark.parametrize("length_in", [60.0, 240.0, 600.0])
@pytest.mark.parametrize("family", ["HSS_square", "HSS_rect", "HSS_round", "pipe"])
def test_a_thicker_wall_of_the_same_outside_size_never_has_less_capacity(family, length_in, packs: Packs) -> None:
    grades = [g for g in packs.materials.grades if family in g.families and not g.full_wall]
    for grade in grades:
        steel = material(packs.materials, grade)
        for sections in _series(packs, family).values():
            usable = [s for s in sections if _in_scope(s, steel)]
            for thin, thick in pairwise(usable):
                a = _capacities(thin, strength(Quiet(), thin, steel, length_in))
                b = _capacities(thick, strength(Quiet(), thick, steel, length_in))
                assert all(y >= x * (1.0 - 2e-3) for x, y in zip(a, b, strict=True)), (thin.name, thick.name, a, b)


def _in_scope(s, steel) -> bool:
    try:
        require_scope(s, steel)
    except OutOfScope:
        return False
    return True


def test_no_section_is_stronger_than_its_plastic_moment_or_its_yield_load(packs: Packs) -> None:
    for grade in packs.materials.grades:
        steel = material(packs.materials, grade)
        for s in packs.sections.of(grade.families):
            if not _in_scope(s, steel):
                continue
            c, round_ = strength(Quiet(), s, steel, 240.0), isinstance(s, Round)
            Z_x, Z_y = (s.Z, s.Z) if round_ else (s.Z_x, s.Z_y)  # type: ignore[union-attr]
            assert c.M_x <= steel.F_y * Z_x * (1.0 + 1e-9) and c.M_y <= steel.F_y * Z_y * (1.0 + 1e-9), s.name
            assert 0.0 < c.P < steel.F_y * s.A, s.name


@pytest.mark.parametrize(
    ("family", "grade", "F_y", "F_u"),
    [("HSS_round", None, 46, 62), ("HSS_square", None, 50, 62), ("HSS_rect", "A500 Gr B", 46, 58),
     ("HSS_round", "A500 Gr B", 42, 58), ("pipe", None, 35, 60), ("HSS_round", "A500-21 Gr C", 50, 62),
     ("HSS_square", "A1085", 50, 65), ("W", "A36", 36, 58), ("W", "A572-50", 50, 65), ("W", None, 50, 65)],
)  # fmt: skip
def test_grades_have_the_strengths_of_their_standards(family, grade, F_y, F_u, packs: Packs) -> None:
    found = find_grade(packs.materials, grade, family)
    assert (found.f_y_ksi, found.f_u_ksi) == (F_y, F_u)


def test_a_grade_not_rolled_so_is_refused(packs: Packs) -> None:
    with pytest.raises(InvalidInputError):
        find_grade(packs.materials, "A992", "pipe")
