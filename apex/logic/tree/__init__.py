"""The assembly tree of a sign: what it is made of, and every edit of it.

Pure functions over an immutable `Tree`, under a table of allowed parents. `node` holds the tree and looks at it,
`edit` changes it, `clip` cuts, copies and pastes, `history` counts what can be undone, `sign` ties the tree to the
design document, `back` takes an old edit back, `bill` counts parts and money.
"""

from __future__ import annotations

from apex.logic.tree.back import taken_back
from apex.logic.tree.bill import Line, Sum, lines, total
from apex.logic.tree.clip import Clip, copy, cut, paste
from apex.logic.tree.edit import add, change, duplicate, move, remove, shift, sideways
from apex.logic.tree.history import History
from apex.logic.tree.node import MOST, ROOT, Node, Table, Tree, TreeError, faults, tops, walk
from apex.logic.tree.sign import PARTS, SIGN, agree, apart, assemble, cabinets_of, follow, label, matched
from apex.logic.tree.told import differences, plainly, said

__all__ = [
    "MOST", "PARTS", "ROOT", "SIGN", "Clip", "History", "Line", "Node", "Sum", "Table", "Tree", "TreeError", "add",
    "agree", "apart", "assemble", "cabinets_of", "change", "copy", "cut", "differences", "duplicate", "faults",
    "follow", "label", "lines", "matched", "move", "paste", "plainly", "remove", "said", "shift", "sideways",
    "taken_back", "tops", "total", "walk",
]  # fmt: skip
