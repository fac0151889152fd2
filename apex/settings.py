"""Settings from the environment (`APEX_*`), frozen and checked at start; and what code this is."""

from __future__ import annotations

import difflib
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from apex import __version__

ROOT = Path(__file__).resolve().parents[1]
Environment = Literal["development", "production", "testing"]
KNOWN = ("APEX_ENV", "APEX_DATABASE_URL", "APEX_SECRET_KEY", "APEX_DATA_DIR", "APEX_BUILD_ID")


class SettingsError(Exception):
    """The environment does not describe a place APEX can run in; one line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    env: Environment
    database_url: str
    secret_key: str
    data_dir: Path
    build_id: str | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read and check. Unknown `APEX_` names and a production without its needs are refused."""
        given = os.environ if environment is None else environment
        faults = [_unknown(name) for name in sorted(given) if name.startswith("APEX_") and not _known(name)]
        env = given.get("APEX_ENV", "development")
        if env not in get_args(Environment):
            faults.append(f"APEX_ENV is {env!r}; it must be one of {', '.join(get_args(Environment))}")
        if env == "production":
            needed = ("APEX_SECRET_KEY", "APEX_DATABASE_URL")
            faults += [f"{name} must be set in production" for name in needed if not given.get(name)]
            if 0 < len(given.get("APEX_SECRET_KEY", "")) < 32:
                faults.append("APEX_SECRET_KEY must be at least 32 characters in production")
        if faults:
            raise SettingsError(faults)
        data = Path(given.get("APEX_DATA_DIR") or ROOT / "var").resolve()
        return cls(
            env=cast("Environment", env),
            database_url=given.get("APEX_DATABASE_URL") or f"sqlite:///{data / 'apex.db'}",
            secret_key=given.get("APEX_SECRET_KEY") or "development-only-not-secret-not-for-production",
            data_dir=data,
            build_id=given.get("APEX_BUILD_ID") or None,
        )


def _known(name: str) -> bool:
    return name in KNOWN or name.startswith("APEX_TEST_")


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, KNOWN, n=1)
    return f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "")


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
