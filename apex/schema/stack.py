"""Where cabinets stand above grade, read from what was typed: what is free below and above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from apex.schema.length import parse_feet


def span(cabinet: Mapping[str, Any]) -> tuple[float, float]:
    """Bottom and top (ft). `ValueError` or `KeyError` where one of them cannot be read."""
    bottom = parse_feet(str(cabinet["bottom_ft"]))
    return bottom, bottom + parse_feet(str(cabinet["height_ft"]))


def spans(cabinets: Sequence[Any]) -> list[tuple[float, float]]:
    """Bottoms and tops of all; none where one of them cannot be read."""
    try:
        return [span(cabinet) for cabinet in cabinets]
    except (KeyError, TypeError, ValueError):
        return []


def free_bottom(cabinets: Sequence[Any], height: float) -> float | None:
    """Where a new cabinet fits: under the lowest one, else on top of the highest; None where nobody can tell."""
    stand = spans(cabinets)
    if cabinets and not stand:
        return None
    lowest = min((bottom for bottom, _ in stand), default=height + 10.0)
    return lowest - height if lowest >= height else max(top for _, top in stand)


def left_over(cabinets: Sequence[Any], segments: Sequence[Any]) -> float:
    """How much of the support its segments do not reach yet; 0 where they cannot be read."""
    try:
        reach = sum(parse_feet(str(segment["length_ft"])) for segment in segments)
    except (KeyError, TypeError, ValueError):
        return 0.0
    return max((top for _, top in spans(cabinets)), default=0.0) - reach
