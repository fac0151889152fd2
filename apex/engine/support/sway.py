"""Second order: the sway of all posts together, and every combination on an end post with it."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.document import Support
from apex.engine.load.combination import Case, LoadSet, Method, factored
from apex.engine.steel.combined import sway_amplifier
from apex.engine.support.demand import Demand, stability
from apex.engine.support.member import ALPHA
from apex.engine.support.setting import Setting
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

AMPLIFIER_LIMIT = 1.5


def stability_check(sheet: Quiet, d: Demand, support: Support, asce: str, clause: str, field: str) -> Check:
    """P times alpha against P_e: at 1 the support fails; past an amplifier of 1.5 this method ends.

    Soil is always checked by ASD, so its combinations (alpha 1.6) count beside the support's own.
    """
    methods: set[Method] = {support.method, "ASD"}
    every = [
        (ALPHA[method] * (case.gravity.N + case.lateral.N), case.name)
        for method in sorted(methods)
        for case in factored(method, asce, d.loads)
    ]
    load, name = max(every)
    part = stability(load, d.P_e)
    check = Check("Stability", clause, load, min(d.P_e), "kip", name)
    if part < 1.0 and 1.0 / (1.0 - part) > AMPLIFIER_LIMIT:
        value, limit = 1.0 / (1.0 - part), "above 1.5 a direct second-order analysis is needed"
        raise OutOfScope("AISC 360 C2", "sway amplifier B_2", value, limit, field)
    sheet.part("support", "Second order")
    return sheet.check(check)


def amplified(
    sheet: Quiet,
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
    if sheet.records:
        sheet.note("Moments of every combination are amplified with their own P; here the largest P:")
        sheet(sway_amplifier, alpha=alpha, P=max(loads_kip), P_e=min(d.P_e))
    return tuple(
        case.amplified(*sway[P]).named(post)
        for (post, _), loads in zip(setting.posts.ends, d.posts if posts is None else posts, strict=True)
        for case, P in zip(factored(method, asce, loads), loads_kip, strict=True)
    )
