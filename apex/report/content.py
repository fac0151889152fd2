"""What the calculation package says, as plain data: the template lays it out and adds no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apex.engine.design import Design
from apex.report.condition import WARNING, open_conditions
from apex.report.number import exact, prose
from apex.report.part import basis, cover, figure, inspection, load, note, quantity, step
from apex.report.part.pressure import pressures
from apex.report.phrase import kind_words, sentence
from apex.report.summary import verdict

FONT = "Libertinus Serif"
HEADING = 90
PRIVATE = ("pricing",)
"""Inputs that are no part of a public record."""
UNFIT = "DOES NOT PASS"
"""Stands on every page of a design that fails, beside that it is not sealed."""


def package_content(
    design: Design,
    *,
    pack_metadata: Mapping[str, Mapping[str, str]],
    engine_version: str,
    content_sha256: str,
    inputs: Any,
    revision: str,
    place: cover.Place = cover.NOWHERE,
) -> dict[str, Any]:
    """Everything the template needs; users' words are text in it, formulas are math of the registry."""
    said = design.sheet.assumptions
    return {
        "name": design.document.name,
        "heading": _clipped(design.document.name),
        "kind": kind_words(design),
        "verdict": verdict(design),
        "unfit": "" if design.passes else UNFIT,
        "failing": cover.failing(design),
        "revision": revision,
        "sha": content_sha256,
        "short": content_sha256[:12],
        "engine": engine_version,
        "sign": list(cover.sign_rows(design)),
        "place": list(cover.place_rows(place)),
        "seal": list(cover.SEALED_BY),
        "scope": list(cover.scope(design)),
        "basis": basis.basis(design),
        "cabinets": basis.cabinets(design),
        "bars": basis.bar_rows(design),
        "bar_words": basis.bar_words(design),
        "checks": step.check_table(design),
        "figures": figure.figures(design, font=FONT),
        "stages": step.stages(design),
        "wind_cases": load.wind_cases(design),
        "wind_words": load.wind_words(design),
        "wind_facts": load.wind_facts(design),
        "pressures": pressures(design),
        "actions": load.as_data(load.actions(design)),
        "no_plate": _no_plate(design),
        "inspections": [i._asdict() for i in inspection.inspections(design)],
        "inspection_words": inspection.words(design),
        "notes": note.general_notes(design),
        "quantities": list(quantity.quantities(design)),
        "no_quantities": quantity.reason(design),
        "conditions": open_conditions(design),
        "resting": cover.resting(design),
        "assumptions": [prose(sentence(a)) for a in said if not a.startswith(WARNING)],
        "packs": [[name, m["version"], m["sha256"]] for name, m in sorted(pack_metadata.items())],
        "inputs": [(path, value) for path, value in flat(inputs) if path.partition(".")[0] not in PRIVATE],
    }


def _clipped(name: str) -> str:
    """A name as the head of every page has room for it."""
    return name if len(name) <= HEADING else name[: HEADING - 1].rstrip() + "…"


def _no_plate(design: Design) -> str:
    """Why there is no base plate, where there is none."""
    if design.plate is not None:
        return ""
    if design.document.foundation.kind == "direct_burial":
        return "The support runs into the concrete of its pier: there is no base plate and there are no anchor rods."
    return "No base plate was designed, because the support is not stable."


def flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The inputs as they were given, one line for each: `sign.cabinets.0.width_ft`, `12`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        if all(not isinstance(v, (Mapping, list, tuple)) for v in value):
            yield path, ", ".join(str(v) for v in value)
            return
        for i, inner in enumerate(value, start=1):
            yield from flat(inner, f"{path}.{i}")
    elif value is not None:
        yield path, exact(value) if isinstance(value, bool) else str(value)
