"""The stage rail: every stage of a project, how it stands, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from apex.report.result import ResultView
from apex.store.project import Project

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
"""The stages of the design; a sketch has no others."""
AROUND = {"overview": "Overview", "loads": "Loads", "review": "Review", "submit": "Submit"}
"""Those a project has beside them."""
WAY = (
    "overview", "site", "sign", "loads", "support", "foundation", "baseplate", "pricing", "options", "review", "submit",
)  # fmt: skip
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


def whole_way(project: Project, design: Sequence[Stop], result: ResultView) -> list[Stop]:
    """The stops of a project from its overview to its submission, with those of its design between them."""
    made = {"overview": _overview(project), "loads": _loads(result), "review": _review(result),
            "submit": _submission(project, result)}  # fmt: skip
    known = {s.key: s for s in design} | {key: Stop(key, AROUND[key], *said) for key, said in made.items()}
    return [known[key] for key in WAY if key in known]


def _overview(project: Project) -> tuple[State, str]:
    absent = [name for name in ("customer", "address") if not getattr(project, name)]
    return ("empty", f"no {' or '.join(absent)}") if absent else ("ok", "ok")


def _loads(result: ResultView) -> tuple[State, str]:
    return ("ok", "ok") if result.standing else ("empty", "not worked out")


def _review(result: ResultView) -> tuple[State, str]:
    failing, warned = (sum(stage[i] for stage in result.standing.values()) for i in (0, 1))
    if failing:
        return "failing", _counted(failing, "fails", "fail")
    if warned:
        return "warning", _counted(warned, "warning", "warnings")
    return ("ok", "no finding") if result.standing else ("empty", "nothing yet")


def _submission(project: Project, result: ResultView) -> tuple[State, str]:
    """Where the project stands; before it is submitted, whether it could be."""
    if project.submission_id is not None:
        return "warning", "under way"
    if project.status in ("submitted", "accepted"):
        return "ok", project.status
    if project.status == "rejected":
        return "failing", project.status
    if project.status == "estimating":
        return "empty", "ready" if result.tone == "pass" else "not ready"
    return "empty", project.status


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
    """A stage nothing was said of: fine if it was worked out, or waits whole for the others."""
    if key in result.standing or (key == "options" and result.standing):
        return "ok", "ok"
    if key in ("site", "sign") and any(_leaves(given.get(key))):
        return "ok", "filled in"
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
