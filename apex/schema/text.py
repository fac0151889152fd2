"""JSON and YAML text into plain data, with caps on size, depth and aliases; plain data into YAML that reads back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from apex.errors import ApexError, MalformedError, TooLargeError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 20_000


class _Loader(yaml.CSafeLoader):
    """Safe loader that keeps dates as text and refuses a field given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for key, _ in node.value:
            name = getattr(key, "value", None)
            if not isinstance(name, str):
                raise MalformedError(f"line {key.start_mark.line + 1}: a field name must be text")
            if name in seen:
                raise MalformedError(f"line {key.start_mark.line + 1}: {name!r} is given twice")
            seen.add(name)
        return super().construct_mapping(node, deep)


# Numbers as people write them and true/false, nothing else: YAML 1.1 would read 017 as 15 and
# 1:30 as 90. What is none of these is text, and the field it stands in says what it wanted.
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|(?:0|[1-9][0-9]*))(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))


def load_yaml(text: str | bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """Plain data from YAML. Raises `MalformedError` with the line, or `TooLargeError`."""
    _cap(text, max_bytes)
    try:
        decoded = _decoded(text)
        _scan(decoded)
        loader = _Loader(decoded)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 0
        raise MalformedError(f"not readable as YAML, line {line}: {broken.problem}") from None
    except (yaml.YAMLError, ValueError):
        raise MalformedError("not readable as YAML") from None


def _scan(text: str) -> None:
    """Refuse aliases, depth and sheer number before anything is built from the text."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise MalformedError("YAML aliases (*name) are not accepted; write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise MalformedError(f"YAML tags ({tag}) are not accepted")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += isinstance(event, yaml.NodeEvent)
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise TooLargeError(f"the document nests deeper than {MAX_DEPTH} or has more than {MAX_NODES} values")


class _Dumper(yaml.SafeDumper):
    """Writes text in quotes wherever the loader above, or another one, would take it for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        """The same value twice is written twice: the loader takes no aliases."""
        return True


_Dumper.yaml_implicit_resolvers = {
    first: [*yaml.SafeDumper.yaml_implicit_resolvers.get(first, ()), *_Loader.yaml_implicit_resolvers.get(first, ())]
    for first in {*yaml.SafeDumper.yaml_implicit_resolvers, *_Loader.yaml_implicit_resolvers}
}


_BREAKS = re.compile("[\x85\u2028\u2029]")


def _text(dumper: yaml.SafeDumper, value: str) -> Any:
    """Text as it is; line breaks few know of are escaped, since they do not come back from plain text."""
    style = '"' if _BREAKS.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def dump_yaml(value: Any) -> str:
    """YAML in the order of the data, which `load_yaml` reads as the same data."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


def lines(text: str, fields: Iterable[str]) -> list[int]:
    """In which line each field of a YAML or JSON text stands, or what it would stand in; 0 where that is not known.

    A field is named by its dotted path. Of a text that the loaders refuse nothing is known: it is not even put
    together, since aliases and depth could make it endless.
    """
    try:
        _cap(text, MAX_BYTES)
        _scan(text)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (ApexError, yaml.YAMLError):
        root = None
    rows: dict[int, dict[str, tuple[int, Any]]] = {}

    def inside(node: Any) -> dict[str, tuple[int, Any]]:
        if id(node) not in rows:
            rows[id(node)] = _rows(node)
        return rows[id(node)]

    return [_line(root, field, inside) for field in fields]


def _line(node: Any, field: str, inside: Callable[[Any], dict[str, tuple[int, Any]]]) -> int:
    line, name, rest = 0, "", field
    while rest:
        below = inside(node)
        # A name may hold dots where nobody knows it.
        name, rest = (rest, "") if rest in below else rest.partition(".")[::2]
        if name not in below:
            break
        line, node = below[name]
    return line


def _rows(node: Any) -> dict[str, tuple[int, Any]]:
    """What stands right in a node, with its line."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): (key.start_mark.line + 1, value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return {str(i): (value.start_mark.line + 1, value) for i, value in enumerate(node.value)}
    return {}


def load_json(text: str | bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """Plain data from JSON. A name given twice is refused.

    NaN and Infinity are not JSON, yet some clients write them: they are read so that the fault can
    name the field that holds them, and no field accepts them.
    """
    _cap(text, max_bytes)
    try:
        return json.loads(_decoded(text), object_pairs_hook=_once)
    except json.JSONDecodeError as broken:
        raise MalformedError(f"not readable as JSON, line {broken.lineno}: {broken.msg}") from None
    except RecursionError:
        raise TooLargeError("the document nests too deep") from None
    except ValueError:
        raise MalformedError("not readable as JSON: a number has too many digits") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise MalformedError(f"not readable as JSON: {key!r} is given twice")
        found[key] = value
    return found


def _cap(text: str | bytes, max_bytes: int) -> None:
    if len(text) > max_bytes:
        raise TooLargeError(f"larger than {max_bytes // 1024} KiB")


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedError("not UTF-8 text") from None
