"""The pedestal of a footing: a short square column from the footing up to grade. ACI 318. ft, in, kip.

Its bars run into the footing with hooks and are developed above it; ties close to the base plate hold the
anchor rods. Moments both ways are added straight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from apex.engine.clause import clause
from apex.engine.concrete.bar import Bar, Reinforcement
from apex.engine.concrete.development import hook_length, tension_length
from apex.engine.concrete.flexure import Bent, Moment, Rows, between, least_strength, moment_strength
from apex.engine.concrete.shear import Shear, Web, shear_strength
from apex.engine.concrete.torsion import threshold_torsion
from apex.engine.footing.layer import COVER, Concrete
from apex.engine.footing.pedestal_push import Largest, Pushed, foot_moment
from apex.engine.footing.push import Push
from apex.engine.footing.shape import Footing
from apex.engine.trace import Check, Quiet

SIDE_COVER = 3.0
SIZES = (5, 6, 7, 8, 9)
FACES = (2, 3, 4, 5, 6, 7, 8)
TIE = 3
LEAST_CLEAR = 1.5
HELD_WITHIN_IN = 6.0
"""Clear distance from a bar that ties hold within which the next needs no tie of its own (ACI 318 25.7.2.3)."""
MAT_IN = 2.0
"""Room of the bottom mat under the hooks."""
_QUIET = Quiet()


BESIDE_IN = 12.0
"""A footing that reaches this far beyond the pedestal covers the hooks of all its bars (6 d_b of #9: 6.8 in.)."""


@clause(
    "ACI 318",
    "16.3.4.1, 10.6.1.1",
    symbol="A_s,min",
    unit="in2",
    formula="rho * (12 * c)**2",
    example=({"rho": 0.005, "c": 2.0}, 2.88, "Independent arithmetic: 0.005 x 576"),
)
def least_pedestal_steel(*, rho: float, c: float) -> float:
    """Least vertical bars: 0.005 of a pedestal, 0.01 where it is higher than three times its side."""
    return rho * (12.0 * c) ** 2


def beside(f: Footing) -> float:
    """How far the footing reaches beyond the pedestal where it reaches least, in.; no more than `BESIDE_IN`.

    Bars of a mat are developed in no footing where this is too little for the hooks: a search need not ask twice.
    """
    return min(6.0 * (min(f.B_ft, f.L_ft) - f.c_ft), BESIDE_IN)


@dataclass(frozen=True, slots=True)
class Pedestal:
    """Vertical bars, `per_face` on each face, and ties."""

    f: Footing
    bar: Bar
    per_face: int
    tie: Bar
    strengths: dict[float, Moment] = field(default_factory=dict, compare=False, repr=False)
    """Found already, by axial load."""
    bounds: dict[tuple[float, float, float], float] = field(default_factory=dict, compare=False, repr=False)
    """Found already: the least strength between two axial loads, around that of the largest moment."""

    @property
    def side_in(self) -> float:
        return 12.0 * self.f.c_ft

    @property
    def height_in(self) -> float:
        return 12.0 * self.f.pedestal_height_ft

    @property
    def count(self) -> int:
        return 4 * (self.per_face - 1)

    @property
    def A_s(self) -> float:
        return self.count * self.bar.area_in2

    @property
    def edge_in(self) -> float:
        """From the face to the middle of a bar."""
        return SIDE_COVER + self.tie.diameter_in + self.bar.diameter_in / 2.0

    @property
    def side_cover_in(self) -> float:
        """Least cover beside the hooks in the footing, which lie in no core within ties."""
        return beside(self.f) + self.edge_in - self.bar.diameter_in / 2.0

    @property
    def spacing_in(self) -> float:
        return (self.side_in - 2.0 * self.edge_in) / (self.per_face - 1)

    @property
    def crossed(self) -> int:
        """Bars between the corners of a face that crossties hold: all, but one alone within 6 in. of both corner bars
        (25.7.2.3).
        """
        alone = self.per_face == 3 and self.spacing_in - self.bar.diameter_in <= HELD_WITHIN_IN
        return 0 if alone else self.per_face - 2

    @property
    def tie_spacing_in(self) -> float:
        """25.7.2.1 and half the depth where ties carry shear, down to a whole inch; at least 3."""
        b = self.side_in
        half = (b - self.edge_in) / 2.0
        return max(float(int(min(16.0 * self.bar.diameter_in, 48.0 * self.tie.diameter_in, b, half))), 3.0)

    @property
    def rows(self) -> Rows:
        """Depth below the compressed face and area of each row of bars."""
        n, area, edge, spacing = self.per_face, self.bar.area_in2, self.edge_in, self.spacing_in
        return tuple([(edge + i * spacing, area * (n if i in (0, n - 1) else 2)) for i in range(n)])

    @property
    def above_in(self) -> float:
        """Room of its bars above the footing."""
        return self.height_in - COVER["top"]

    def straight_in(self, sheet: Quiet, k: Concrete) -> float:
        """What a straight bar needs there."""
        c_b = min(self.edge_in, self.spacing_in / 2.0)
        return tension_length(
            sheet, size=self.bar.size, d_b=self.bar.diameter_in, f_y=k.fy_ksi, f_c=k.fc_psi, c_b=c_b, aci=k.aci
        )

    def bent(self, k: Concrete) -> Bent:
        return Bent(False, self.side_in, self.side_in, self.rows, self.bar.diameter_in, k.fc_psi, k.fy_ksi)

    def moment(self, k: Concrete, N: float) -> Moment:
        if N not in self.strengths:
            self.strengths[N] = moment_strength(_QUIET, self.bent(k), N, k.aci)
        return self.strengths[N]

    def strength(self, k: Concrete, N: float) -> float:
        """Phi M_n at an axial load, kip-ft."""
        return self.moment(k, N).phi_M_n / 12.0

    def holds(self, k: Concrete, largest: Sequence[Largest]) -> bool:
        """Whether every moment is carried beside its axial load, the first of them asked first."""
        M, first = largest[0]
        if self.strength(k, first.N_s) < M:
            return False
        least = self.least(k, largest)
        return all(least >= M or self.strength(k, p.N_s) >= M for M, p in largest[1:])

    def least(self, k: Concrete, largest: Sequence[Largest]) -> float:
        """A strength (kip-ft) that it has at every one of these axial loads; 0 where none is found."""
        every, N = [p.N_s for _, p in largest], max(largest, key=lambda row: row[0])[1].N_s
        key = min(every), max(every), N
        if key not in self.bounds:
            s, c = self.bent(k), self.moment(k, N).c_in
            depths = None if c is None else between(s, *key[:2], c, k.aci)
            self.bounds[key] = 0.0 if depths is None else least_strength(s, *depths, k.aci) / 12.0
        return self.bounds[key]

    def web(self, k: Concrete) -> Web:
        b = self.side_in
        d, A_g = b - self.edge_in, b**2
        rho = self.per_face * self.bar.area_in2 / (b * d)
        return Web(b, d, A_g, A_g, rho, 2.0 * self.tie.area_in2, self.tie_spacing_in, k.fc_psi, min(k.fy_ksi, 60.0))


def heaviest(f: Footing, pack: Reinforcement) -> Pedestal:
    """What is shown with its failed checks where nothing passes."""
    return Pedestal(f, pack.bar(SIZES[-1]), 4, pack.bar(TIE))


def checks(sheet: Quiet, made: Pedestal, by: Pushed, k: Concrete) -> list[Check]:
    """Least steel, flexure with axial load, shear, torsion, spacing of bars, development both ways."""
    found = [
        least(sheet, made, k),
        _flexure(sheet, made, by.largest, k),
        *shear(sheet, made, by, k),
        torsion(sheet, made, by, k),
        *development(sheet, made, k),
    ]
    return [sheet.check(c) for c in found]


def least_steel(sheet: Quiet, f: Footing) -> float:
    slender = f.pedestal_height_ft > 3.0 * f.c_ft
    return sheet(least_pedestal_steel, rho=0.01 if slender else 0.005, c=f.c_ft)


def least(sheet: Quiet, made: Pedestal, k: Concrete) -> Check:
    least = least_steel(sheet, made.f)
    return Check("Pedestal: vertical bars", f"ACI {k.aci} 16.3.4.1, 10.6.1.1", least, made.A_s, "in2")


def most_used(made: Pedestal, largest: Sequence[Largest], k: Concrete) -> Push:
    """The combination nearest to its own strength, the first of equals; those that cannot be are passed over."""
    least, best = made.least(k, largest), (-1.0, 0)
    for i in sorted(range(len(largest)), key=lambda i: (-largest[i][0], i)):
        M, p = largest[i]
        if least > 0.0 and M / least < best[0]:
            break
        held = made.strength(k, p.N_s)
        best = max(best, (M / held if held > 0.0 else float("inf"), -i))
    return largest[-best[1]][1]


def _flexure(sheet: Quiet, made: Pedestal, largest: Sequence[Largest], k: Concrete) -> Check:
    worst, h = most_used(made, largest, k), made.f.pedestal_height_ft
    sheet.note(f"Governing combination of the pedestal: {worst.name}")
    M_x, M_y, V_x, V_y = abs(worst.M_x0), abs(worst.M_y0), abs(worst.V_x), abs(worst.V_y)
    M = sheet(foot_moment, M_x=M_x, M_y=M_y, V_x=V_x, V_y=V_y, h=h)
    held = moment_strength(sheet, made.bent(k), worst.N_s, k.aci, made.moment(k, worst.N_s)).phi_M_n / 12.0
    return Check("Pedestal: flexure at its foot", f"ACI {k.aci} 22.4", M, held, "kip-ft", worst.name)


def shear(sheet: Quiet, made: Pedestal, by: Pushed, k: Concrete) -> list[Check]:
    worst = by.sheared
    V = abs(worst.V_x) + abs(worst.V_y)
    sheet.given("V_u", "Shear, both ways added straight", V, "kip")
    sheet.given("N_u", "Least axial load of all combinations, for shear and torsion", by.N, "kip")
    held: Shear = shear_strength(sheet, made.web(k), by.N, k.aci)
    name = f"ACI {k.aci} 22.5"
    return [
        Check("Pedestal: shear", name, V, held.phi_V_n, "kip", worst.name),
        Check("Pedestal: shear its size allows", f"ACI {k.aci} 22.5.1.2", V, held.most, "kip", worst.name),
    ]


def torsion(sheet: Quiet, made: Pedestal, by: Pushed, k: Concrete) -> Check:
    """Torsion stays below the threshold; above it the pedestal must grow."""
    worst, A = by.twisted, made.side_in**2
    held = sheet(threshold_torsion, f_c=k.fc_psi, A_cp=A, p_cp=4.0 * made.side_in, N_u=by.N, A_g=A)
    return Check(
        "Pedestal: torsion below the threshold", f"ACI {k.aci} 22.7.4.1", 12.0 * abs(worst.T), held, "kip-in",
        worst.name,
    )  # fmt: skip


def development(sheet: Quiet, made: Pedestal, k: Concrete) -> Iterator[Check]:
    """Hooked into the footing; above it straight where there is room, else hooked at the top."""
    bar, aci, spacing = made.bar, f"ACI {k.aci}", made.spacing_in
    d_b, room = bar.diameter_in, 12.0 * made.f.t_ft - COVER["bottom"] - MAT_IN
    asked, cover, spaced = 2.5 if k.aci == "318-14" else 6.0 * d_b, made.side_cover_in, spacing >= 6.0 * d_b
    covered = cover >= asked
    if not covered:
        sheet.note(f"Side cover of the hooks in the footing: {cover:.2f} in., below {asked:.2f} in.")
    into = hook_length(
        sheet, size=bar.size, d_b=d_b, f_y=k.fy_ksi, f_c=k.fc_psi, aci=k.aci, covered=covered, spaced=spaced
    )
    yield Check("Pedestal: bars hooked into the footing", f"{aci} 25.4.3", into, room, "in")
    over, above = made.straight_in(_QUIET, k), made.above_in
    if over > above:
        sheet.note(f"Straight bars would need {over:.1f} in. above the footing: hooked at the top")
        over = hook_length(sheet, size=bar.size, d_b=d_b, f_y=k.fy_ksi, f_c=k.fc_psi, aci=k.aci, spaced=spaced)
    elif sheet.records:
        made.straight_in(sheet, k)
    yield Check("Pedestal: bars above the footing", f"{aci} 25.4", over, max(above, 0.0), "in")
