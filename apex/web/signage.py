"""The solver endpoints: stateless JSON, `/api/v1/design` and `/api/v1/signage/...`."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from apex.actions import baseplate, burial, cabinet, concrete, design, footing, pole, wind
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.envelope import sha256
from apex.extensions import cache
from apex.meter import instruments
from apex.packs.load import load_packs
from apex.settings import code_version
from apex.web.ask import json_body, request_id
from apex.web.respond import answer, send_json
from apex.web.route import mount

bp = Blueprint("signage", __name__)
HOUR = 3600


def solver(path: str) -> Callable[[Callable[[Packs, object], Outcome]], Callable[[Packs, object], Outcome]]:
    """Mount an action that takes packs and a body at a POST address."""

    def mounted(action: Callable[[Packs, object], Outcome]) -> Callable[[Packs, object], Outcome]:
        def handle(_call: Call) -> Response:
            return answer(action(load_packs(), json_body()))

        handle.__name__ = action.__name__
        mount(bp, path, ["POST"], "solve", writes=False)(handle)
        return action

    return mounted


solver("/signage/wind")(wind.wind)
solver("/signage/poles/check")(pole.check)
solver("/signage/direct_burial/solve")(burial.solve_burial)
solver("/signage/spread_footing/solve")(footing.solve_footing)
solver("/signage/baseplate/checks")(baseplate.checks)
solver("/signage/baseplate/design")(baseplate.design)


solver("/signage/cabinets/derive")(cabinet.derive)
solver("/signage/concrete/yards")(concrete.yards)


@solver("/design")
def whole_design(packs: Packs, given: object) -> Outcome:
    return design.work_out(packs, given)[1]


@mount(bp, "/signage/poles/options", ["POST"], "solve", writes=False)
def options(_call: Call) -> Response:
    """Ranked sections, kept for an hour under the input and the packs they were made from."""
    packs, given = load_packs(), json_body()
    # repr and not JSON: what is not valid yet may hold NaN, which has no JSON form.
    key = "options:" + sha256({"given": repr(given), "packs": dict(packs.hashes), "code": code_version()})
    held = cache.get(key)
    instruments().cached.labels("options", "miss" if held is None else "hit").inc()
    envelope = pole.options(packs, given).envelope(code_version=code_version()) if held is None else held
    if held is None:
        cache.set(key, envelope, timeout=HOUR)
    response = send_json({**envelope, "request_id": request_id()})
    response.headers["Cache-Status"] = "apex; fwd=miss; stored" if held is None else "apex; hit"
    return response
