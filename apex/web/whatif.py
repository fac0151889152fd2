"""The design under another wind: worked out beside the form, which stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from apex.actions import design as action
from apex.engine.document import Site
from apex.errors import ApexError
from apex.packs.load import load_packs
from apex.report.result import Glance, glance
from apex.web.form import Field, Filled, as_data, form_fields
from apex.web.unit import taken

TRIED = "try:wind"
"""The colon keeps it out of the document."""
BEGAN = "try:own"
"""The speed the slider began at: one nobody moved asks for nothing."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The slider, and what the design comes to at its speed."""

    field: Field
    """The wind speed of the design, in the units of who looks at it."""
    tried: str
    there: Glance | None
    can_take: bool


def tried_speed() -> str:
    """The speed that was sent, as the document would hold it."""
    return taken(request.form, TRIED, request.form.get(TRIED, "").strip())


def what_if(document: Mapping[str, Any], *, can_take: bool) -> WhatIf:
    """The design at the speed that was sent; nothing is worked out where that is its own."""
    (field,) = form_fields(Site, "site", ("wind_speed_mph",), Filled(document))
    speed = tried_speed()
    moved = request.form.get(TRIED, "") != request.form.get(BEGAN, "")
    other = bool(speed) and moved and as_data(speed, "wind_speed_mph") != as_data(field.value, "wind_speed_mph")
    shown = request.form.get(TRIED, "").strip() if other else field.text
    return WhatIf(field, shown, _there(document, speed) if other else None, can_take)


def _there(document: Mapping[str, Any], speed: str) -> Glance:
    site = document.get("site")
    other = {**document, "site": {**(site if isinstance(site, Mapping) else {}), "wind_speed_mph": speed}}
    try:
        made, _ = action.work_out(load_packs(), as_data(other))
    except ApexError as refused:
        title = "Out of scope" if refused.code == "out_of_scope" else "Cannot be worked out"
        return Glance(title, "refused", "; ".join(p.message for p in refused.problems[:2]))
    return glance(made)
