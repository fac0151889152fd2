"""Seismic design category of a site: ASCE 7 section 11.6, the same tables in 7-16 and 7-22."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from apex.engine.document import RiskCategory, Site
from apex.engine.document.baseplate import Sdc
from apex.engine.trace import Quiet

S_DS_STEPS = (0.167, 0.33, 0.50)
"""Table 11.6-1: at each of these values of S_DS the next category begins."""
S_D1_STEPS = (0.067, 0.133, 0.20)
"""Table 11.6-2, the same for S_D1."""
COMMON: tuple[Sdc, ...] = ("A", "B", "C", "D")
"""Risk categories I, II and III in both tables."""
ESSENTIAL: tuple[Sdc, ...] = ("A", "C", "D", "D")
"""Risk category IV in both tables."""
NEAR_FAULT_S_1 = 0.75
"""From this S_1 on the category is E, or F for risk category IV, whatever the tables say."""


def _row(value: float, steps: Sequence[float], risk: RiskCategory) -> Sdc:
    return (ESSENTIAL if risk == "IV" else COMMON)[bisect_right(steps, value)]


def seismic_design_category(
    sheet: Quiet, *, S_DS: float | None, S_D1: float | None, S_1: float | None, risk: RiskCategory
) -> Sdc | None:
    """The more severe of Tables 11.6-1 and 11.6-2; E or F where S_1 >= 0.75. None where no S_DS is known.

    S_DS, S_D1, S_1 in g. An unknown S_D1 leaves Table 11.6-1 alone, which is said as a warning: the
    second table may give more. Nothing is assumed about a site that has no seismic values.
    """
    if S_DS is None:
        sheet.note("Seismic design category: no S_DS was given, so none is known (ASCE 7 11.6)")
        return None
    if S_1 is not None and S_1 >= NEAR_FAULT_S_1:
        near: Sdc = "F" if risk == "IV" else "E"
        sheet.note(f"Seismic design category {near}: S_1 = {S_1:g} >= 0.75, risk category {risk} (ASCE 7 11.6)")
        return near
    by_short = _row(S_DS, S_DS_STEPS, risk)
    if S_D1 is None:
        sheet.note(f"Seismic design category {by_short} from S_DS = {S_DS:g}, risk category {risk} (Table 11.6-1)")
        _warn_open(sheet, by_short, open_values(by_short, S_D1, S_1))
        return by_short
    by_second = _row(S_D1, S_D1_STEPS, risk)
    category = max(by_short, by_second)
    sheet.note(
        f"Seismic design category {category}: {by_short} from S_DS = {S_DS:g} (Table 11.6-1), {by_second} from "
        f"S_D1 = {S_D1:g} (Table 11.6-2), risk category {risk}"
    )
    if S_1 is None and category == "D":  # a site with S_1 >= 0.75 is at least D by Table 11.6-2
        sheet.warn(f"seismic design category {category}: S_1 was not given; from 0.75 on it would be E or F")
    return category


def open_values(category: Sdc, S_D1: float | None, S_1: float | None) -> list[str]:
    """Values that are not given and may raise a category. Table 11.6-2 ends at D, where S_1 >= 0.75 begins."""
    found = ["S_D1"] if S_D1 is None and category < "D" else []
    if S_1 is None and (category == "D" or (S_D1 is None and category < "D")):
        found.append("S_1")
    return found


def _warn_open(sheet: Quiet, category: Sdc, missing: Sequence[str]) -> None:
    """What may still give a higher category than S_DS alone."""
    rules = {"S_D1": "Table 11.6-2", "S_1": "the rule for S_1 >= 0.75"}
    if missing:
        sheet.warn(
            f"seismic design category {category} follows from S_DS alone, {' and '.join(missing)} not being given; "
            f"{' and '.join(rules[name] for name in missing)} of ASCE 7 11.6 may give a higher one"
        )


def category_of(sheet: Quiet, site: Site) -> Sdc | None:
    """That of a site: None where nothing is known of its earthquakes, A where an S_DS of 0 says that it has none."""
    if site.sds == 0.0:
        return "A"
    return seismic_design_category(sheet, S_DS=site.sds, S_D1=site.sd1, S_1=site.s1, risk=site.risk_category)
