"""An edit of the assembly tree, and what a part says of itself: one definition for forms and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

Do = Literal["add", "change", "rename", "delete", "duplicate", "move", "up", "down", "left", "right", "paste", "undo"]
Id = Annotated[str, MaxLen(60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a shop needs to order it. The quantity is that of the whole sign; without a price it is only listed."""

    label: Annotated[str, MinLen(1), MaxLen(80), Is("Name")]
    number: Annotated[str, MaxLen(60), Is("Part number")] = ""
    quantity: Annotated[float, Gt(0), Le(100_000), Is("Quantity in all")] = 1.0
    unit: Annotated[str, MaxLen(12), Is("Unit")] = "ea"
    unit_price_usd: Annotated[float, Ge(0), Le(1_000_000), Is("Unit price", "$")] | None = None

    def rules(self) -> list[Fault]:
        faults = []
        if _places(self.quantity) > 3:
            faults.append(("quantity", "give at most three decimals"))
        if self.unit_price_usd is not None and _places(self.unit_price_usd) > 2:
            faults.append(
                ("unit_price_usd", "give it to the cent; for small things price a hundred, and say so as unit")
            )
        return faults


def _places(value: float) -> int:
    exponent = Decimal(str(value)).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit. Which fields it needs depends on what it does."""

    do: Annotated[Do, Is("What to do")]
    nodes: Annotated[tuple[Id, ...], MaxLen(1000), Is("Parts")] = ()
    """What it is done to."""
    parent: Annotated[str, MaxLen(60), Is("Into")] = ""
    before: Annotated[str, MaxLen(60), Is("Before")] | None = None
    kind: Annotated[str, MaxLen(20), Is("Kind")] = ""
    label: Annotated[str, MinLen(1), MaxLen(200), Is("New name")] | None = None
    part: Annotated[Part, Is("Part")] | None = None
    how: Annotated[Literal["copy", "cut"], Is("Copied or cut")] = "copy"
    version: Annotated[int, Ge(1), Le(2_000_000_000), Is("Version")] | None = None
    """Of an undo, the version it takes back; of a paste, the one it was copied from."""

    def rules(self) -> list[Fault]:
        needed: dict[str, tuple[str, ...]] = {
            "add": ("parent", "kind"), "change": ("nodes", "part"), "rename": ("nodes", "label"), "move": ("parent",),
            "paste": ("parent",), "undo": ("version",),
        }  # fmt: skip
        faults = [(name, f"needed to {self.do}") for name in needed.get(self.do, ()) if not getattr(self, name)]
        if self.do in ("change", "rename") and len(self.nodes) > 1:
            faults.append(("nodes", f"{self.do} one at a time"))
        return faults
