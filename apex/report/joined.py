"""The splices of a stepped post, from a design to what their drawing needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from apex.engine.design import Design
from apex.engine.steel.section import Round
from apex.engine.support.demand import axes
from apex.report.detail.splice import SpliceDims
from apex.report.view import Weld


def splices(design: Design) -> Iterator[SpliceDims]:
    """From the lowest up."""
    turned = design.document.support.orientation
    for lower, upper in pairwise(design.support.steps):
        made = upper.splice
        if made is None:
            continue
        yield SpliceDims(
            lower=lower.section.name,
            upper=upper.section.name,
            lower_width_in=axes(lower.section, turned).width_normal,
            upper_width_in=axes(upper.section, turned).width_normal,
            plate_in=made.plate_x_in,
            thickness_in=made.plate_in,
            weld_lower=Weld(made.weld_lower_in, "E70XX"),
            weld_upper=Weld(made.weld_upper_in, "E70XX"),
            height_ft=made.z_ft,
            round_plate=isinstance(lower.section, Round),
        )
