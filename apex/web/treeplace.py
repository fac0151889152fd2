"""What the page of the tree knows besides the project, kept in its address.

So a reload loses nothing, each tab has its own, and nothing is stored that would have to be cleaned up: versions are
kept for ever anyway, and what can be undone or was copied is named by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from apex.logic.tree import MOST, ROOT, History, Tree, walk

_VERSIONS = re.compile(r"(?:[1-9]\d{0,8}(?:\.|$)){1,50}")
_CLIP = re.compile(r"(cut|copy)\.([1-9]\d{0,8})((?:\.\d{1,4}(?:-\d{1,4})?){1,500})")


@dataclass(frozen=True, slots=True)
class Held:
    """What was cut or copied: the places of nodes in the tree of a version, counted from its top."""

    how: Literal["cut", "copy"]
    version: int
    places: tuple[int, ...]

    def ids(self, source: Tree) -> tuple[str, ...]:
        """The nodes, in the tree of that version."""
        order = list(walk(source))
        return tuple(order[place] for place in self.places if place < len(order))

    @property
    def text(self) -> str:
        return ".".join([self.how, str(self.version), *_runs(self.places)])


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the tree, what they can undo, and what they cut or copied."""

    at: str = ROOT
    history: History = field(default_factory=History)
    held: Held | None = None

    @property
    def fields(self) -> dict[str, str]:
        """As fields of a form, and of the address."""
        found = {
            "at": "" if self.at == ROOT else self.at,
            "undo": ".".join(map(str, self.history.undo)),
            "redo": ".".join(map(str, self.history.redo)),
            "clip": self.held.text if self.held else "",
        }
        return {name: value for name, value in found.items() if value}

    def to(self, node: str) -> dict[str, str]:
        """The address with another node current."""
        return replace(self, at=node).fields


def place_of(given: Mapping[str, str]) -> Place:
    """The place that an address or a form names. What is not one of ours is as if it were not there."""
    history = History(_versions(given.get("undo", "")), _versions(given.get("redo", "")))
    return Place(given.get("at", "")[:60] or ROOT, history, _held(given.get("clip", "")))


def _versions(text: str) -> tuple[int, ...]:
    return tuple(int(v) for v in text.split(".")) if _VERSIONS.fullmatch(text) and text[-1] != "." else ()


def _held(text: str) -> Held | None:
    found = _CLIP.fullmatch(text)
    if not found:
        return None
    places: list[int] = []
    for run in found[3][1:].split("."):
        first, _, last = run.partition("-")
        places += range(int(first), min(int(last or first), MOST - 1) + 1)
        if len(places) > MOST:
            return None
    return Held("cut" if found[1] == "cut" else "copy", int(found[2]), tuple(places))


def held(how: Literal["cut", "copy"], version: int, tree: Tree, nodes: Iterable[str]) -> Held:
    """These nodes of the tree of a version, as the address keeps them."""
    wanted = set(nodes)
    return Held(how, version, tuple(place for place, node in enumerate(walk(tree)) if node in wanted))


def _runs(places: Sequence[int]) -> list[str]:
    """Numbers that follow each other as one run, so that many fit into an address."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return [f"{first}-{last}" if first != last else f"{first}" for first, last in runs]
