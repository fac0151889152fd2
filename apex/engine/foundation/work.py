"""What every kind of foundation comes to: the figures the price, the package and the drawing read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from apex.engine.concrete.bar import BarSet
from apex.engine.trace import Check


class FoundationWork(Protocol):
    """One foundation of a post; all posts of a sign stand on equal ones."""

    @property
    def kind(self) -> str: ...

    @property
    def checks(self) -> Sequence[Check]: ...

    @property
    def depth_ft(self) -> float:
        """Its bottom below grade."""
        ...

    @property
    def concrete_yd3(self) -> float: ...

    @property
    def excavation_yd3(self) -> float: ...

    @property
    def pole_embedment_ft(self) -> float:
        """How far the post runs into it; 0 where it stands on a base plate."""
        ...

    @property
    def bars(self) -> Sequence[BarSet]: ...
