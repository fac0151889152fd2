"""The bars of a pedestal chosen: the least that pass every check of it."""

from __future__ import annotations

from apex.engine.concrete.bar import Reinforcement
from apex.engine.footing import pedestal
from apex.engine.footing.layer import Concrete
from apex.engine.footing.pedestal import FACES, LEAST_CLEAR, SIZES, TIE, Pedestal
from apex.engine.footing.pedestal_push import Pushed
from apex.engine.footing.shape import Footing
from apex.engine.trace import Quiet


def chosen(f: Footing, by: Pushed, k: Concrete, pack: Reinforcement) -> Pedestal | None:
    """Bars of least area that pass; None where none do."""
    tie, quiet = pack.bar(TIE), Quiet()
    if not pedestal.torsion(quiet, Pedestal(f, pack.bar(SIZES[0]), FACES[0], tie), by, k).passes:
        return None
    largest = sorted(by.largest, key=lambda row: -row[0])
    # All bars yielding at the edges, the concrete's force at the other edge: more than any section has.
    floor = max(M / (0.9 * f.c_ft) - max(p.N_s, 0.0) / 2.0 for M, p in largest) / k.fy_ksi * (1.0 - 1e-9)
    floor = max(floor, pedestal.least_steel(quiet, f))
    every = [(4 * (n - 1), pack.bar(size), n) for size in SIZES for n in FACES]
    enough = [(count * bar.area_in2, count, bar, n) for count, bar, n in every if count * bar.area_in2 >= floor]
    for _, _, bar, n in sorted(enough, key=lambda row: row[:2]):
        one = Pedestal(f, bar, n, tie)
        if (
            _has_room(one)
            and all(c.passes for c in pedestal.development(quiet, one, k))
            and all(c.passes for c in pedestal.shear(quiet, one, by, k))
            and one.holds(k, largest)
        ):
            return one
    return None


def _has_room(p: Pedestal) -> bool:
    """Clear distance between vertical bars (ACI 318 25.2.3)."""
    return p.spacing_in - p.bar.diameter_in >= max(LEAST_CLEAR, 1.5 * p.bar.diameter_in)
