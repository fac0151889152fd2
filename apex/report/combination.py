"""Factored actions at grade as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.design import Design


@dataclass(frozen=True, slots=True)
class Combination:
    """One row of factored actions, kip and kip-ft."""

    use: str
    name: str
    N: str
    V_x: str
    V_y: str
    M_x: str
    M_y: str
    T: str


def combination_rows(made: Design) -> list[Combination]:
    """For the support, and for the soil."""
    method = made.document.support.method
    groups = ((f"{method}, support", made.support.strength_cases), ("ASD, soil", made.support.soil))
    return [
        Combination(use, name, *(f"{v:,.3f}" for v in (a.N, a.V_x, a.V_y, a.M_x, a.M_y, a.T)))
        for use, cases in groups
        for name, a in cases
    ]
