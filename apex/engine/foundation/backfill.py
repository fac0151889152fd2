"""Concrete around a buried post (IBC 1807.3.3)."""

from __future__ import annotations

from apex.engine.foundation.book import FootingCalibration
from apex.engine.trace import Check, Quiet


def backfill_check(sheet: Quiet, fc_psi: float, book: FootingCalibration) -> Check:
    """Concrete that fills the annular space around a post has f'c of at least 2,000 psi."""
    least = book.minimum_backfill_fc
    sheet.taken("f'c", "Least strength of the concrete backfill", least.value, least.unit, book.label, least.source)
    return sheet.check(Check("Strength of the backfill", "IBC 1807.3.3", least.value, fc_psi, "psi"))
