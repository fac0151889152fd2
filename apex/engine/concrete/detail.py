"""Bends, hooks, ties, spacing and cover of bars: ACI 318 chapters 20 and 25. in."""

from __future__ import annotations

import math

from apex.engine.clause import clause
from apex.engine.concrete.bar import Bar, Reinforcement

COVER_EARTH_IN = 3.0
"""Concrete cast against earth, ACI 318-14 20.6.1.3.1, 318-19 20.5.1.3.1."""
COVER_CLAUSE = {"318-14": "20.6.1.3.1", "318-19": "20.5.1.3.1"}
AGGREGATE_IN = 1.0
"""Nominal size of the coarse aggregate taken for clear spacing."""
TIE_SIZES = (3, 4, 5)


@clause(
    "ACI 318",
    "25.7.2.1",
    symbol="s_max",
    unit="in",
    formula="min(16 * d_b, 48 * d_tie, b)",
    example=({"d_b": 0.75, "d_tie": 0.375, "b": 36.0}, 12.0, "Independent arithmetic: 16 x 0.75 governs"),
)
def greatest_tie_spacing(*, d_b: float, d_tie: float, b: float) -> float:
    """Greatest spacing of ties: 16 bars, 48 ties, the least side."""
    return min(16.0 * d_b, 48.0 * d_tie, b)


@clause(
    "ACI 318",
    "25.2.3",
    symbol="s_clear",
    unit="in",
    formula="max(1.5, 1.5 * d_b, 4 / 3 * d_agg)",
    example=({"d_b": 1.128, "d_agg": 1.0}, 1.692, "Independent arithmetic: 1.5 x 1.128"),
)
def least_clear(*, d_b: float, d_agg: float) -> float:
    """Least clear space between the vertical bars of a pier."""
    return max(1.5, 1.5 * d_b, 4.0 / 3.0 * d_agg)


@clause(
    "ACI 318",
    "25.7.2.1(a)",
    symbol="s_clear",
    unit="in",
    formula="4 / 3 * d_agg",
    example=({"d_agg": 0.75}, 1.0, "Independent arithmetic"),
)
def least_clear_ties(*, d_agg: float) -> float:
    """Least clear space between ties."""
    return 4.0 / 3.0 * d_agg


@clause(
    "ACI 318",
    "10.3.1.2",
    symbol="A_e",
    unit="in2",
    formula="min(A_g, max(0.5 * A_g, 100 * A_st))",
    example=({"A_g": 1017.88, "A_st": 6.0}, 600.0, "Independent arithmetic: the area of which 6 in2 are 1 %"),
)
def effective_area(*, A_g: float, A_st: float) -> float:
    """Reduced effective area: that of which the bars are 1 % (10.6.1.1), at least half of the section."""
    return min(A_g, max(0.5 * A_g, 100.0 * A_st))


@clause(
    "Geometry",
    "hollow of an effective area",
    symbol="k",
    unit="",
    formula="max(0, 1 - A_e / A_g)**0.5",
    example=({"A_e": 600.0, "A_g": 1017.88}, 0.6407, "Independent arithmetic: the root of 1 - 0.58946"),
)
def hollow(*, A_e: float, A_g: float) -> float:
    """Side of the core that the effective area leaves out, over that of the section: A_e = (1 - k^2) A_g."""
    return math.sqrt(max(0.0, 1.0 - A_e / A_g))


@clause(
    "Geometry",
    "inner side of a ring of bars",
    symbol="k_in",
    unit="",
    formula="max(0, 1 - 2 * (c + d_tie + d_b) / b)",
    example=(
        {"c": 3.0, "d_tie": 0.375, "d_b": 0.5, "b": 30.0},
        0.74167,
        "Independent arithmetic: 30 less twice 3.875, over 30",
    ),
)
def inner_side(*, c: float, d_tie: float, d_b: float, b: float) -> float:
    """Inner side of the bars over the least side b of the section: the largest hollow that holds no bar."""
    return max(0.0, 1.0 - 2.0 * (c + d_tie + d_b) / b)


@clause(
    "ACI 318",
    "10.6.1.1, 10.3.1.2",
    symbol="A_st,min",
    unit="in2",
    formula="max(0.005, 0.01 * (1 - k_in**2)) * A_g",
    example=(
        {"k_in": 0.77, "A_g": 1017.88},
        5.0894,
        "Independent arithmetic: 0.01 x (1 - 0.593) is less than 0.005, x 1,017.88",
    ),
)
def least_steel(*, k_in: float, A_g: float) -> float:
    """Least vertical steel: 1 % of an effective area of at least half the section, all bars inside it.

    k_in: the inner side of the bars over that of the section; a hollow of that size is the most that the
    effective area may leave out.
    """
    return max(0.005, 0.01 * (1.0 - k_in**2)) * A_g


