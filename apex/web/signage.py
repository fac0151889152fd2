"""The solver endpoints: stateless JSON, `/api/v1/design` and `/api/v1/signage/...`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from apex.actions import baseplate, burial, cabinet, concrete, design, footing, pole, wind
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.packs.load import load_packs
from apex.settings import code_version
from apex.web.ask import json_body, request_id
from apex.web.kept import kept
from apex.web.respond import answer, send_json
from apex.web.route import mount

bp = Blueprint("signage", __name__)


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

    def make() -> tuple[dict[str, Any], bool]:
        return pole.options(packs, given).envelope(code_version=code_version()), True

    found = kept("options", given, {"packs": dict(packs.hashes)}, make)
    return found.marked(send_json({**found.envelope, "request_id": request_id()}))
