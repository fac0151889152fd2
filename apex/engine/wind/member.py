"""Wind on the supports: ASCE 7 section 29.4, Fig. 29.4-1, every exposed length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from apex.engine.document import Cabinet, Cover
from apex.engine.elementwise import choose, linear
from apex.engine.trace import Quiet
from apex.engine.units import Psf
from apex.engine.wind.force import body_force, minimum_force
from apex.engine.wind.part import Part
from apex.engine.wind.solid import SOLID_LIMIT
from apex.engine.wind.velocity import WindClimate

Reaches = tuple["Reach", ...]
Profile = Literal["round", "square", "wide_flange"]
Roughness = Literal["moderately_smooth", "rough", "very_rough"]


@dataclass(frozen=True, slots=True)
class Reach:
    """A length of a post at x from the support line, what a cabinet hides to either side of it, its cover; ft."""

    z0: float
    z1: float
    hidden: float
    x: float = 0.0
    cover: Cover | None = None


def reaches(
    cabinets: Sequence[Cabinet],
    posts: Sequence[float] = (0.0,),
    covers: Sequence[Cover] = (),
    steps: Sequence[float] = (),
) -> Reaches:
    """Every post from grade to the top of the sign, cut where cabinets and covers begin and end and its section steps.

    Only solid cabinets hide it: behind an open one it stands in the wind. No post hides another.
    """
    top = max(c.top_ft for c in cabinets)
    edges = {0.0, *(c.bottom_ft for c in cabinets), *(c.top_ft for c in cabinets)}
    edges |= {z for c in covers for z in (c.bottom_ft, c.top_ft) if z < top}
    edges |= {z for z in steps if z < top}
    return tuple(_reach(cabinets, covers, x, z0, z1) for x in posts for z0, z1 in pairwise(sorted(edges)))


def _reach(cabinets: Sequence[Cabinet], covers: Sequence[Cover], x: float, z0: float, z1: float) -> Reach:
    behind = [
        min(x - c.left_ft, c.right_ft - x)
        for c in cabinets
        if c.bottom_ft <= z0 + 1e-9 and c.top_ft >= z1 - 1e-9 and c.solid_ratio > SOLID_LIMIT
    ]
    dressed = [c for c in covers if c.bottom_ft <= z0 + 1e-9 and c.top_ft >= z1 - 1e-9]
    return Reach(z0, z1, max(behind, default=-1.0), x, max(dressed, key=lambda c: c.width_ft, default=None))


@dataclass(frozen=True, slots=True)
class SupportWind:
    """Wind on the support per unit of G, in the two directions."""

    normal: tuple[Part, ...]
    along: tuple[Part, ...]


def _coefficient(
    sheet: Quiet,
    climate: WindClimate,
    profile: Profile,
    roughness: Roughness,
    D_ft: float,
    q_z: float,
    H_ft: float,
) -> float:
    """C_f of a support of width D under q_z, h/D on its full height."""
    body = climate.code.body
    ratio = H_ft / D_ft
    if profile == "wide_flange":
        cf, what = linear(ratio, body.h_over_d, body.wide_flange), "W section"
    elif profile == "square":
        cf, what = linear(ratio, body.h_over_d, body.square_normal), "square section, wind normal to a face"
    else:
        table = {
            "moderately_smooth": body.round_moderately_smooth,
            "rough": body.round_rough,
            "very_rough": body.round_very_rough,
        }[roughness]
        large = linear(ratio, body.h_over_d, table)
        small = linear(ratio, body.h_over_d, body.round_small)
        index = D_ft * q_z**0.5
        cf, what = choose(index > 2.5, large, small), f"round section, {roughness.replace('_', ' ')}"
        if sheet.records:
            what += f", D sqrt(q_z) = {index:.2f}"
    if sheet.records:
        sheet.taken("C_f", f"Support, {what}, h/D = {ratio:.1f}", cf, "", climate.code.label, body.source)
    return cf


def _directionality(climate: WindClimate, profile: Profile) -> float:
    table = climate.code.directionality
    return table.round if profile == "round" else table.square


def support_wind(
    sheet: Quiet,
    climate: WindClimate,
    pressures: Sequence[tuple[Reach, float, float]],
    profile: Profile,
    roughness: Roughness,
    widths_ft: tuple[float, float],
    H_ft: float,
) -> SupportWind:
    """Wind on the posts of height H, normal to the face and along it.

    widths_ft: what a post shows to wind normal to the face, and to wind along it. Along the face
    nothing hides it. `pressures` are the reaches with q_z and q K_d at their tops.
    """
    normal_parts: list[Part] = []
    along_parts: list[Part] = []
    for reach, q_z, q_kd in pressures:
        cover = reach.cover
        across, along = widths_ft if cover is None else (cover.width_ft, cover.depth_ft)
        for direction, width, bucket, shown in (
            ("normal to the face", across, normal_parts, choose(across / 2.0 > reach.hidden, 1.0, 0.0)),
            ("along the face", along, along_parts, 1.0),
        ):
            if isinstance(shown, float) and shown == 0.0:
                continue
            if sheet.records:
                dressed = "" if cover is None else ", on the pole cover"
                sheet.note(f"From {reach.z0:g} to {reach.z1:g} ft{place_of(reach)}, wind {direction}{dressed}")
            shape = profile if cover is None else "square"
            cf = _coefficient(sheet, climate, shape, roughness, width, q_z, H_ft)
            area = width * (reach.z1 - reach.z0)
            F = sheet(body_force, q=Psf(q_kd), G=1.0, C_f=cf, A_f=area)
            floor = minimum_force(p_min=Psf(climate.code.minimum_pressure.value), A=area) / F
            bucket.append(_spread(F * shown, reach, floor))
    return SupportWind(tuple(normal_parts), tuple(along_parts))


def place_of(reach: Reach) -> str:
    """Which post a reach is of, where it is not the one in the middle."""
    return f" of the post at x = {reach.x:g} ft" if reach.x else ""


def _spread(F: float, reach: Reach, floor: float) -> Part:
    """A uniform load over a reach with its exact moments up to the third."""
    z0, z1 = reach.z0, reach.z1
    length, middle = z1 - z0, (z0 + z1) / 2.0
    second = (z1**3 - z0**3) / (3.0 * length)
    third = (z1**4 - z0**4) / (4.0 * length)
    piece = (F, reach.x, middle, length)
    return Part(F, F * middle, F * reach.x, F * second, F * third, F * middle * reach.x, floor, (piece,))


def pressures_by_profile(
    climate: WindClimate, along: Sequence[Reach]
) -> dict[Profile, list[tuple[Reach, float, float]]]:
    """The pressures of every profile; a W has the directionality of a square."""
    square = reach_pressures(Quiet(), climate, along, "square")
    return {"round": reach_pressures(Quiet(), climate, along, "round"), "square": square, "wide_flange": square}


def reach_pressures(
    sheet: Quiet, climate: WindClimate, along: Sequence[Reach], profile: Profile
) -> list[tuple[Reach, float, float]]:
    """q_z and q K_d at the top of each reach for a profile's directionality; those of one height are worked once."""
    found: list[tuple[Reach, float, float]] = []
    known: dict[tuple[float, Profile], tuple[float, float]] = {}
    for reach in along:
        shape: Profile = "square" if reach.cover else profile
        key = (reach.z1, shape)
        if key not in known:
            sheet.note(f"Support from {reach.z0:g} to {reach.z1:g} ft above grade, q at its top")
            q = climate.pressure(sheet, reach.z1, _directionality(climate, shape), face=False)
            known[key] = (q.q_z, q.q_kd)
        found.append((reach, *known[key]))
    return found
