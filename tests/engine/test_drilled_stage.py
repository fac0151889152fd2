"""The foundation stage of a drilled pier."""

import math
from typing import Any

import pytest

from apex.engine.concrete.bar import BarSet
from apex.engine.edition import EDITIONS
from apex.engine.foundation.burial import solve
from apex.engine.foundation.buried import ground_of, pier_of
from apex.engine.foundation.drilled import DrilledPier, drilled_pier
from apex.engine.foundation.hole import DepthRules
from apex.engine.foundation.work import FoundationWork
from apex.engine.load.combination import asd, cases, lrfd
from apex.engine.trace import Quiet, Sheet
from apex.errors import InvalidInputError
from tests.engine.documents import document
from tests.engine.piers import PACKS, QUIET, check, loads


def stage(sheet: Quiet = QUIET, **changes: Any) -> DrilledPier:
    given_document = document(foundation__kind="drilled_pier", **changes)
    load = loads()
    return drilled_pier(
        sheet,
        given_document,
        PACKS,
        EDITIONS["IBC2021"],
        list(cases(asd("7-16"), load)),
        list(cases(lrfd("7-16"), load)),
    )


def test_the_stage_digs_as_deep_as_for_a_buried_pole() -> None:
    found = stage()
    given_document = document()
    rules = DepthRules(None, 3.0, 0.5, 30.0, constrained=False, deepen=True)
    ground = ground_of(QUIET, given_document, PACKS.footing_calibration)
    soil = [(c.name, c.total) for c in cases(asd("7-16"), loads())]
    alone = solve(QUIET, pier_of(given_document), ground, rules, soil)
    assert found.burial == alone
    assert found.depth_ft == alone.depth_ft >= alone.depth_required_ft
    work: FoundationWork = found
    assert work.kind == "drilled_pier" and work.pole_embedment_ft == 0.0
    volume = math.pi / 4.0 * 9.0 * found.depth_ft / 27.0
    assert work.concrete_yd3 == pytest.approx(volume) and work.excavation_yd3 == pytest.approx(volume)
    assert list(work.checks) == [*alone.checks, *found.cage.checks]
    assert all(isinstance(s, BarSet) and s.length_ft > 0.0 for s in work.bars) and len(work.bars) == 2
    assert all(c.passes for c in work.checks)


def test_given_sizes_and_bars_of_a_document_are_checked_as_they_are() -> None:
    found = stage(foundation__depth_ft=6.0, foundation__rebar={"size": 5, "count": 8})
    assert found.depth_ft == 6.0 and found.cage.vertical.count == 8
    assert not check(found, "Embedment depth").passes and not check(found, "Least vertical steel").passes


def test_close_piers_and_missing_sides_are_said() -> None:
    sheet = Sheet()
    stage(sheet, support__count=2, support__spacing_ft=8.0)
    assert any("lateral bearing is shared" in text for text in sheet.assumptions)
    far = Sheet()
    stage(far, support__count=2, support__spacing_ft=9.0)
    assert not any("lateral bearing is shared" in text for text in far.assumptions)
    with pytest.raises(InvalidInputError) as refused:
        stage(foundation__shape="rectangular")
    assert [p.field for p in refused.value.problems] == ["foundation.width_ft", "foundation.length_ft"]
