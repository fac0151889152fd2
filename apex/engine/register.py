"""The registry with every module of clauses in it."""

from __future__ import annotations

import importlib
import pkgutil

import apex.engine as room
from apex.engine.clause import CLAUSES, Clause


def every_clause() -> list[Clause]:
    """All clauses of the engine, by document, then by module and place in it."""
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        importlib.import_module(module.name)
    return sorted(CLAUSES.values(), key=lambda c: (c.document, c.key.rsplit(".", 1)[0]))
