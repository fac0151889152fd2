"""Where this code lies and which code it is."""

from __future__ import annotations

import os
import subprocess
from functools import lru_cache
from pathlib import Path

from apex import __version__

ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def code_version() -> dict[str, object]:
    """Version, commit and whether the checkout was changed; empty where there is no checkout."""
    sha = _git("rev-parse", "HEAD")
    return {
        "version": __version__,
        "git_sha": sha or "",
        "dirty": bool(sha) and bool(_git("status", "--porcelain", "--untracked-files=no")),
        "build_id": os.environ.get("APEX_BUILD_ID") or None,
    }


def _git(*words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 (fixed words)
            ["git", *words],  # noqa: S607 (found on PATH as everywhere)
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
