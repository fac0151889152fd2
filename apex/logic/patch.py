"""JSON Merge Patch, RFC 7396."""

from __future__ import annotations

import copy
from typing import Any


def merge_patch(target: Any, patch: Any) -> Any:
    """What the patch makes of the target, as a copy: null removes, objects merge, all else replaces."""
    return _patched(copy.deepcopy(target), copy.deepcopy(patch))


def _patched(target: Any, patch: Any) -> Any:
    """MergePatch of section 2 of the RFC, line by line."""
    if not isinstance(patch, dict):
        return patch
    if not isinstance(target, dict):
        target = {}
    for name, value in patch.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = _patched(target.get(name), value)
    return target
