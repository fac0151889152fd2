"""What the form's own buttons do to a document: rows added and removed, a wind speed taken over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from apex.schema.stack import free_bottom, left_over, spans

CABINETS = "sign.cabinets"
MOST = {CABINETS: 20, "support.segments": 10, "support.covers": 10, "support.hand_holes": 6}
"""Rows that can be added and removed, and how many a form takes."""
NEW_CABINET = {"width_ft": "8", "height_ft": "3", "depth_ft": "2", "weight_psf": "10"}
NEW_COVER = {"bottom_ft": "0", "width_ft": "2", "depth_ft": "2"}
NEW_HOLE = {"center_ft": "1.5", "width_in": "4", "height_in": "6"}
TAKE_WIND, TAKE_SITE = "wind", "site"
_PLACE = re.compile(r"[0-9]{1,3}")


def edited(
    document: dict[str, Any], do: str, speed: str = "", found: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The document after a button: `add`, `remove.0`, `add.support.covers`, `remove.support.covers.0`, `wind`, `site`.

    `speed` and `found` are what the last two put into it.
    """
    verb, _, where = do.partition(".")
    if verb == TAKE_WIND and speed:
        _put(document, {"wind_speed_mph": speed})
    elif verb == TAKE_SITE and found:
        _put(document, found)
    elif verb == "add":
        _add(document, where or CABINETS)
    elif verb == "remove":
        path, _, place = where.rpartition(".")
        _remove(document, path or CABINETS, place)
    return document


def _put(document: dict[str, Any], values: Mapping[str, str]) -> None:
    """Values of the site, as somebody would have typed them."""
    site = document.setdefault("site", {})
    if isinstance(site, dict):
        site.update(values)


def _rows(document: dict[str, Any], path: str) -> tuple[dict[str, Any], str, list[Any]] | None:
    """Where the rows of a path lie, and those there are."""
    if path not in MOST:
        return None
    stage, _, name = path.partition(".")
    holder = document.setdefault(stage, {})
    if not isinstance(holder, dict):
        return None
    rows = holder.get(name)
    return holder, name, list(rows) if isinstance(rows, list) else []


def _add(document: dict[str, Any], path: str) -> None:
    found = _rows(document, path)
    if found is None or len(found[2]) >= MOST[path]:
        return
    holder, name, rows = found
    cabinets = _cabinets(document)
    if path == CABINETS:
        new: dict[str, Any] = {**NEW_CABINET, "bottom_ft": _place(cabinets)}
    elif name == "covers":
        new = {**NEW_COVER, "top_ft": _text(min((bottom for bottom, _ in spans(cabinets)), default=0.0))}
    elif name == "hand_holes":
        new = dict(NEW_HOLE)
    else:
        # The first segment begins as the section that is given; there is either one or the other.
        new = {"section": "" if rows else holder.pop("section", ""), "length_ft": _text(left_over(cabinets, rows))}
    holder[name] = [*rows, new]


def _remove(document: dict[str, Any], path: str, place: str) -> None:
    found = _rows(document, path)
    if found is None or not _PLACE.fullmatch(place):
        return
    holder, name, rows = found
    least = 1 if path == CABINETS else 0
    if int(place) < len(rows) > least:
        holder[name] = [row for i, row in enumerate(rows) if i != int(place)]
        if not holder[name]:
            del holder[name]


def _cabinets(document: Mapping[str, Any]) -> Sequence[Any]:
    sign = document.get("sign")
    rows = sign.get("cabinets") if isinstance(sign, Mapping) else None
    return rows if isinstance(rows, list) else []


def _place(cabinets: Sequence[Any]) -> str:
    bottom = free_bottom(cabinets, float(NEW_CABINET["height_ft"]))
    return "" if bottom is None else f"{bottom:g}"


def _text(feet: float) -> str:
    return f"{feet:g}" if feet > 0.0 else ""
