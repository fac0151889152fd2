"""Shapes of the catalog. Inches and pounds; walls are design walls.

A field may hold one number or, in a sweep, an array with one entry for each section.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Family = Literal["W", "HSS_square", "HSS_rect", "HSS_round", "pipe"]


@dataclass(frozen=True, slots=True)
class Round:
    """Round HSS or pipe: outside diameter D, design wall t."""

    name: str
    family: Family
    weight_plf: float
    A: float
    D: float
    t_nom: float
    t: float
    I: float
    Z: float
    S: float
    r: float
    J: float

    @property
    def kind(self) -> Literal["round"]:
        return "round"

    @property
    def depth_in(self) -> float:
        return self.D

    @property
    def diagonal_in(self) -> float:
        return self.D


@dataclass(frozen=True, slots=True)
class Box:
    """Square or rectangular HSS: depth H about the strong axis x, width B, design wall t."""

    name: str
    family: Family
    weight_plf: float
    A: float
    H: float
    B: float
    t_nom: float
    t: float
    I_x: float
    Z_x: float
    S_x: float
    r_x: float
    I_y: float
    Z_y: float
    S_y: float
    r_y: float
    J: float
    C: float

    @property
    def kind(self) -> Literal["box"]:
        return "box"

    @property
    def depth_in(self) -> float:
        return self.H

    @property
    def diagonal_in(self) -> float:
        return (self.H**2 + self.B**2) ** 0.5


@dataclass(frozen=True, slots=True)
class WideFlange:
    """W shape: depth d, flange b_f x t_f, web t_w."""

    name: str
    family: Family
    weight_plf: float
    A: float
    d: float
    b_f: float
    t_w: float
    t_f: float
    I_x: float
    Z_x: float
    S_x: float
    r_x: float
    I_y: float
    Z_y: float
    S_y: float
    r_y: float
    J: float
    C_w: float
    r_ts: float
    h_o: float
    k: float

    @property
    def kind(self) -> Literal["wide_flange"]:
        return "wide_flange"

    @property
    def depth_in(self) -> float:
        return self.d

    @property
    def diagonal_in(self) -> float:
        return (self.d**2 + self.b_f**2) ** 0.5


Section = Round | Box | WideFlange


def full_wall_round(s: Round) -> Round:
    """The same tube with its nominal wall, as A1085 permits: properties from D and t_nom."""
    d, t = s.D, s.t_nom
    inner = d - 2.0 * t
    A = math.pi / 4.0 * (d**2 - inner**2)
    moment = math.pi / 64.0 * (d**4 - inner**4)
    return Round(
        s.name, s.family, s.weight_plf, A, d, t, t, moment, (d**3 - inner**3) / 6.0, 2.0 * moment / d,
        float((moment / A) ** 0.5), 2.0 * moment,
    )  # fmt: skip


def full_wall_box(s: Box) -> Box:
    """The same tube with its nominal wall: outside corner radius 2 t, inside t (AISC Manual)."""
    t = s.t_nom
    A = _area(s.H, s.B, 2 * t) - _area(s.H - 2 * t, s.B - 2 * t, t)
    I_x, I_y = (_inertia(h, b, 2 * t) - _inertia(h - 2 * t, b - 2 * t, t) for h, b in ((s.H, s.B), (s.B, s.H)))
    Z_x, Z_y = (_plastic(h, b, 2 * t) - _plastic(h - 2 * t, b - 2 * t, t) for h, b in ((s.H, s.B), (s.B, s.H)))
    R_c = 1.5 * t
    A_p = (s.H - t) * (s.B - t) - R_c**2 * (4.0 - math.pi)
    p = 2.0 * ((s.H - t) + (s.B - t)) - 2.0 * R_c * (4.0 - math.pi)
    return Box(
        s.name, s.family, s.weight_plf, A, s.H, s.B, t, t,
        I_x, Z_x, 2.0 * I_x / s.H, float((I_x / A) ** 0.5),
        I_y, Z_y, 2.0 * I_y / s.B, float((I_y / A) ** 0.5),
        4.0 * A_p**2 * t / p, 2.0 * (s.B - t) * (s.H - t) * t - 4.5 * (4.0 - math.pi) * t**3,
    )  # fmt: skip


def _area(h: float, b: float, r: float) -> float:
    """Area of a rectangle with rounded corners."""
    return h * b - (4.0 - math.pi) * r**2


def _inertia(h: float, b: float, r: float) -> float:
    """Second moment of a rectangle with rounded corners about its axis at half the height h."""
    spandrel = (1.0 - math.pi / 4.0) * r**2
    # Centroid of a spandrel from its square corner, and its own second moment about that centroid.
    c = (10.0 - 3.0 * math.pi) / (12.0 - 3.0 * math.pi) * r
    own = (1.0 / 3.0 - math.pi / 16.0 - 1.0 / (9.0 * (4.0 - math.pi))) * r**4
    return b * h**3 / 12.0 - 4.0 * (own + spandrel * (h / 2.0 - c) ** 2)


def _plastic(h: float, b: float, r: float) -> float:
    """Plastic modulus of a rectangle with rounded corners."""
    spandrel = (1.0 - math.pi / 4.0) * r**2
    c = (10.0 - 3.0 * math.pi) / (12.0 - 3.0 * math.pi) * r
    return b * h**2 / 4.0 - 4.0 * spandrel * (h / 2.0 - c)


PROPERTIES: Mapping[str, tuple[str, str, str]] = {
    "weight_plf": ("w", "weight", "lb/ft"),
    "A": ("A_g", "area", "in2"),
    "D": ("D", "outside diameter", "in"),
    "H": ("H", "depth", "in"),
    "B": ("B", "width", "in"),
    "d": ("d", "depth", "in"),
    "b_f": ("b_f", "flange width", "in"),
    "t_w": ("t_w", "web", "in"),
    "t_f": ("t_f", "flange", "in"),
    "k": ("k", "flange and fillet", "in"),
    "t_nom": ("t_nom", "nominal wall", "in"),
    "t": ("t", "design wall", "in"),
    "I": ("I", "moment of inertia", "in4"),
    "I_x": ("I_x", "moment of inertia", "in4"),
    "I_y": ("I_y", "moment of inertia", "in4"),
    "Z": ("Z", "plastic modulus", "in3"),
    "Z_x": ("Z_x", "plastic modulus", "in3"),
    "Z_y": ("Z_y", "plastic modulus", "in3"),
    "S": ("S", "elastic modulus", "in3"),
    "S_x": ("S_x", "elastic modulus", "in3"),
    "S_y": ("S_y", "elastic modulus", "in3"),
    "r": ("r", "radius of gyration", "in"),
    "r_x": ("r_x", "radius of gyration", "in"),
    "r_y": ("r_y", "radius of gyration", "in"),
    "r_ts": ("r_ts", "effective radius of gyration", "in"),
    "h_o": ("h_o", "distance between flange centroids", "in"),
    "J": ("J", "torsional constant", "in4"),
    "C": ("C", "torsional shear constant", "in3"),
    "C_w": ("C_w", "warping constant", "in6"),
}
"""Symbol, name and unit of each property, as the sheet writes them."""
