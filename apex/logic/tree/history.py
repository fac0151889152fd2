"""What can be undone and done again, as the versions that the edits made.

An edit made a version out of the one before it; undoing takes that back, which makes a version too. So to do it
again is to take back the undoing, and both lists hold the same kind of thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from apex.logic.tree.node import TreeError

DEEP = 50


@dataclass(frozen=True, slots=True)
class History:
    """Versions made by edits and by undoings, oldest first."""

    undo: tuple[int, ...] = ()
    redo: tuple[int, ...] = ()

    def did(self, version: int) -> History:
        """After an edit that made a version: what was undone before cannot be done again."""
        return History((*self.undo, version)[-DEEP:])

    def to_undo(self) -> int:
        """The version that `undo` takes back."""
        if not self.undo:
            raise TreeError("do", "there is nothing to undo")
        return self.undo[-1]

    def to_redo(self) -> int:
        if not self.redo:
            raise TreeError("do", "there is nothing to do again")
        return self.redo[-1]

    def undid(self, version: int | None) -> History:
        """After an undoing that made a version, or none where there was nothing left to take back."""
        return History(self.undo[:-1], _with(self.redo, version))

    def redid(self, version: int | None) -> History:
        return History(_with(self.undo, version), self.redo[:-1])


def _with(held: tuple[int, ...], version: int | None) -> tuple[int, ...]:
    return held if version is None else (*held, version)[-DEEP:]
