"""Help that is the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from apex.actions.call import Call
from apex.web.respond import View, respond
from apex.web.route import mount
from apex.web.viewer import viewer

bp = Blueprint("guide", __name__)
EVERYWHERE = (
    ("g h", "Home"), ("g p", "Projects"), ("g s", "Sketch"), ("g a", "Admin, for administrators"), ("g u", "Account"),
    ("?", "The shortcuts of the page that is open"),
)  # fmt: skip
WHERE_IT_FITS = (
    ("/", "Search"), ("n", "New"), ("s", "Save"), ("[", "Previous stage or page"), ("]", "Next stage or page"),
)  # fmt: skip
ALWAYS = (
    ("Ctrl S", "Save, from within a field too"),
    ("Esc", "Close what is open, or leave the field"),
    ("Tab", "From field to field and link to link; Shift Tab back"),
)


@dataclass(frozen=True, slots=True)
class KeysPage:
    """Every shortcut there is, and whether the reader has switched single keys off."""

    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    on: bool


@mount(bp, "/help/keys", ["GET"], "account.read")
def keys(_call: Call) -> Response:
    """The keyboard, without scripts."""
    groups = (("On every page", EVERYWHERE), ("Where a page has it", WHERE_IT_FITS), ("Always", ALWAYS))
    return respond(View("guide/keys.html", "guide/keys.html", KeysPage(groups, viewer().shortcuts)))
