"""Reading untrusted data into frozen dataclasses: every fault found at once, each naming its field.

Leaves are validated by pydantic from the annotations of the dataclass itself; this module walks
the structure, names unknown fields with their nearest neighbor, parses lengths, and runs the
`rules()` an object has about its own fields.
"""

from __future__ import annotations

import difflib
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from apex.engine.bound import Is
from apex.errors import InvalidInputError, Problem
from apex.schema.measure import read_measure

T = TypeVar("T")
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MISSING = object()


def read(cls: type[T], given: object, where: str = "") -> T:
    """An instance of `cls`, or `InvalidInputError` with every problem."""
    problems: list[Problem] = []
    value = _object(cls, given, where, problems)
    if problems:
        raise InvalidInputError(problems)
    return value  # type: ignore[no-any-return]


def external(name: str) -> str:
    """The name of a field outside Python: `class_` is `class`."""
    return name.rstrip("_")


@lru_cache(maxsize=256)
def hints(cls: type) -> dict[str, Any]:
    """Field types of a dataclass with their annotations, resolved once."""
    return get_type_hints(cls, include_extras=True)


@lru_cache(maxsize=1024)
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation, config=ConfigDict(allow_inf_nan=False, str_strip_whitespace=True))


def unwrap(annotation: Any) -> tuple[Any, bool, tuple[Any, ...]]:
    """The bare type, whether None is allowed, and the annotations around it."""
    optional, extras = False, ()
    while True:
        if get_origin(annotation) is Annotated:
            extras += tuple(get_args(annotation)[1:])
            annotation = get_args(annotation)[0]
            continue
        if get_origin(annotation) in (Union, types.UnionType):
            members = [a for a in get_args(annotation) if a is not type(None)]
            if len(members) < len(get_args(annotation)) and len(members) == 1:
                optional, annotation = True, members[0]
                continue
        return annotation, optional, extras


def mark(annotation: Any) -> Is | None:
    """The label and unit of a field, wherever in its annotation they stand."""
    for extra in unwrap(annotation)[2]:
        if isinstance(extra, Is):
            return extra
    return None


def bounds_of(cls: type, name: str) -> tuple[float, float, str]:
    """The least and the most a number field takes, and its unit."""
    annotation = hints(cls)[name]
    extras, what = unwrap(annotation)[2], mark(annotation)
    least = next((float(each.ge) for each in extras if hasattr(each, "ge")), float("-inf"))
    most = next((float(each.le) for each in extras if hasattr(each, "le")), float("inf"))
    return least, most, what.unit if what else ""


def _object(cls: type, given: object, where: str, problems: list[Problem]) -> Any:
    if not isinstance(given, Mapping):
        problems.append(Problem(where, f"expected an object with fields, not {_kind(given)}", "object_type"))
        return _MISSING
    values, broken = {}, set()
    known = {external(f.name): f for f in fields(cls) if f.init}
    for key in given:
        if key not in known:
            problems.append(_unknown(str(key), list(known), where))
    for name, f in known.items():
        path = f"{where}.{name}" if where else name
        if name in given:
            value = _value(hints(cls)[f.name], given[name], path, problems)
            if _whole(value):
                values[f.name] = value
            else:
                broken.add(f.name)
        elif f.default is MISSING and f.default_factory is MISSING:
            problems.append(Problem(path, "is required", "missing"))
            broken.add(f.name)
    try:
        made = cls(**values)
    except TypeError:
        return _MISSING
    _rules(made, broken, where, problems)
    return _MISSING if broken else made


def _rules(made: Any, broken: set[str], where: str, problems: list[Problem]) -> None:
    """What an object says about its own fields, less those that are at fault already."""
    rules = getattr(made, "rules", None)
    if broken.intersection(getattr(made, "RULES_NEED", ())):
        return
    for field, message in rules() if rules is not None else ():
        if field.split(".", maxsplit=1)[0] not in broken:
            problems.append(Problem(f"{where}.{external(field)}" if where else external(field), message, "rule"))


def _whole(value: Any) -> bool:
    return value is not _MISSING and not (isinstance(value, tuple) and _MISSING in value)


def _unknown(key: str, known: list[str], where: str) -> Problem:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Problem(f"{where}.{key}" if where else key, f"unknown field{hint}", "unknown_field")


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        type(None): "nothing",
        str: "text",
        list: "a list",
        tuple: "a list",
        dict: "an object",
    }
    return names.get(type(value), "a number" if isinstance(value, (int, float)) else type(value).__name__)


def _value(annotation: Any, given: object, path: str, problems: list[Problem]) -> Any:
    bare, optional, _ = unwrap(annotation)
    if given is None and optional:
        return None
    if is_dataclass(bare) and isinstance(bare, type):
        return _object(bare, given, path, problems)
    origin = get_origin(bare)
    if origin is tuple and _holds_objects(get_args(bare)[0]):
        return _list(annotation, get_args(bare)[0], given, path, problems)
    if origin is dict and _holds_objects(get_args(bare)[1]):
        return _table(get_args(bare)[1], given, path, problems)
    return _leaf(annotation, given, path, problems)


def _holds_objects(annotation: Any) -> bool:
    bare = unwrap(annotation)[0]
    return isinstance(bare, type) and is_dataclass(bare)


