"""The elevation of a sign that cannot be worked out yet: cabinets and posts as they were typed, and nothing else.

No post has a size before wind and ground are known, so that none is claimed: each is drawn as wide as would be usual,
and is called so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from apex.engine.document import Cabinet, Support
from apex.engine.support.line import Posts
from apex.errors import InvalidInputError
from apex.report.detail.sign import SignShape, Step
from apex.report.drawing import sheet_svg, spoken
from apex.report.geometry import elevation_of
from apex.report.outline import cover_shapes, face_shapes, hole_shapes
from apex.report.paper import elevation_paper
from apex.schema.read import read

USUAL = 1 / 25
"""Of its height: about as wide as a post turns out."""
NO_SIZE = "not sized yet"


def begun(given: Mapping[str, Any]) -> str:
    """The drawing of what is typed; empty while that is no sign yet."""
    cabinets = list(_whole(given.get("sign")))
    if not cabinets:
        return ""
    support: Support | None
    try:
        support = read(Support, given.get("support") or {})
    except InvalidInputError:
        support = None  # Nobody knows yet where the posts stand.
    shown = elevation_of(_shape(str(given.get("name") or ""), cabinets, support))
    return sheet_svg(replace(elevation_paper(shown, spoken(shown)), marks=()))


def _whole(sign: Any) -> Iterator[tuple[Cabinet, bool]]:
    """The cabinets that can be drawn, and whether their weight is known, which a drawing can do without."""
    rows = sign.get("cabinets") if isinstance(sign, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, Mapping):
            continue
        weighed = row.get("weight_psf") not in (None, "")
        try:
            yield read(Cabinet, row if weighed else {**row, "weight_psf": 1.0}), weighed
        except InvalidInputError:
            continue


def _shape(name: str, cabinets: Sequence[tuple[Cabinet, bool]], support: Support | None) -> SignShape:
    faces = face_shapes([cabinet for cabinet, _ in cabinets])
    top = max(face.rect.top for face in faces)
    wide = max(top * USUAL, 0.25)
    section = (support.section if support else None) or NO_SIZE
    return SignShape(
        title=name or "New sign",
        section=section,
        faces=tuple(
            face if weighed else replace(face, weight_lb=0.0)
            for face, (_, weighed) in zip(faces, cabinets, strict=True)
        ),
        posts_ft=Posts(support.count, support.spacing_ft or 0.0).places if support else (),
        steps=(Step(section=section, bottom_ft=0.0, top_ft=top, width_ft=wide, depth_ft=wide),),
        covers=cover_shapes(support) if support else (),
        holes=hole_shapes(support) if support else (),
        ready=False,
    )
