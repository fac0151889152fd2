"""Forms made from the definition of the document: the same labels, units, bounds and choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal, get_args, get_origin

from werkzeug.datastructures import MultiDict

from apex.errors import Problem
from apex.schema.held import choice
from apex.schema.measure import is_number, read_measure, unit_of
from apex.schema.read import external, hints, mark, unwrap
from apex.schema.told import told
from apex.web.unit import Face, bound, face, taken
from apex.web.viewer import viewer

Kind = Literal["number", "text", "lines", "select", "checkbox", "many"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, ready to be drawn."""

    name: str
    label: str
    unit: str
    help: str
    kind: Kind
    value: str
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    least: str = ""
    most: str = ""
    placeholder: str = ""
    required: bool = False
    error: str = ""
    mark: str = ""
    """Whose change stands in the field, after a merge."""
    face: Face | None = None
    """How `value` looks in the person's units, where the field has one."""

    @property
    def text(self) -> str:
        """What stands in the field on the page; `value` is what is stored."""
        return self.value if self.face is None else self.face.text

    @property
    def carried(self) -> str:
        """What the form carries along, so that a field nobody touched keeps what is stored."""
        return "" if self.face is None else self.face.carried

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form holds: the document as typed, and the problems it has."""

    document: Mapping[str, Any]
    problems: Sequence[Problem] = ()
    names: set[str] = field(default_factory=set)
    marks: Mapping[str, str] = field(default_factory=dict)
    """Paths that a merge touched, and whose change stands there."""

    def mark(self, path: str) -> str:
        return next((said for top, said in self.marks.items() if path == top or path.startswith(f"{top}.")), "")

    def at(self, path: str) -> Any:
        """What stands at a dotted path, or None."""
        held: Any = self.document
        for part in path.split("."):
            if isinstance(held, Mapping):
                held = held.get(part)
            elif isinstance(held, list) and _PLACE.fullmatch(part) and int(part) < len(held):
                held = held[int(part)]
            else:
                return None
        return held

    def error(self, path: str) -> str:
        return "; ".join(said(p) for p in self.problems if p.field == path)


def said(problem: Problem) -> str:
    """What is wrong, in the units of who reads it. How lengths may be written is said in all of them anyway."""
    return problem.message if problem.type == "length" else told(problem.message, viewer().system)


def form_fields(
    cls: type,
    prefix: str,
    names: Iterable[str],
    filled: Filled,
    choices: Mapping[str, Mapping[str, str]] | None = None,
    *,
    whole: bool = True,
) -> list[Field]:
    """Fields of one object of the document; `choices` names what a pack offers for a field.

    An object that may be left out (`whole=False`) shows no default as chosen.
    """
    known = {external(f.name): f for f in fields(cls)}
    made = []
    for name in names:
        f = known[name]
        path = f"{prefix}.{name}" if prefix else name
        default = None if f.default is MISSING else f.default
        required = whole and f.default is MISSING and f.default_factory is MISSING
        filled.names.add(path)
        offered = (choices or {}).get(name)
        made.append(_field(path, hints(cls)[f.name], default if whole else None, filled, offered, required))
    return made


def _field(
    path: str, annotation: Any, default: Any, filled: Filled, offered: Mapping[str, str] | None, required: bool
) -> Field:
    bare = unwrap(annotation)[0]
    what = mark(annotation) or _inner_mark(annotation)
    given = filled.at(path)
    shown = given if given is not None else default
    kind, options = _kind(bare, offered)
    if kind == "text" and what is not None and what.lines:
        kind = "lines"
    if kind == "select" and default is None:
        options = (("", "choose" if required else "not given"), *options)
    least, most = _bounds(annotation)
    unit, system = what.unit if what else "", viewer().system
    value = plain_text(given if kind in ("number", "text", "lines") else shown)
    look = face(given, value, unit, system) if kind == "number" and unit else None
    return Field(
        name=path,
        label=what.label if what else path.rsplit(".", 1)[-1].replace("_", " "),
        unit=look.unit if look else unit,
        help=what.help if what else "",
        kind=kind,
        value=value,
        values=tuple(str(v) for v in shown) if kind == "many" and isinstance(shown, (list, tuple)) else (),
        choices=options,
        least=bound(least, unit, system, least=True),
        most=bound(most, unit, system, least=False),
        placeholder=face(default, plain_text(default), unit, system).text if look else plain_text(default),
        required=required,
        error=_explained(filled.error(path), value, look.unit if look else unit, most),
        mark=filled.mark(path),
        face=look,
    )


def _inner_mark(annotation: Any) -> Any:
    """The label of a field whose union holds the marked member (`Annotated[...] | None`)."""
    for member in get_args(annotation):
        found = mark(member)
        if found is not None:
            return found
    return None


def _explained(error: str, typed: str, unit: str, most: str) -> str:
    """An error, and what may have been meant by more feet than there may be: inches, as frost lines are told."""
    if not error or unit != "ft" or not most or not is_number(typed):
        return error
    inches = float(most) < float(typed) <= 12 * float(most)
    return f"{error}; {typed} inches are written {typed} in" if inches else error


def _kind(bare: Any, offered: Mapping[str, str] | None) -> tuple[Kind, tuple[tuple[str, str], ...]]:
    if get_origin(bare) is tuple:
        inner = unwrap(get_args(bare)[0])[0]
        names = offered if offered is not None else {str(v): choice(str(v)) for v in get_args(inner)}
        return "many", tuple(names.items())
    if offered is not None:
        return "select", tuple(offered.items())
    if get_origin(bare) is Literal:
        return "select", tuple((str(v), choice(str(v))) for v in get_args(bare))
    if bare is bool:
        return "checkbox", ()
    return ("number", ()) if bare in (int, float) else ("text", ())


def _bounds(annotation: Any) -> tuple[str, str]:
    least = most = ""
    for extra in unwrap(annotation)[2]:
        low = getattr(extra, "ge", getattr(extra, "gt", None))
        high = getattr(extra, "le", getattr(extra, "lt", None))
        least = plain_text(low) if low is not None else least
        most = plain_text(high) if high is not None else most
    return least, most


def plain_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # The shortest text that reads back as the same number: a form must not round what is stored.
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


CONTROL = frozenset({"csrf_token", "etag", "idempotency_key", "reason", "tab", "conflict", "do"})
"""Fields that steer a form; the rest, less what has a colon in its name, is what was typed."""


def from_form(form: MultiDict[str, str], many: Iterable[str]) -> dict[str, Any]:
    """The document a form holds: dotted names nested, blanks left out, text kept as typed."""
    found: dict[str, Any] = {}
    for name in many:
        if name in form or f"{name}.sent" in form:
            _put(found, name.split("."), [v for v in form.getlist(name) if v])
    for name in form:
        if name in many or name in CONTROL or name.endswith(".sent") or ":" in name or name.count(".") > DEEPEST:
            continue
        value = taken(form, name, form.getlist(name)[-1].strip().replace("\r\n", "\n"))
        if value:
            _put(found, name.split("."), value)
    listed = _listed(found)
    return listed if isinstance(listed, dict) else {}


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        held = into.setdefault(part, {})
        if not isinstance(held, dict):
            return
        into = held
    into[path[-1]] = value


def _listed(value: Any) -> Any:
    """Objects whose keys are all numbers are lists, in order."""
    if not isinstance(value, dict):
        return value
    if value and all(_PLACE.fullmatch(k) for k in value):
        return [_listed(value[k]) for k in sorted(value, key=int)]
    return {k: _listed(v) for k, v in value.items()}


WORDS = {"name", "section", "grade", "source", "jurisdiction", "region", "schema", "filler", "address"}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_FLOAT = re.compile(r"-?[0-9]{1,17}(?:\.[0-9]{1,22})?(?:e-?[0-9]{1,3})?")
_PLACE = re.compile(r"[0-9]{1,3}")
DEEPEST = 8
"""Dots in the name of a field; the document itself nests four deep."""


def as_data(value: Any, name: str = "") -> Any:
    """A typed document as a file would hold it: plain numerals as numbers, true and false as such.

    Lengths stay the text they are, other quantities with a unit of their own become numbers in the field's.
    """
    if isinstance(value, Mapping):
        return {k: as_data(v, str(k)) for k, v in value.items()}
    if isinstance(value, list):
        return [as_data(v, name) for v in value]
    if name in WORDS or not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    if _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return _quantity(value, unit_of(name))


def _quantity(value: str, unit: str) -> Any:
    """A text that is the very way a number is written by `plain_text`, or that has a unit: the number it says."""
    if _FLOAT.fullmatch(value) and repr(float(value)) == value:
        return float(value)
    if not unit or unit == "ft" or is_number(value):
        return value
    try:
        found = read_measure(value, unit)
    except (ValueError, OverflowError):
        return value
    return value if found is None else found


def flat(document: Any, prefix: str = "") -> Iterable[tuple[str, str]]:
    """Dotted names and texts of everything in a document."""
    if isinstance(document, Mapping):
        for key, value in document.items():
            yield from flat(value, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(document, list):
        for i, value in enumerate(document):
            yield from flat(value, f"{prefix}.{i}")
    elif document is not None:
        yield prefix, plain_text(document)
