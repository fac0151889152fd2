"""Keeps one throw-away server: starts it and, however the tests end, stops it and removes its folder.

A process of its own, because a killed test run cleans nothing up. The tests hold the other end of its standard
input, which the kernel closes for them whatever kills them. Standard library only.
"""

from __future__ import annotations

import json
import os
import pwd
import re
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

READY = "ready"
START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Order:
    """What to keep. Commands run in the folder of the server and say `{program}` for where the program is.

    `ready` is a pattern in `sign`, a file the server itself writes there: a connection would prove less, because
    its port may be answered by somebody else's server.
    """

    program: str
    prepare: list[str]
    serve: list[str]
    sign: str
    ready: str
    stop: str


class Place:
    """A fresh folder, and who owns it and runs the server: PostgreSQL refuses to be root."""

    def __init__(self) -> None:
        names = {user.pw_name: user for user in pwd.getpwall()} if os.geteuid() == 0 else {}
        self.user = names.get("postgres") or names.get("nobody")
        homes = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]
        home = next(path for path in homes if self.reaches(path))
        self.folder = Path(tempfile.mkdtemp(prefix="apex-server-", dir=home))
        self.own(self.folder)

    def reaches(self, path: Path) -> bool:
        """Whether that user gets there, and may run what is copied to it."""
        whole = path.resolve()
        if os.statvfs(whole).f_flag & os.ST_NOEXEC:
            return False
        return self.user is None or all(step.stat().st_mode & stat.S_IXOTH for step in (whole, *whole.parents))

    def own(self, path: Path) -> None:
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def program(self, path: Path) -> Path:
        """The program where that user can run it: a virtual environment below /root is copied from, not opened up."""
        if self.reaches(path):
            return path
        copy = self.folder / path.name
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, copy)
        for step in (copy, *copy.rglob("*")):
            self.own(step)
        return copy

    def start(self, words: list[str], program: Path) -> subprocess.Popen[bytes]:
        """Leader of a process group of its own, so that all of it can be ended, and out of reach of Ctrl-C."""
        user = self.user
        other = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        command = [word.replace("{program}", str(program)) for word in words]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **other,
            )

    def told(self, fault: str) -> str:
        lines = (self.folder / "log").read_text(errors="replace").splitlines()
        return " ".join(f"{fault}: {' '.join(lines[-8:])}".split())


def keep(order: Order) -> None:
    """Prepare, serve, say on standard output how that went, wait for the end of the tests, clean up."""
    place = Place()
    started: list[subprocess.Popen[bytes]] = []
    try:
        program = place.program(Path(order.program))
        fault = _begin(order, place, program, started)
        if not _tests_are_over(0):
            print(place.told(fault) if fault else READY, flush=True)
        _tests_are_over(None)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for server in started:
            _stop(server, signal.Signals[order.stop])
        shutil.rmtree(place.folder)


def _begin(order: Order, place: Place, program: Path, started: list[subprocess.Popen[bytes]]) -> str:
    """What went wrong, or nothing."""
    sign = place.folder / order.sign
    until = time.monotonic() + START_SECONDS
    for words in filter(None, (order.prepare, order.serve)):
        step = place.start(words, program)
        started.append(step)
        while step.poll() is None:
            if words is order.serve and sign.exists() and re.search(order.ready, sign.read_text(), re.MULTILINE):
                return ""
            if _tests_are_over(0.01):
                return "the tests ended first"
            if time.monotonic() > until:
                return f"not ready after {START_SECONDS} s"
        if step.returncode or words is order.serve:
            return f"{words[0].replace('{program}', str(program))} ended with {step.returncode}"
    return ""


def _stop(server: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if server.poll() is not None:
        return
    server.send_signal(how)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _tests_are_over(seconds: float | None) -> bool:
    readable, _, _ = select.select([sys.stdin], [], [], seconds)
    return bool(readable)


def _asked_to_end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _asked_to_end)
    keep(Order(**json.loads(sys.argv[1])))
