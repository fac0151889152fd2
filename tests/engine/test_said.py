"""What the sheet says beside its numbers: which figure is taken, at which level, what a shop stumbles over."""

from apex.engine.design import Design, design
from apex.engine.load.action import Action
from apex.engine.trace import Note, Sheet
from apex.packs.load import load_packs
from tests.engine.documents import document

PACKS = load_packs()
HELD = {
    "foundation__constrained": True, "foundation__restraint": "rigid_slab", "foundation__depth_ft": 8,
    "foundation__neglect_top_ft": 1,
}  # fmt: skip
PLATED = {"foundation__kind": "drilled_pier", "support__section": "HSS8X8X3/8"}


def worked(**changes: object) -> Design:
    return design(document(**changes), PACKS)


def notes(found: Sheet) -> list[str]:
    return [s.text for p in found.parts for s in p.steps if isinstance(s, Note)]


def warned(found: Design, words: str) -> list[str]:
    return [a for a in found.sheet.assumptions if a.startswith("warning: ") and words in a]


def test_the_force_on_a_slab_is_said_at_both_levels() -> None:
    found = worked(**HELD)

    def most(cases: list[tuple[str, Action]]) -> float:
        return max(a.V + 1.5 * (a.M + a.V) / 7.0 for _, a in cases)

    (said,) = warned(found, "the slab")
    assert f"resist {most(found.support.soil):.2f} kip at allowable stress level (ASD)" in said
    assert f"{most([(c.name, c.total) for c in found.support.lrfd]):.2f} kip at strength level (LRFD)" in said
    assert most(found.support.soil) < most([(c.name, c.total) for c in found.support.lrfd])


def test_a_pole_held_at_grade_has_no_depth_of_its_largest_moment() -> None:
    said = " ".join(notes(worked(**HELD, support__section="HSS20.000X0.500").sheet))
    assert "Held by the slab, the pole has its largest moment at the top of the bearing soil, 1 ft below grade" in said
    assert "M at the pivot" not in said
    assert "M at the pivot" in " ".join(notes(worked().sheet))
