"""Second order: the sway of all posts together, and every combination on an end post with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from apex.engine.document import Support
from apex.engine.load.combination import Case, LoadSet, Method, factored
from apex.engine.steel.combined import sway_amplifier
from apex.engine.support.demand import Demand, stability
from apex.engine.support.member import ALPHA
from apex.engine.support.setting import Setting
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

AMPLIFIER_LIMIT = 1.5
Amplifier = Callable[..., float]


def stability_check(
    sheet: Quiet, d: Demand, support: Support, asce: str, clause: str, field: str, amplifier: Amplifier = sway_amplifier
) -> Check:
    """P times alpha against P_e: at 1 the support fails; past an amplifier of 1.5 this method ends.

    Soil is always checked by ASD, so its combinations (alpha 1.6) count beside the support's own. `amplifier`
    is the clause that the sheet shows, by the standard of the support's metal.
    """
    methods: tuple[Method, ...] = ("ASD",) if support.method == "ASD" else ("ASD", support.method)
    most = {method: _heaviest(factored(method, asce, d.loads)) for method in methods}
    load, name = max(((ALPHA[method] * P, name) for method, (P, name) in most.items()), key=lambda one: one[0])
    part = stability(load, d.P_e)
    check = Check("Stability", clause, load, min(d.P_e), "kip", name)
    if part < 1.0 and 1.0 / (1.0 - part) > AMPLIFIER_LIMIT:
        value, limit = 1.0 / (1.0 - part), "above 1.5 a direct second-order analysis is needed"
        raise OutOfScope("AISC 360 C2", "sway amplifier B_2", value, limit, field)
    sheet.part("support", "Second order")
    if sheet.records:
        _show(sheet, most, d.P_e, amplifier if part < 1.0 else None)
    return sheet.check(check)


def _heaviest(cases: Sequence[Case]) -> tuple[float, str]:
    """The largest vertical load, and the first case that has it."""
    worst = max(cases, key=lambda case: case.gravity.N + case.lateral.N)
    return worst.gravity.N + worst.lateral.N, worst.name


def _show(
    sheet: Quiet,
    most: Mapping[Method, tuple[float, str]],
    P_e: tuple[float, float],
    amplifier: Amplifier | None,
) -> None:
    """The amplifiers under the largest load of each method; without one, where it has no meaning, the loads alone."""
    ways = [("both ways", P_e[0])] if P_e[0] == P_e[1] else [("normal to the face", P_e[0]), ("along it", P_e[1])]
    if amplifier is not None:
        if len(most) > 1:
            sheet.note(
                "The soil is always checked by ASD, where P counts alpha = 1.6 times: the larger alpha P is checked"
            )
        sheet.note("Moments of every combination are amplified with their own P; here the largest P of each method:")
    for method, (P, worst) in most.items():
        # Every case of a combination has the same vertical load.
        sheet.note(f"{method}, all posts together: {worst.split(', ')[0]}")
        if amplifier is not None:
            for way, each in ways:
                sheet.note(f"Sway {way}:")
                sheet(amplifier, alpha=ALPHA[method], P=P, P_e=each)
        else:
            sheet.given("alpha*P", "Load of all posts", ALPHA[method] * P, "kip")
    sheet.note(
        "The largest alpha P stays below P_e, the least elastic critical load of all posts together, or it fails:"
    )


def amplified(
    setting: Setting,
    d: Demand,
    method: Method,
    asce: str,
    posts: Sequence[LoadSet] | None = None,
) -> tuple[Case, ...]:
    """Every combination on each end post, its moments amplified for the sway of all posts about each axis.

    `posts` are the loads of the end posts at another height than the base; the sway is that of the whole.
    """
    alpha = ALPHA[method]
    loads_kip = [case.gravity.N + case.lateral.N for case in factored(method, asce, d.loads)]
    sway = {P: [sway_amplifier(alpha=alpha, P=P, P_e=P_e) for P_e in d.P_e] for P in set(loads_kip)}
    return tuple(
        case.amplified(*sway[P]).named(post)
        for (post, _), loads in zip(setting.posts.ends, d.posts if posts is None else posts, strict=True)
        for case, P in zip(factored(method, asce, loads), loads_kip, strict=True)
    )
