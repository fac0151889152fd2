"""Signs on stepped posts to test with, and the loads of one of them worked again force by force."""

from __future__ import annotations

import numpy as np

from apex.engine.design import design
from apex.packs.load import load_packs
from tests.engine.documents import document

BASE, UPPER, THIN = "HSS12.750X0.375", "HSS10.000X0.250", "HSS8.625X0.250"
OPPOSED = [
    {"width_ft": 8, "height_ft": 6, "bottom_ft": 19, "weight_psf": 10, "offset_ft": 3.0, "name": "high"},
    {"width_ft": 8, "height_ft": 5, "bottom_ft": 12, "weight_psf": 12, "offset_ft": -3.5, "name": "low"},
]
EVERYTHING = {"site__ice_in": 1.0, "site__ice_wind_mph": 40, "site__sds": 1.0, "site__snow_psf": 25}

HOLE = {"center_ft": 2.0, "width_in": 3, "height_in": 5}
TWO = ((BASE, 12.0), (UPPER, 13.0))
PACKS = load_packs()


def made(given):
    return design(given, PACKS)


def by_name(found):
    return {c.name: c for c in found.checks}


def segments(*parts):
    return [{"section": label, "length_ft": length} for label, length in parts]


def stepped(*parts, **changes):
    """The plain document on segments."""
    return document(support__section=None, support__segments=segments(*parts), **changes)


def forces(parts, G, n=400):
    """(F lb, x, z) of every piece of wind parts at a gust factor, each cut into thin slices."""
    for p in parts:
        g = max(G, p.floor)
        for F, x, z, s in p.scaled():
            for i in range(n):
                yield g * F / n, x, z - s / 2.0 + (i + 0.5) * s / n


def sliced(parts, G, z_ft):
    """Force, moment about a height and torque (kip, kip-ft) of the slices above it."""
    found = np.array([f for f in forces(parts, G, 2000) if f[2] > z_ft])
    F, x, z = found.T / np.array([[1000.0], [1.0], [1.0]])
    return F.sum(), (F * (z - z_ft)).sum(), (F * x).sum()
