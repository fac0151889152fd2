"""A process that asks breakers as web and workers do: `python -m tests.outside.probing URL HOST FOLDER WHAT`.

It says `ready`, begins when its standard input is closed, and ends by printing what it did.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sqlalchemy.engine import Engine

from apex.actions.breaker import SharedBreaker
from apex.outside.client import CircuitOpenError
from tests.store.tally import opened

TIMES = 15


def probe(breaker: SharedBreaker, host: str, folder: Path) -> dict[str, int]:
    """Take the probe so often as others let us; while it is ours nobody else may have it."""
    told = {"probes": 0, "refused": 0, "two": 0}
    while told["probes"] < TIMES:
        try:
            leave = breaker.admit(host)
        except CircuitOpenError:
            told["refused"] += 1
            time.sleep(0.002)
            continue
        try:
            (folder / "probing").touch(exist_ok=False)
        except FileExistsError:
            told["two"] += 1
        time.sleep(0.003)
        (folder / "probing").unlink(missing_ok=True)
        told["probes"] += leave.probe > 0
        breaker.give_back(leave)
    return told


def failing(breaker: SharedBreaker, host: str, folder: Path) -> dict[str, int]:
    """Call until the circuit is open."""
    told = {"calls": 0}
    while True:
        try:
            leave = breaker.admit(host)
        except CircuitOpenError:
            return told
        breaker.tell(leave, "status 503")
        told["calls"] += 1


def hold(breaker: SharedBreaker, host: str, folder: Path) -> dict[str, int]:
    """Take the probe and keep it until somebody kills this process."""
    print(breaker.admit(host).probe, flush=True)
    time.sleep(600)
    return {}


def main(url: str, host: str, folder: str, what: str) -> None:
    def work(engine: Engine) -> dict[str, int]:
        return {"probe": probe, "failing": failing, "hold": hold}[what](SharedBreaker(engine), host, Path(folder))

    with opened(url) as engine:
        print("ready", flush=True)
        sys.stdin.read()
        print(json.dumps(work(engine)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
