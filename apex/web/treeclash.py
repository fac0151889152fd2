"""An edit of the tree on a version that is not the current one: what changed meanwhile, what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from apex.actions import tree as action
from apex.actions.call import Call
from apex.actions.compare import trees
from apex.actions.revision import etag
from apex.errors import InvalidInputError, Problem, StaleError
from apex.logic.flat import ABSENT
from apex.logic.merge import Merged
from apex.logic.tree import ROOT, Tree
from apex.schema.read import read
from apex.schema.tree import Edit, Part
from apex.schema.words import word
from apex.store.project import Project
from apex.web.conflict import ASKED, BEGAN, CHOICE, who_saved
from apex.web.form import Filled, form_fields, from_form, plain_text
from apex.web.offer import Taken
from apex.web.precondition import given as given_tag
from apex.web.precondition import named_version
from apex.web.treeplace import Place
from apex.web.unit import AS
from apex.web.viewer import viewer

PART = ("label", "number", "quantity", "unit", "unit_price_usd")
FORMS = ("part", "new", "cabinet")
"""What can be typed beside the tree: into the part that is current, into a new part, into a new cabinet."""
STEERING = {"csrf_token", "idempotency_key", "etag", BEGAN, ASKED}
IN_TREE = ("parts", "sign.cabinets", "support", "foundation")
"""Fields that are told of as parts of the tree."""


@dataclass(frozen=True, slots=True)
class PartField:
    """One field of a part that two people had in their forms: what it was, what each made of it, what it is to be."""

    name: str
    word: str
    was: str
    theirs: str
    mine: str
    value: str
    how: str
    """Whose change it is: `theirs`, `yours`, `both`; `choose` where each made another; empty where nobody did."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody saved meanwhile: who, what they did, and one's own edit to be done again."""

    who: str
    when: str
    told: list[str]
    elsewhere: list[str]
    """Fields of the project that changed beside the tree."""
    what: str
    why_not: str
    kept: list[tuple[str, str]]
    fields: Sequence[PartField] = ()
    """Of a part that was changed: what each field is to be."""
    typed: str = ""
    """The form that was typed in, which is kept as a draft until it is settled; empty where nothing was typed."""
    began: str = ""
    """The tag that form began from."""


def clash_of(
    call: Call, project: Project, error: StaleError, wanted: Edit, cabinet: Mapping[str, Any] | None
) -> Clash:  # fmt: skip
    """What somebody else saved meanwhile, and the edit, to be done on what stands now."""
    now = action.tree_of(project)
    named = named_version(given_tag())
    known = 0 < named < project.version
    told = trees(action.tree_at(call, project, named), now, viewer().system) if known else []
    fields = error.result["changed_fields"] if error.result else []
    elsewhere = [word(f).full for f in fields if not f.startswith(IN_TREE)]  # type: ignore[attr-defined]
    merged = action.merged_part(call, project, named, wanted) if wanted.do == "change" else None
    try:
        if merged is not None:
            wanted = replace(wanted, part=read(Part, merged.document, "part"))
        what, why = action.planned(call, project, wanted, cabinet).told, ""
    except InvalidInputError as refused:
        what, why = "", "; ".join(p.message for p in refused.problems)
    parted = part_fields(merged) if merged is not None and what else []
    kept = _kept(parted)
    typed = next((form for form in FORMS if form in from_form(request.form, ())), "")
    who, when = who_saved(call, project)
    return Clash(
        who=who, when=when, told=told, elsewhere=elsewhere, what=what, why_not=why, kept=kept, fields=parted,
        typed=typed, began=request.form.get(BEGAN) or given_tag(),
    )  # fmt: skip


def _kept(parted: Sequence[PartField]) -> list[tuple[str, str]]:
    """What the form sent, to be sent again: fields of a part as merged, one's own of what is asked for."""
    known = {field.name for field in parted}
    sent = request.form.items(multi=True)
    kept = [(k, v) for k, v in sent if k not in STEERING and k.removeprefix(AS) not in known]
    return kept + [(field.name, field.mine if field.how == "choose" else field.value) for field in parted]


def part_fields(merged: Merged) -> list[PartField]:
    """The fields of a part after a merge."""
    sides = ((merged.taken, "theirs"), (merged.kept, "yours"), (merged.agreed, "both"), (merged.conflicts, "choose"))
    touched = {field.path: (field, how) for fields, how in sides for field in fields}
    found = []
    for each in form_fields(Part, "part", PART, Filled({"part": merged.document})):
        name = each.name.removeprefix("part.")
        field, how = touched.get(name, (None, ""))
        was, theirs, mine = (_text(v) for v in (field.base, field.theirs, field.mine)) if field else ("", "", "")
        word = f"{each.label} ({each.unit})" if each.unit else each.label
        found.append(PartField(each.name, word, was, theirs, mine, _text(merged.document.get(name)), how))
    return found


def _text(value: Any) -> str:
    return "" if value is ABSENT else plain_text(value)


def chosen_part(call: Call, project: Project, place: Place, mine: Mapping[str, Any]) -> dict[str, Any]:
    """A part as it was typed, with what was chosen of what two people changed."""
    asked, part = request.form.getlist(ASKED), dict(mine)
    if not asked:
        return part
    shown = action.tree_at(call, project, named_version(given_tag())).nodes.get(place.at)
    theirs = shown.fields if shown else {}
    unanswered = []
    for name in asked:
        field, choice = name.removeprefix("part."), request.form.get(CHOICE + name, "")
        if choice == "theirs":
            part.pop(field, None)
            part |= {field: theirs[field]} if field in theirs else {}
        elif choice != "mine":
            unanswered.append(Problem(name, "you both changed it: say what it is to be", "missing"))
    if unanswered:
        raise InvalidInputError(unanswered)
    return part


def left_over(call: Call, project: Project, place: Place) -> tuple[Place, Taken | None]:
    """What was typed into something that is gone, to be added where that stood; where that is, and nothing else."""
    typed = MultiDict((n, v) for n, v in request.form.items(multi=True) if n.partition(".")[0] in FORMS)
    now, named = action.tree_of(project), named_version(given_tag())
    if not typed or not 0 < named <= project.version:
        return place, None
    before = action.tree_at(call, project, named)
    kind = request.form.get("kind") or before.kind(place.at) if place.at in before.nodes else ""
    again = MultiDict((f"new.{n.removeprefix('part.')}" if n.startswith("part.") else n, v)
                      for n, v in typed.items(multi=True))  # fmt: skip
    at = _standing(before, now, place.at, kind)
    fields = again | {"kind": kind, "at": at}
    return replace(place, at=at), Taken(MultiDict(fields), etag(project), request.form.get("tab", ""), returned=True)


def _standing(before: Tree, now: Tree, node: str, kind: str) -> str:
    """The nearest above a node that is there still and may hold such a part."""
    while node in before.nodes and node != ROOT:
        if node in now.nodes and kind in now.table.holds(now.kind(node)):
            return node
        node = before.parents[node]
    return ROOT
