"""The two sides a plate bends on: where concrete bears, and where rods pull or press. kip, in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.baseplate import bending
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.rectangle import block
from apex.engine.baseplate.state import State
from apex.engine.steel.section import WideFlange


class Strip(NamedTuple):
    """A strip of plate under bearing: its moment per inch, and where that comes from."""

    m: float
    Y: float = 0.0
    c: float = 0.0
    M: float = 0.0
    b: float = 0.0


NO_BEARING = Strip(0.0)
CLEAR = 1.0 + 1e-9
"""On a bound: what stays below it is not a matter of rounding."""


class BearingSide:
    """The plate as bearing bends it, under any combination."""

    def __init__(self, j: Joint) -> None:
        self.bend, self.half_x, self.half_y = j.column.bend, j.plate.width_in / 2.0, j.plate.length_in / 2.0
        levers = [self.half_x - self.bend.x_in, self.half_y - self.bend.y_in]
        self.levers = [c for c in levers if c > 0.0]
        self.inner = 0.0
        if isinstance(j.column.section, WideFlange):
            self.inner = bending.yield_line_length(d=j.column.section.d, b_f=j.column.section.b_f)

    def strip(self, s: State) -> Strip:
        """The strip that bearing bends most.

        Square to the sides by the Design Guide, the depth of the block counting both ways (its 3.3.2: n in place of
        m); square to the block's own line by the block beyond the bend line, over the length of that line.
        """
        stand = s.stand
        if stand is None or stand.pressure_ksi <= 0.0:
            return NO_BEARING
        p, n, half_x, half_y = stand.pressure_ksi, stand.n, self.half_x, self.half_y
        Y = abs(n[0]) * half_x + abs(n[1]) * half_y - stand.h_in
        best = (0.0, 0.0, 0.0)
        for c in self.levers:
            best = max(best, (bending.bearing_moment(p=p, Y=Y, c=c), Y, c))
        if self.inner > 0.0:
            best = max(best, (bending.bearing_moment(p=p, Y=self.inner, c=self.inner), self.inner, self.inner))
        at = self.bend.toward(n)
        A, Q_x, Q_y, chord = block(half_x, half_y, *n, max(stand.h_in, at))
        if stand.h_in > at:
            chord = block(half_x, half_y, *n, at)[3]
        if A > 0.0 and chord > 0.0:
            M = p * (n[0] * Q_x + n[1] * Q_y - at * A)
            m = bending.line_moment(M=M, b=chord)
            if m > best[0]:
                return Strip(m, M=M, b=chord)
        return Strip(*best)


def bearing_side(j: Joint, s: State) -> Strip:
    """The strip of one joint that bearing bends most under one combination."""
    return BearingSide(j).strip(s)


def rod_side(j: Joint, states: Sequence[State]) -> tuple[State, float, float] | None:
    """State, moment and width of the line the rods bend most under any combination, pulling or pressing.

    Of lines that bend equally the first, of the first combination. What can bend most comes first: by the rods'
    largest force and by the bound of every line, beyond which nothing else needs a look.
    """
    ways: dict[tuple[float, ...], int] = {}
    for i, s in enumerate(states):
        ways.setdefault(s.tension_kip, i)
        if s.stand is None:
            ways.setdefault(s.compression_kip, i)
    lines = [line.most_per_kip for line in j.lines]
    per_kip = max([sum([most for _, most in line]) for line in lines], default=0.0) * CLEAR
    best = (0.0, 0, 0)
    found = None
    for way, i in sorted(ways.items(), key=lambda one: -max(one[0])):
        if max(way) * per_kip < best[0]:
            break
        bounds = [sum([way[rod] * most for rod, most in line]) for line in lines]
        for k in sorted(range(len(lines)), key=bounds.__getitem__, reverse=True):
            if bounds[k] * CLEAR < best[0]:
                break
            m, M, b = j.lines[k].worst(way)
            if m > 0.0 and (m, -i, -k) > best:
                best, found = (m, -i, -k), (states[i], M, b)
    return found