@clause(
    "ACI 318",
    "10.6.1.1",
    symbol="A_st,max",
    unit="in2",
    formula="0.08 * A_g",
    example=({"A_g": 1017.88}, 81.43, "Independent arithmetic"),
)
def most_steel(*, A_g: float) -> float:
    """Greatest vertical steel."""
    return 0.08 * A_g


@clause(
    "ACI 318",
    "Table 25.3.1",
    symbol="l_hook",
    unit="in",
    formula="pi / 2 * (D_bend + d_b) / 2 + 12 * d_b - (D_bend / 2 + d_b)",
    example=(
        {"D_bend": 6.0, "d_b": 1.0},
        13.498,
        "Independent arithmetic: an arc of 5.498 and a tail of 12, less the 4 in. counted to the outside",
    ),
)
def hook_allowance(*, D_bend: float, d_b: float) -> float:
    """Length that a 90-degree hook adds to a bar measured to the outside of the bend."""
    return math.pi / 2.0 * (D_bend + d_b) / 2.0 + 12.0 * d_b - (D_bend / 2.0 + d_b)


@clause(
    "ACI 318",
    "Table 25.3.2",
    symbol="l_tail",
    unit="in",
    formula="0.75 * pi * (D_bend + d_b) / 2 + max(6 * d_b, 3)",
    example=({"D_bend": 1.5, "d_b": 0.375}, 5.209, "Independent arithmetic: an arc of 2.209 and a tail of 3"),
)
def seismic_tail(*, D_bend: float, d_b: float) -> float:
    """Length of one 135-degree hook of a tie: the arc and its tail."""
    return 0.75 * math.pi * (D_bend + d_b) / 2.0 + max(6.0 * d_b, 3.0)


@clause(
    "ACI 318",
    "25.7.2.4",
    symbol="l_tie",
    unit="in",
    formula="pi * D_tie + 6 + 2 * l_tail",
    example=({"D_tie": 29.6, "l_tail": 5.2}, 109.39, "Independent arithmetic: 92.99 + 6 + 10.4"),
)
def round_tie_length(*, D_tie: float, l_tail: float) -> float:
    """Length of a round tie: its ends lap by 6 in. and hook around a vertical bar."""
    return math.pi * D_tie + 6.0 + 2.0 * l_tail


@clause(
    "ACI 318",
    "25.7.2.3",
    symbol="l_tie",
    unit="in",
    formula="2 * (x + y) + 2 * l_tail",
    example=({"x": 20.0, "y": 30.0, "l_tail": 5.2}, 110.4, "Independent arithmetic"),
)
def rectangular_tie_length(*, x: float, y: float, l_tail: float) -> float:
    """Length of a rectangular tie with sides x and y between the centers of its legs."""
    return 2.0 * (x + y) + 2.0 * l_tail


@clause(
    "ACI 318",
    "25.3.5",
    symbol="l_crosstie",
    unit="in",
    formula="x + 2 * l_tail",
    example=({"x": 20.0, "l_tail": 5.2}, 30.4, "Independent arithmetic"),
)
def crosstie_length(*, x: float, l_tail: float) -> float:
    """Length of a crosstie between bars of opposite faces; both hooks taken as of 135 degrees."""
    return x + 2.0 * l_tail


def bend_diameter(bar: Bar) -> float:
    """Least inside diameter of the bend of a standard hook of a main bar, Table 25.3.1; in."""
    return (6.0 if bar.size <= 8 else 8.0 if bar.size <= 11 else 10.0) * bar.diameter_in


def tie_bend_diameter(bar: Bar) -> float:
    """Least inside diameter of the bend of a tie, Table 25.3.2; in."""
    return (4.0 if bar.size <= 5 else 6.0) * bar.diameter_in


def least_tie(bar: Bar, pack: Reinforcement) -> Bar:
    """Smallest tie around bars of a size: #3 up to #10, #4 above (25.7.2.2)."""
    return pack.bar(3 if bar.size <= 10 else 4)


def most_bars_in_ring(ring_in: float, d_b: float, clear_in: float) -> int:
    """How many bars a circle through their centers takes with a clear space between them."""
    apart = (clear_in + d_b) / ring_in
    return math.floor(math.pi / math.asin(apart) + 1e-9) if 0.0 < apart <= 1.0 else 0
