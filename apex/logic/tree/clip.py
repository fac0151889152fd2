"""Cut, copy and paste. What is cut stays where it is until it is pasted, so that nothing is ever without a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from apex.logic.tree.edit import Fresh, fits, grafted_copy, known, move
from apex.logic.tree.node import Tree, TreeError, tops


@dataclass(frozen=True, slots=True)
class Clip:
    """What was cut or copied, and the tree it was in then."""

    how: Literal["cut", "copy"]
    nodes: tuple[str, ...]
    source: Tree


def cut(tree: Tree, ids: Iterable[str]) -> Clip:
    return Clip("cut", _taken(tree, ids, "cut"), tree)


def copy(tree: Tree, ids: Iterable[str]) -> Clip:
    return Clip("copy", _taken(tree, ids, "copied"), tree)


def _taken(tree: Tree, ids: Iterable[str], done: str) -> tuple[str, ...]:
    given = list(ids)
    for node in given:
        known(tree, node)
    wanted = tops(tree, given)
    if not wanted:
        raise TreeError("nodes", "nothing is chosen")
    for node in wanted:
        why = tree.table.fixed.get(tree.kind(node))
        if why is not None:
            raise TreeError("nodes", f"{tree.word(node)} cannot be {done}: {why}")
    return wanted


def paste(tree: Tree, clip: Clip | None, parent: str, before: str | None, fresh: Fresh) -> tuple[Tree, dict[str, str]]:
    """What was cut is moved and keeps its ids; what was copied comes again under new ones, as it was when copied.

    The second value is which id became which.
    """
    if clip is None or not clip.nodes:
        raise TreeError("clip", "nothing was cut or copied")
    if clip.how == "cut":
        for node in clip.nodes:
            known(tree, node, "clip")
        return move(tree, clip.nodes, parent, before), {}
    fits(tree, {clip.source.kind(node) for node in clip.nodes}, parent)
    return grafted_copy(tree, clip.source, clip.nodes, parent, before, fresh)
