"""`make mutate`: every safeguard is taken out of a copy of the checkout, one at a time, and a test must turn red.

The safeguards are in `mutations.toml`. One whose line is not found any more fails too: that list follows the code.
Words after the command choose those in whose name they are.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_name("mutations.toml")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis", ".coverage*")
GREEN, RED = 0, 1
"""What pytest ends with when all tests passed, and when some failed. Anything else: they could not be run."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """`old` stands once in the file; `tests` is what pytest is given to find it gone."""

    what: str
    file: str
    old: str
    new: str
    tests: str


class Copy:
    """The checkout in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = shutil.copytree(ROOT, folder / "apex", ignore=LEFT_OUT)

    def run(self, tests: str) -> tuple[int, str]:
        """How pytest ends, and its last line."""
        named = [f"tests/proof/{word}" if word.endswith(".py") else word for word in shlex.split(tests)]
        words = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--show-capture=no", "--tb=no", *named]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("APEX_")}
        environment |= {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", *words]
        ended = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        said = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return ended.returncode, (said or ended.stdout.splitlines() or [""])[-1]

    def without(self, mutation: Mutation) -> tuple[int, str]:
        file = self.root / mutation.file
        whole = file.read_text()
        if whole.count(mutation.old) != 1:
            return GREEN, f"the line stands {whole.count(mutation.old)} times in {mutation.file}"
        file.write_text(whole.replace(mutation.old, mutation.new))
        try:
            return self.run(mutation.tests)
        finally:
            file.write_text(whole)


def chosen(words: list[str]) -> list[Mutation]:
    rows = [Mutation(**row) for row in tomllib.loads(TABLE.read_text())["mutation"]]
    return [row for row in rows if not words or any(word in row.what for word in words)]


def main() -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy, mutations = Copy(Path(folder)), chosen(sys.argv[1:])
        for tests in sorted({mutation.tests for mutation in mutations}):
            ended, said = copy.run(tests)
            if ended != GREEN:
                print(f"{tests} is red before anything is taken out: {said}")
                return 1
        for mutation in mutations:
            start = time.monotonic()
            ended, said = copy.without(mutation)
            missed += ended != RED
            verdict = "red  " if ended == RED else "GREEN" if ended == GREEN else "??   "
            print(f"{verdict} {time.monotonic() - start:4.0f} s  {mutation.what}: {said[:150]}", flush=True)
        print(f"{len(mutations) - missed} of {len(mutations)} safeguards cannot go without a test that turns red")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
