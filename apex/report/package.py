"""The calculation package as PDF: one template, in two files, one JSON of data, the same bytes every time.

Data reaches the template as a string and is placed as text; the only markup built here is the math
of the registry's own formulas. No date stands in the file, and only fonts that come with the
typesetter are used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from apex.engine.design import Design
from apex.report.content import package_content
from apex.report.part.cover import NOWHERE, Place

TEMPLATES = tuple(Path(__file__).with_name(name) for name in ("shape.typ", "package.typ"))
WORKING_COPY = "working copy"
UNSETTLED = "did not converge"
"""What the typesetter warns of where a layout that asks for its own places does not come to rest."""


def package_pdf(
    design: Design,
    *,
    pack_metadata: Mapping[str, Mapping[str, str]],
    engine_version: str,
    content_sha256: str,
    inputs: Any,
    revision: str = WORKING_COPY,
    place: Place = NOWHERE,
) -> bytes:
    """The package of a design. `inputs` is the document as given; `revision` names the version, `place` the site."""
    content = package_content(
        design,
        pack_metadata=pack_metadata,
        engine_version=engine_version,
        content_sha256=content_sha256,
        inputs=inputs,
        revision=revision,
        place=place,
    )
    data = json.dumps(_printable(content), ensure_ascii=False, sort_keys=True, allow_nan=False)
    try:
        return _compiled(data, accessible=True)
    except typst.TypstError as refused:
        # A name may hold letters the bundled fonts lack. The standard for accessible files forbids
        # to show boxes for them; the package is then made without its mark.
        if "could not be displayed with font" not in str(refused):
            raise
        return _compiled(data, accessible=False)


def _compiled(data: str, *, accessible: bool, steady: bool = False) -> bytes:
    """`steady`: nothing is moved to another column or page by where the last layout had it."""
    made, warned = typst.compile_with_warnings(
        _template(),
        sys_inputs={"data": data, "steady": "yes" if steady else ""},
        ignore_system_fonts=True,
        pdf_standards="ua-1" if accessible else None,
    )
    if not steady and any(UNSETTLED in w.message for w in warned):
        # Numbers of sections and pages would be those of a layout that is not the printed one.
        return _compiled(data, accessible=accessible, steady=True)
    return made


@lru_cache(maxsize=1)
def _template() -> bytes:
    """How things look, then what stands where: one source for the typesetter."""
    return b"\n".join(part.read_bytes() for part in TEMPLATES)


def _printable(value: Any) -> Any:
    """The data without control characters, which no font can show."""
    if isinstance(value, str):
        return value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
    if isinstance(value, Mapping):
        return {k: _printable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(v) for v in value]
    return value
