"""Two versions of a project side by side: fields in words by stage, checks whose ratio changed, both drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.actions.revision import field_name
from apex.logic import tree
from apex.logic.diff import changes
from apex.logic.flat import ABSENT, flatten, in_order, is_rows
from apex.report.result import sealed_drawing
from apex.schema.held import held
from apex.schema.measure import System
from apex.schema.words import OVERVIEW, STAGES, small, word
from apex.store.calculation import Calculation
from apex.store.version import CONTENT

COMPARED = (*(name for name in CONTENT if name not in ("packs", "parts")), "status", "visibility")
ORDER = (OVERVIEW, *STAGES.values())
PLACES = {"cabinet": "sign.cabinets.0.{}", "support": "support.{}", "foundation": "foundation.{}", tree.ROOT: "{}"}
"""Where the fields of those nodes stand that are the design's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was and is, ABSENT where nothing stood."""

    path: str
    where: str
    label: str
    was: Any
    now: Any

    @property
    def before(self) -> str:
        """In words, in US customary units."""
        return held(self.was, self.path)

    @property
    def after(self) -> str:
        return held(self.now, self.path)


@dataclass(frozen=True, slots=True)
class Stage:
    """The fields of one stage."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class CheckChange:
    """A check with its ratios; empty where it was not made."""

    name: str
    clause: str
    before: str
    after: str
    before_ok: bool
    after_ok: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What was computed of one version."""

    drawing: str
    verdict: str
    tone: str
    total: str


def compared(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """What of a snapshot is compared."""
    return {name: snapshot[name] for name in COMPARED if name in snapshot}


def stages(before: dict[str, Any], after: dict[str, Any]) -> list[Stage]:
    """Every field two documents or snapshots have different, each leaf once, by stage."""
    found: dict[str, list[Line]] = {}
    for change in changes(before, after):
        for below, old, new in _leaves(field_name(change.path), change.before, change.after):
            own = change.path.partition(".")[0] == "document" and below in ("name", "schema")
            path = f"document.{below}" if own else below
            known = word(path)
            found.setdefault(known.stage, []).append(Line(path, known.where, known.label, old, new))
    return [Stage(title, found[title]) for title in sorted(found, key=ORDER.index)]


def _leaves(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """A change at one path as changes of what lies below it."""
    old, new = ({} if side is ABSENT else _flat(path, side) for side in (before, after))
    for below in in_order(old, new):
        yield below, old.get(below, ABSENT), new.get(below, ABSENT)


def _flat(path: str, side: Any) -> dict[str, Any]:
    if isinstance(side, dict) or (side and is_rows(side)):
        named = flatten({"x": side})
        top = "" if path == "document" else path
        return {(top + at[1:]).removeprefix(".") or path: leaf for at, leaf in named.items()}
    return {path: side}


def parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What two snapshots have different in parts of the shop, in sentences. Cabinets are the design's."""
    was, now = (tree.assemble(each["document"], each["parts"]) for each in (before, after))
    return tree.differences(was, now, kinds=tree.PARTS)


def trees(before: tree.Tree, after: tree.Tree, system: System) -> list[str]:
    """What two trees have different, in sentences: parts, and what of the design stands in them."""

    def say(kind: str, field: str, old: Any, new: Any) -> str:
        if kind in tree.PARTS:
            return tree.plainly(kind, field, old, new)
        path = PLACES[kind].format(field)
        was, now = (held(None if side is ABSENT else side, path, system) for side in (old, new))
        return f"{small(word(path).label)} {was} → {now}"

    return tree.differences(before, after, say)


def checks(before: Calculation | None, after: Calculation | None) -> list[CheckChange]:
    """Checks whose ratio or verdict is not what it was, those that matter most first."""
    old, new = _checks(before), _checks(after)
    told = []
    for key in (*new, *(each for each in old if each not in new)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or (was["ratio"], was["passes"]) != (now["ratio"], now["passes"]):
            told.append(
                CheckChange(
                    key[0], key[1], was["ratio"] if was else "", now["ratio"] if now else "",
                    was["passes"] if was else True, now["passes"] if now else True,
                )
            )  # fmt: skip
    return told


def _checks(found: Calculation | None) -> dict[tuple[str, str, int], Mapping[str, Any]]:
    """The checks of a calculation by name and clause; the second of the same is another."""
    rows: Sequence[Mapping[str, Any]] = found.sheet["view"]["checks"] if found else ()
    seen: Counter[tuple[str, str]] = Counter()
    named = {}
    for row in rows:
        key = (row["name"], row["clause"])
        named[(*key, seen[key])] = row
        seen[key] += 1
    return named


def side(found: Calculation | None, mark: str, sealed: Collection[str]) -> Side | None:
    """What a page shows of a calculation; `sealed` are the ids of those that carry a seal.

    `mark` makes the ids of its drawing differ from those of another.
    """
    if found is None:
        return None
    view = found.sheet["view"]
    plain = sealed_drawing(view["drawing"]) if found.id in sealed else view["drawing"]
    drawing = plain.replace("elevation-title", f"{mark}-title").replace("elevation-desc", f"{mark}-desc")
    return Side(drawing, view["title"], view["tone"], view["total"])
