"""The design document: one definition for form, JSON, YAML, CLI and engine.

Frozen dataclasses; bounds inclusive, lengths in ft. `rules()` holds what one field says about
another. Defaults are the ones the document states; each that matters is printed as an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is
from apex.engine.document.baseplate import BasePlate
from apex.engine.document.foundation import DepthReading, Foundation, Rebar
from apex.engine.document.sign import Cabinet, Sign, overlap_faults
from apex.engine.document.site import CodeBasis, ExposureName, RiskCategory, Site, Soil, Topography
from apex.engine.document.support import Cover, Family, HandHole, Method, Orientation, Segment, Support

__all__ = [
    "BasePlate", "Cabinet", "CodeBasis", "Cover", "DepthReading", "Document", "ExposureName", "Family", "Foundation",
    "GustChoice", "HandHole", "KzChoice", "Method", "Options", "Orientation", "PricingChoice", "Rebar", "RiskCategory",
    "Segment", "Sign", "Site", "Soil", "Support", "Topography", "overlap_faults",
]  # fmt: skip

GustChoice = Literal["auto", "calculated"] | Annotated[float, Ge(0.5), Le(3.0)]
KzChoice = Literal["formula", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PricingChoice:
    addons: Annotated[tuple[str, ...], MaxLen(20), Is("Add-ons")] = ("calc_packet", "hard_copies")
    region: Annotated[str, MaxLen(40), Is("Region")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Choices the standards leave open."""

    gust: Annotated[GustChoice, Is("Gust-effect factor", help="auto, calculated or a number; ASCE 7 26.11")] = "auto"
    grouping: Annotated[
        Literal["each", "merged", "envelope"], Is("Several cabinets", help="Own coefficients, one sign, or the worse")
    ] = "envelope"
    kz_method: Annotated[KzChoice, Is("K_z from")] = "formula"
    use_elevation: Annotated[bool, Is("Use ground elevation for K_e")] = True
    wind_on_support: Annotated[bool, Is("Wind on the support")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A free-standing sign, whole."""

    schema: Annotated[Literal["apex/design/1"], Is("Schema")]
    name: Annotated[str, MinLen(1), MaxLen(200), Is("Name")]
    site: Site
    sign: Sign
    foundation: Foundation
    support: Support = field(default_factory=Support)
    baseplate: Annotated[BasePlate, Is("Base plate")] | None = None
    pricing: PricingChoice = field(default_factory=PricingChoice)
    options: Options = field(default_factory=Options)

    RULES_NEED: ClassVar[tuple[str, ...]] = ("sign", "support", "foundation", "baseplate")

    @property
    def top_ft(self) -> float:
        """The top of the sign, to which the support runs."""
        return max(c.top_ft for c in self.sign.cabinets)

    def rules(self) -> list[Fault]:
        buried = self.foundation.kind == "direct_burial"
        faults = [*self._heights()]
        if buried and self.baseplate is not None:
            faults.append(("baseplate", "a directly buried post stands on no base plate"))
        if not buried and self.foundation.pole_embedment_ft is not None:
            faults.append(("foundation.pole_embedment_ft", "belongs to direct burial; here the post stands on a plate"))
        return faults

    def _heights(self) -> Iterator[Fault]:
        """What stands on the support stands below its top; what it is made of reaches it."""
        if not self.sign.cabinets:
            return  # said where the cabinets are
        top, support = self.top_ft, self.support
        for i, cover in enumerate(support.covers):
            if cover.top_ft > top + 1e-9:
                yield f"support.covers.{i}.top_ft", f"lies above the top of the support, {top:g} ft"
        for i, hole in enumerate(support.hand_holes):
            if hole.center_ft + hole.height_in / 24.0 > top:
                yield f"support.hand_holes.{i}.center_ft", f"lies above the top of the support, {top:g} ft"
        reach = sum(s.length_ft for s in support.segments or ())
        if support.segments and abs(reach - top) > 0.01:
            yield (
                "support.segments",
                f"are {reach:g} ft long together; from grade to the top of the sign it is {top:g} ft",
            )
