"""Published examples as facts, and how a figure of ours is judged against one of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from apex.schema.text import load_yaml

FOLDER = Path(__file__).parent
FAMILIES = {
    "exposure": "Exposure and velocity pressure",
    "wind": "Wind on signs",
    "gust": "Gust-effect factor",
    "embedment": "Embedded posts and poles",
    "steel": "Steel members",
    "spread": "Spread footings",
    "anchor": "Base plates and anchor rods",
    "bar": "Bars, shear and torsion of concrete",
    "footing": "Concrete of footings",
    "line": "Posts in a line",
    "ice": "Ice",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One published example. Nothing here comes from the engine."""

    id: str
    topic: str
    source: str
    url: str
    edition: str
    kind: str
    provenance: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    tolerance_rel: float
    applies: str | list[str]
    note: str = ""
    compare_as: Mapping[str, str] = field(default_factory=dict)
    engine_should_give: Mapping[str, Any] = field(default_factory=dict)

    def gated(self, key: str) -> bool:
        """Whether this figure must be met: reference and trap figures are only shown."""
        return self.applies in ("all", "clause") or (isinstance(self.applies, list) and key in self.applies)


@dataclass(frozen=True)
class Row:
    """One published figure beside ours. `ours` is None where the engine has no answer yet."""

    case: Case
    quantity: str
    published: float
    ours: float | None
    kind: str
    """`gate`, `reference`, `trap` (published and wrong), `truth` (what a trap should have given)."""
    why: str = ""

    @property
    def difference(self) -> float:
        assert self.ours is not None
        return (self.ours - self.published) / self.published

    @property
    def meets(self) -> bool:
        return self.ours is not None and abs(self.difference) <= self.case.tolerance_rel

    @property
    def verdict(self) -> str:
        if self.ours is None:
            return f"not yet covered: {self.why or 'later feature'}"
        if self.kind == "reference":
            return "reference"
        if self.kind == "trap":
            return "their arithmetic, reproduced" if self.meets else "the publication is wrong here"
        return "agrees" if self.meets else "DIFFERS"


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[Case, ...]]:
    """Every case of every file, in the order of the files."""
    return {name: tuple(_read(FOLDER / f"{name}.yaml")) for name in FAMILIES}


def _read(path: Path) -> Iterator[Case]:
    for row in load_yaml(path.read_text())["cases"]:
        yield Case(**row)


def each(case: Case) -> Iterator[tuple[str, str, int | None, float, str]]:
    """(quantity as printed, key, index in a list, published figure, kind) of every figure of a case."""
    kind = {"reference": "reference", "trap": "trap"}.get(str(case.applies))
    for key, value in case.expected.items():
        how = kind or ("gate" if case.gated(key) else "reference")
        yield from _figures(key, value, how)
    for key, value in case.engine_should_give.items():
        if not isinstance(value, str):
            yield from _figures(key, value, "truth")


def _figures(key: str, value: Any, kind: str) -> Iterator[tuple[str, str, int | None, float, str]]:
    if isinstance(value, list):
        for i, v in enumerate(value):
            yield f"{key} [{i + 1}]", key, i, float(v), kind
    else:
        yield key, key, None, float(value), kind
