"""The permit package of a design that was worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apex.actions.outcome import Outcome
from apex.engine.design import Design
from apex.report.package import package_pdf
from apex.report.part.cover import NOWHERE, Place


def package(made: Design, outcome: Outcome, code_version: Mapping[str, Any], place: Place = NOWHERE) -> bytes:
    """The PDF, carrying the hash of the content it was made from."""
    return package_pdf(
        made,
        pack_metadata=outcome.pack_metadata,
        engine_version=str(code_version["version"]),
        content_sha256=outcome.content_sha256,
        inputs=outcome.inputs,
        place=place,
    )
