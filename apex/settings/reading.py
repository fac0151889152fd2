"""One pass over the environment: values of the right kind, and a line for each fault on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

_WHOLE = re.compile(r"[0-9]{1,9}")
_SECONDS = re.compile(r"[0-9]{1,5}(\.[0-9]{1,3})?")
_RATE = re.compile(r"[1-9][0-9]{0,6}/(second|minute|hour|day)")
_ORIGIN = re.compile(r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")
_ADDRESS = re.compile(
    r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?(?:/[^\s?#\\]*)?"
)
_REDIS = re.compile(r"rediss?://(?:[^@/]*@)?(?:[^:/?@\[\]]+|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?(?:/[0-9]*)?(?:\?.*)?")
_UNIX = re.compile(r"unix://(?:[^@/]*@)?/.+")
_POSTGRES = re.compile(
    r"postgres(?:ql)?(?:\+psycopg)?://"
    r"((?:[^:/]*(?::[^@]*)?@)?(?:\[[0-9a-fA-F:.]+\]|[^:/?\[\]]*)(?::[0-9]{1,5})?(?:/[^?]*)?(?:\?.*)?)"
)
_SQLITE = re.compile(r"sqlite:///([^?]+)(\?.*)?")
_PLACE = re.compile(r"([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]):([0-9]{1,5})")
HERE = ("localhost", "127.0.0.1", "[::1]")
"""Hosts that are this machine: what is sent to them needs no encryption."""


class Reading:
    """Reads names from an environment. A faulty value leaves a line in `faults` and gives the default."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.faults: list[str] = []
        self._faulty: set[str] = set()

    def refuse(self, name: str, fault: str) -> None:
        self._faulty.add(name)
        self.faults.append(f"{name} {fault}")

    def sound(self, *names: str) -> bool:
        return self._faulty.isdisjoint(names)

    def text(self, name: str) -> str | None:
        """The value as it was given; an empty one counts as none."""
        return self._given.get(name) or None

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        value = self.text(name) or default
        if value not in choices:
            self.refuse(name, f"is {value!r}; it must be one of {', '.join(choices)}")
            return default
        return value

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
            self.refuse(name, f"is {value!r}; it must be a whole number from {low} to {high}")
            return default
        return int(value)

    def seconds(self, name: str, default: float, low: float, high: float) -> float:
        value = self.text(name)
        if value is None:
            return default
        if not _SECONDS.fullmatch(value) or not low <= float(value) <= high:
            self.refuse(name, f"is {value!r}; it must be seconds from {low:g} to {high:g}")
            return default
        return float(value)

    def rate(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if not _RATE.fullmatch(value):
            self.refuse(name, f"is {value!r}; it must look like 100/minute (per second, minute, hour or day)")
            return default
        return value

    def origins(self, name: str) -> tuple[str, ...]:
        """Origins as a browser sends them: lower case, without the scheme's own port. `none` is no origin."""
        value = self.text(name)
        if value is None or value == "none":
            return ()
        found = {}
        for word in (part.strip() for part in value.split(",")):
            origin = _origin(word)
            if origin is None:
                self.refuse(name, f"has {word!r}; an origin looks like https://host or https://host:port")
                continue
            found[origin] = True
        return tuple(found)

    def origin(self, name: str, *, plain: bool) -> str | None:
        """One origin, without http unless that is plainly allowed."""
        value = self.text(name)
        if value is None:
            return None
        origin = _origin(value.removesuffix("/"))
        if origin is None or not (plain or origin.startswith("https:")):
            kinds = "https://host or http://host:port" if plain else "https://host or https://host:port"
            self.refuse(name, f"is {value!r}; it must look like {kinds}, with nothing behind it")
            return None
        return origin

    def address(self, name: str, *, plain: bool) -> str | None:
        """The address of a service: https, or http on this machine where that is allowed."""
        value = self.text(name)
        if value is None:
            return None
        parts = _ADDRESS.fullmatch(value)
        here = parts is not None and plain and parts[2] in HERE
        if parts is None or not (parts[1] == "https" or here) or not 0 < int(parts[3] or 1) < 65536:
            # Not shown: somebody may have put a password into it.
            self.refuse(name, "must look like https://host or https://host/path" + (" (http on localhost)" * plain))
            return None
        return value

    def places(self, name: str) -> tuple[str, ...]:
        """Hosts with their ports, in lower case."""
        words = [part.strip().lower() for part in (self.text(name) or "").split(",")] if self.text(name) else []
        for word in words:
            parts = _PLACE.fullmatch(word)
            if parts is None or not 0 < int(parts[2]) < 65536:
                self.refuse(name, f"has {word!r}; a place looks like erp.shop.example:8080, port included")
        return tuple(dict.fromkeys(words))

    def redis(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not (_REDIS.fullmatch(value) or _UNIX.fullmatch(value)):
            # Not shown: it may hold a password.
            self.refuse(name, "must look like redis://host:6379/0, rediss://host:6379/0 or unix:///path/to.sock")
        return value

    def database(self, name: str, default: Path) -> str:
        """The address for SQLAlchemy: one spelling of PostgreSQL, SQLite files by their whole path."""
        value = self.text(name)
        if value is None:
            return f"sqlite:///{default}"
        if server := _POSTGRES.fullmatch(value):
            return f"postgresql+psycopg://{server[1]}"
        if file := _SQLITE.fullmatch(value):
            path = file[1]
            plain = path != ":memory:" and not path.startswith("file:")
            # A relative path would mean another file for each folder a command is started from.
            return f"sqlite:///{Path(path).resolve() if plain else path}{file[2] or ''}"
        self.refuse(name, "must look like postgresql://user:password@host:5432/name or sqlite:////path/to/file.db")
        return f"sqlite:///{default}"


def _origin(word: str) -> str | None:
    """An origin as a browser sends it; None for what is none."""
    parts = _ORIGIN.fullmatch(word.lower())
    if parts is None or not 0 < int(parts[3] or 1) < 65536:
        return None
    usual = {"http": "80", "https": "443"}[parts[1]]
    return f"{parts[1]}://{parts[2]}" + (f":{parts[3]}" if parts[3] not in {None, usual} else "")
