"""Which edition of each standard a code basis puts in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from apex.engine.document import CodeBasis


@dataclass(frozen=True, slots=True)
class Editions:
    ibc: str
    asce7: Literal["7-16", "7-22"]
    aisc360: str
    aci318: str
    adm: str

    def in_force(self, *, aluminum: bool, plated: bool) -> Mapping[str, str]:
        """Those of `names` that a design stands on: each metal brings its own, a base plate is of steel."""
        unused = ({"AISC 360"} if not plated else set()) if aluminum else {"ADM"}
        return {series: name for series, name in self.names().items() if series not in unused}

    def names(self) -> Mapping[str, str]:
        """Edition by document series, as clauses cite them."""
        return {
            "IBC": f"IBC {self.ibc}",
            "ASCE 7": f"ASCE {self.asce7}",
            "AISC 360": f"AISC {self.aisc360}",
            "ACI 318": f"ACI {self.aci318}",
            "ADM": f"ADM {self.adm}",
        }


EDITIONS: Mapping[CodeBasis, Editions] = {
    "IBC2018": Editions("2018", "7-16", "360-16", "318-14", "2015"),
    "IBC2021": Editions("2021", "7-16", "360-16", "318-19", "2020"),
    "IBC2024": Editions("2024", "7-22", "360-22", "318-19", "2020"),
}
