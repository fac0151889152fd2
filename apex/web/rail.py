"""The stage rail: every stage of the design, how it stands, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from apex.report.result import ResultView

State = Literal["empty", "ok", "warning", "failing"]
TITLES = {
    "site": "Site",
    "sign": "Sign",
    "support": "Support",
    "foundation": "Foundation",
    "baseplate": "Base plate",
    "pricing": "Price",
    "options": "Choices",
}
NEEDED = ("site", "sign", "foundation")


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage on the rail. `word` says in words what the sign beside it shows."""

    key: str
    title: str
    state: State
    word: str


def stops(given: Mapping[str, Any], result: ResultView) -> list[Stop]:
    """How each stage stands: by the problems of its fields, its failed checks, its warnings, in this order."""
    return [Stop(key, title, *_standing(key, given, result)) for key, title in TITLES.items()]


def _standing(key: str, given: Mapping[str, Any], result: ResultView) -> tuple[State, str]:
    if key in NEEDED and not any(_leaves(given.get(key))):
        return "empty", "empty"
    own = [p for p in result.problems if _stage(p.field) == key]
    wrong = [p for p in own if p.type != "missing"]
    if wrong:
        return "failing", f"{len(wrong)} to correct"
    if own:
        return "empty", f"{len(own)} to fill in" if any("." in p.field for p in own) else "to be filled in"
    failing, warned = result.standing.get(key, (0, 0))
    if failing:
        return "failing", _counted(failing, "fails", "fail")
    if warned:
        return "warning", _counted(warned, "warning", "warnings")
    return _quiet(key, given, result)


def _quiet(key: str, given: Mapping[str, Any], result: ResultView) -> tuple[State, str]:
    """A stage nothing was said of: fine if it was worked out."""
    if key in result.standing or (key == "options" and result.standing):
        return "ok", "ok"
    foundation = given.get("foundation")
    kind = foundation.get("kind") if isinstance(foundation, Mapping) else None
    if key == "baseplate" and kind == "direct_burial":
        return "empty", "none"
    return "empty", "not checked" if key != "pricing" else "no price"


def _stage(path: str) -> str:
    top = path.split(".", maxsplit=1)[0]
    return "site" if top == "name" else top


def _leaves(value: Any) -> Iterator[Any]:
    """Everything in a stage that is not blank."""
    if isinstance(value, Mapping):
        for held in value.values():
            yield from _leaves(held)
    elif isinstance(value, list):
        for held in value:
            yield from _leaves(held)
    elif value not in (None, ""):
        yield True


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
