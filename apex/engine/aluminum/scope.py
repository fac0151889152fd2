"""Which aluminum supports are computed, and why not the others."""

from __future__ import annotations

from apex.engine.steel.section import Box, Round, Section
from apex.errors import OutOfScope

Tube = Round | Box
MAX_HEIGHT_FT = 15.0
MAX_RADIUS_TO_WALL = 20.0
TOO_TALL = (
    "at most 15 ft: welded metal has 15 of 35 ksi at the largest moment, and the fatigue of welds under "
    "vortex shedding and gusts (ADM Appendix 3), which decides about taller poles, is not computed; use steel"
)
TOO_THIN = "at most 20 beside a circumferential weld: the local buckling of thinner welded tubes is not covered"


def require_aluminum_scope(section: Section, height_ft: float, where: str = "support.material") -> Tube:
    """The section as a tube that is computed as a support of that height; OutOfScope else."""
    require_height(height_ft, where)
    return require_tube(section)


def require_height(height_ft: float, where: str = "support.material") -> None:
    """Refuse aluminum supports over 15 ft: OutOfScope on the field `where`."""
    if height_ft > MAX_HEIGHT_FT:
        raise OutOfScope("ADM Appendix 3", "height of an aluminum support, ft", height_ft, TOO_TALL, where)


def require_tube(section: Section, where: str = "support.section") -> Tube:
    """The section as a tube of a wall the ADM covers beside a weld; OutOfScope on `where` else."""
    if not isinstance(section, (Round, Box)) or section.family not in ("tube_round", "tube_square"):
        raise OutOfScope("ADM", "section", section.name, "aluminum supports are round or square tubes", where)
    if isinstance(section, Round):
        value = (section.D - section.t) / (2.0 * section.t)
        if value > MAX_RADIUS_TO_WALL:
            raise OutOfScope("ADM B.5.4.5", f"R_b/t of {section.name}", round(value, 1), TOO_THIN, where)
    return section
