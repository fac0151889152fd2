"""The ice-covered sign: what its ice weighs, and the wind on it, ASCE 7 sections 10.4 and 10.5.

Weights come back as an `Action` for the ice combinations. The wind with the ice comes back in the
shapes of the ordinary wind (`SignWind`, `SupportWind`), so that it is summed the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from apex.engine.document import Cabinet, Site
from apex.engine.elementwise import linear
from apex.engine.load.action import Action
from apex.engine.load.ice import (
    ICE_PCF,
    cabinet_ice_weight,
    design_thickness,
    ice_area,
    iced_solidity,
    member_ice,
    member_width_in,
)
from apex.engine.trace import Quiet
from apex.engine.units import Mph
from apex.engine.wind.cabinet import SignWind, WindCase, label, sign_wind
from apex.engine.wind.gust import GustBody
from apex.engine.wind.member import Profile, Reach, Roughness, SupportWind, place_of, pressures_by_profile, support_wind
from apex.engine.wind.part import Part
from apex.engine.wind.solid import SOLID_LIMIT
from apex.engine.wind.velocity import WindClimate
from apex.errors import OutOfScope

LEAST_MAPPED_MPH = 30.0
"""No map of chapter 10 has a lower concurrent gust."""
NEAR, SLIVER_FT = 0.49, 1e-9
"""Two cabinets closer than their ice grow into the gap by this part of it each. A sliver stays open, so
that rounding never makes them overlap and so stop being neighbors."""
Pressures = Sequence[tuple[Reach, float, float]]


@dataclass(frozen=True, slots=True)
class IceOnSign:
    """Ice on the cabinets and the wind with it.

    `weight` is D_i of the cabinets at grade; `cabinets` are grown by the ice and weigh what they and
    their ice do together (for frequencies); `wind` is at G = 1 under the concurrent gust.
    """

    t_d_in: float
    climate: WindClimate
    weight_lb: float
    weight: Action
    cabinets: tuple[Cabinet, ...]
    wind: SignWind
    pressures: Mapping[Profile, Pressures]

    @property
    def t_d_ft(self) -> float:
        return self.t_d_in / 12.0

    def bodies(self, dry: Sequence[GustBody]) -> tuple[GustBody, ...]:
        """The bodies of the gust factor, in the concurrent gust."""
        return tuple(replace(b, V_mph=self.climate.V_mph) for b in dry)


@dataclass(frozen=True, slots=True)
class IceOnSupport:
    """Ice on all posts over their whole height, and the wind on them with it. Fields may be arrays."""

    weight_lb: float
    weight: Action
    wind: SupportWind


def ice_on_sign(
    sheet: Quiet,
    climate: WindClimate,
    site: Site,
    cabinets: Sequence[Cabinet],
    grouping: Literal["each", "merged", "envelope"],
    along: Sequence[Reach],
) -> IceOnSign:
    """Weight of the ice on the cabinets (D_i) and the wind on the ice-covered sign (W_i, at G = 1).

    `climate` is that of the ordinary wind; its speed alone is exchanged for the concurrent gust.
    `along` are the reaches of the posts. Raises `OutOfScope` for a concurrent gust of zero and for
    an open cabinet whose members have no width.
    """
    top = max(c.top_ft for c in cabinets)
    sheet.part("wind", f"Ice of freezing rain on the sign, its top at {top:g} ft")
    icy = replace(climate, V_mph=_concurrent(sheet, site))
    t_d = design_thickness(sheet, climate.code.edition, climate.K_zt, site, top)
    named = [(c, label(c, i), f"sign.cabinets.{i}") for i, c in enumerate(cabinets)]
    weights = [cabinet_ice_weight(sheet, c, name, t_d, field) for c, name, field in named]
    weight = Action(
        N=sum(weights) / 1000.0, M_y=sum(w * c.offset_ft for w, c in zip(weights, cabinets, strict=True)) / 1000.0
    )
    solidity = [_solidity(sheet, c, name, t_d, field) for c, name, field in named]
    grown = tuple(
        _grown(c, [o for o in cabinets if o is not c], t_d / 12.0, ratio, w)
        for c, ratio, w in zip(cabinets, solidity, weights, strict=True)
    )
    _say(sheet, cabinets)
    wind = sign_wind(sheet, icy, grown, grouping, iced=True)
    wind = _all_edges(sheet, wind, max(_whole_ft2(c, t_d) / g.area_ft2 for c, g in zip(cabinets, grown, strict=True)))
    thick = [_thick(r, t_d / 12.0) for r in along]
    return IceOnSign(t_d, icy, sum(weights), weight, grown, wind, pressures_by_profile(icy, thick))


def ice_on_support(
    sheet: Quiet,
    ice: IceOnSign,
    profile: Profile,
    roughness: Roughness,
    widths_ft: tuple[float, float],
    H_ft: float,
    *,
    wind_on_support: bool = True,
) -> IceOnSupport:
    """Ice on all posts and wind on them with it, for one section or an array of them.

    widths_ft: what the bare section shows to wind normal to the face and along it.
    """
    weight: float = 0.0
    turning: float = 0.0
    sheet.part("support", "Ice on the posts, over their whole height, and the wind with it at G = 1")
    for reach, _, _ in ice.pressures[profile]:
        pounds = _reach_ice(sheet, ice, reach, profile, widths_ft)
        weight, turning = weight + pounds, turning + pounds * reach.x
    wind = SupportWind((), ())
    if wind_on_support:
        grown = (widths_ft[0] + 2.0 * ice.t_d_ft, widths_ft[1] + 2.0 * ice.t_d_ft)
        wind = _wind_on_posts(sheet, ice, profile, roughness, grown, H_ft)
    return IceOnSupport(weight, Action(N=weight / 1000.0, M_y=turning / 1000.0), wind)


def _concurrent(sheet: Quiet, site: Site) -> Mph:
    """V_c, which no map gives below 30 mph."""
    gust = site.ice_wind_mph
    if not gust:
        limit = "the gust that comes with the ice is needed; the maps give 30 mph and more"
        raise OutOfScope("ASCE 7 10.5", "concurrent gust V_c", gust or 0.0, limit, "site.ice_wind_mph")
    sheet.given("V_c", "3 s gust that comes with the ice", gust, "mph")
    if gust < LEAST_MAPPED_MPH:
        sheet.warn(f"the gust with ice, {gust:g} mph, is below the least of the maps of ASCE 7 chapter 10, 30 mph")
    return Mph(gust)


def _solidity(sheet: Quiet, cabinet: Cabinet, name: str, t_d: float, field: str) -> float:
    """Solid ratio including ice: openings of a solid sign close, members of an open one thicken."""
    if cabinet.solid_ratio > SOLID_LIMIT:
        if cabinet.solid_ratio < 1.0:
            sheet.assume(f"{name}: its openings are taken as closed by ice.")
        return 1.0
    return sheet(iced_solidity, epsilon=cabinet.solid_ratio, D_m=member_width_in(cabinet, field), t_d=t_d)


def _room(cabinet: Cabinet, others: Iterable[Cabinet], t: float) -> tuple[float, float, float, float]:
    """How far ice may grow to the left, right, down and up: t, but not across a gap to a neighbor."""
    left = right = up = t
    down = min(t, cabinet.bottom_ft)

    def held(growth: float, gap: float) -> float:
        return min(growth, NEAR * max(gap, 0.0) - SLIVER_FT)

    for o in others:
        along = min(cabinet.right_ft, o.right_ft) > max(cabinet.left_ft, o.left_ft)
        beside = min(cabinet.top_ft, o.top_ft) > max(cabinet.bottom_ft, o.bottom_ft)
        if along and not beside:
            if o.bottom_ft >= cabinet.bottom_ft:
                up = held(up, o.bottom_ft - cabinet.top_ft)
            else:
                down = held(down, cabinet.bottom_ft - o.top_ft)
        elif beside and not along:
            if o.left_ft >= cabinet.left_ft:
                right = held(right, o.left_ft - cabinet.right_ft)
            else:
                left = held(left, cabinet.left_ft - o.right_ft)
    return left, right, down, up


def _grown(cabinet: Cabinet, others: Iterable[Cabinet], t: float, solid_ratio: float, ice_lb: float) -> Cabinet:
    """A cabinet with t (ft) of ice on its edges and sides. Without a given depth it gets no reduction for one."""
    left, right, down, up = _room(cabinet, others, t)
    width, height = cabinet.width_ft + left + right, cabinet.height_ft + down + up
    return replace(
        cabinet,
        width_ft=width,
        height_ft=height,
        bottom_ft=cabinet.bottom_ft - down,
        offset_ft=cabinet.offset_ft + (right - left) / 2.0,
        depth_ft=cabinet.t_ft + 2.0 * t,
        double_faced=cabinet.double_faced and cabinet.depth_ft is not None,
        solid_ratio=solid_ratio,
        weight_psf=(cabinet.weight_lb + ice_lb) / (width * height),
    )


def _whole_ft2(cabinet: Cabinet, t_d: float) -> float:
    """Face with ice on all four edges, whatever stands beside them; the ground is no free edge."""
    t = t_d / 12.0
    return (cabinet.width_ft + 2.0 * t) * (cabinet.height_ft + t + min(t, cabinet.bottom_ft))


def _all_edges(sheet: Quiet, wind: SignWind, share: float) -> SignWind:
    """Faces enlarged where a cabinet could not grow towards its neighbor: 10.5 adds t_d to all free edges.

    Which part of such an edge is free is not looked at: all of it counts, for all cabinets.
    """
    if share <= 1.0 + 1e-12:
        return wind
    sheet.note(f"Edges beside another cabinet count as free too: forces on the faces x {share:.4f}")
    cases = tuple(WindCase(c.name, tuple(_times(p, share) for p in c.parts)) for c in wind.cases)
    return replace(wind, cases=cases, edges=tuple(_times(p, share) for p in wind.edges))


def _times(p: Part, k: float) -> Part:
    """A part on an area k times as large; its floor in G stays, because the floor is an area too."""
    return p._replace(F=k * p.F, M=k * p.M, T=k * p.T, D=k * p.D, C=k * p.C, X=k * p.X)


def _thick(reach: Reach, t: float) -> Reach:
    """A reach with its cover grown; what hides it grows as the post does, so the same posts show."""
    cover = reach.cover
    if cover is not None:
        cover = replace(cover, width_ft=cover.width_ft + 2.0 * t, depth_ft=cover.depth_ft + 2.0 * t)
    return replace(reach, hidden=reach.hidden + t, cover=cover)


def _reach_ice(sheet: Quiet, ice: IceOnSign, reach: Reach, profile: Profile, widths_ft: tuple[float, float]) -> float:
    """Weight of the ice on one reach, by the circumscribed diameter of the post or of its cover."""
    across, deep = widths_ft
    if sheet.records:
        sheet.note(f"From {reach.z0:g} to {reach.z1:g} ft{place_of(reach)}")
    if reach.cover is not None:
        across, deep = reach.cover.width_ft - 2.0 * ice.t_d_ft, reach.cover.depth_ft - 2.0 * ice.t_d_ft
    bare = across if profile == "round" and reach.cover is None else (across**2 + deep**2) ** 0.5
    A_i = sheet(ice_area, t_d=ice.t_d_in, D_c=12.0 * bare)
    return sheet(member_ice, gamma_i=ICE_PCF, A_i=A_i, L=reach.z1 - reach.z0)


def _wind_on_posts(
    sheet: Quiet, ice: IceOnSign, profile: Profile, roughness: Roughness, grown_ft: tuple[float, float], H_ft: float
) -> SupportWind:
    """Fig. 29.4-1 on the posts with their ice; round ones by D sqrt(q_z) <= 2.5 whatever their size (10.5.1)."""
    pressures = ice.pressures[profile]
    if profile != "round":
        return support_wind(sheet, ice.climate, pressures, profile, roughness, grown_ft, H_ft)
    if sheet.records:
        body = ice.climate.code.body
        ratio = H_ft / grown_ft[0]
        cf = linear(ratio, body.h_over_d, body.round_small)
        text = f"Round support under ice, D sqrt(q_z) <= 2.5 whatever its size (10.5.1), h/D = {ratio:.1f}"
        sheet.taken("C_f", text, cf, "", ice.climate.code.label, body.source)
    # q_z serves nothing but the choice of the column, and 0 always chooses that of the small ones.
    small = [(reach, 0.0, q_kd) for reach, _, q_kd in pressures]
    found = support_wind(Quiet(), ice.climate, small, profile, roughness, grown_ft, H_ft)
    if sheet.records:
        for name, parts in (("normal to the face", found.normal), ("along the face", found.along)):
            sheet.note(f"Wind on the posts under ice, {name}, at G = 1: {sum(p.F for p in parts):,.0f} lb")
    return found


def _say(sheet: Quiet, cabinets: Sequence[Cabinet]) -> None:
    sheet.note(
        "With ice a face is longer by t_d at each free edge (10.5), as B + 2 t_d/12; to grade where that is nearer"
    )
    sheet.assume(
        "Ice (ASCE 7 chapter 10): its thickness is taken at the top of the sign; each pair of opposite sides of a "
        "cabinet is one flat plate (0.8 of Eq. 10.4-2 vertical, 0.6 horizontal); posts carry it over their height."
    )
    sheet.assume(
        "Wind with ice: the forces of chapter 29 under the concurrent gust on the sign grown by the ice (ASCE 7 10.5), "
        "with their minimum of 16 psf (29.7)."
    )
    if min(c.offset_ft for c in cabinets) < 0.0 < max(c.offset_ft for c in cabinets):
        sheet.warn("ice lies on all cabinets at once; ice on a part of them (ASCE 7 10.6) is not worked out")