def _list(annotation: Any, item: Any, given: object, path: str, problems: list[Problem]) -> Any:
    if not isinstance(given, (list, tuple)):
        problems.append(Problem(path, f"expected a list, not {_kind(given)}", "list_type"))
        return _MISSING
    _, _, extras = unwrap(annotation)
    for extra in extras:
        least, most = getattr(extra, "min_length", None), getattr(extra, "max_length", None)
        if (least is not None and len(given) < least) or (most is not None and len(given) > most):
            wanted = f"at least {least}" if least is not None and len(given) < least else f"at most {most}"
            problems.append(Problem(path, f"must hold {wanted}, not {len(given)}", "list_length"))
    most = max((getattr(e, "max_length", None) or 0 for e in extras), default=0) or 1000
    return tuple(_value(item, v, f"{path}.{i}", problems) for i, v in enumerate(given[:most]))


def _table(item: Any, given: object, path: str, problems: list[Problem]) -> Any:
    if not isinstance(given, Mapping):
        problems.append(Problem(path, f"expected an object, not {_kind(given)}", "object_type"))
        return _MISSING
    return {str(k): _value(item, v, f"{path}.{k}", problems) for k, v in given.items()}


def _leaf(annotation: Any, given: object, path: str, problems: list[Problem]) -> Any:
    bare, _, _ = unwrap(annotation)
    what = mark(annotation)
    if isinstance(given, bool) and bare is not bool:
        problems.append(Problem(path, "must not be true or false", "bool_type"))
        return _MISSING
    if isinstance(given, str) and bare is float and what is not None and what.unit:
        try:
            measured = read_measure(given, what.unit)
        except ValueError as unreadable:
            problems.append(Problem(path, str(unreadable), "length"))
            return _MISSING
        given = given if measured is None else measured
    if isinstance(given, str):
        given = _text(given, what)
        several = what is None or what.lines
        given = given.replace("\r\n", "\n") if several else given
        if any((unicodedata.category(c) == "Cc" and not (several and c == "\n")) or c in BIDI for c in given):
            problems.append(Problem(path, "holds control characters", "control_characters"))
            return _MISSING
    elif isinstance(given, bytes):
        problems.append(Problem(path, "must be text", "string_type"))
        return _MISSING
    try:
        return _adapter(annotation).validate_python(given)
    except ValidationError as refused:
        seen = set()
        for error in _errors(refused):
            said = _message(error, what)
            if said not in seen:
                problems.append(Problem(_path(path, error, bare), said, str(error["type"])))
            seen.add(said)
        return _MISSING


def _errors(refused: ValidationError) -> list[Any]:
    """Errors, those of a choice of words or a number as one: what was typed is either no word or a bad number."""
    found: list[Any] = list(refused.errors(include_url=False, include_context=True))
    words = [error for error in found if error["type"] == "literal_error"]
    if not words or len(found) == len(words):
        return found
    if any(isinstance(part, int) for error in words for part in error["loc"]):
        # Of a list: one of its words is none, which makes it too short besides.
        return words
    numbers = [error for error in found if error["type"] != "literal_error"]
    if any(error["type"] in NO_NUMBER for error in numbers):
        return [{**words[0], "ctx": {"expected": f"{words[0]['ctx']['expected']}, a number"}}]
    return numbers


def _text(given: str, what: Is | None) -> str:
    """What was typed without its own unit, as in `115 mph`."""
    typed = given.strip()
    if what is not None and what.unit and typed.lower().endswith(what.unit.lower()):
        return typed[: -len(what.unit)].strip()
    return typed


def _path(path: str, error: Any, bare: Any) -> str:
    """Positions inside a list leaf are part of the field; branches of a union are not."""
    if get_origin(bare) is tuple:
        return ".".join([path, *(str(part) for part in error["loc"] if isinstance(part, int))])
    return path


WORDS = {
    "too_short": "must hold at least {min_length}",
    "too_long": "must hold at most {max_length}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}


NO_NUMBER = ("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float", "int_parsing_size")


def _message(error: Any, what: Is | None) -> str:
    """Pydantic's message in our words, with the unit beside the bound."""
    unit = f" {what.unit}" if what is not None and what.unit else ""
    context = error.get("ctx") or {}
    bounds = {
        "greater_than_equal": ("ge", "must be at least"),
        "less_than_equal": ("le", "must be at most"),
        "greater_than": ("gt", "must be more than"),
        "less_than": ("lt", "must be less than"),
    }
    if error["type"] in bounds:
        key, words = bounds[error["type"]]
        return f"{words} {context[key]:g}{unit}"
    if error["type"] in WORDS:
        return WORDS[error["type"]].format(**context)
    if error["type"] == "none_required":
        return "must be left out: this version computes nothing for it"
    if error["type"] == "finite_number":
        return "must be a finite number"
    if error["type"] == "literal_error":
        return f"must be one of {str(context['expected']).replace(' or ', ', ')}".replace("'", "")
    if error["type"] in NO_NUMBER:
        commas = ", without commas" if "," in str(error.get("input", "")) else ""
        whole = "whole " if error["type"].startswith("int") else ""
        return f"must be a {whole}number{f' in{unit}' if unit else ''}{commas}"
    return str(error["msg"])
