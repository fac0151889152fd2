"""The room stays pure: the standard library and itself, nothing else."""

import ast
import sys
from pathlib import Path

import apex.logic

ROOM = Path(apex.logic.__file__).parent


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module


def test_the_logic_imports_the_standard_library_only():
    files = sorted(ROOM.rglob("*.py"))
    assert len(files) >= 5
    strangers = {
        name
        for file in files
        for name in imported(ast.parse(file.read_text()))
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("apex.logic")
    }
    assert strangers == set()
