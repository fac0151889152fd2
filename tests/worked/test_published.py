"""Every published example against the engine, and the validation page against a fresh run."""

import pytest

from apex.engine.bundle import Packs
from apex.engine.trace import Quiet
from apex.packs.load import load_packs
from tests.worked.case import Row, families
from tests.worked.ours_wind import climate, solid, their_w12_depth
from tests.worked.report import DOCUMENT, LATER, OURS, case_rows, report, rows

ROWS = list(rows(load_packs()))


def name(row: Row) -> str:
    return f"{row.case.id}-{row.quantity}".replace(" ", "")


@pytest.mark.parametrize("row", [r for r in ROWS if r.kind in ("gate", "truth") and r.case.id not in LATER], ids=name)
def test_a_published_figure_is_met(row: Row) -> None:
    assert row.ours is not None
    assert row.meets, f"{row.case.id} {row.quantity}: published {row.published:g}, ours {row.ours:g}"


@pytest.mark.parametrize("case", [c for cases in families().values() for c in cases], ids=lambda c: c.id)
def test_every_case_is_worked_or_waits_for_its_feature(case, packs: Packs) -> None:
    assert (case.id in OURS) != (case.id in LATER)
    assert case.source and case.url and case.edition and case.expected
    if case.id in OURS:
        assert all(r.ours is not None for r in case_rows(case, packs))


@pytest.mark.parametrize(
    ("case", "quantity"),
    [("W12", "M_base_ftlb"), ("W12", "D_ft"), ("A13", "Mr_printed_value"), ("R11", "ldc_in [1]")],
)
def test_a_trap_is_not_repeated(case: str, quantity: str) -> None:
    row = next(r for r in ROWS if r.case.id == case and r.quantity == quantity)
    assert not row.meets


def test_the_depth_of_the_two_post_trap_follows_from_pressure_at_full_depth() -> None:
    case = next(c for c in families()["wind"] if c.id == "W12")
    assert their_w12_depth(case) == pytest.approx(case.expected["D_ft"], rel=case.tolerance_rel)


def test_a_pressure_in_pascal_differs_from_the_metric_print_by_its_rounded_constant_only(packs: Packs) -> None:
    case = next(c for c in families()["wind"] if c.id == "W08")
    h, s, B = (case.inputs[k] / 0.3048 for k in ("h_top_m", "s_m", "B_m"))
    q = climate(packs, "7-22", case.inputs["V_mps"] / 0.44704, "B", h).pressure(Quiet(), h, 0.85).q_kd
    p = q * 0.85 * solid(packs, "7-22", q, B=B, s=s, h=h).cf * 47.880259
    assert p == pytest.approx(case.expected["pA_Pa"], rel=7e-4)


def test_the_validation_page_is_a_fresh_one(packs: Packs) -> None:
    assert DOCUMENT.read_text() == report(packs), "run `python -m tests.worked.report`"
