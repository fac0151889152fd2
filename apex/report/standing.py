"""Which stage of the document a check or a warning belongs to, and how each stage stands.

The calculation says it of its checks: each lies in a part, and each part in a stage. A warning is a
sentence; the words that tell its stage stand here, and a test holds them to every warning of the engine.
"""

from __future__ import annotations

from collections import Counter

from apex.engine.design import Design
from apex.engine.envelope import taken_off
from apex.engine.trace import Check
from apex.report.condition import warnings

OF_SHEET = {"wind": "sign"}
"""Stages of the calculation that are called otherwise in the document."""
ORDER = ("site", "sign", "support", "foundation", "baseplate", "pricing")
WORDS: dict[str, tuple[str, ...]] = {
    "support": (
        "round poles lie outside", "no section of the chosen", "not made in the chosen grade", "wind on the support",
        "cannot stand inside", "in one piece",
    ),
    "baseplate": (
        "the plate overhangs", "block under the plate", "a rod lies outside", "no base plate of", "the pressed rods",
        "the anchor rods of the existing",
    ),
    "foundation": (
        "a slope is nearby", "expansive soil", "piers stand", "a coating that keeps", "the slab that holds",
        "the footing reaches", "make this footing", "on footings", "the section of largest moment",
        "from the post into the concrete", "no cage of", "seismic detailing of piers",
        "crossties of the pier", "the pedestal's face", "existing footing has",
    ),
    "site": ("seismic design category", "jurisdiction", "the gust with ice", "ice lies on"),
}  # fmt: skip


def stage_of(made: Design) -> dict[Check, str]:
    """The stage of the document each check of the calculation belongs to."""
    found = {}
    for part in made.sheet.parts:
        for step in part.steps:
            if isinstance(step, Check):
                found[step] = OF_SHEET.get(part.stage, part.stage)
    return found


def stage_of_warning(text: str) -> str:
    """The stage a warning belongs to; what the site's jurisdiction says has words of its own and is the site's."""
    return next((stage for stage, said in WORDS.items() if any(words in text for words in said)), "site")


def standing_of(made: Design) -> dict[str, tuple[int, int]]:
    """Of each stage that was worked out, how many of its checks fail and how many warnings it has."""
    stages = stage_of(made)
    failing = Counter(stages.get(c, "support") for c in made.checks if not c.passes)
    if not made.feasible and not failing["support"]:
        failing["support"] += 1
    if made.base is not None and not made.base.whole and not failing["baseplate"]:
        failing["baseplate"] += 1  # a check that could not be made is not one that passes
    warned = Counter(stage_of_warning(said) for said in warnings(made))
    worked = ["site", "sign", "support"]
    worked += ["foundation"] if made.base is not None else []
    worked += ["baseplate"] if made.plate is not None else []
    worked += ["pricing"] if made.price is not None else []
    return {stage: (failing[stage], warned[stage]) for stage in worked}


def reasons_of(made: Design) -> list[str]:
    """What is taken off a confidence of 1, as the envelope of the design counts it."""
    return [
        f"{one.step * one.times:.1f} for {f'{one.times} ' if one.many else ''}{one.what}"
        f"{one.many if one.times > 1 else ''}"
        for one in taken_off(made.checks, made.sheet.assumptions, feasible=made.feasible)
    ]
