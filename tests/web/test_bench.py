"""What the form says of kinds of foundation is what the engine does with them."""

import pytest

from apex.actions.design import work_out
from apex.packs.load import load_packs
from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.web.bench import KINDS, design_form

EXAMPLES = {
    "direct_burial": "main_street_pylon", "drilled_pier": "bank_two_posts", "spread_footing": "plaza_monument_footing",
}  # fmt: skip
OTHER = {
    "shape": "square", "diameter_ft": 4.5, "isolated_pole": True, "depth_limit_reading": "on_third",
    "neglect_top_ft": 1, "thickness_ft": 2, "pedestal_ft": 2.5,
}  # fmt: skip
UNUSED = [
    (kind, name, value) for kind in EXAMPLES for name, value in OTHER.items() if kind not in KINDS[f"foundation.{name}"]
]


def document(kind, **foundation):
    given = load_yaml((ROOT / "examples" / f"{EXAMPLES[kind]}.yaml").read_bytes())
    return {**given, "foundation": {**given["foundation"], **foundation}}


@pytest.mark.parametrize(("kind", "name", "value"), UNUSED)
def test_a_field_that_is_not_used_for_a_kind_changes_nothing(kind, name, value):
    more = {"width_ft": 4} if name == "shape" and kind != "spread_footing" else {}
    plain, other = (work_out(load_packs(), document(kind, **given))[0] for given in (more, {**more, name: value}))
    assert [(c.name, c.ratio) for c in plain.checks] == [(c.name, c.ratio) for c in other.checks]
    assert plain.price == other.price


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_field_is_shown_once_whatever_the_kind(kind):
    form = design_form(document(kind), load_packs())
    names = [f.name for _, f in form.shown]
    assert len(names) == len(set(names))
    assert set(KINDS) <= set(names)
    (foundation,) = [g for g in form.groups if g.stage == "foundation"]
    assert {f.name for f in foundation.unused} == {name for name, kinds in KINDS.items() if kind not in kinds}
